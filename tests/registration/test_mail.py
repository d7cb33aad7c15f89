"""Does every message of a registration read well, in both languages, with dates that parse back?"""

from datetime import timedelta

import icalendar
import pytest

from tests import builders
from trainer.core import outbox
from trainer.curriculum import actions as curriculum_actions
from trainer.messages import rendering
from trainer.registration import actions
from trainer.schedule.rules.kinds import Format, OfferingKind


@pytest.fixture
def letters(monkeypatch):
    """What was put into the outbox, by kind: a message that is taken back forgets what it said."""
    kept, put = {}, outbox.put

    def keep(**row):
        kept[row["kind"]] = row["params"]
        put(**row)

    monkeypatch.setattr(outbox, "put", keep)
    return kept


def rendered(letters, kind, now, language="en"):
    return rendering.render(
        kind=kind,
        params=letters[kind],
        name="Ana Ruiz",
        language=language,
        sender=("Program", "p@example.org"),
        now=now,
    )


def register(offering, person, now, by=None, **more):
    return actions.register(
        offering=offering, person=person, by=builders.actor(by or person), now=now, **more
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_kind_is_rendered_in_both_languages(session, now, letters, language):
    offering = builders.make_offering(capacity=1)
    ana, ben, cy, admin = (builders.make_person(name) for name in ("Ana", "Ben", "Cy", "Zoe"))
    first = register(offering, ana, now)
    register(offering, ben, now)
    register(offering, cy, now, by=ana)
    actions.withdraw(registration=first, by=builders.actor(ana), now=now)
    actions.expire_offers(now=now + timedelta(days=4))
    refresher = builders.make_offering(kind=OfferingKind.REFRESHER, prerequisite="cop-101")
    for person, accepted in ((ana, True), (ben, False)):
        claim = curriculum_actions.make_claim(
            person=person, course="cop-101", training="Circles", provider="Bay", year=2018, evidence="Paper",
            by=builders.actor(person), now=now,
        )  # fmt: skip
        register(refresher, person, now)
        actions.decide_claim(
            claim=claim, accepted=accepted, reason="Short", by=builders.actor(admin), now=now
        )
    register(refresher, cy, now, by=ana)
    for kind in (
        "confirmed",
        "waitlisted",
        "offer",
        "withdrawn",
        "requested",
        "claim_accepted",
        "claim_declined",
    ):
        letter = rendered(letters, f"registration.{kind}", now, language)
        assert letter.subject
        assert "Ana Ruiz" in letter.body
        assert "http://localhost/" in letter.body
        assert "%(" not in letter.body
        assert "\n\n\n" not in letter.body


def test_the_confirmation_says_by_whom_when_and_how_to_decline(session, now, letters):
    offering = builders.make_offering(format=Format.IN_PERSON, place="Hall 3\nBack door")
    cora, organization = builders.make_person("Cora Diaz"), builders.make_organization("Bay Agency")
    register(offering, builders.make_person(), now, by=cora, organization=organization)
    letter = rendered(letters, "registration.confirmed", now)
    assert "Cora Diaz registered you for CoP 101." in letter.body
    assert "On behalf of Bay Agency." in letter.body
    assert "Wed, Sep 15, 2021, 9:00" in letter.body
    assert "PDT" in letter.body
    assert "If you do not want this place" in letter.body
    events = icalendar.Calendar.from_ical(letter.calendar).walk("VEVENT")
    assert [str(event["UID"]).split("@")[0] for event in events] == [
        f"{offering.ref}.s{n}" for n in (1, 2, 3)
    ]
    assert letter.calendar_method == "PUBLISH"


def test_a_withdrawal_takes_the_dates_out_of_the_calendar(session, now, letters):
    offering, ana = builders.make_offering(), builders.make_person()
    mine = register(offering, ana, now)
    actions.withdraw(registration=mine, by=builders.actor(ana), now=now)
    letter = rendered(letters, "registration.withdrawn", now)
    assert letter.calendar_method == "CANCEL"


def test_a_title_cannot_add_a_header(session, now, letters):
    offering = builders.make_offering(title="Evil\r\nBcc: x@example.org\r\n\r\nHello")
    register(offering, builders.make_person(), now)
    letter = rendered(letters, "registration.confirmed", now)
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject


def test_dates_that_are_not_fixed_are_said_to_be_so(session, now, letters):
    register(builders.make_offering(days=()), builders.make_person(), now)
    letter = rendered(letters, "registration.confirmed", now)
    assert "The date is not fixed yet" in letter.body
    assert letter.calendar is None
