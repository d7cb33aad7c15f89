"""Does every long list of the rooms below find its rows, and their order, by an index?"""

from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests import builders
from trainer.attendance import queries as attendance_queries
from trainer.core.db import db
from trainer.core.web.paging import page_of
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Claim
from trainer.learning import queries as learning_queries
from trainer.learning.models import Application, Cohort, Letter
from trainer.learning.queries import enrollment, looking_after
from trainer.messages import queries as message_queries
from trainer.organizations.queries import consortia
from trainer.registration.queries import interest, lists

EARLIER = builders.EARLIER.date()

LISTS = {
    "claims": lambda _one: page_of(curriculum_queries.open_claims(), by=(Claim.__table__.c.id,), after=None),
    "claims of a person": lambda one: curriculum_queries.claims_of(one.person),
    "records": lambda one: attendance_queries.records_in(one.offering),
    "regions": lambda _one: consortia.regions(),
    "interested": lambda one: interest.interested(one.offering),
    "posts": lambda _one: message_queries.posts_page("cohort:x", "s1", None),
    "reported posts": lambda _one: message_queries.reported_in("cohort:x"),
    "letters": lambda one: page_of(
        looking_after.letters(one.cohort), by=(Letter.__table__.c.id,), after=None, down=True
    ),
    "openings": lambda one: page_of(
        learning_queries.taking_applications(EARLIER, one.person),
        by=(Cohort.apply_until, Cohort.id),
        after=None,
    ),
    "applications": lambda _one: page_of(
        learning_queries.applications_to(Cohort(id=1)), by=(Application.sent_at, Application.id), after=None
    ),
    "for the office": lambda _one: enrollment.for_office(EARLIER),
    "steps": lambda _one: learning_queries.steps_of(1),
    "own applications": lambda one: learning_queries.applications_of(one.person),
    "roster": lambda one: lists.roster(one.offering, "registered", after=None, typed_only=False),
}


class Asked:
    """What a list is asked for, and how the database finds it."""

    def __init__(self) -> None:
        self.offering = builders.make_offering()
        self.person = builders.make_person().id
        self.cohort = Cohort(id=1)
        self.sent: list[tuple[str, Any]] = []

    def plan(self, name: str) -> list[str]:
        """The steps of the statements of one list."""
        db.session.flush()
        event.listen(Engine, "before_cursor_execute", self._note)
        try:
            LISTS[name](self)
        finally:
            event.remove(Engine, "before_cursor_execute", self._note)
        raw: Any = db.session.connection().connection.driver_connection
        steps = [raw.execute(f"EXPLAIN QUERY PLAN {text}", given).fetchall() for text, given in self.sent]
        assert steps, "nothing was asked"
        return [row[3] for rows in steps for row in rows]

    def _note(self, _connection: object, _cursor: object, text: str, given: Any, *_more: object) -> None:
        self.sent.append((text, given))


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_no_list_is_read_whole_or_put_into_order_anew(session):
    """PostgreSQL has the same indexes, but takes none while a table is small."""
    found = {
        name: [step for step in Asked().plan(name) if step.startswith("SCAN") or "ORDER BY" in step]
        for name in LISTS
    }
    by_their_order = {
        # An index of those alone that wait for an answer.
        "for the office": ["SCAN learning_deferral USING INDEX uq_learning_deferral_asked"],
        "regions": ["SCAN organizations_region USING INDEX ix_organizations_region_sort"],
    }
    assert {name: steps for name, steps in found.items() if steps} == by_their_order
