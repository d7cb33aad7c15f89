"""Is a trace shown only where its writer agreed, to whom it should be, and gone the moment it is taken back?"""

from datetime import UTC, datetime, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import attaching
from tests.journals import building as journals
from tests.registration.reading import rows, text
from tests.showcase import building
from tests.showcase.building import AFTER, BEGAN, DAY
from tests.statements import per_page
from trainer.core import clock, files
from trainer.core.errors import Refused
from trainer.journals import actions as journal_actions
from trainer.journals.actions.correcting import Words
from trainer.journals.rules import Outcome
from trainer.permissions import Role
from trainer.schedule.rules.kinds import OfferingKind, OfferingState
from trainer.showcase import queries as showcase_queries
from trainer.showcase.actions import slides as actions
from trainer.showcase.actions.slides import Shown
from trainer.showcase.models import Slide
from trainer.showcase.queries import slides as queries
from trainer.showcase.rules import slides as rules
from trainer.showcase.rules.slides import Seer, SlideReason

ON_THE_DAY = datetime(2021, 6, 11, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("seer", "days", "sees"),
    [
        (Seer.ORGANIZER, -30, True), (Seer.ORGANIZER, 30, True), (Seer.SHOWING, -30, True), (Seer.SHOWING, 30, True),
        (Seer.REGISTERED, -1, False), (Seer.REGISTERED, 0, True), (Seer.REGISTERED, 1, True),
        (Seer.REGISTERED, 2, False), (Seer.NOBODY, 0, False),
    ],
)  # fmt: skip
def test_who_sees_a_slideshow_when(seer, days, sees):
    today = DAY + timedelta(days=days)
    assert rules.may_see(seer, first_day=DAY, last_day=DAY, today=today, canceled=False) is sees
    if seer is Seer.REGISTERED:
        assert not rules.may_see(seer, first_day=DAY, last_day=DAY, today=today, canceled=True)
        assert not rules.may_see(seer, first_day=None, last_day=None, today=today, canceled=False)


@pytest.mark.parametrize(
    ("kind", "state", "last", "takes"),
    [
        ("connect", "published", DAY, True), ("showcase", "published", None, True),
        ("showcase", "published", DAY - timedelta(days=1), False), ("showcase", "draft", DAY, False),
        ("showcase", "canceled", DAY, False), ("cop_101", "published", DAY, False),
    ],
)  # fmt: skip
def test_where_a_trace_can_be_offered(kind, state, last, takes):
    found = rules.takes_slides(kind=OfferingKind(kind), state=OfferingState(state), last_day=last, today=DAY)
    assert found is takes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None), ({"title": " "}, None), ({"title": "", "words": " "}, "slide_nothing_to_show"),
        ({"agreed": False}, "slide_not_agreed"), ({"accepted": False}, "slide_not_accepted"),
        ({"for_others": False}, "slide_for_writer_alone"), ({"words": "x" * 601}, "slide_too_long"),
        ({"photos": ["a"], "allowed": ["a", "b"], "title": "", "words": ""}, None),
        ({"photos": ["a", "c"], "allowed": ["a", "b"]}, "slide_photo_not_allowed"),
        ({"photos": ["a", "b", "c"], "allowed": ["a", "b", "c"]}, "slide_too_many_photos"),
    ],
)  # fmt: skip
def test_what_a_slide_needs(change, reason):
    given = {"accepted": True, "for_others": True, "agreed": True, "title": "t", "words": "w", **change}
    assert rules.why_not_offer(**given) == reason


@pytest.mark.parametrize(
    ("one", "by", "order"), [(1, -1, [1, 2, 3]), (1, 1, [2, 1, 3]), (3, -1, [1, 3, 2]), (3, 9, [1, 2, 3])]
)
def test_moving_a_slide(one, by, order):
    assert rules.moved([1, 2, 3], one, by) == order


@pytest.mark.parametrize(
    ("text", "most", "words"),
    [("One. Two.", 9, "One. Two."), ("One. Two.", 8, "One."), ("Why? Two", 6, "Why?"), ("a bc de", 5, "a bc"),
     ("abcdef", 3, "abc")],
)  # fmt: skip
def test_a_slide_begins_with_whole_sentences(text, most, words):
    assert rules.first_words(text, most) == words


