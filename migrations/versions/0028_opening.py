"""Who left interest hears once more when registration opens for them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("registration_interest") as table:
        table.add_column(sa.Column("opening_told_at", sa.DateTime(timezone=True), nullable=True))
        table.create_index("ix_registration_interest_opening", ["opening_told_at", "told_at"], unique=False)
    # Whoever can register already has long known it.
    op.execute(
        "UPDATE registration_interest SET opening_told_at = told_at WHERE told_at IS NOT NULL AND offering_id IN"
        " (SELECT id FROM schedule_offering WHERE opens_on IS NULL OR opens_on <= CURRENT_DATE)"
    )


def downgrade() -> None:
    with op.batch_alter_table("registration_interest") as table:
        table.drop_index("ix_registration_interest_opening")
        table.drop_column("opening_told_at")
