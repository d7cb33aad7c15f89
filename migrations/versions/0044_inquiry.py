"""The inquiry of a CoP: its problem, cycles with their parts, meetings, evidence and decisions, and its questions."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_inquiry_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_inquiry_year_cop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_inquiry_year")),
        sa.UniqueConstraint("cop_id", "year", name=op.f("uq_practice_inquiry_year_cop_id_year")),
    )
    op.create_table(
        "practice_problem",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_problem_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_problem")),
        sa.UniqueConstraint("cop_id", "version", name=op.f("uq_practice_problem_cop_id_version")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_problem_ref")),
    )
    op.create_table(
        "practice_cycle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("problem_id", sa.Integer(), nullable=True),
        sa.Column("before_id", sa.Integer(), nullable=True),
        sa.Column("ahead", sa.String(length=32), nullable=True),
        sa.Column("carries", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"ahead\" IN ('refine', 'scale', 'different')", name=op.f("ck_practice_cycle_ahead")
        ),
        sa.ForeignKeyConstraint(
            ["before_id"], ["practice_cycle.id"], name=op.f("fk_practice_cycle_before_id")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_cycle_cop_id")),
        sa.ForeignKeyConstraint(
            ["problem_id"], ["practice_problem.id"], name=op.f("fk_practice_cycle_problem_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cycle")),
        sa.UniqueConstraint("cop_id", "number", name=op.f("uq_practice_cycle_cop_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_cycle_ref")),
    )
    op.create_table(
        "practice_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_question_cop_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_question_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_question")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_question_ref")),
    )
    op.create_index("ix_practice_question_cop", "practice_question", ["cop_id"], unique=False)
    op.create_table(
        "practice_act_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('start', 'stop', 'keep', 'scale')", name=op.f("ck_practice_act_item_kind")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["practice_cycle.id"], name=op.f("fk_practice_act_item_cycle_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_act_item")),
    )
    op.create_index("ix_practice_act_item_cycle", "practice_act_item", ["cycle_id"], unique=False)
    op.create_table(
        "practice_cycle_meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('game_plan', 'mid_stream', 'end_of_cycle')",
            name=op.f("ck_practice_cycle_meeting_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["practice_cycle.id"], name=op.f("fk_practice_cycle_meeting_cycle_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_cycle_meeting_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cycle_meeting")),
        sa.UniqueConstraint("cycle_id", "kind", name=op.f("uq_practice_cycle_meeting_cycle_id_kind")),
    )
    op.create_table(
        "practice_cycle_part",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("place", sa.String(length=32), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"part\" IN ('plan', 'do', 'study', 'act')", name=op.f("ck_practice_cycle_part_part")
        ),
        sa.CheckConstraint(
            "\"place\" IN ('together', 'site', 'online')", name=op.f("ck_practice_cycle_part_place")
        ),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["practice_cycle.id"], name=op.f("fk_practice_cycle_part_cycle_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_cycle_part")),
        sa.UniqueConstraint("cycle_id", "part", name=op.f("uq_practice_cycle_part_cycle_id_part")),
    )
    op.create_table(
        "practice_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cycle_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by_role", sa.String(length=200), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('artifact', 'observation', 'intervention', 'assessment', 'work', 'interview', 'other')",
            name=op.f("ck_practice_evidence_kind"),
        ),
        sa.CheckConstraint("\"side\" IN ('adult', 'child')", name=op.f("ck_practice_evidence_side")),
        sa.ForeignKeyConstraint(
            ["cycle_id"], ["practice_cycle.id"], name=op.f("fk_practice_evidence_cycle_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_evidence")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_evidence_ref")),
    )
    op.create_index("ix_practice_evidence_cycle", "practice_evidence", ["cycle_id", "on"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_practice_evidence_cycle", table_name="practice_evidence")
    op.drop_table("practice_evidence")
    op.drop_table("practice_cycle_part")
    op.drop_table("practice_cycle_meeting")
    op.drop_index("ix_practice_act_item_cycle", table_name="practice_act_item")
    op.drop_table("practice_act_item")
    op.drop_index("ix_practice_question_cop", table_name="practice_question")
    op.drop_table("practice_question")
    op.drop_table("practice_cycle")
    op.drop_table("practice_problem")
    op.drop_table("practice_inquiry_year")
