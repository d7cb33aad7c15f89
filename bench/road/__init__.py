"""Who is on the road to a certificate? One of fifty people, in cohorts of ten at the end of their year, with mentors.

Everything that the trainees' and the mentors' pages read is there once per trainee, so that what is measured is the
fullest that such a page gets. Every other trainee has asked for the certificate; the others have entries that wait.
"""

from datetime import date

import flask
from sqlalchemy import func, select

from bench.filling import Filler, table_of
from bench.road import circles, cohorts, decided, journals
from bench.road.who import Pen, Plan
from trainer.core.db import Model, db
from trainer.curriculum.models import CourseEdition
from trainer.learning.rules import COHORT_COURSE, PRACTICUM_COURSE
from trainer.schedule.models import Offering, Place, ProgramYear, Session
from trainer.schedule.rules.kinds import OfferingKind

TABLES: list[type[Model]] = [
    Offering,
    Session,
    Place,
    *cohorts.TABLES,
    *journals.TABLES,
    *circles.TABLES,
    *decided.TABLES,
]
"""What is written here beside people, grants, completions and registrations."""


def plan(app: flask.Flask, people: int, today: date, pool: list[int]) -> Plan:
    """What must be known before the rows are written: the courses, and the meetings of facilitators so far."""
    with app.app_context():
        found = {
            row.course: row for row in db.session.scalars(select(CourseEdition).order_by(CourseEdition.id))
        }
        meetings = db.session.execute(
            select(Session.offering_id, Session.id)
            .join(Offering, Offering.id == Session.offering_id)
            .where(Offering.kind == OfferingKind.FACILITATOR_COP, Offering.last_on < today)
            .order_by(Session.id.desc())
        )
        years = select(ProgramYear.id).where(ProgramYear.starts_on <= today)
        return Plan(
            people=people, today=today, pool=pool,
            year_id=db.session.scalars(years.order_by(ProgramYear.starts_on.desc())).all()[1],
            training=found[COHORT_COURSE].content, practicum=found[PRACTICUM_COURSE].content,
            edition=found[COHORT_COURSE].edition, meetings={row[0]: row[1] for row in meetings},
        )  # fmt: skip


def write(filler: Filler, plan: Plan) -> None:
    """All rows, table by table."""
    pen = Pen(filler, plan)
    first = {
        model: (filler.connection.scalar(select(func.max(table_of(model).c.id))) or 0) + 1
        for model in cohorts.CONTINUED
    }
    cohorts.write(pen, first)
    journals.write(pen)
    circles.write(pen)
    decided.write(pen)
