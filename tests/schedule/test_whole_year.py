"""Is a year copied and changed as a whole: every date shown first, all or nothing, nothing twice, nothing lost?"""

import re
from datetime import date, timedelta

import pytest

from tests import builders
from tests.schedule.test_public import text_of
from tests.statements import counted
from trainer.core.audit import AuditRow
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format, OfferingKind, OfferingState, When

CLONE = "/manage/schedule/2021-22/clone"
MANY = "/manage/schedule/2021-22/many"


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.get_data(as_text=True))[1]


@pytest.fixture
def two_years(session):
    """2020–21 with a training, a series, a canceled one and a cohort; 2021–22 with nothing."""
    earlier, later = builders.make_year(2020), builders.make_year(2021, version=0)
    days = (date(2020, 9, 16), date(2020, 9, 17), date(2020, 9, 18))
    made = {
        "training": builders.make_offering(year=earlier, days=days, title="CoP 101 in fall", place="Oakland"),
        "series": builders.make_offering(
            year=earlier, days=tuple(date(2020, month, 2) for month in range(8, 13)), title="Monthly circle"
        ),
        "canceled": builders.make_offering(
            year=earlier, days=days, title="Snowed in", state=OfferingState.CANCELED
        ),
        "cohort": builders.make_offering(
            year=earlier, days=days, title="Cohort of fall", kind=OfferingKind.COHORT
        ),
        "open": builders.make_offering(year=earlier, days=(), title="Some day", when=When.TBD),
    }
    found = {name: offering.ref for name, offering in made.items()} | {"later": later.id}
    session.commit()
    return found


def drafts(session, year_id):
    session.expire_all()
    found = session.query(Offering).filter_by(year_id=year_id).order_by(Offering.title).all()
    made = {one.title: (one.state, [meeting.on for meeting in one.sessions]) for one in found}
    session.rollback()
    return made


def test_a_year_is_copied_once_with_every_date_shown_first(session, app, browser, two_years):
    seen = browser.get(CLONE)
    text = text_of(seen.get_data(as_text=True))
    for words in (
        "4 offerings of 2020–21 can be copied.",
        "Wed, Sep 16, 2020, 9:00 AM–3:00 PM PDT",
        "Wed, Sep 15, 2021, 9:00 AM–3:00 PM PDT",
        "Sun, Aug 1, 2021, 9:00 AM–3:00 PM PDT",
        "A cohort is formed with its people",
    ):
        assert words in text, words
    checked = re.findall(r'name="ref" value="([^"]+)" checked', seen.get_data(as_text=True))
    assert set(checked) == {two_years[name] for name in ("training", "series", "open")}

    sent = {"from": "2020-21", "seen": hidden(seen, "seen"), "ref": checked}
    assert browser.send(CLONE, {**sent, "ref": []}).status_code == 409
    assert "changed while you were looking" in browser.send(CLONE, {**sent, "seen": "0"}).get_data(
        as_text=True
    )
    assert drafts(session, two_years["later"]) == {}, "a refusal makes nothing"
    assert browser.send(CLONE, sent).status_code == 303
    made = drafts(session, two_years["later"])
    assert set(made) == {"CoP 101 in fall", "Monthly circle", "Some day"}
    assert made["CoP 101 in fall"] == (
        OfferingState.DRAFT, [date(2021, 9, 15), date(2021, 9, 16), date(2021, 9, 17)],
    )  # fmt: skip

    copied_again(session, browser, two_years, sent, made)


def copied_again(session, browser, two_years, sent, made):
    """What was left out the first time can still be copied; what is there is known by its origin, not its name."""
    session.query(Offering).filter_by(title="CoP 101 in fall", year_id=two_years["later"]).update(
        {"title": "Another name"}
    )
    session.commit()
    again = browser.send(
        CLONE,
        {**sent, "seen": hidden(browser.get(CLONE), "seen"), "ref": [*sent["ref"], two_years["canceled"]]},
    )
    assert again.status_code == 303
    everything = drafts(session, two_years["later"])
    assert set(everything) == {*made, "Snowed in", "Another name"} - {"CoP 101 in fall"}
    text = text_of(browser.get(CLONE).get_data(as_text=True))
    assert "All 4 offerings of 2020–21 are here already, so a copy would make nothing." in text
    refused = browser.send(CLONE, sent)
    assert refused.status_code == 409
    assert "All 4 offerings that could be copied are already in 2021–22" in refused.get_data(as_text=True)
    assert drafts(session, two_years["later"]) == everything
    written = session.query(AuditRow).filter_by(action="schedule.clone_year").order_by(AuditRow.id)
    facts = [row.facts for row in written]
    assert [(one["made"], one["already"]) for one in facts] == [(3, 0), (1, 3)]


