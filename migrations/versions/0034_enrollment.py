"""A cohort keeps the phases it was formed with."""

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
        table.add_column(sa.Column("shape", sa.JSON(), nullable=True))
    cohorts = sa.table("learning_cohort", sa.column("shape", sa.JSON()))
    op.execute(cohorts.update().values(shape=USUAL))
    with op.batch_alter_table("learning_cohort") as table:
        table.alter_column("shape", existing_type=sa.JSON(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("learning_cohort") as table:
        table.drop_column("shape")