def shown(**more):
    return Shown(**{"title": "At the gate", "words": "canary-words", "named": True, "agreed": True, **more})


def accepted(pair, prompt="cohort.1-t", when=BEGAN):
    entry = journals.hand_in(pair, prompt, now=when)
    journals.review(entry, pair, now=when)
    return entry


def offer(entry, offering, person, now=BEGAN, **more):
    return actions.offer_slide(
        entry=entry, offering=offering, shown=shown(**more), by=builders.actor(person), now=now
    )


def three(office):
    """Three slides of one person, each with its place."""
    pair, offering = journals.make_writer(), building.make_offering()
    entries = [accepted(pair, f"cohort.{number}-t") for number in (1, 2, 3)]
    slides = [offer(one, offering, pair.trainee) for one in entries]
    for slide in slides:
        actions.choose_slide(slide=slide, by=office, now=BEGAN)
    return pair, offering, entries, slides


def order(offering):
    return [(one.id, one.place) for one in queries.shown_in(offering.id)]


@pytest.fixture
def office(session):
    return builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))


def test_only_its_writer_offers_an_entry_once_and_not_for_what_is_over(session, office):
    pair, offering = journals.make_writer(), building.make_offering()
    first, second = accepted(pair), accepted(pair, "cohort.2-t")
    offer(first, offering, pair.trainee)
    for entry, person, when, reason in (
        (first, pair.trainee, BEGAN, SlideReason.ALREADY),
        (second, pair.mentor, BEGAN, SlideReason.NOT_YOURS),
        (second, pair.trainee, AFTER, SlideReason.IS_OVER),
    ):
        with pytest.raises(Refused) as refused:
            offer(entry, offering, person, now=when)
        assert building.codes(refused) == [reason]
    assert [task.reason.facts["count"] for task in showcase_queries.waiting(office, now=BEGAN)] == [1]


def test_a_slide_goes_with_its_entry_or_its_writers_word(session, office):
    pair, offering, entries, slides = three(office)
    actions.move_slide(slide=slides[2], places=-1, by=office, now=BEGAN)
    assert order(offering) == [(slides[0].id, 1), (slides[2].id, 2), (slides[1].id, 3)]
    actions.withdraw_slide(slide=slides[0], by=builders.actor(pair.trainee), now=BEGAN)
    assert order(offering) == [(slides[2].id, 1), (slides[1].id, 2)]
    assert (slides[0].words, slides[0].title) == ("", "")
    journal_actions.correct(
        entry=entries[2], round=1, version=1, private_note="", why="w", by=builders.actor(pair.mentor), now=BEGAN,
        words=Words(
            levels={}, care_kept=False, saw="s", question="", suggestion="w", outcome=Outcome.PRIVACY_HOLD,
            again_by=None,
        ),
    )  # fmt: skip
    assert [one for one, _place in order(offering)] == [slides[1].id]


