"""Sheets, marks, training records."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attendance_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ref", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("offering_id", sa.Integer(), nullable=False),
        sa.Column("organization_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("course", sa.String(length=64), nullable=False),
        sa.Column("edition", sa.String(length=32), nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        sa.Column("trainers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("scheduled_minutes", sa.Integer(), nullable=False),
        sa.Column("attended_minutes", sa.Integer(), nullable=False),
        sa.Column("credited_minutes", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("verified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "\"format\" IN ('in_person', 'virtual', 'hybrid', 'tbd')",
            name=op.f("ck_attendance_record_format"),
        ),
        sa.CheckConstraint(
            "\"source\" IN ('typed', 'self', 'qr', 'log')", name=op.f("ck_attendance_record_source")
        ),
        sa.CheckConstraint("\"state\" IN ('partial', 'complete')", name=op.f("ck_attendance_record_state")),
        sa.CheckConstraint("credited_minutes >= 0", name=op.f("ck_attendance_record_credited")),
        sa.ForeignKeyConstraint(
            ["offering_id"], ["schedule_offering.id"], name=op.f("fk_attendance_record_offering_id")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organizations_organization.id"],
            name=op.f("fk_attendance_record_organization_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_attendance_record_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_record")),
        sa.UniqueConstraint(
            "person_id", "offering_id", name=op.f("uq_attendance_record_person_id_offering_id")
        ),
        sa.UniqueConstraint("ref", name=op.f("uq_attendance_record_ref")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("presence", sa.String(length=32), nullable=False),
        sa.Column("session_minutes", sa.Integer(), nullable=False),
        sa.Column("missed_minutes", sa.Integer(), nullable=False),
        sa.Column("credited", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by", sa.Integer(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "\"presence\" IN ('present', 'absent', 'excused')", name=op.f("ck_attendance_mark_presence")
        ),
        sa.CheckConstraint(
            "\"source\" IN ('typed', 'self', 'qr', 'log')", name=op.f("ck_attendance_mark_source")
        ),
        sa.CheckConstraint(
            "missed_minutes >= 0 AND session_minutes > 0", name=op.f("ck_attendance_mark_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["accounts_person.id"], name=op.f("fk_attendance_mark_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration_registration.id"],
            name=op.f("fk_attendance_mark_registration_id"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["schedule_session.id"], name=op.f("fk_attendance_mark_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
        sa.UniqueConstraint(
            "session_id", "registration_id", name=op.f("uq_attendance_mark_session_id_registration_id")
        ),
    )
    op.create_index("ix_attendance_mark_person", "attendance_mark", ["person_id", "session_id"], unique=False)
    op.create_index("ix_attendance_mark_registration", "attendance_mark", ["registration_id"], unique=False)
    op.create_table(
        "attendance_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("lock", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["session_id"], ["schedule_session.id"], name=op.f("fk_attendance_sheet_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_sheet")),
        sa.UniqueConstraint("session_id", name=op.f("uq_attendance_sheet_session_id")),
    )


def downgrade() -> None:
    op.drop_table("attendance_sheet")
    op.drop_index("ix_attendance_mark_registration", table_name="attendance_mark")
    op.drop_index("ix_attendance_mark_person", table_name="attendance_mark")
    op.drop_table("attendance_mark")
    op.drop_table("attendance_record")