def test_many_go_online_together_or_not_at_all(session, app, browser, now):
    room = builders.make_offering(title="In a room", format=Format.IN_PERSON, place="Oakland", capacity=12)
    both = builders.make_offering(title="In both", format=Format.HYBRID, place="Oakland", capacity=10)
    gone = builders.make_offering(title="Gone", state=OfferingState.CANCELED)
    for _ in range(3):
        builders.make_registration(room, builders.make_person())
    refs = {one.title: one.ref for one in (room, both, gone)}
    session.commit()

    chosen = "&".join(f"ref={ref}" for ref in refs.values())
    assert "In a room" in text_of(browser.get(f"{MANY}?do=virtual&{chosen}").get_data(as_text=True))
    locks = {f"lock-{ref}": "0" for ref in refs.values()}
    sent = {"platform": "Zoom", "capacity": "2", "ref": list(refs.values()), **locks}
    refused = browser.send(f"{MANY}?do=virtual&{chosen}", sent)
    assert refused.status_code == 409
    text = text_of(refused.get_data(as_text=True))
    for words in (
        "Nothing was changed.",
        "In a room: 3 places are taken or reserved, so there cannot be only 2.",
        "Gone: It is canceled or completed",
    ):
        assert words in text, words
    assert 'value="Zoom"' in refused.get_data(as_text=True), "what was typed is kept"
    assert session.query(Offering).filter(Offering.draft.is_not(None)).count() == 0
    session.rollback()

    two = {**sent, "capacity": "", "ref": [refs["In a room"], refs["In both"]]}
    assert browser.send(f"{MANY}?do=virtual&{chosen}", two).status_code == 303
    session.expire_all()
    planned = {one.title: one.draft for one in session.query(Offering).filter(Offering.draft.is_not(None))}
    assert {
        title: (p["format"], p["platform"], p["capacity"], p["place"]) for title, p in planned.items()
    } == {
        "In a room": ("virtual", "Zoom", 12, ""),
        "In both": ("virtual", "Zoom", 20, ""),
    }
    assert session.query(Offering).filter_by(ref=refs["In a room"]).one().format is Format.IN_PERSON
    session.rollback()
    window_of(session, browser, chosen, locks, refs["In both"])


def window_of(session, browser, chosen, locks, ref):
    """A window for one that was changed meanwhile is refused, then kept."""
    stale = browser.send(f"{MANY}?do=window&{chosen}", {"closes_on": "2021-09-01", "ref": [ref], **locks})
    assert "Somebody else saved it while you were looking" in stale.get_data(as_text=True)
    fresh = {"closes_on": "2021-09-01", "ref": [ref], f"lock-{ref}": "1"}
    assert browser.send(f"{MANY}?do=window&{chosen}", fresh).status_code == 303
    session.expire_all()
    assert session.query(Offering).filter_by(ref=ref).one().draft["closes_on"] == "2021-09-01"


def test_the_year_at_a_glance_can_be_looked_through(session, app, browser):
    builders.make_offering(title="Three days")
    builders.make_offering(title="New one", days=(date(2021, 11, 3),), state=OfferingState.DRAFT)
    builders.make_offering(title="Not yet", days=(), when=When.TBD, format=Format.TBD)
    session.commit()
    text = text_of(browser.get("/manage/schedule/2021-22").get_data(as_text=True))
    assert "September 2021 15–17 Three days Virtual" in text
    assert "August 2021 Nothing planned" in text
    assert "Date to be decided Not yet Format TBD" in text
    for query, shown, hides in (
        ("state=waiting", "New one", "Three days"),
        ("format=tbd", "Not yet", "New one"),
        ("state=undated", "Not yet", "Three days"),
        ("kind=nonsense", "Nothing of this kind", "Three days"),
    ):
        text = text_of(browser.get(f"/manage/schedule/2021-22?{query}").get_data(as_text=True))
        assert shown in text, query
        assert hides not in text, query

    def statements():
        session.rollback()
        with counted(app) as seen:
            browser.get("/manage/schedule/2021-22")
        return len(seen)

    first = statements()
    for ahead in range(20):
        builders.make_offering(days=(date(2021, 10, 1) + timedelta(days=ahead),))
    session.commit()
    assert statements() == first
