"""Program years, offerings, sessions, places, versions."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "schedule_year",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=16), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_year")),
        sa.UniqueConstraint("slug", name=op.f("uq_schedule_year_slug")),
        sa.UniqueConstraint("starts_on", name=op.f("uq_schedule_year_starts_on")),
    )
    op.create_table(
        "schedule_offering",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("when", sa.String(length=32), nullable=False),
        sa.Column("season", sa.String(length=32), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=100), nullable=False),
        sa.Column("join_url", sa.String(length=500), nullable=False),
        sa.Column("audience", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("length", sa.String(length=100), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("prerequisite", sa.String(length=64), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("draft", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("canceled_why", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')",
            name=op.f("ck_schedule_offering_format"),
        ),
        sa.CheckConstraint(
            "\"kind\" IN ('showcase', 'cop_101', 'refresher', 'facilitator_cop', 'leadership_cop', 'in_agency', 'cohort', 'connect', 'other')",
            name=op.f("ck_schedule_offering_kind"),
        ),
        sa.CheckConstraint(
            "\"season\" IN ('summer', 'fall', 'winter', 'spring')", name=op.f("ck_schedule_offering_season")
        ),
        sa.CheckConstraint(
            "\"state\" IN ('draft', 'published', 'canceled', 'completed')",
            name=op.f("ck_schedule_offering_state"),
        ),
        sa.CheckConstraint(
            "\"when\" IN ('fixed', 'date_only', 'month', 'season', 'tbd', 'on_request')",
            name=op.f("ck_schedule_offering_when"),
        ),
        sa.ForeignKeyConstraint(["year_id"], ["schedule_year.id"], name=op.f("fk_schedule_offering_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_offering")),
        sa.UniqueConstraint("ref", name=op.f("uq_schedule_offering_ref")),
        sa.UniqueConstraint("year_id", "source", name=op.f("uq_schedule_offering_year_id_source")),
    )
    op.create_index(
        "ix_schedule_offering_year", "schedule_offering", ["year_id", "state", "first_on"], unique=False
    )
    op.create_table(
        "schedule_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_person", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("items", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["year_id"], ["schedule_year.id"], name=op.f("fk_schedule_version_year_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_version")),
        sa.UniqueConstraint("year_id", "number", name=op.f("uq_schedule_version_year_id_number")),
    )
    op.create_table(
        "schedule_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')", name=op.f("ck_schedule_place_format")
        ),
        sa.CheckConstraint(
            "taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name=op.f("ck_schedule_place_taken")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_schedule_place_offering_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_place")),
        sa.UniqueConstraint("offering_id", "format", name=op.f("uq_schedule_place_offering_id_format")),
    )
    op.create_table(
        "schedule_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("when", sa.String(length=32), nullable=False),
        sa.Column("on", sa.Date(), nullable=True),
        sa.Column("starts", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("fold", sa.Integer(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.CheckConstraint(
            "\"state\" IN ('scheduled', 'held', 'canceled')", name=op.f("ck_schedule_session_state")
        ),
        sa.CheckConstraint(
            "\"when\" IN ('fixed', 'date_only', 'month', 'season', 'tbd', 'on_request')",
            name=op.f("ck_schedule_session_when"),
        ),
        sa.CheckConstraint(
            "ends IS NULL OR starts IS NULL OR ends > starts", name=op.f("ck_schedule_session_times")
        ),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_schedule_session_offering_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_session")),
        sa.UniqueConstraint("offering_id", "key", name=op.f("uq_schedule_session_offering_id_key")),
    )
    op.create_index("ix_schedule_session_starts", "schedule_session", ["starts_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_schedule_session_starts", table_name="schedule_session")
    op.drop_table("schedule_session")
    op.drop_table("schedule_place")
    op.drop_table("schedule_version")
    op.drop_index("ix_schedule_offering_year", table_name="schedule_offering")
    op.drop_table("schedule_offering")
    op.drop_table("schedule_year")
