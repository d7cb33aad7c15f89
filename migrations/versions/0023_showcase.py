"""Calls for proposals, proposals, co-presenters, reviews, rooms, slots, who presented; and the role of a reviewer."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

BEFORE = "'administrator', 'coordinator', 'mentor', 'trainer', 'trainee', 'cop_member', 'oneself', 'signed_in', 'stranger'"
AFTER = BEFORE.replace("'trainer', ", "'trainer', 'reviewer', ")


def roles(words: str) -> None:
    with op.batch_alter_table("accounts_grant") as table:
        table.drop_constraint(op.f("ck_accounts_grant_role"), type_="check")
        table.create_check_constraint(op.f("ck_accounts_grant_role"), f'"role" IN ({words})')


def upgrade() -> None:
    roles(AFTER)
    op.create_table(
        "showcase_call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("open_until", sa.Date(), nullable=False),
        sa.Column("formats", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("asks", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("program", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_showcase_call_offering_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_call")),
        sa.UniqueConstraint("offering_id", name=op.f("uq_showcase_call_offering_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_call_ref")),
    )
    op.create_table(
        "showcase_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("presenter_id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=True),
        sa.Column("needs", sa.Text(), nullable=False),
        sa.Column("title_public", sa.Boolean(), nullable=False),
        sa.Column("story_public", sa.Boolean(), nullable=False),
        sa.Column("may_record", sa.Boolean(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"format\" IN ('talk', 'poster', 'story_circle', 'workshop')",
            name=op.f("ck_showcase_proposal_format"),
        ),
        sa.CheckConstraint(
            "\"state\" IN ('draft', 'submitted', 'accepted', 'confirmed', 'waitlisted', 'declined', 'withdrawn')",
            name=op.f("ck_showcase_proposal_state"),
        ),
        sa.ForeignKeyConstraint(["call_id"], ["showcase_call.id"], name=op.f("fk_showcase_proposal_call_id")),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_showcase_proposal_cop_id")),
        sa.ForeignKeyConstraint(
            ["presenter_id"], ["accounts_person.id"], name=op.f("fk_showcase_proposal_presenter_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_proposal")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_proposal_ref")),
    )
    op.create_index("ix_showcase_proposal_call", "showcase_proposal", ["call_id", "state"], unique=False)
    op.create_index("ix_showcase_proposal_presenter", "showcase_proposal", ["presenter_id"], unique=False)
    op.create_table(
        "showcase_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["showcase_call.id"], name=op.f("fk_showcase_room_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_room")),
        sa.UniqueConstraint("call_id", "name", name=op.f("uq_showcase_room_call_id_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_room_ref")),
    )
    op.create_table(
        "showcase_copresenter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("name_public", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('asked', 'confirmed', 'declined')", name=op.f("ck_showcase_copresenter_state")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_showcase_copresenter_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["showcase_proposal.id"], name=op.f("fk_showcase_copresenter_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_copresenter")),
        sa.UniqueConstraint("proposal_id", "email", name=op.f("uq_showcase_copresenter_proposal_id_email")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_copresenter_ref")),
    )
    op.create_index(
        "ix_showcase_copresenter_person", "showcase_copresenter", ["person_id", "state"], unique=False
    )
    op.create_table(
        "showcase_presented",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_showcase_presented_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["showcase_proposal.id"], name=op.f("fk_showcase_presented_proposal_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_presented")),
        sa.UniqueConstraint(
            "proposal_id", "person_id", name=op.f("uq_showcase_presented_proposal_id_person_id")
        ),
    )
    op.create_index("ix_showcase_presented_person", "showcase_presented", ["person_id"], unique=False)
    op.create_table(
        "showcase_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("recommendation", sa.String(length=32), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"recommendation\" IN ('yes', 'changes', 'no')", name=op.f("ck_showcase_review_recommendation")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["showcase_proposal.id"], name=op.f("fk_showcase_review_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["accounts_person.id"], name=op.f("fk_showcase_review_reviewer_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_review")),
        sa.UniqueConstraint(
            "proposal_id", "reviewer_id", name=op.f("uq_showcase_review_proposal_id_reviewer_id")
        ),
    )
    op.create_index("ix_showcase_review_reviewer", "showcase_review", ["reviewer_id"], unique=False)
    op.create_table(
        "showcase_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("starts", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.CheckConstraint("proposal_id IS NOT NULL OR title <> ''", name=op.f("ck_showcase_slot_what")),
        sa.CheckConstraint("ends > starts", name=op.f("ck_showcase_slot_times")),
        sa.ForeignKeyConstraint(["call_id"], ["showcase_call.id"], name=op.f("fk_showcase_slot_call_id")),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["showcase_proposal.id"], name=op.f("fk_showcase_slot_proposal_id")
        ),
        sa.ForeignKeyConstraint(["room_id"], ["showcase_room.id"], name=op.f("fk_showcase_slot_room_id")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["schedule_session.id"],
            name=op.f("fk_showcase_slot_session_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_showcase_slot")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_showcase_slot_proposal_id")),
        sa.UniqueConstraint("ref", name=op.f("uq_showcase_slot_ref")),
    )
    op.create_index("ix_showcase_slot_call", "showcase_slot", ["call_id"], unique=False)
    op.create_index("ix_showcase_slot_room", "showcase_slot", ["room_id"], unique=False)


def downgrade() -> None:
    op.drop_table("showcase_slot")
    op.drop_table("showcase_review")
    op.drop_table("showcase_presented")
    op.drop_table("showcase_copresenter")
    op.drop_table("showcase_room")
    op.drop_table("showcase_proposal")
    op.drop_table("showcase_call")
    op.execute("DELETE FROM accounts_grant WHERE role = 'reviewer'")
    roles(BEFORE)