@on_one("postgresql")
def test_from_an_entry_to_the_slideshow_and_out_again(app, session, browser_of):
    pair, offering = journals.make_writer(), building.make_offering()
    office, guest, stranger = (builders.make_person(name, roles=roles) for name, roles in (
        ("Ada Office", Role.ADMINISTRATOR), ("Gil Guest", ()), ("Sal Stranger", ()),
    ))  # fmt: skip
    builders.make_registration(offering, guest)
    entry = accepted(pair)
    session.commit()
    writer, admin = browser_of(pair.trainee), browser_of(office)
    page, show = f"/entries/{entry.ref}/slide", f"/offerings/{offering.ref}/slideshow"
    assert page in writer.get(f"/entries/{entry.ref}").get_data(as_text=True)
    typed = {"offering": offering.ref, "title": "At the gate", "words": "canary-words", "named": "y"}
    missing = writer.send(page, typed)
    assert missing.status_code == 422
    assert "Tick that you agree" in text(missing)
    assert writer.send(page, {**typed, "agreed": "y"}).status_code == 303
    assert browser_of(pair.mentor).get(page).status_code == 404
    [slide] = rows(session, Slide)
    arrange = f"/offerings/{offering.ref}/slides"
    assert "canary-words" in text(admin.get(arrange))
    assert browser_of(pair.mentor).get(arrange).status_code == 404
    assert "canary-words" not in text(admin.get(show))
    assert writer.get(show).status_code == 404  # it has no place yet
    assert admin.send(f"/slides/{slide.ref}/arrange", {"act": "choose"}, page=arrange).status_code == 303
    session.rollback()
    seen_by = {
        "writer": writer, "admin": admin, "guest": browser_of(guest), "other": browser_of(stranger),
    }  # fmt: skip

    def see():
        return {name for name, one in seen_by.items() if "canary-words" in text(one.get(show))}

    assert see() == {"writer", "admin"}
    clock.set_shift(clock.shift() + (ON_THE_DAY - clock.now()))
    assert see() == {"writer", "admin", "guest"}
    assert "Slideshow" in text(seen_by["guest"].get(f"/offerings/{offering.ref}"))
    assert "no-store" in seen_by["guest"].get(show).headers["Cache-Control"]


@on_one("sqlite")
def test_a_withdrawn_slide_is_gone_and_many_cost_what_one_costs(app, session, browser_of, office):
    pair, offering, _entries, slides = three(office)
    session.commit()
    writer, show, mine = browser_of(pair.trainee), f"/offerings/{offering.ref}/slideshow", "/slides"
    assert text(writer.get(show)).count("canary-words") == 3
    many = per_page(app, writer, show, mine)
    for slide in slides[1:]:
        assert writer.send(f"/slides/{slide.ref}/withdraw", {}, page=mine).status_code == 303
    assert "Nobody sees it any more" in text(writer.get(mine))
    assert text(writer.get(show)).count("canary-words") == 1
    assert per_page(app, writer, show, mine) == many
    assert writer.get(f"/slides/{slides[1].ref}").status_code == 404


@on_one("sqlite")
def test_a_picture_is_shown_as_long_as_all_in_it_allow_just_that(
    session, browser_of, office, tmp_path, monkeypatch
):
    monkeypatch.setattr(files, "_folder", tmp_path)
    pair, offering = journals.make_writer(), building.make_offering()
    entry = journals.write(pair, "cohort.1-t", now=BEGAN)
    for_journal, for_showcase = attaching.attach(entry), attaching.attach(entry)
    attaching.consent(for_journal)
    allowed = attaching.consent(for_showcase, uses=["journal", "showcase"])
    journal_actions.submit(entry=entry, by=builders.actor(pair.trainee), now=journals.MONDAY)
    journals.review(entry, pair)
    with pytest.raises(Refused) as refused:
        offer(entry, offering, pair.trainee, photos=(for_journal.ref,))
    assert building.codes(refused) == [SlideReason.PHOTO_NOT_ALLOWED]
    slide = offer(entry, offering, pair.trainee, photos=(for_showcase.ref,))
    actions.choose_slide(slide=slide, by=office, now=BEGAN)
    stranger = builders.make_person()
    session.commit()
    writer, other = browser_of(pair.trainee), browser_of(stranger)
    show = f"/offerings/{offering.ref}/slideshow"
    picture, wrong = (f"/slides/{slide.ref}/pictures/{one.ref}" for one in (for_showcase, for_journal))
    form = text(writer.get(f"/slides/{slide.ref}"))
    assert for_showcase.ref in form
    assert for_journal.ref not in form
    assert "1 picture of this entry cannot be shown" in form
    assert picture in text(writer.get(show))
    assert [one.status_code for one in (writer.get(picture), writer.get(wrong), other.get(picture))] == [
        200,
        404,
        404,
    ]
    session.rollback()
    journal_actions.withdraw_consent(consent=allowed, by=builders.actor(pair.trainee), now=journals.MONDAY)
    session.commit()
    assert writer.get(picture).status_code == 404
    assert "canary-words" not in text(writer.get(show))
    assert "somebody in a picture does not allow it now" in text(writer.get("/slides"))
