"""Teams that come only all together, changes of format, single sessions, invitations, topics, resources; the history."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_core_audit_subject", "core_audit", ["subject_ref", "id"], unique=False)
    op.create_table(
        "registration_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_registration_group_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_registration_group_organization_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_group")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_group_ref")),
    )
    op.create_index("ix_registration_group_kept", "registration_group", ["kept_until"], unique=False)
    op.create_index("ix_registration_group_offering", "registration_group", ["offering_id"], unique=False)
    op.create_index(
        "ix_registration_group_organization", "registration_group", ["organization_id", "id"], unique=False
    )
    with op.batch_alter_table("registration_registration") as table:
        table.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_registration_registration_group_id"), "registration_group", ["group_id"], ["id"]
        )
        table.create_index(op.f("ix_registration_registration_group_id"), ["group_id"], unique=False)
        table.add_column(sa.Column("single", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    with op.batch_alter_table("registration_registration") as table:
        table.alter_column("single", existing_type=sa.Boolean(), existing_nullable=False, server_default=None)
    _wishes_and_lists()
    _topics_and_resources()


def _key(table: str, column: str, to: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _wishes_and_lists() -> None:
    name = "registration_wish"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')",
            name=op.f("ck_registration_wish_format"),
        ),
        _key(name, "registration_id", "registration_registration"),
        _key(name, "offering_id", "schedule_offering"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_wish")),
        sa.UniqueConstraint("registration_id", name=op.f("uq_registration_wish_registration_id")),
    )
    op.create_index("ix_registration_wish_queue", name, ["offering_id", "format", "number"], unique=False)
    name = "registration_session"
    op.create_table(
        name,
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        _key(name, "registration_id", "registration_registration"),
        _key(name, "session_id", "schedule_session", "CASCADE"),
        sa.PrimaryKeyConstraint("registration_id", "session_id", name=op.f("pk_registration_session")),
    )
    op.create_index("ix_registration_session_session", name, ["session_id"], unique=False)
    name = "registration_invited"
    op.create_table(
        name,
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        _key(name, "offering_id", "schedule_offering"),
        _key(name, "person_id", "accounts_person"),
        sa.PrimaryKeyConstraint("offering_id", "person_id", name=op.f("pk_registration_invited")),
    )
    op.create_index("ix_registration_invited_person", name, ["person_id"], unique=False)


def _topics_and_resources() -> None:
    name = "registration_topic"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        _key(name, "offering_id", "schedule_offering"),
        _key(name, "session_id", "schedule_session", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_topic")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_topic_ref")),
    )
    op.create_index("ix_registration_topic_offering", name, ["offering_id", "id"], unique=False)
    name = "registration_vote"
    op.create_table(
        name,
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        _key(name, "topic_id", "registration_topic"),
        _key(name, "person_id", "accounts_person"),
        sa.PrimaryKeyConstraint("topic_id", "person_id", name=op.f("pk_registration_vote")),
    )
    op.create_index("ix_registration_vote_person", name, ["person_id"], unique=False)
    name = "registration_resource"
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        _key(name, "offering_id", "schedule_offering"),
        _key(name, "session_id", "schedule_session", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_resource")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_resource_ref")),
    )
    op.create_index("ix_registration_resource_offering", name, ["offering_id", "id"], unique=False)


def downgrade() -> None:
    op.execute(  # whoever waited for the other format is counted no longer
        "UPDATE schedule_place SET waiting = waiting - (SELECT count(*) FROM registration_wish AS wish "
        "WHERE wish.offering_id = schedule_place.offering_id AND wish.format = schedule_place.format)"
    )
    for name in ("resource", "vote", "topic", "invited", "session", "wish"):
        op.drop_table(f"registration_{name}")
    with op.batch_alter_table("registration_registration") as table:
        table.drop_column("single")
        table.drop_index(op.f("ix_registration_registration_group_id"))
        table.drop_constraint(op.f("fk_registration_registration_group_id"), type_="foreignkey")
        table.drop_column("group_id")
    op.drop_table("registration_group")
    op.drop_index("ix_core_audit_subject", table_name="core_audit")
