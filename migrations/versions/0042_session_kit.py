"""The kit of a session: its plan in timed rows, notes, what was sent, what to try next, touches, voices, and money."""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    _plan()
    _plan_row()
    _note()
    _voices()
    _mailing()
    _research()
    _touch()
    _money()
    _budget()


def _plan() -> None:
    op.create_table(
        "practice_plan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("ready_at", WHEN, nullable=True),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_plan_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_plan")),
        sa.UniqueConstraint("session_id", name=op.f("uq_practice_plan_session_id")),
    )


def _plan_row() -> None:
    op.create_table(
        "practice_plan_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("activity", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("protocol", sa.String(length=64), nullable=False),
        sa.Column("who", sa.String(length=100), nullable=False),
        sa.Column("materials", sa.String(length=200), nullable=False),
        sa.Column("aim", sa.String(length=200), nullable=False),
        sa.CheckConstraint("\"kind\" IN ('activity', 'break')", name=op.f("ck_practice_plan_row_kind")),
        sa.CheckConstraint("minutes >= 0 AND minutes <= 600", name=op.f("ck_practice_plan_row_minutes")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_plan_row_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_plan_row")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_practice_plan_row_session_id_position")),
    )


def _note() -> None:
    op.create_table(
        "practice_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", WHEN, nullable=False),
        sa.Column("posted_at", WHEN, nullable=True),
        sa.CheckConstraint("\"kind\" IN ('notes', 'highlights')", name=op.f("ck_practice_note_kind")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_note_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_note")),
        sa.UniqueConstraint("session_id", "kind", name=op.f("uq_practice_note_session_id_kind")),
    )


def _voices() -> None:
    op.create_table(
        "practice_voices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("turns", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_voices_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_voices")),
        sa.UniqueConstraint("session_id", name=op.f("uq_practice_voices_session_id")),
    )


def _mailing() -> None:
    op.create_table(
        "practice_mailing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("said", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("without_address", sa.Integer(), nullable=False),
        sa.Column("sent_at", WHEN, nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"kind\" IN ('agenda', 'highlights', 'follow_up')", name=op.f("ck_practice_mailing_kind")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_mailing_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_mailing")),
    )
    op.create_index("ix_practice_mailing_session", "practice_mailing", ["session_id", "id"])


def _research() -> None:
    op.create_table(
        "practice_research",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=500), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_research_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_research_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_research")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_research_ref")),
    )
    op.create_index("ix_practice_research_session", "practice_research", ["session_id"])


def _touch() -> None:
    op.create_table(
        "practice_touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("how", sa.String(length=32), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.Column("about", sa.String(length=500), nullable=False),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"how\" IN ('call', 'message', 'mail', 'visit')", name=op.f("ck_practice_touch_how")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_touch_cop_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_touch_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_touch")),
    )
    op.create_index("ix_practice_touch_cop", "practice_touch", ["cop_id", "on", "id"])


def _money() -> None:
    op.create_table(
        "practice_money",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("line", sa.String(length=32), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("giver", sa.String(length=200), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("made_at", WHEN, nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("cents > 0", name=op.f("ck_practice_money_cents")),
        sa.CheckConstraint(
            "\"kind\" IN ('expense', 'in_kind', 'donation')", name=op.f("ck_practice_money_kind")
        ),
        sa.CheckConstraint(
            "\"line\" IN ('venue', 'parking', 'food', 'materials', 'travel', 'interpreting', 'child_care', 'presenters', 'prizes', 'other')",
            name=op.f("ck_practice_money_line"),
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_money_cop_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_money_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_money")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_money_ref")),
    )
    op.create_index("ix_practice_money_cop", "practice_money", ["cop_id", "on", "id"])
    op.create_index("ix_practice_money_session", "practice_money", ["session_id"])


def _budget() -> None:
    op.create_table(
        "practice_budget",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.String(length=32), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("in_kind", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.CheckConstraint("cents >= 0 AND in_kind >= 0", name=op.f("ck_practice_budget_cents")),
        sa.CheckConstraint(
            "\"line\" IN ('venue', 'parking', 'food', 'materials', 'travel', 'interpreting', 'child_care', 'presenters', 'prizes', 'other')",
            name=op.f("ck_practice_budget_line"),
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_budget_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_budget")),
        sa.UniqueConstraint("cop_id", "line", name=op.f("uq_practice_budget_cop_id_line")),
    )


def downgrade() -> None:
    for table in (
        "practice_budget",
        "practice_money",
        "practice_touch",
        "practice_research",
        "practice_mailing",
        "practice_voices",
        "practice_note",
        "practice_plan_row",
        "practice_plan",
    ):
        op.drop_table(table)
