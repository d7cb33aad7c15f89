"""What does a mentor offer, who takes over, which times are proposed, who asks for support, what is a debrief prepared with?"""

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MISSED = "\"missed_by\" IN ('trainee', 'mentor', 'both')"
MODES = "\"mode\" IN ('in_person', 'video', 'phone')"


def upgrade() -> None:
    _support()
    _times()
    _mentors()
    _meetings()
    _debriefs()
    _ask_for_support()


def _support() -> None:
    op.create_table(
        "mentoring_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_ref", sa.String(length=32), nullable=False),
        sa.Column("source_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('time', 'group', 'place', 'content', 'wellbeing', 'mentoring', 'other')",
            name=op.f("ck_mentoring_support_kind"),
        ),
        sa.CheckConstraint("\"source\" IN ('meeting', 'debrief')", name=op.f("ck_mentoring_support_source")),
        sa.CheckConstraint(
            "\"state\" IN ('open', 'closed', 'taken_back')", name=op.f("ck_mentoring_support_state")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["accounts_person.id"], name=op.f("fk_mentoring_support_by_id")),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_mentoring_support_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["accounts_person.id"], name=op.f("fk_mentoring_support_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_support")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_support_ref")),
    )
    op.create_index(
        "ix_mentoring_support_source", "mentoring_support", ["source", "source_ref"], unique=False
    )
    op.create_index("ix_mentoring_support_state", "mentoring_support", ["state", "id"], unique=False)
    op.create_index(
        "ix_mentoring_support_trainee", "mentoring_support", ["trainee_id", "state"], unique=False
    )
    op.create_table(
        "mentoring_support_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("support_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"kind\" IN ('seen', 'noted', 'closed', 'reopened', 'taken_back')",
            name=op.f("ck_mentoring_support_step_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["accounts_person.id"], name=op.f("fk_mentoring_support_step_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["support_id"], ["mentoring_support.id"], name=op.f("fk_mentoring_support_step_support_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_support_step")),
    )
    op.create_index(
        "ix_mentoring_support_step_support", "mentoring_support_step", ["support_id", "id"], unique=False
    )


