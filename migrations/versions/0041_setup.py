"""How a CoP is set up and kept: its shape, steps, teams, invitations, places, reasons to differ; papers and who got
them; who took it over; why it paused or closed; how its domain changed."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "practice_deviation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("guideline", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "\"guideline\" IN ('no_model', 'few_members', 'many_members', 'rare', 'few_teams', 'many_teams', 'small_team', 'large_team', 'without_team', 'no_teacher', 'no_note_taker', 'no_decision_maker', 'no_dedicated', 'no_commonality', 'few_sessions', 'many_sessions', 'short_sessions', 'few_mandatory', 'room_unchecked', 'single_laptop')",
            name=op.f("ck_practice_deviation_guideline"),
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_deviation_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_deviation")),
    )
    op.create_index("ix_practice_deviation_cop", "practice_deviation", ["cop_id", "id"])

    op.create_table(
        "practice_handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("leaves", sa.Boolean(), nullable=False),
        sa.Column("offered_by", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "\"state\" IN ('open', 'accepted', 'declined', 'withdrawn')",
            name=op.f("ck_practice_handover_state"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["accounts_person.id"], name=op.f("fk_practice_handover_answered_by")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_handover_cop_id")),
        sa.ForeignKeyConstraint(
            ["offered_by"], ["accounts_person.id"], name=op.f("fk_practice_handover_offered_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_handover")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_handover_ref")),
    )
    op.create_index("ix_practice_handover_cop", "practice_handover", ["cop_id", "id"])
    op.create_index(
        "uq_practice_handover_open",
        "practice_handover",
        ["cop_id"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )

    op.create_table(
        "practice_setup",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"part\" IN ('domain', 'community', 'practice', 'vision', 'confidence', 'shape', 'facilitation', 'rhythm', 'place', 'room', 'typical', 'charter', 'flyer', 'invitations', 'welcome', 'strengths', 'journals', 'dates')",
            name=op.f("ck_practice_setup_part"),
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_setup_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_setup")),
        sa.UniqueConstraint("cop_id", "part", name=op.f("uq_practice_setup_cop_id_part")),
    )
    op.create_table(
        "practice_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_team_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_team")),
        sa.UniqueConstraint("cop_id", "name", name=op.f("uq_practice_team_cop_id_name")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_team_ref")),
    )
    op.create_table(
        "practice_turning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("turn", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.CheckConstraint(
            "\"turn\" IN ('paused', 'resumed', 'closed', 'reopened')", name=op.f("ck_practice_turning_turn")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_turning_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_turning")),
    )
    op.create_index("ix_practice_turning_cop", "practice_turning", ["cop_id", "id"])

    op.create_table(
        "practice_venue",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("use", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("rent_free", sa.Boolean(), nullable=False),
        sa.Column("parking_free", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint(
            "\"use\" IN ('meeting', 'alternative', 'field_trip')", name=op.f("ck_practice_venue_use")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_venue_cop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_venue")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_venue_ref")),
    )
    op.create_index("ix_practice_venue_cop", "practice_venue", ["cop_id", "id"])

    op.create_table(
        "practice_belonging",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("team_role", sa.String(length=32), nullable=True),
        sa.Column("strengths", sa.String(length=300), nullable=False),
        sa.Column("welcomed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("journal_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "\"team_role\" IN ('implementing', 'observer', 'note_taker', 'decision_maker')",
            name=op.f("ck_practice_belonging_team_role"),
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_belonging_member_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["practice_team.id"], name=op.f("fk_practice_belonging_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_belonging")),
        sa.UniqueConstraint("member_id", name=op.f("uq_practice_belonging_member_id")),
    )
    op.create_index("ix_practice_belonging_team", "practice_belonging", ["team_id"])

    op.create_table(
        "practice_domain_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("charter_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["charter_id"], ["practice_charter.id"], name=op.f("fk_practice_domain_change_charter_id")
        ),
        sa.ForeignKeyConstraint(
            ["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_domain_change_cop_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_domain_change")),
        sa.UniqueConstraint("charter_id", name=op.f("uq_practice_domain_change_charter_id")),
    )
    op.create_index("ix_practice_domain_change_cop", "practice_domain_change", ["cop_id", "id"])

    op.create_table(
        "practice_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("guest", sa.String(length=32), nullable=False),
        sa.Column("circle", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("invited_by", sa.String(length=200), nullable=False),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.String(length=32), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"answer\" IN ('planned', 'open', 'yes', 'later', 'no')",
            name=op.f("ck_practice_invitation_answer"),
        ),
        sa.CheckConstraint(
            "\"circle\" IN ('closest', 'known', 'wider')", name=op.f("ck_practice_invitation_circle")
        ),
        sa.CheckConstraint(
            "\"guest\" IN ('member', 'presenter', 'organization')", name=op.f("ck_practice_invitation_guest")
        ),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_invitation_cop_id")),
        sa.ForeignKeyConstraint(
            ["member_id"], ["practice_member.id"], name=op.f("fk_practice_invitation_member_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_invitation")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_invitation_ref")),
    )
    op.create_index("ix_practice_invitation_cop", "practice_invitation", ["cop_id", "id"])

    op.create_table(
        "practice_paper",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("cop_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'report') = (session_id IS NOT NULL)", name=op.f("ck_practice_paper_session")
        ),
        sa.CheckConstraint("\"kind\" IN ('activity', 'plan', 'report')", name=op.f("ck_practice_paper_kind")),
        sa.ForeignKeyConstraint(["cop_id"], ["practice_cop.id"], name=op.f("fk_practice_paper_cop_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["practice_session.id"], name=op.f("fk_practice_paper_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_paper")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_paper_ref")),
    )
    op.create_index("ix_practice_paper_cop", "practice_paper", ["cop_id", "id"])
    op.create_index("uq_practice_paper_session", "practice_paper", ["session_id"], unique=True)
    op.create_index(
        "uq_practice_paper_year",
        "practice_paper",
        ["cop_id", "kind", "year"],
        unique=True,
        sqlite_where=sa.text("session_id IS NULL"),
        postgresql_where=sa.text("session_id IS NULL"),
    )

    op.create_table(
        "practice_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("to_whom", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("content", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(confirmed_by = '') = (confirmed_on IS NULL)", name=op.f("ck_practice_delivery_confirmed")
        ),
        sa.CheckConstraint(
            "\"way\" IN ('mail', 'paper', 'meeting', 'upload')", name=op.f("ck_practice_delivery_way")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["practice_paper.id"], name=op.f("fk_practice_delivery_paper_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_practice_delivery")),
        sa.UniqueConstraint("ref", name=op.f("uq_practice_delivery_ref")),
        sa.UniqueConstraint("token", name=op.f("uq_practice_delivery_token")),
    )
    op.create_index("ix_practice_delivery_paper", "practice_delivery", ["paper_id", "id"])

    with op.batch_alter_table("practice_cop") as table:
        table.add_column(sa.Column("model", sa.String(length=32), nullable=True))
        table.create_check_constraint(
            op.f("ck_practice_cop_model"),
            "\"model\" IN ('growing_together', 'core', 'bc', 'school_year', 'own')",
        )


def downgrade() -> None:
    with op.batch_alter_table("practice_cop") as table:
        table.drop_constraint(op.f("ck_practice_cop_model"), type_="check")
        table.drop_column("model")

    op.drop_table("practice_delivery")
    op.drop_table("practice_paper")
    op.drop_table("practice_invitation")
    op.drop_table("practice_domain_change")
    op.drop_table("practice_belonging")
    op.drop_table("practice_venue")
    op.drop_table("practice_turning")
    op.drop_table("practice_team")
    op.drop_table("practice_setup")
    op.drop_table("practice_handover")
    op.drop_table("practice_deviation")
