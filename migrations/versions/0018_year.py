"""Interest in offerings whose date or place is not fixed yet."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration_interest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_registration_interest_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_registration_interest_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_interest")),
        sa.UniqueConstraint(
            "offering_id", "person_id", name=op.f("uq_registration_interest_offering_id_person_id")
        ),
    )
    op.create_index(
        "ix_registration_interest_person", "registration_interest", ["person_id", "told_at"], unique=False
    )


def downgrade() -> None:
    op.drop_table("registration_interest")
