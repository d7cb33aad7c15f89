"""Places taken, waited for, offered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "registration_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("offer_ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended", sa.String(length=32), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("access_needs", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state <> 'offered' OR offer_ends IS NOT NULL",
            name=op.f("ck_registration_registration_offer_ends"),
        ),
        sa.CheckConstraint(
            "state <> 'waitlisted' OR number IS NOT NULL",
            name=op.f("ck_registration_registration_waiting_has_number"),
        ),
        sa.CheckConstraint(
            "\"ended\" IN ('withdrawn', 'offer_declined', 'offer_ended', 'claim_declined', 'offering_canceled')",
            name=op.f("ck_registration_registration_ended"),
        ),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')",
            name=op.f("ck_registration_registration_format"),
        ),
        sa.CheckConstraint(
            "\"state\" IN ('requested', 'registered', 'waitlisted', 'offered', 'canceled', 'attended', 'partly_attended', 'no_show', 'excused')",
            name=op.f("ck_registration_registration_state"),
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_registration_registration_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_registration_registration_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_registration_registration_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_registration")),
        sa.UniqueConstraint("ref", name=op.f("uq_registration_registration_ref")),
    )
    op.create_index(
        "ix_registration_registration_offer",
        "registration_registration",
        ["state", "offer_ends"],
        unique=False,
    )
    op.create_index(
        "ix_registration_registration_organization",
        "registration_registration",
        ["organization_id", "offering_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_registration_registration_person",
        "registration_registration",
        ["person_id", "state"],
        unique=False,
    )
    op.create_index(
        "ix_registration_registration_queue",
        "registration_registration",
        ["offering_id", "format", "state", "number"],
        unique=False,
    )
    op.create_index(
        "ix_registration_registration_roster",
        "registration_registration",
        ["offering_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "ix_registration_registration_sent",
        "registration_registration",
        ["organization_id", "id"],
        unique=False,
    )
    op.create_index(
        "uq_registration_registration_live",
        "registration_registration",
        ["offering_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'canceled'"),
        postgresql_where=sa.text("state <> 'canceled'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_registration_registration_live",
        table_name="registration_registration",
        sqlite_where=sa.text("state <> 'canceled'"),
        postgresql_where=sa.text("state <> 'canceled'"),
    )
    op.drop_index("ix_registration_registration_sent", table_name="registration_registration")
    op.drop_index("ix_registration_registration_roster", table_name="registration_registration")
    op.drop_index("ix_registration_registration_queue", table_name="registration_registration")
    op.drop_index("ix_registration_registration_person", table_name="registration_registration")
    op.drop_index("ix_registration_registration_organization", table_name="registration_registration")
    op.drop_index("ix_registration_registration_offer", table_name="registration_registration")
    op.drop_table("registration_registration")
