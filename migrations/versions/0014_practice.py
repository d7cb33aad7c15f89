"""Own CoPs, their charters, members, sessions, sign-ins, agreements and debriefs."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_cop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("domain", sa.Text(), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('planned', 'active', 'paused', 'closed')", name=op.f("ck_practice_cop_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cop")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_cop_ref")),
    )
    op.create_table(
        "practice_charter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('draft', 'submitted', 'approved', 'returned')",
            name=op.f("ck_practice_charter_state"),
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_charter_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_charter")),
        sa.UniqueConstraint("cop_id", "version", name=op.f("uq_practice_charter_cop_id_version")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_charter_ref")),
    )
    op.create_index("ix_practice_charter_state", "practice_charter", ["state", "submitted_at"], unique=False)
    op.create_table(
        "practice_facilitator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_facilitator_cop_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_practice_facilitator_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_facilitator")),
    )
    op.create_index("ix_practice_facilitator_cop", "practice_facilitator", ["cop_id"], unique=False)
    op.create_index("ix_practice_facilitator_person", "practice_facilitator", ["person_id"], unique=False)
    op.create_index(
        "uq_practice_facilitator_now",
        "practice_facilitator",
        ["cop_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "practice_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("role", sa.String(length=100), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_member_cop_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_practice_member_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_member")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_member_ref")),
    )
    op.create_index("ix_practice_member_cop", "practice_member", ["cop_id", "sort_name"], unique=False)
    op.create_index(
        "uq_practice_member_now",
        "practice_member",
        ["cop_id", "sort_name"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "practice_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("planned_minutes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("agenda", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'held' OR minutes > 0", name=op.f("ck_practice_session_minutes")),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')", name=op.f("ck_practice_session_format")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('planned', 'held', 'canceled')", name=op.f("ck_practice_session_state")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_session_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_session")),
        sa.UniqueConstraint("cop_id", "number", name=op.f("uq_practice_session_cop_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_session_ref")),
        sa.UniqueConstraint("token", name=op.f("uq_practice_session_token")),
    )
    op.create_index("ix_practice_session_starts", "practice_session", ["cop_id", "starts_at"], unique=False)
    op.create_table(
        "practice_agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('confidentiality')", name=op.f("ck_practice_agreement_kind")),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_agreement_cop_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_agreement_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_agreement")),
    )
    op.create_index("ix_practice_agreement_cop", "practice_agreement", ["cop_id"], unique=False)
    op.create_table(
        "practice_lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        sa.CheckConstraint("\"role\" IN ('lead', 'co_lead')", name=op.f("ck_practice_lead_role")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_practice_lead_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_lead_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_lead")),
        sa.UniqueConstraint("session_id", "person_id", name=op.f("uq_practice_lead_session_id_person_id")),
    )
    op.create_table(
        "practice_revisit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_revisit_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_revisit")),
        sa.UniqueConstraint("session_id", name=op.f("uq_practice_revisit_session_id")),
    )
    op.create_table(
        "practice_signin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"source\" IN ('qr', 'typed', 'corrected')", name=op.f("ck_practice_signin_source")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_signin_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_signin_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_signin")),
        sa.UniqueConstraint("session_id", "member_id", name=op.f("uq_practice_signin_session_id_member_id")),
    )
    op.create_index("ix_practice_signin_member", "practice_signin", ["member_id"], unique=False)
    op.create_table(
        "practice_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_value_cop_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_value_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_value")),
    )
    op.create_index("ix_practice_value_cop", "practice_value", ["cop_id"], unique=False)
    op.create_table(
        "practice_debrief",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("needs_support", sa.Boolean(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("\"state\" IN ('due', 'held')", name=op.f("ck_practice_debrief_state")),
        sa.CheckConstraint(
            "state <> 'held' OR (minutes > 0 AND \"on\" IS NOT NULL)", name=op.f("ck_practice_debrief_held")
        ),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["mentoring_meeting.id"], name=op.f("fk_practice_debrief_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_practice_debrief_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_debrief_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["accounts_person.id"], name=op.f("fk_practice_debrief_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_debrief")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_debrief_ref")),
        sa.UniqueConstraint(
            "session_id", "trainee_id", name=op.f("uq_practice_debrief_session_id_trainee_id")
        ),
    )
    op.create_index(
        "ix_practice_debrief_trainee", "practice_debrief", ["trainee_id", "state", "due_on"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_practice_debrief_trainee", table_name="practice_debrief")
    op.drop_table("practice_debrief")
    op.drop_index("ix_practice_value_cop", table_name="practice_value")
    op.drop_table("practice_value")
    op.drop_index("ix_practice_signin_member", table_name="practice_signin")
    op.drop_table("practice_signin")
    op.drop_table("practice_revisit")
    op.drop_table("practice_lead")
    op.drop_index("ix_practice_agreement_cop", table_name="practice_agreement")
    op.drop_table("practice_agreement")
    op.drop_index("ix_practice_session_starts", table_name="practice_session")
    op.drop_table("practice_session")
    op.drop_index(
        "uq_practice_member_now",
        table_name="practice_member",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_practice_member_cop", table_name="practice_member")
    op.drop_table("practice_member")
    op.drop_index(
        "uq_practice_facilitator_now",
        table_name="practice_facilitator",
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.drop_index("ix_practice_facilitator_person", table_name="practice_facilitator")
    op.drop_index("ix_practice_facilitator_cop", table_name="practice_facilitator")
    op.drop_table("practice_facilitator")
    op.drop_index("ix_practice_charter_state", table_name="practice_charter")
    op.drop_table("practice_charter")
    op.drop_table("practice_cop")
