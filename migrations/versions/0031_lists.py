"""Every list has an index: claims, records of one offering, organizations of a region, who is interested."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_curriculum_claim_state", "curriculum_claim")
    op.create_index("ix_curriculum_claim_state", "curriculum_claim", ["state", "id"])
    op.create_index("ix_curriculum_claim_person", "curriculum_claim", ["person_id", "made_at", "id"])
    op.create_index("ix_attendance_record_offering", "attendance_record", ["offering_id"])
    op.create_index(
        "ix_organizations_organization_region", "organizations_organization", ["region", "sort_name", "id"]
    )
    op.create_index("ix_registration_interest_offering", "registration_interest", ["offering_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_registration_interest_offering", "registration_interest")
    op.drop_index("ix_organizations_organization_region", "organizations_organization")
    op.drop_index("ix_attendance_record_offering", "attendance_record")
    op.drop_index("ix_curriculum_claim_person", "curriculum_claim")
    op.drop_index("ix_curriculum_claim_state", "curriculum_claim")
    op.create_index("ix_curriculum_claim_state", "curriculum_claim", ["state", "made_at"])
