"""What do the monthly CoPs and the waitlist look like? Single sessions, topics, a resource, a team that waits."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.organizations.models import Organization
from trainer.registration import actions as registration
from trainer.registration.actions import series
from trainer.registration.rules.team import TeamRow
from trainer.schedule import actions as schedule
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format, When
from trainer.schedule.rules.plan import SessionPlan

APRIL = date(2021, 4, 22)
TOPICS = (
    "Making room for quiet voices online",
    "When two members see it very differently",
    "Small tests of change that fit into a busy week",
)
TEAM = (
    TeamRow(1, "Ines Caballero", "ines@littlerivers.example", "Toddler teacher"),
    TeamRow(2, "Marta Solis", "marta@littlerivers.example", "Toddler teacher"),
)
"""Two who share a room: one without the other would be alone with it."""

Acts = Callable[[Person, datetime], Actor]


def join_single_sessions(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Draft that people may come to the monthly CoP for the season, or to one session."""
    _draft(offering, now=now, by=by, per_session=True)


def say_what_to_bring(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Draft what people bring to the days in Oakland, and where they park."""
    bring = "A photo or an object from your work that you are proud of, and a water bottle."
    parking = "Free in the lot behind the building; two places beside the ramp are step-free."
    _draft(offering, now=now, by=by, bring=bring, parking=parking)


def fix_april(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Draft the date of the session in April; the other months stay as they are."""
    sessions = tuple(
        replace(one, when=When.FIXED, on=APRIL, starts=time(15, 30), ends=time(17, 30))
        if one.on and (one.on.year, one.on.month) == (APRIL.year, APRIL.month)
        else one
        for one in schedule_queries.planned(offering).sessions
    )
    _draft(offering, now=now, by=by, sessions=sessions)


def fix_november(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Draft the days and the place of the CoP 101 in November."""
    days = (date(2021, 11, 3), date(2021, 11, 4), date(2021, 11, 5))
    sessions = tuple(
        SessionPlan(key=f"day{number}", when=When.FIXED, on=on, starts=time(9), ends=time(14))
        for number, on in enumerate(days, start=1)
    )
    place = "Valley Oak District Office, Fresno"
    _draft(offering, by=by, now=now, format=Format.IN_PERSON, place=place, capacity=16, sessions=sessions)


def _draft(offering: Offering, *, now: datetime, by: Actor, **changes: object) -> None:
    plan = replace(schedule_queries.planned(offering), **changes)  # type: ignore[arg-type]
    schedule.change_draft(offering=offering, plan=plan, lock=offering.lock, by=by, now=now, today=now.date())


def leave_a_resource(offering: Offering, *, by: Actor, now: datetime) -> None:
    """After the session in April."""
    session = next(one for one in offering.sessions if one.on == APRIL)
    series.add_resource(
        offering=offering, session=session, title="Notes: opening rounds that reach everybody",
        url="https://example.org/facilitator-cop/april-notes", note="Two pages, with the protocol we tried.",
        by=by, now=now,
    )  # fmt: skip


def suggest_and_vote(offering: Offering, people: Sequence[Person], acts: Acts, *, now: datetime) -> None:
    """Three topics, each wanted by a few more people than the last."""
    for number, (text, person) in enumerate(zip(TOPICS, people, strict=False)):
        moment = now + timedelta(hours=number)
        topic = series.suggest_topic(
            offering=offering, person=person, text=text, by=acts(person, moment), now=moment
        )
        for other in people[: 2 * number + 2]:
            series.vote(topic=topic, person=other, wants=True)


def a_team_waits(offering: Offering, organizations: Mapping[str, Organization], *, by: Actor) -> None:
    """Two people of Little Rivers who come only together, behind the others on the waitlist."""
    registration.register_team(
        offering=offering, organization=organizations["rivers"], rows=TEAM, together=True, by=by,
        now=datetime(2021, 5, 22, 18, tzinfo=UTC),
    )  # fmt: skip
