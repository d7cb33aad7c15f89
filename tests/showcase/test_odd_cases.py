"""What do the pages say when it is too late, canceled, opened twice, or stood on no program?"""

from dataclasses import replace
from datetime import date, timedelta

from tests import builders
from tests.registration.reading import text
from tests.showcase import building
from tests.showcase.building import TYPED, WORDS
from trainer.core import audit, clock
from trainer.schedule import actions as schedule
from trainer.schedule.rules.kinds import OfferingState, When
from trainer.showcase import queries
from trainer.showcase.models import Presented, Proposal


def test_two_who_open_a_call_at_once_both_get_an_answer(session, office, browser_of, monkeypatch):
    offering = building.make_offering()
    session.commit()
    browser, path = browser_of(office), f"/offerings/{offering.ref}/call"
    typed = {"open_until": "2021-06-01", "talk": "20", "asks": "The first"}
    assert browser.send(path, {**typed, "once": "a" * 22}).status_code == 303
    found = queries.call_of
    seen = iter([None])
    monkeypatch.setattr(queries, "call_of", lambda offering_id: next(seen, found(offering_id)))
    second = browser.send(path, {**typed, "asks": "The second", "once": "b" * 22, "lock": ""}, page="/home")
    assert second.status_code == 422
    assert "changed in another window" in text(second)
    assert "The second" in second.get_data(as_text=True)


def test_the_office_records_what_stood_on_no_program(session, office, ana, browser_of):
    past = building.make_offering(title="Showcase of last year", days=(date(2020, 8, 14),))
    coming, vague = building.make_offering(), building.make_offering(days=(date(2020, 9, 1),))
    vague.sessions[0].when = When.MONTH
    session.commit()
    browser, path = browser_of(office), f"/offerings/{past.ref}/presented"
    assert "Presentations on record" in text(browser.get(f"/offerings/{past.ref}"))
    assert "Nothing is over yet" in text(browser.get(f"/offerings/{coming.ref}/presented"))
    assert "Nothing is over yet" in text(browser.get(f"/offerings/{vague.ref}/presented")), (
        "a month is no day"
    )
    typed = {"title": "A song at the door", "on": "2020-08-14", "emails": "nobody@example.org"}
    refused = browser.send(path, typed)
    assert refused.status_code == 422
    assert "Nobody signs in with nobody@example.org." in text(refused)
    assert "A song at the door" in refused.get_data(as_text=True)
    assert browser.send(path, {**typed, "on": "2020-08-15", "emails": ana.email}).status_code == 422
    assert "Ask another administrator" in text(browser.send(path, {**typed, "emails": office.email}))
    assert browser.send(path, {**typed, "emails": ana.email}).status_code == 303
    again = browser.send(path, {**typed, "title": "a song at the DOOR", "emails": ana.email})
    assert "It is on record already that Ana Presenter presented this here." in text(again)
    session.rollback()
    [row] = session.query(Presented)
    assert (row.person_id, row.on, row.offering_id, row.marked_by) == (
        ana.id, date(2020, 8, 14), past.id, office.id
    )  # fmt: skip
    assert "A song at the door" in text(browser_of(ana).get("/showcase"))
    assert browser_of(ana).get(path).status_code == 404
    assert browser.send(path, {"take_back": row.ref}).status_code == 303
    session.rollback()
    assert session.query(Presented).count() == 0
    rows = session.query(audit.AuditRow).filter(audit.AuditRow.action.startswith("presentation."))
    assert [one.action for one in rows.order_by(audit.AuditRow.id)] == [
        "presentation.record", "presentation.take_back"
    ]  # fmt: skip


def test_words_that_came_too_late_are_shown_and_said_so(session, call, ana, browser_of):
    proposal = building.make_proposal(call, ana)
    session.commit()
    browser, edit = browser_of(ana), f"/proposals/{proposal.ref}/edit"
    clock.set_shift(clock.shift() + timedelta(days=30))
    late = browser.send(edit, {**TYPED, "emails": "", "act": "save", "story": "My longer words"}, page=edit)
    assert late.status_code == 422
    assert "My longer words" in late.get_data(as_text=True)
    assert "The call closed at the end of Tue, Jun 1, 2021" in text(late)
    consent = {"lock": "0", "needs": "A ramp", "act": "save"}
    assert browser.send(edit, consent).status_code == 303
    session.rollback()
    assert session.query(Proposal.story, Proposal.needs).one() == ("We sang first.", "A ramp")


def test_a_cancellation_shows_first_whom_it_tells_of_their_proposals(session, call, ana, office, browser_of):
    ben = builders.make_person("Ben Together", email="ben@example.org")
    building.make_proposal(call, ana, replace(WORDS, emails=[ben.email]))
    building.make_draft(call, builders.make_person("Dora Draft"))
    offering, by = call.offering, builders.actor(office)
    schedule.cancel_offering(
        offering=offering, why="Too few rooms.", lock=offering.lock, by=by, now=building.BEGAN
    )
    session.commit()
    page = text(browser_of(office).get(f"/manage/schedule/{offering.year.slug}/publish"))
    assert "Whoever proposed to present is told what becomes of it: Ana Presenter." in page
    assert "nobody is told" not in page
    for hidden in ("Ben Together", "Dora Draft"):
        assert hidden not in page
    session.rollback()
    offering.state, offering.canceled_why = OfferingState.CANCELED, "Too few rooms."
    session.commit()
    browser, path = browser_of(ana), f"/calls/{call.ref}/propose"
    assert "CoP Annual Showcase was canceled." in text(browser.get(path))
    refused = browser.send(path, {**TYPED, "emails": ""}, page="/home")
    assert refused.status_code == 422
    assert "We sang first." in refused.get_data(as_text=True)
    assert "Too few rooms." in text(
        browser.get(f"/proposals/{session.query(Proposal).filter_by(presenter_id=ana.id).one().ref}")
    )
    for page in ("call", "program"):
        where = f"/offerings/{offering.ref}/call" if page == "call" else f"/calls/{call.ref}/program"
        assert "was canceled." in text(browser_of(office).get(where))
