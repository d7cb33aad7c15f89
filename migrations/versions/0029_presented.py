"""Presentations without a call; one person once in a proposal; who was told that it was canceled."""

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

ALONE = sa.text("proposal_id IS NULL")


def upgrade() -> None:
    with op.batch_alter_table("showcase_call") as table:
        table.add_column(sa.Column("canceled_at", sa.DateTime(timezone=True), nullable=True))
    _once_each()
    with op.batch_alter_table("showcase_copresenter") as table:
        table.create_unique_constraint(
            op.f("uq_showcase_copresenter_proposal_id_person_id"), ["proposal_id", "person_id"]
        )
    with op.batch_alter_table("showcase_presented") as table:
        table.add_column(sa.Column("ref", sa.String(length=32), nullable=True))
        table.add_column(sa.Column("offering_id", sa.Integer(), nullable=True))
        table.add_column(
            sa.Column("title", sa.String(length=200), nullable=False, server_default=sa.text("''"))
        )
    _fill()
    _days()
    with op.batch_alter_table("showcase_presented") as table:
        table.alter_column("ref", existing_type=sa.String(length=32), nullable=False)
        table.alter_column("offering_id", existing_type=sa.Integer(), nullable=False)
        table.alter_column(
            "title", existing_type=sa.String(length=200), existing_nullable=False, server_default=None
        )
        table.alter_column("proposal_id", existing_type=sa.Integer(), nullable=True)
        table.create_foreign_key(
            op.f("fk_showcase_presented_offering_id"), "schedule_offering", ["offering_id"], ["id"]
        )
        table.create_unique_constraint(op.f("uq_showcase_presented_ref"), ["ref"])
        table.create_check_constraint(
            op.f("ck_showcase_presented_what"), "proposal_id IS NOT NULL OR title <> ''"
        )
    op.create_index("ix_showcase_presented_offering", "showcase_presented", ["offering_id"], unique=False)
    op.create_index(
        "uq_showcase_presented_alone",
        "showcase_presented",
        ["offering_id", "person_id", "on", "title"],
        unique=True,
        sqlite_where=ALONE,
        postgresql_where=ALONE,
    )


def _once_each() -> None:
    """Whoever presents is nobody's co-presenter beside themselves, and nobody is linked to a proposal twice."""
    op.execute(
        "DELETE FROM showcase_copresenter WHERE person_id = (SELECT presenter_id FROM showcase_proposal"
        " WHERE showcase_proposal.id = showcase_copresenter.proposal_id)"
    )
    bind = op.get_bind()
    rows = bind.execute(
        sa.text(
            "SELECT id, proposal_id, person_id FROM showcase_copresenter WHERE person_id IS NOT NULL"
            " ORDER BY CASE state WHEN 'confirmed' THEN 0 WHEN 'declined' THEN 1 ELSE 2 END, id"
        )
    ).all()
    seen = set()
    for row in rows:
        if (row.proposal_id, row.person_id) in seen:
            bind.execute(sa.text("DELETE FROM showcase_copresenter WHERE id = :id"), {"id": row.id})
        seen.add((row.proposal_id, row.person_id))


def _fill() -> None:
    """What was presented so far belongs to the offering of its proposal's call."""
    bind = op.get_bind()
    op.execute(
        "UPDATE showcase_presented SET offering_id = (SELECT showcase_call.offering_id FROM showcase_call"
        " JOIN showcase_proposal ON showcase_proposal.call_id = showcase_call.id"
        " WHERE showcase_proposal.id = showcase_presented.proposal_id)"
    )
    for id_ in bind.execute(sa.text("SELECT id FROM showcase_presented")).scalars().all():
        made = {"ref": secrets.token_urlsafe(16), "id": id_}
        bind.execute(sa.text("UPDATE showcase_presented SET ref = :ref WHERE id = :id"), made)


CALLS = sa.table(
    "showcase_call", sa.column("id", sa.Integer), sa.column("program", sa.JSON(none_as_null=True))
)
SESSIONS = sa.table("schedule_session", sa.column("id", sa.Integer), sa.column("on", sa.Date))


def _days() -> None:
    """A published program says of each line on which day it is, so that a session that moves is noticed."""
    bind = op.get_bind()
    days = {row.id: row.on for row in bind.execute(sa.select(SESSIONS.c.id, SESSIONS.c.on)) if row.on}
    for row in bind.execute(sa.select(CALLS.c.id, CALLS.c.program).where(CALLS.c.program.is_not(None))).all():
        program: list[dict[str, Any]] = [
            {**line, "on": days[line["session"]].isoformat() if line["session"] in days else ""}
            for line in row.program
        ]
        bind.execute(sa.update(CALLS).where(CALLS.c.id == row.id).values(program=program))


def downgrade() -> None:
    """What was presented without a call has no room in the older tables."""
    op.drop_index("uq_showcase_presented_alone", table_name="showcase_presented")
    op.drop_index("ix_showcase_presented_offering", table_name="showcase_presented")
    op.execute("DELETE FROM showcase_presented WHERE proposal_id IS NULL")
    with op.batch_alter_table("showcase_presented") as table:
        table.drop_constraint(op.f("ck_showcase_presented_what"), type_="check")
        table.drop_constraint(op.f("uq_showcase_presented_ref"), type_="unique")
        table.drop_constraint(op.f("fk_showcase_presented_offering_id"), type_="foreignkey")
        table.alter_column("proposal_id", existing_type=sa.Integer(), nullable=False)
        table.drop_column("title")
        table.drop_column("offering_id")
        table.drop_column("ref")
    with op.batch_alter_table("showcase_copresenter") as table:
        table.drop_constraint(op.f("uq_showcase_copresenter_proposal_id_person_id"), type_="unique")
    with op.batch_alter_table("showcase_call") as table:
        table.drop_column("canceled_at")
