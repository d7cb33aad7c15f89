"""What is a fair yardstick? Three pages specified by bytes, rows and queries, answered inside the app's own middleware.

(a) 1,024 bytes of text. (b) 30 KB of Jinja with 50 rows. (c) the same page for a signed-in person, whose rows come from
two queries that join three tables each. Written as such pages usually are: objects of the models, nine cells and two
addresses a row.
"""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import flask
from sqlalchemy import select

from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.web import guard
from trainer.organizations.models import Organization
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, ProgramYear

BARE_BYTES = 1_024
PAGE_BYTES = (29_000, 31_000)
ROWS = 50

bp = flask.Blueprint("bench", __name__, template_folder=str(Path(__file__).parent / "templates"))

_BARE = "0123456789abcde\n" * (BARE_BYTES // 16)
_DAY = datetime(2020, 9, 16, 16, tzinfo=UTC)
_LIST = [(f"Offering {number}", "2020-21", "registered") for number in range(20)]


def _row(number: int) -> tuple[Any, Any, Any]:
    """What a row of reference (b) shows, without a database."""
    registration = SimpleNamespace(
        ref=f"r{number:021d}",
        number=number,
        state="registered",
        format="virtual",
        made_at=_DAY,
        changed_at=_DAY,
    )
    person = SimpleNamespace(name=f"Person {number}", email=f"person{number}@example.org", language="en")
    return registration, person, SimpleNamespace(name=f"Agency {number:05d}", kind="agency")


_ROWS = [_row(number) for number in range(ROWS)]


@bp.get("/bench/bare")
@guard.public
def bare() -> flask.Response:
    """Reference (a)."""
    return flask.Response(_BARE, mimetype="text/plain")


@bp.get("/bench/page")
@guard.public
def page() -> str:
    """Reference (b)."""
    return flask.render_template("bench/rows.html", mine=_LIST, rows=_ROWS)


@bp.get("/bench/people/<int:offering_id>")
@guard.signed_in
def people(offering_id: int) -> str:
    """Reference (c)."""
    mine = db.session.execute(
        select(Offering.title, ProgramYear.slug, Registration.state)
        .join(Offering, Offering.id == Registration.offering_id)
        .join(ProgramYear, ProgramYear.id == Offering.year_id)
        .where(Registration.person_id == guard.actor().person_id)
        .order_by(Offering.first_on, Offering.id)
        .limit(20)
    ).all()
    rows = db.session.execute(
        select(Registration, Person, Organization)
        .join(Person, Person.id == Registration.person_id)
        .join(Organization, Organization.id == Registration.organization_id)
        .where(Registration.offering_id == offering_id, Registration.state == "registered")
        .order_by(Registration.id)
        .limit(ROWS)
    ).all()
    return flask.render_template("bench/rows.html", mine=mine, rows=rows)


def added_to(app: flask.Flask) -> flask.Flask:
    """The app with the reference routes. Only bench does this."""
    app.register_blueprint(bp)
    return app


def wrong_with(kind: str, body: bytes) -> str:
    """In what a reference's answer is not what it must be; empty when it is."""
    if kind == "a":
        return "" if len(body) == BARE_BYTES else f"{len(body)} bytes"
    rows = body.count(b"<tr class=")
    low, high = PAGE_BYTES
    return "" if low <= len(body) <= high and rows == ROWS else f"{len(body)} bytes, {rows} rows"


def specification() -> list[tuple[str, Any]]:
    """What the report says about them."""
    return [
        ("a", "1,024 bytes of text, public"),
        ("b", "30 KB of Jinja, 50 rows, public, no query of its own"),
        ("c", "the same page, signed in, its rows from two queries that join three tables each"),
    ]
