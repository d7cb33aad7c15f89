"""Members join by link and say how it is: their own page, feedback and health checks without names, stories, decisions."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _columns()
    _voices()
    _health()


def _columns() -> None:
    with op.batch_alter_table("practice_cop") as table:
        table.add_column(sa.Column("join_token", sa.String(length=32), nullable=True))
    bind = op.get_bind()
    for (number,) in bind.execute(sa.text("SELECT id FROM practice_cop")).all():
        bind.execute(
            sa.text("UPDATE practice_cop SET join_token = :token WHERE id = :id"),
            {"token": secrets.token_urlsafe(16), "id": number},
        )
    with op.batch_alter_table("practice_cop") as table:
        table.alter_column("join_token", existing_type=sa.String(length=32), nullable=False)
        table.create_unique_constraint(op.f("uq_practice_cop_join_token"), ["join_token"])
    with op.batch_alter_table("practice_member") as table:
        table.add_column(sa.Column("link", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("ages", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("setting", sa.String(length=32), nullable=False, server_default=""))
        table.add_column(sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("confidence_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
        table.create_unique_constraint(op.f("uq_practice_member_link"), ["link"])
        table.create_foreign_key(
            op.f("fk_practice_member_confidence_id"), "practice_agreement", ["confidence_id"], ["id"]
        )
    with op.batch_alter_table("practice_member") as table:
        table.alter_column("ages", existing_type=sa.JSON(), existing_nullable=False, server_default=None)
        table.alter_column(
            "setting", existing_type=sa.String(length=32), existing_nullable=False, server_default=None
        )


def _voices() -> None:
    op.create_table(
        "practice_access",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_access_member_id")
        ),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_practice_access")),
    )
    op.create_table(
        "practice_feedback",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("worth", sa.Integer(), nullable=True),
        sa.Column("able", sa.Integer(), nullable=True),
        sa.Column("take", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("barriers", sa.JSON(), nullable=False),
        sa.Column("easier", sa.Text(), nullable=False),
        sa.Column("quote", sa.Boolean(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.CheckConstraint("worth BETWEEN 1 AND 5", name=op.f("ck_practice_feedback_worth")),
        sa.CheckConstraint("able BETWEEN 1 AND 5", name=op.f("ck_practice_feedback_able")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_feedback_session_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_practice_feedback")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_practice_feedback_session", "practice_feedback", ["session_id"])
    _given("practice_feedback_given", "session_id", "practice_session")
    op.create_table(
        "practice_story",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("did", sa.Text(), nullable=False),
        sa.Column("changed", sa.Text(), nullable=False),
        sa.Column("in_cop", sa.Boolean(), nullable=False),
        sa.Column("to_agency", sa.Boolean(), nullable=False),
        sa.Column("in_reports", sa.Boolean(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_story_cop_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_story_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_story")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_story_ref")),
    )
    op.create_index("ix_practice_story_cop", "practice_story", ["cop_id", "id"])
    op.create_index("ix_practice_story_member", "practice_story", ["member_id"])


def _given(name: str, column: str, target: str) -> None:
    """The table of who has answered: two keys and nothing else."""
    op.create_table(
        name,
        sa.Column(column, sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{name}_{column}")),
        sa.ForeignKeyConstraint(["member_id"], ["practice_member.id"], name=op.f(f"fk_{name}_member_id")),
        sa.PrimaryKeyConstraint(column, "member_id", name=op.f(f"pk_{name}")),
        sqlite_with_rowid=False,
    )


def _health() -> None:
    op.create_table(
        "practice_health_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_health_round_cop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_health_round")),
        sa.UniqueConstraint("cop_id", "number", name=op.f("uq_practice_health_round_cop_id_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_health_round_ref")),
        sa.UniqueConstraint("token", name=op.f("uq_practice_health_round_token")),
    )
    op.create_table(
        "practice_health_answer",
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("keep", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"], ["practice_health_round.id"], name=op.f("fk_practice_health_answer_round_id")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_practice_health_answer")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_practice_health_answer_round", "practice_health_answer", ["round_id"])
    _given("practice_health_given", "round_id", "practice_health_round")
    op.create_table(
        "practice_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('continue', 'change', 'pause')", name=op.f("ck_practice_decision_kind")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_decision_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_decision")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_decision_ref")),
    )
    op.create_index("ix_practice_decision_cop", "practice_decision", ["cop_id", "id"])


def downgrade() -> None:
    for name in (
        "practice_decision", "practice_health_given", "practice_health_answer", "practice_health_round",
        "practice_story", "practice_feedback_given", "practice_feedback", "practice_access",
    ):  # fmt: skip
        op.drop_table(name)
    with op.batch_alter_table("practice_member") as table:
        table.drop_constraint(op.f("fk_practice_member_confidence_id"), type_="foreignkey")
        table.drop_constraint(op.f("uq_practice_member_link"), type_="unique")
        for column in ("link", "ages", "setting", "agreed_at", "confidence_id", "erased_at"):
            table.drop_column(column)
    with op.batch_alter_table("practice_cop") as table:
        table.drop_constraint(op.f("uq_practice_cop_join_token"), type_="unique")
        table.drop_column("join_token")
