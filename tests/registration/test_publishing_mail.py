"""What do people read when a published offering changes? The mail and its calendar say what the page says."""

import re
from dataclasses import replace
from datetime import date, time

import icalendar
import pytest

from tests import builders
from tests.conftest import on_one
from trainer.core.outbox import OutboxRow
from trainer.messages import rendering
from trainer.permissions import Role
from trainer.registration import actions
from trainer.registration.models import SessionJoined
from trainer.schedule import actions as schedule_actions
from trainer.schedule import queries
from trainer.schedule.rules.kinds import Format, When
from trainer.schedule.rules.plan import SessionPlan

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions


def publish(offering, now, **values):
    admin = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    schedule_actions.change_draft(
        offering=offering, plan=replace(queries.planned(offering), **values), lock=offering.lock, by=admin, now=now,
        today=date(2021, 5, 24),
    )  # fmt: skip
    actions.publish(
        year=offering.year, version=offering.year.version, why="The room was taken.", by=admin, now=now
    )


def rendered(session, now, kind="registration.changed", language="en"):
    row = session.query(OutboxRow).filter_by(kind=kind).order_by(OutboxRow.id.desc()).first()
    return rendering.render(
        kind=row.kind,
        params=row.params,
        name="Ana",
        language=language,
        sender=("Program", "p@example.org"),
        now=now,
    )


def test_a_change_in_words(session, app, now):
    offering = builders.make_offering()
    builders.make_registration(offering, builders.make_person())
    publish(
        offering, now, format=Format.IN_PERSON, place="Harbor House",
        sessions=(SessionPlan("s1", When.FIXED, date(2021, 9, 22), time(9), time(15)),),
    )  # fmt: skip
    mail = rendered(session, now)
    assert mail.subject == "Changed: CoP 101"
    body = " ".join(mail.body.split())
    assert "Date Before: Wed, Sep 15, 9:00 AM–3:00 PM PDT; Thu, Sep 16" in body
    assert "Now: Wed, Sep 22, 9:00 AM–3:00 PM PDT" in body
    assert "Format Before: Virtual Now: In person" in body
    assert "Place Before: TBD Now: Harbor House" in body
    assert "Why: The room was taken." in body
    events = {str(e["uid"]): e for e in icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")}
    assert [str(events[f"{offering.ref}.{key}"]["status"]) for key in ("s1", "s2", "s3")] == [
        "CONFIRMED", "CANCELLED", "CANCELLED",
    ]  # fmt: skip


def test_what_is_canceled_may_have_been_planned_with_fewer_places(session, app, now):
    offering = builders.make_offering(capacity=2)
    registration = builders.make_registration(offering, builders.make_person())
    publish(offering, now, canceled=True, canceled_why="Too few people.", capacity=0)
    assert (offering.places[0].taken, registration.state.value) == (0, "canceled")


def test_a_cancellation_in_words(session, app, now):
    offering = builders.make_offering()
    builders.make_registration(offering, builders.make_person())
    publish(offering, now, canceled=True, canceled_why="Too few people.")
    mail = rendered(session, now)
    assert mail.subject == "Canceled: CoP 101"
    assert "Why: Too few people." in mail.body
    assert mail.calendar_method == "CANCEL"


def test_a_coordinator_reads_how_many(session, app, now):
    offering = builders.make_offering()
    agency = builders.make_organization("Bright Start")
    builders.make_person(roles=(Role.COORDINATOR, agency))
    for _ in range(2):
        builders.make_registration(offering, builders.make_person(), organization=agency)
    publish(offering, now, join_url="https://secret.example/1")
    mail = rendered(session, now, "registration.changed_team")
    assert "2 people of Bright Start are registered" in mail.body
    assert "secret" not in mail.body
    assert mail.calendar is None


@pytest.mark.parametrize(
    "zone", ["America/Los_Angeles", "America/New_York", "Pacific/Honolulu", "America/St_Johns"]
)
@pytest.mark.parametrize("on", [date(2021, 11, 6), date(2021, 11, 7), date(2022, 3, 13)])
def test_page_mail_and_calendar_say_the_same_time(session, app, client, now, zone, on):
    offering = builders.make_offering(days=(date(2021, 9, 15),))
    builders.make_registration(offering, builders.make_person())
    publish(offering, now, zone=zone, sessions=(SessionPlan("s1", When.FIXED, on, time(12, 30), time(14)),))
    path = f"/offerings/{offering.ref}"
    mail = rendered(session, now)
    (event,) = icalendar.Calendar.from_ical(mail.calendar).walk("VEVENT")
    starts = event["dtstart"].dt
    assert (starts.date(), starts.time(), str(starts.tzinfo)) == (on, time(12, 30), zone)
    session.commit()
    html = client.get(path).get_data(as_text=True)
    said = re.search(r"12:30\s?PM–2:00\s?PM ([\w+:−-]+)", html)
    assert said is not None
    assert said[0] in mail.body


def test_the_preview_says_that_there_was_no_limit_not_that_there_was_none(session, now, browser_of):
    offering = builders.make_offering(capacity=None)
    ada = builders.make_person(roles=Role.ADMINISTRATOR)
    schedule_actions.change_draft(
        offering=offering, plan=replace(queries.planned(offering), capacity=16), lock=offering.lock,
        by=builders.actor(ada), now=now, today=date(2021, 5, 24),
    )  # fmt: skip
    session.commit()
    page = browser_of(ada).get(f"/manage/schedule/{offering.year.slug}/publish").get_data(as_text=True)
    assert "No limit" in page
    assert ">none<" not in page


def test_who_comes_to_single_sessions_hears_of_those_in_the_calendar(session, app, now):
    """Two sessions go: one that she had chosen, and one that was never in her calendar."""
    offering = builders.make_offering(per_session=True)
    hers = builders.make_registration(offering, builders.make_person(), single=True)
    first, second, _third = offering.sessions
    session.add_all(SessionJoined(registration_id=hers.id, session_id=one.id) for one in (first, second))
    session.flush()
    kept = queries.planned(offering).sessions[0]
    publish(offering, now, sessions=(kept,))
    letter = session.query(OutboxRow).filter_by(kind="registration.changed").one()
    said = {event["uid"][-2:]: event["status"] for event in letter.params["calendar"]}
    assert said == {"s1": "CONFIRMED", "s2": "CANCELLED"}
