"""What an organization was told about a registration of somebody who has a place of their own."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

STATES = (
    "'requested', 'registered', 'waitlisted', 'offered', 'canceled', 'attended', 'partly_attended', 'no_show', "
    "'excused'"
)


def upgrade() -> None:
    with op.batch_alter_table("registration_registration") as table:
        table.add_column(sa.Column("told_as", sa.String(length=32), nullable=True))
        table.create_check_constraint(
            op.f("ck_registration_registration_told_as"), f'"told_as" IN ({STATES})'
        )
        table.create_check_constraint(
            op.f("ck_registration_registration_told_holds_nothing"), "told_as IS NULL OR state = 'canceled'"
        )


def downgrade() -> None:
    with op.batch_alter_table("registration_registration") as table:
        table.drop_constraint(op.f("ck_registration_registration_told_holds_nothing"), type_="check")
        table.drop_constraint(op.f("ck_registration_registration_told_as"), type_="check")
        table.drop_column("told_as")
