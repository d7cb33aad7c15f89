"""What do people of the sample say of themselves, at entry and half a year later?"""

from datetime import date, datetime

from trainer.learning import actions as learning
from trainer.learning import queries as learning_queries
from trainer.sample.road import Road, Traveler, actor, at

ENTRY = (2, 2, 1, 1, 2, 1, 1, 3)
LATER = (3, 3, 3, 2, 2, 2, 1, 3)
"""A value for each of the eight areas; the last statement of an area is one lower, where there is room."""


def plan(road: Road, *, shares: Traveler, begins: Traveler) -> None:
    """One has done it twice and shares it with her mentor; another did it once and is in the middle of the second."""
    for one in (shares, begins):
        road.do(at(date(2020, 10, 12), 19), lambda now, one=one: say(one, ENTRY, now))  # type: ignore[misc]
    road.do(at(date(2021, 5, 2), 17), lambda now: say(shares, LATER, now))
    road.do(at(date(2021, 5, 2), 18), lambda now: share(shares, now))
    road.do(at(date(2021, 5, 20), 20), lambda now: say(begins, LATER[:3], now))


def say(traveler: Traveler, values: tuple[int, ...], now: datetime) -> None:
    """Area by area; whoever fills in all of them finishes. Nothing, where no self-assessment was loaded."""
    content = learning_queries.assessment_content()
    if content is None:
        return
    by = actor(traveler.person, now)
    for number, (area, value) in enumerate(zip(content["areas"], values, strict=False), start=1):
        ids = [one["id"] for one in area["statements"]]
        answers = {one: value if one != ids[-1] else max(1, value - 1) for one in ids}
        learning.save_area(person=traveler.person, number=number, answers=answers, by=by, now=now)
    if len(values) >= len(content["areas"]):
        learning.finish_assessment(person=traveler.person, by=by, now=now)


def share(traveler: Traveler, now: datetime) -> None:
    """The mentor may read it."""
    if learning_queries.assessment_content() is not None:
        by = actor(traveler.person, now)
        learning.share_assessments(person=traveler.person, shared=True, by=by, now=now)
