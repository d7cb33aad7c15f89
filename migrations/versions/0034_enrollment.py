"""A cohort keeps its phases; people apply to it; enrollments pause; a later deadline is said to whom it concerns."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

USUAL = {
    "id": "training-and-implementation",
    "title": {"en": "Training and implementation", "es": "Formación y puesta en práctica"},
    "summary": {
        "en": "Six months of training, then six months of leading an own CoP.",
        "es": "Seis meses de formación y luego seis meses al frente de una CoP propia.",
    },
    "phases": [
        {
            "id": "training", "months": 6, "sessions": 6, "minutes": 90, "course": "facilitator-cohort", "modules": 6,
            "title": {"en": "Training", "es": "Formación"},
        },
        {
            "id": "implementation", "months": 6, "sessions": 6, "minutes": 60, "course": "facilitator-practicum",
            "modules": 6, "title": {"en": "Implementation", "es": "Puesta en práctica"},
        },
    ],
}  # fmt: skip
"""Every cohort so far had this one."""


def upgrade() -> None:
    with op.batch_alter_table("learning_cohort") as table:
        table.add_column(sa.Column("apply_until", sa.Date(), nullable=True))
        table.add_column(sa.Column("shape", sa.JSON(none_as_null=True), nullable=True))
    cohorts = sa.table("learning_cohort", sa.column("shape", sa.JSON(none_as_null=True)))
    op.execute(cohorts.update().values(shape=USUAL))
    with op.batch_alter_table("learning_cohort") as table:
        table.alter_column("shape", existing_type=sa.JSON(none_as_null=True), nullable=False)
    op.create_index("ix_learning_cohort_apply", "learning_cohort", ["apply_until", "id"])
    with op.batch_alter_table("learning_enrollment") as table:
        table.add_column(sa.Column("away_since", sa.Date(), nullable=True))
        table.add_column(sa.Column("back_on", sa.Date(), nullable=True))
        table.add_column(
            sa.Column("deadline_moves", sa.Boolean(), nullable=False, server_default=sa.text("false"))
        )
        table.add_column(sa.Column("away_days", sa.Integer(), nullable=False, server_default=sa.text("0")))
    with op.batch_alter_table("learning_enrollment") as table:
        table.alter_column(
            "deadline_moves", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
        table.alter_column(
            "away_days", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )
    op.create_index("ix_learning_enrollment_back", "learning_enrollment", ["state", "back_on"])
    with op.batch_alter_table("certification_extension") as table:
        table.add_column(sa.Column("said", sa.Text(), nullable=False, server_default=sa.text("''")))
    with op.batch_alter_table("certification_extension") as table:
        table.alter_column("said", existing_type=sa.Text(), existing_nullable=False, server_default=None)
    _steps()
    _deferrals()
    _applications()


def _steps() -> None:
    op.create_table(
        "learning_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('enrolled', 'deferred', 'came_back', 'moved', 'left', 'taken_out', 'completed')",
            name=op.f("ck_learning_step_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_learning_step_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_step")),
    )
    op.create_index("ix_learning_step_enrollment", "learning_step", ["enrollment_id", "id"])


def _deferrals() -> None:
    op.create_table(
        "learning_deferral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('asked', 'granted', 'declined', 'taken_back')",
            name=op.f("ck_learning_deferral_state"),
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_learning_deferral_enrollment_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_deferral")),
    )
    op.create_index("ix_learning_deferral_enrollment", "learning_deferral", ["enrollment_id", "id"])
    op.create_index(
        "uq_learning_deferral_asked", "learning_deferral", ["enrollment_id"], unique=True,
        sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"),
    )  # fmt: skip


def _applications() -> None:
    op.create_table(
        "learning_application",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cohort_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("not_yet", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("setting", sa.String(length=32), nullable=False),
        sa.Column("supervisor", sa.String(length=200), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('draft', 'sent', 'on_hold', 'accepted', 'declined', 'taken_back')",
            name=op.f("ck_learning_application_state"),
        ),
        sa.ForeignKeyConstraint(
            ["cohort_id"], ["learning_cohort.id"], name=op.f("fk_learning_application_cohort_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_learning_application_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_application")),
        sa.UniqueConstraint(
            "cohort_id", "person_id", name=op.f("uq_learning_application_cohort_id_person_id")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_learning_application_ref")),
    )
    op.create_index("ix_learning_application_cohort", "learning_application", ["cohort_id", "sent_at", "id"])
    op.create_index("ix_learning_application_person", "learning_application", ["person_id", "id"])
    op.create_index("ix_learning_application_state", "learning_application", ["state", "cohort_id"])


def downgrade() -> None:
    op.drop_table("learning_application")
    op.drop_table("learning_deferral")
    op.drop_table("learning_step")
    with op.batch_alter_table("certification_extension") as table:
        table.drop_column("said")
    op.drop_index("ix_learning_enrollment_back", "learning_enrollment")
    with op.batch_alter_table("learning_enrollment") as table:
        for name in ("away_days", "deadline_moves", "back_on", "away_since"):
            table.drop_column(name)
    op.drop_index("ix_learning_cohort_apply", "learning_cohort")
    with op.batch_alter_table("learning_cohort") as table:
        table.drop_column("shape")
        table.drop_column("apply_until")
