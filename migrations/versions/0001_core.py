"""The ground floor: audit, outbox, one-time keys, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUARDS = {
    "sqlite": [
        "CREATE TRIGGER core_audit_no_update BEFORE UPDATE ON core_audit BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
        "CREATE TRIGGER core_audit_no_delete BEFORE DELETE ON core_audit BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
        "CREATE TRIGGER core_audit_no_replace BEFORE INSERT ON core_audit WHEN NEW.id IN (SELECT id FROM core_audit) BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
        "CREATE TRIGGER core_audit_seal_no_update BEFORE UPDATE ON core_audit_seal BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
        "CREATE TRIGGER core_audit_seal_no_delete BEFORE DELETE ON core_audit_seal BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
        "CREATE TRIGGER core_audit_seal_no_replace BEFORE INSERT ON core_audit_seal WHEN NEW.number IN (SELECT number FROM core_audit_seal) BEGIN SELECT RAISE(ABORT, 'audit rows cannot be changed'); END",
    ],
    "postgresql": [
        "CREATE FUNCTION core_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$",
        "CREATE TRIGGER core_audit_no_change BEFORE UPDATE OR DELETE ON core_audit FOR EACH ROW EXECUTE FUNCTION core_audit_refuse()",
        "CREATE TRIGGER core_audit_no_truncate BEFORE TRUNCATE ON core_audit FOR EACH STATEMENT EXECUTE FUNCTION core_audit_refuse()",
        "CREATE FUNCTION core_audit_seal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'audit rows cannot be changed'; END $$",
        "CREATE TRIGGER core_audit_seal_no_change BEFORE UPDATE OR DELETE ON core_audit_seal FOR EACH ROW EXECUTE FUNCTION core_audit_seal_refuse()",
        "CREATE TRIGGER core_audit_seal_no_truncate BEFORE TRUNCATE ON core_audit_seal FOR EACH STATEMENT EXECUTE FUNCTION core_audit_seal_refuse()",
    ],
}


def upgrade() -> None:
    op.create_table(
        "core_audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=64), nullable=False),
        sa.Column("subject_kind", sa.String(length=32), nullable=False),
        sa.Column("subject_ref", sa.String(length=64), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_audit")),
    )
    op.create_index(op.f("ix_core_audit_by_person"), "core_audit", ["by_person"], unique=False)
    op.create_table(
        "core_audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_core_audit_seal")),
        sa.UniqueConstraint("audit_id", name=op.f("uq_core_audit_seal_audit_id")),
    )
    op.create_table(
        "core_once",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("said", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("key", "person_id", name=op.f("pk_core_once")),
    )
    op.create_index(op.f("ix_core_once_at"), "core_once", ["at"], unique=False)
    op.create_table(
        "core_outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("dedupe", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("to_person", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("params", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("access", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("not_after", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_try", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lease", sa.String(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('waiting', 'sent', 'canceled', 'stale', 'forbidden', 'failed')",
            name=op.f("ck_core_outbox_state"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_core_outbox")),
        sa.UniqueConstraint("dedupe", name=op.f("uq_core_outbox_dedupe")),
        sa.UniqueConstraint("ref", name=op.f("uq_core_outbox_ref")),
    )
    op.create_index("ix_core_outbox_due", "core_outbox", ["state", "due_at", "id"], unique=False)
    op.create_index("ix_core_outbox_to", "core_outbox", ["to_person"], unique=False)
    op.create_table(
        "core_setting",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_core_setting")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for table in ("core_audit", "core_audit_seal"):
            op.execute(f"DROP FUNCTION {table}_refuse() CASCADE")
    op.drop_table("core_setting")
    op.drop_index("ix_core_outbox_to", table_name="core_outbox")
    op.drop_index("ix_core_outbox_due", table_name="core_outbox")
    op.drop_table("core_outbox")
    op.drop_index(op.f("ix_core_once_at"), table_name="core_once")
    op.drop_table("core_once")
    op.drop_table("core_audit_seal")
    op.drop_index(op.f("ix_core_audit_by_person"), table_name="core_audit")
    op.drop_table("core_audit")
