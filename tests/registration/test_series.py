"""Can people of a series suggest and vote without being named, and find what its sessions left behind?"""

from datetime import date, timedelta

import pytest
from sqlalchemy import delete

from tests import builders
from trainer.core import clock, links
from trainer.core.audit import AuditRow
from trainer.core.db import db as core_db
from trainer.permissions import Role
from trainer.registration.actions import series
from trainer.registration.models import Resource, Topic, Vote
from trainer.registration.queries import series as series_queries
from trainer.registration.rules.series import SeriesReason, why_not_add, why_not_suggest
from trainer.schedule.rules.kinds import OfferingKind


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/slides", True),
        ("http://example.org/slides", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https://exa mple.org", False),
        ("https://[bad", False),
        ("example.org", False),
    ],
)
def test_what_a_link_is(url, good):
    assert links.is_safe(url) is good


def test_rules_of_topics_and_resources(now):
    assert why_not_suggest(text="Trust  again", there=["trust Again"]) == (SeriesReason.ALREADY_SUGGESTED, {})
    assert why_not_suggest(text="Trust", there=["Trust again"]) is None
    found = why_not_suggest(text="One more", there=[str(n) for n in range(100)])
    assert found == (SeriesReason.TOO_MANY_TOPICS, {"most": 100})
    link = "https://example.org/x"
    assert why_not_add(url=link, starts_at=now, count=0, now=now) is None
    found = why_not_add(url=link, starts_at=now + timedelta(minutes=1), count=0, now=now)
    assert found == (SeriesReason.SESSION_AHEAD, {})
    assert why_not_add(url=link, starts_at=now, count=200, now=now) == (
        SeriesReason.TOO_MANY_RESOURCES, {"most": 200},
    )  # fmt: skip


def make_series():
    days = tuple(date(2021, month, 25) for month in (4, 8, 9))
    offering = builders.make_offering(kind=OfferingKind.LEADERSHIP_COP, title="Leadership CoP", days=days)
    ana, ben = builders.make_person("Ana Ruiz"), builders.make_person("Ben Ito")
    hers, his = (f"/registrations/{builders.make_registration(offering, one).ref}" for one in (ana, ben))
    return offering, (ana, hers), (ben, his)


def test_topics_are_suggested_and_voted_for_without_names(session, browser_of):
    _offering, (ana, hers), (ben, his) = make_series()
    other = builders.make_registration(builders.make_offering(), builders.make_person())
    session.commit()
    browser = browser_of(ana)
    assert "Suggest topics, vote" in browser.get(hers).get_data(as_text=True)
    page = f"{hers}/series"
    assert browser.send(f"{page}/topics", {"text": "Trust in hard weeks"}, page=page).status_code == 303
    answer = browser.send(f"{page}/topics", {"text": "trust in HARD weeks"}, page=page)
    assert "on the list already" in answer.get_data(as_text=True)
    session.rollback()
    topic = session.query(Topic).one()
    ref = topic.ref
    browser = browser_of(ben)
    vote = {"topic": ref, "wants": "yes"}
    for _ in range(2):
        browser.send(f"{his}/series/vote", vote, page=f"{his}/series")
    text = browser.get(f"{his}/series").get_data(as_text=True)
    assert "2 votes" in text
    assert "Ana" not in text
    browser.send(f"{his}/series/vote", {**vote, "wants": "no"}, page=f"{his}/series")
    session.rollback()
    assert session.query(Vote).count() == 1
    assert {row.action for row in session.query(AuditRow)} == {"series.suggest"}
    assert browser.get(f"/registrations/{other.ref}/series").status_code == 404
    sent = browser.send(f"{his}/series/vote", {**vote, "topic": "\x00"}, page=f"{his}/series")
    assert sent.status_code < 500, "what no database can be asked for is a topic that is not there"


def test_who_leads_chooses_topics_and_adds_resources(session, browser_of):
    offering, (ana, _hers), (ben, his) = make_series()
    trainer = builders.make_person("Tara Lee", roles=(Role.TRAINER, offering))
    topic = Topic(
        offering_id=offering.id, text="Trust in hard weeks", made_at=builders.EARLIER, made_by=ana.id
    )
    session.add(topic)
    session.flush()
    session.add(Vote(topic_id=topic.id, person_id=ana.id))
    session.commit()
    ref = topic.ref
    browser = browser_of(ben)
    lead = browser_of(trainer)
    page = f"/offerings/{offering.ref}/series"
    text = lead.get(page).get_data(as_text=True)
    assert "Trust in hard weeks" in text
    assert "Ana" not in text
    lead.send(f"{page}/choose", {"topic": ref, "session": "s2", "do": "choose"}, page=page)
    assert "Taken up on Wed, Aug 25" in browser.get(f"{his}/series").get_data(as_text=True)
    resource = {"session": "s1", "title": "Slides", "url": "http://example.org/s"}
    refused = lead.send(f"{page}/resources", resource, page=page)
    assert "begins with https://" in refused.get_data(as_text=True)
    assert 'value="Slides"' in refused.get_data(as_text=True)
    assert lead.send(f"{page}/resources", {**resource, "session": "s2"}, page=page).status_code == 422
    lead.send(f"{page}/resources", {**resource, "url": "https://example.org/s"}, page=page)
    assert "https://example.org/s" in browser.get(f"{his}/series").get_data(as_text=True)
    session.rollback()
    left = session.query(Resource).one()
    assert lead.send(f"{page}/remove", {"resource": "\x00"}, page=page).status_code < 500
    lead.send(f"{page}/remove", {"resource": left.ref}, page=page)
    lead.send(f"{page}/choose", {"topic": ref, "do": "remove"}, page=page)
    session.rollback()
    assert session.query(Resource).count() == session.query(Topic).count() == session.query(Vote).count() == 0
    assert browser.get(page).status_code == 404
    assert clock.now() < offering.sessions[1].starts_at


def test_who_changes_what_is_being_removed_reads_so(session, browser_of, monkeypatch):
    """Somebody takes the topic away after the page of somebody else has read it: no error page of ours."""
    offering, (ana, hers), _other = make_series()
    office = builders.make_person(roles=Role.ADMINISTRATOR)
    session.commit()
    browser_of(ana).send(f"{hers}/series/topics", {"text": "Trust"}, page=f"{hers}/series")
    session.rollback()
    topic, found = session.query(Topic).one().ref, series_queries.topic_in
    session.rollback()

    def removed(offering, ref):
        read = found(offering, ref)
        quietly = {"synchronize_session": False}
        core_db.session.execute(delete(Vote).execution_options(**quietly))
        core_db.session.execute(delete(Topic).execution_options(**quietly))
        return read

    monkeypatch.setattr(series_queries, "topic_in", removed)
    page, browser = f"/offerings/{offering.ref}/series", browser_of(office)
    answer = browser.send(f"{page}/choose", {"topic": topic, "session": "s1"}, page=page)
    assert (answer.status_code, "no longer on the list" in answer.text) == (409, True)
    monkeypatch.setattr(series, "_lock", lambda topic: None)  # whatever is not locked
    answer = browser.send(f"{page}/choose", {"topic": topic, "session": "s1"}, page=page)
    assert (answer.status_code, "at the same moment" in answer.text) == (409, True)
