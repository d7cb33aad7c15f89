"""The fields of a record, numbers in registries, what was sent to them, goals of hours, and who confirmed when."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PRIME = 1021
TEXTS = {
    "role": 100, "setting": 32, "course_code": 100, "approval_code": 100, "sponsor": 200, "sponsor_address": 200,
    "zone": 64,
}  # fmt: skip


def _number() -> str:
    """As core/numbers.py makes them: 130 random bits and two check letters."""
    body = "".join(secrets.choice(LETTERS) for _ in range(26))
    value = 0
    for letter in body:
        value = (value * 32 + LETTERS.index(letter)) % PRIME
    rest = (-value * 32**2) % PRIME
    return body + LETTERS[rest // 32] + LETTERS[rest % 32]


def upgrade() -> None:
    with op.batch_alter_table("organizations_membership") as table:
        table.add_column(sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.execute("UPDATE organizations_membership SET confirmed_on = since WHERE state = 'active'")
    _add_to_records()
    _fill()
    _hold_to_it()
    _make_tables()


def _add_to_records() -> None:
    with op.batch_alter_table("attendance_record") as table:
        table.add_column(sa.Column("number", sa.String(length=32), nullable=True))
        for name, length in TEXTS.items():
            table.add_column(sa.Column(name, sa.String(length=length), nullable=True))
        for name in ("languages", "competencies", "corrections"):
            table.add_column(sa.Column(name, sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("verification", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True))


def _fill() -> None:
    columns = [sa.column(name) for name in ("id", "number", "verification", *TEXTS)]
    json = [sa.column(name, sa.JSON()) for name in ("languages", "competencies", "corrections")]
    records = sa.table("attendance_record", *columns, *json)
    empty = {**dict.fromkeys(TEXTS, ""), "languages": [], "competencies": {}, "corrections": []}
    connection = op.get_bind()
    connection.execute(records.update().values(verification="attended", **empty))
    for (key,) in connection.execute(sa.select(records.c.id)).all():
        connection.execute(records.update().where(records.c.id == key).values(number=_number()))


def _hold_to_it() -> None:
    with op.batch_alter_table("attendance_record") as table:
        table.alter_column("number", existing_type=sa.String(length=32), nullable=False)
        for name, length in TEXTS.items():
            table.alter_column(name, existing_type=sa.String(length=length), nullable=False)
        for name in ("languages", "competencies", "corrections"):
            table.alter_column(name, existing_type=sa.JSON(none_as_null=True), nullable=False)
        table.alter_column("verification", existing_type=sa.String(length=32), nullable=False)
        table.create_unique_constraint(op.f("uq_attendance_record_number"), ["number"])
        table.create_check_constraint(
            op.f("ck_attendance_record_verification"),
            "\"verification\" IN ('self_reported', 'attended', 'verified')",
        )
        table.create_index("ix_attendance_record_last", ["last_on", "id"], unique=False)
        table.create_index(
            "ix_attendance_record_organization", ["organization_id", "last_on", "id"], unique=False
        )


def _make_tables() -> None:
    op.create_table(
        "attendance_registry_membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("registry_id", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("registered_name", sa.String(length=200), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_attendance_registry_membership_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_registry_membership")),
        sa.UniqueConstraint("ref", name=op.f("uq_attendance_registry_membership_ref")),
        sa.UniqueConstraint(
            "person_id", "registry_id", name=op.f("uq_attendance_registry_membership_person_id_registry_id")
        ),
    )
    op.create_table(
        "attendance_goal",
        sa.Column("organization_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_attendance_goal_minutes")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_attendance_goal_organization_id"),
        ),
        sa.PrimaryKeyConstraint("organization_id", name=op.f("pk_attendance_goal")),
    )
    op.create_table(
        "attendance_export",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("registry_id", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=32), nullable=False),
        sa.Column("error", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"result\" IN ('waiting', 'accepted', 'refused')", name=op.f("ck_attendance_export_result")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["attendance_record.id"], name=op.f("fk_attendance_export_record_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_export")),
        sa.UniqueConstraint(
            "record_id", "registry_id", name=op.f("uq_attendance_export_record_id_registry_id")
        ),
    )
    op.create_index(
        "ix_attendance_export_sent", "attendance_export", ["registry_id", "sent_at"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_attendance_export_sent", table_name="attendance_export")
    op.drop_table("attendance_export")
    op.drop_table("attendance_goal")
    op.drop_table("attendance_registry_membership")
    with op.batch_alter_table("attendance_record") as table:
        table.drop_index("ix_attendance_record_organization")
        table.drop_index("ix_attendance_record_last")
        table.drop_constraint(op.f("ck_attendance_record_verification"), type_="check")
        table.drop_constraint(op.f("uq_attendance_record_number"), type_="unique")
        for name in (
            "corrected_at",
            "verification",
            "corrections",
            "competencies",
            "languages",
            *TEXTS,
            "number",
        ):
            table.drop_column(name)
    with op.batch_alter_table("organizations_membership") as table:
        table.drop_column("confirmed_on")
