"""What was missing of a training record: ages, the trainers' numbers, CEU, the employer's name, who captured it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LISTS = ("ages", "trainer_ids")
SETTINGS = {"county_office": "agency", "first_5": "agency", "district": "school"}
"""Kinds of organizations that a record kept where a kind of workplace belongs."""


def upgrade() -> None:
    lists = [(name, sa.JSON(none_as_null=True), "'[]'") for name in LISTS]
    _add("schedule_offering", lists)
    _add(
        "attendance_record",
        [*lists, ("accredited", sa.Boolean(), "false"), ("employer", sa.String(length=200), "''")],
    )
    with op.batch_alter_table("attendance_record") as table:
        table.add_column(sa.Column("captured_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("captured_by", sa.Integer(), nullable=True))
    _fill()


def _add(table_name: str, columns: list[tuple[str, sa.types.TypeEngine, str]]) -> None:
    """Columns that are never empty: what stands there already gets the value, new rows bring their own."""
    with op.batch_alter_table(table_name) as table:
        for name, type_, value in columns:
            table.add_column(sa.Column(name, type_, nullable=False, server_default=sa.text(value)))
    with op.batch_alter_table(table_name) as table:
        for name, type_, _value in columns:
            table.alter_column(name, existing_type=type_, existing_nullable=False, server_default=None)


def _fill() -> None:
    """What records can still learn: their employer's name of today, and the last mark of their sheets."""
    op.execute(
        "UPDATE attendance_record SET employer = (SELECT name FROM organizations_organization"
        " WHERE organizations_organization.id = attendance_record.organization_id)"
        " WHERE organization_id IS NOT NULL"
    )
    for kind, setting in SETTINGS.items():
        op.execute(f"UPDATE attendance_record SET setting = '{setting}' WHERE setting = '{kind}'")  # noqa: S608
    for name in ("marked_at", "marked_by"):
        op.execute(
            f"UPDATE attendance_record SET captured{name[6:]} = (SELECT {name} FROM attendance_mark"  # noqa: S608
            " JOIN schedule_session ON schedule_session.id = attendance_mark.session_id"
            " WHERE attendance_mark.person_id = attendance_record.person_id"
            " AND schedule_session.offering_id = attendance_record.offering_id"
            " ORDER BY marked_at DESC, attendance_mark.id DESC LIMIT 1)"
        )


def downgrade() -> None:
    with op.batch_alter_table("attendance_record") as table:
        for name in ("captured_by", "captured_at", "employer", "accredited", *LISTS):
            table.drop_column(name)
    with op.batch_alter_table("schedule_offering") as table:
        for name in LISTS:
            table.drop_column(name)
