"""What an offering is planned to be: languages, trainers, who may come, tags, price, equipment; half and mandatory
sessions; the kinds preparation day, check-in day and open web series."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

KINDS = "'showcase', 'cop_101', 'refresher', 'facilitator_cop', 'leadership_cop', 'in_agency', 'cohort', 'connect', 'other'"
MORE_KINDS = (
    "'showcase', 'cop_101', 'refresher', 'facilitator_cop', 'leadership_cop', 'in_agency', 'cohort', 'connect', "
    "'prep_day', 'check_in', 'web_series', 'other'"
)
TEXTS = (
    ("interpretation", sa.String(length=200)),
    ("price", sa.String(length=200)),
    ("region", sa.String(length=100)),
    ("bring", sa.Text()),
    ("parking", sa.Text()),
    ("course_code", sa.String(length=64)),
    ("approval_code", sa.String(length=64)),
)
LISTS = ("languages", "led_by", "initiatives", "funders", "focus_areas", "roles", "equipment")
OBJECTS = ("competencies",)
FLAGS = ("approval", "per_session")


def upgrade() -> None:
    empty: list[tuple[str, sa.types.TypeEngine, str]] = [
        *((name, type_, "''") for name, type_ in TEXTS),
        *((name, sa.JSON(none_as_null=True), "'[]'") for name in LISTS),
        *((name, sa.JSON(none_as_null=True), "'{}'") for name in OBJECTS),
        *((name, sa.Boolean(), "false") for name in FLAGS),
        ("eligibility", sa.String(length=32), "'anyone'"),
    ]
    _add("schedule_offering", empty)
    with op.batch_alter_table("schedule_offering") as table:
        table.create_check_constraint(
            op.f("ck_schedule_offering_eligibility"),
            "\"eligibility\" IN ('anyone', 'certified', 'cohort', 'invited')",
        )
        table.drop_constraint(op.f("ck_schedule_offering_kind"), type_="check")
        table.create_check_constraint(op.f("ck_schedule_offering_kind"), f'"kind" IN ({MORE_KINDS})')
    _add("schedule_session", [("mandatory", sa.Boolean(), "true")])
    with op.batch_alter_table("schedule_session") as table:
        table.add_column(sa.Column("half", sa.String(length=32), nullable=True))
        table.create_check_constraint(
            op.f("ck_schedule_session_half"), "\"half\" IN ('morning', 'afternoon')"
        )


def _add(table_name: str, columns: list[tuple[str, sa.types.TypeEngine, str]]) -> None:
    """Columns that are never empty, with a value for the rows that are there and no default that stays."""
    with op.batch_alter_table(table_name) as table:
        for name, type_, value in columns:
            table.add_column(sa.Column(name, type_, nullable=False, server_default=sa.text(value)))
    with op.batch_alter_table(table_name) as table:
        for name, type_, _value in columns:
            table.alter_column(name, existing_type=type_, existing_nullable=False, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("schedule_session") as table:
        table.drop_constraint(op.f("ck_schedule_session_half"), type_="check")
        table.drop_column("half")
        table.drop_column("mandatory")
    op.execute(
        "UPDATE schedule_offering SET kind = 'other' WHERE kind IN ('prep_day', 'check_in', 'web_series')"
    )
    with op.batch_alter_table("schedule_offering") as table:
        table.drop_constraint(op.f("ck_schedule_offering_kind"), type_="check")
        table.create_check_constraint(op.f("ck_schedule_offering_kind"), f'"kind" IN ({KINDS})')
        table.drop_constraint(op.f("ck_schedule_offering_eligibility"), type_="check")
        for name in ("eligibility", *FLAGS, *OBJECTS, *LISTS, *(name for name, _type in TEXTS)):
            table.drop_column(name)