def _times() -> None:
    op.create_table(
        "mentoring_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(length=32), nullable=False),
        sa.Column("link", sa.String(length=500), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"mode\" IN ('in_person', 'video', 'phone')", name=op.f("ck_mentoring_proposal_mode")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('open', 'taken', 'answered', 'withdrawn')",
            name=op.f("ck_mentoring_proposal_state"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["accounts_person.id"], name=op.f("fk_mentoring_proposal_by_id")),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["mentoring_meeting.id"], name=op.f("fk_mentoring_proposal_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_proposal_pair_id")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["accounts_person.id"], name=op.f("fk_mentoring_proposal_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_proposal")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_proposal_ref")),
    )
    op.create_index("ix_mentoring_proposal_to", "mentoring_proposal", ["to_id", "state"], unique=False)
    op.create_index(
        "uq_mentoring_proposal_open",
        "mentoring_proposal",
        ["pair_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "mentoring_topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("links", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["meeting_id"], ["mentoring_meeting.id"], name=op.f("fk_mentoring_topic_meeting_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_mentoring_topic_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_topic")),
        sa.UniqueConstraint("meeting_id", "person_id", name=op.f("uq_mentoring_topic_meeting_id_person_id")),
    )


def _mentors() -> None:
    op.create_table(
        "mentoring_profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("languages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("settings", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("capacity BETWEEN 0 AND 30", name=op.f("ck_mentoring_profile_capacity")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_mentoring_profile_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mentoring_profile")),
    )
    op.create_table(
        "mentoring_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("enrollment_id", sa.Integer(), nullable=False),
        sa.Column("pair_id", sa.Integer(), nullable=False),
        sa.Column("mentor_id", sa.Integer(), nullable=False),
        sa.Column("trainee_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_by", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('told', 'talk', 'done', 'stopped')", name=op.f("ck_mentoring_handover_state")
        ),
        sa.ForeignKeyConstraint(
            ["enrollment_id"], ["learning_enrollment.id"], name=op.f("fk_mentoring_handover_enrollment_id")
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["accounts_person.id"], name=op.f("fk_mentoring_handover_mentor_id")
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["mentoring_pair.id"], name=op.f("fk_mentoring_handover_pair_id")
        ),
        sa.ForeignKeyConstraint(
            ["trainee_id"], ["accounts_person.id"], name=op.f("fk_mentoring_handover_trainee_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentoring_handover")),
        sa.UniqueConstraint("ref", name=op.f("uq_mentoring_handover_ref")),
    )
    op.create_index("ix_mentoring_handover_due", "mentoring_handover", ["state", "on"], unique=False)
    op.create_index(
        "uq_mentoring_handover_open",
        "mentoring_handover",
        ["enrollment_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('told', 'talk')"),
        postgresql_where=sa.text("state IN ('told', 'talk')"),
    )


def _meetings() -> None:
    # Notes that are there were written under the promise that no later mentor reads them.
    with op.batch_alter_table("mentoring_meeting") as table:
        table.add_column(sa.Column("next_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("next_done_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("missed_by", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("note_kept", sa.Boolean(), nullable=False, server_default=sa.text("true")))
        table.add_column(sa.Column("handed_to", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_mentoring_meeting_handed_to"), "accounts_person", ["handed_to"], ["id"]
        )
        table.create_check_constraint(op.f("ck_mentoring_meeting_missed_by"), MISSED)
    with op.batch_alter_table("mentoring_meeting") as table:
        table.alter_column(
            "note_kept", existing_type=sa.Boolean(), existing_nullable=False, server_default=None
        )
    op.create_index("ix_mentoring_meeting_next", "mentoring_meeting", ["trainee_id", "next_on"])


def _debriefs() -> None:
    plain = sa.JSON(none_as_null=True)
    with op.batch_alter_table("practice_debrief") as table:
        table.add_column(sa.Column("mode", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("competencies", plain, nullable=True))
        table.add_column(sa.Column("next_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("next_done_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("prepared", plain, nullable=True))
        table.add_column(
            sa.Column("prepared_lock", sa.Integer(), nullable=False, server_default=sa.text("0"))
        )
        table.add_column(sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True))
        table.create_check_constraint(op.f("ck_practice_debrief_mode"), MODES)
    debriefs = sa.table("practice_debrief", sa.column("competencies", plain), sa.column("prepared", plain))
    op.execute(debriefs.update().values(competencies=[], prepared={}))
    with op.batch_alter_table("practice_debrief") as table:
        table.alter_column("competencies", existing_type=plain, nullable=False)
        table.alter_column("prepared", existing_type=plain, nullable=False)
        table.alter_column(
            "prepared_lock", existing_type=sa.Integer(), existing_nullable=False, server_default=None
        )


def _ask_for_support() -> None:
    """Whoever has asked for support in a debrief is on the list of the administrators."""
    connection = op.get_bind()
    moment = sa.DateTime(timezone=True)
    asked = connection.execute(
        sa.text(
            'SELECT ref, trainee_id, mentor_id, "on", recorded_at FROM practice_debrief WHERE needs_support'
        ).columns(on=sa.Date(), recorded_at=moment)
    ).all()
    names = ("ref", "trainee_id", "mentor_id", "by_id", "kind", "source", "source_ref", "state")
    support: Any = sa.table(
        "mentoring_support", *[sa.column(name) for name in names], sa.column("source_on", sa.Date()),
        sa.column("raised_at", moment),
    )  # fmt: skip
    for ref, trainee, mentor, on, at in asked:
        if on is None or at is None:
            continue
        row = (secrets.token_urlsafe(16), trainee, mentor, trainee, "other", "debrief", ref, "open")
        connection.execute(
            support.insert().values(**dict(zip(names, row, strict=True)), source_on=on, raised_at=at)
        )


def downgrade() -> None:
    with op.batch_alter_table("practice_debrief") as table:
        table.drop_constraint(op.f("ck_practice_debrief_mode"), type_="check")
        for name in (
            "shown_at", "prepared_lock", "prepared", "next_done_at", "next_on", "competencies", "mode",
        ):  # fmt: skip
            table.drop_column(name)
    op.drop_index("ix_mentoring_meeting_next", "mentoring_meeting")
    with op.batch_alter_table("mentoring_meeting") as table:
        table.drop_constraint(op.f("ck_mentoring_meeting_missed_by"), type_="check")
        table.drop_constraint(op.f("fk_mentoring_meeting_handed_to"), type_="foreignkey")
        for name in ("handed_to", "note_kept", "missed_by", "next_done_at", "next_on"):
            table.drop_column(name)
    for name in ("handover", "profile", "topic", "proposal", "support_step", "support"):
        op.drop_table(f"mentoring_{name}")
