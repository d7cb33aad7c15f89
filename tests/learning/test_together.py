"""Do the people of a cohort, and they alone, see each other, what comes next, and what they say to each other?"""

from datetime import timedelta

from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import rows
from tests.statements import per_page
from trainer.accounts.models import Grant
from trainer.accounts.signin.models import Account
from trainer.core import outbox
from trainer.core.audit import AuditRow
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.learning import duties, queries
from trainer.learning.actions import together
from trainer.learning.models import Enrollment, Introduction
from trainer.learning.rules import EnrollmentState
from trainer.messages import actions as message_actions
from trainer.messages.delivery import settle
from trainer.messages.models import Post, PostReport


def shown(name, **more):
    return together.Shown(name=name, **more)


def introduce(cohort, person, now, *, mails=False, **more):
    return together.introduce(
        cohort=cohort, person=person, shown=shown(**more), mails=mails, by=builders.actor(person), now=now
    )


@on_one("sqlite")
def test_only_people_of_the_cohort_see_its_page(session, browser_of, house, now):
    cohort, people = house
    introduce(cohort, people["peer"], now, name="Paz")
    actor = builders.actor(people["peer"])
    post = message_actions.write_post(circle=cohort.circle, topic="c01", text="Hello", by=actor, now=now)
    enrollment = queries.enrollment_in(cohort.id, people["peer"].id)
    session.commit()
    here = f"/cohorts/{cohort.ref}"
    pages = (f"{here}/together", f"{here}/together/me", f"{here}/discussion/c01", f"{here}/posts/{post.ref}")
    inside = {"trainee", "peer", "mentor", "trainer", "administrator"}
    browsers = {name: browser_of(person) for name, person in people.items()}
    for name, browser in browsers.items():
        expected = 200 if name in inside else 404
        assert [browser.get(page).status_code for page in pages] == [expected] * 4, name
        follows = 200 if name in ("trainer", "administrator") else 404
        for page in ("materials", "letters", "write"):
            assert browser.get(f"{here}/{page}").status_code == follows, (name, page)
    session.rollback()
    for state, status in (
        (EnrollmentState.COMPLETED, 200), (EnrollmentState.DEFERRED, 404), (EnrollmentState.ENROLLED, 200),
    ):  # fmt: skip
        session.get(Enrollment, enrollment.id).state = state
        session.commit()
        assert browsers["peer"].get(pages[0]).status_code == status, state
        session.rollback()
    assert browsers["elsewhere"].get("/my-cohort").status_code == 303
    assert "You are in no cohort" in browsers["outsider"].get("/my-cohort").get_data(as_text=True)


@on_one("sqlite")
def test_each_chooses_what_the_cohort_sees_and_takes_it_back_at_once(session, browser_of, house, now):
    cohort, people = house
    trainee, peer = people["trainee"], people["peer"]
    session.rollback()
    one, two = browser_of(trainee), browser_of(peer)
    here, form = f"/cohorts/{cohort.ref}/together", f"/cohorts/{cohort.ref}/together/me"
    page = two.get(here).get_data(as_text=True)
    assert trainee.name not in page
    assert trainee.email not in page
    assert "4 people belong here" in page
    assert one.send(form, {"name": "", "place": "Salinas"}).status_code == 422
    preview = one.send(form, {"name": "Luz", "pronouns": "she/her", "email": "y", "act": "preview"})
    assert (preview.status_code, rows(session, Introduction)) == (200, [])
    assert trainee.email in preview.get_data(as_text=True)
    data = {"name": "Luz", "place": "Salinas", "pronouns": "she/her", "languages": "Spanish", "email": "y"}
    assert one.send(form, data).location == here
    page = two.get(here).get_data(as_text=True)
    for text in ("Luz", "Salinas", "she/her", "Spanish", trainee.email, "3 more people"):
        assert text in page, text
    [row] = rows(session, Introduction)
    assert row.email_shared_at is not None
    one.send(form, {"name": "Luz", "place": "Salinas", "pronouns": "", "languages": ""})
    page = two.get(here).get_data(as_text=True)
    assert trainee.email not in page
    assert "she/her" not in page
    assert rows(session, Introduction)[0].email_shared_at is None
    one.send(form, {"name": "Luz", "act": "hide"})
    assert "Luz" not in two.get(here).get_data(as_text=True)
    acts = session.scalars(
        select(AuditRow.action).where(AuditRow.action.like("cohort.%_email")).order_by(AuditRow.id)
    ).all()
    assert acts == ["cohort.share_email", "cohort.hide_email"]


@on_one("sqlite")
def test_the_page_says_what_comes_next_and_what_is_to_be_done(session, browser_of, house, now):
    """The clock stands on May 24, 2021; the ninth session is on June 9."""
    cohort, people = house
    session.rollback()
    browser = browser_of(people["trainee"])
    here = f"/cohorts/{cohort.ref}/together"
    page = browser.get(here).get_data(as_text=True)
    module = building.course("facilitator-practicum").content["modules"][2]
    for text in (
        module["title"]["en"],
        module["prompts"][0]["text"]["en"],
        "Jun 9, 2021",
        "opens here on",
        "Today",
    ):
        assert text in page, text
    assert "Join now" not in page
    assert page.count("Session 1, Wed, Oct 14, 2020: not marked yet") >= 1
    assert "✓ credited · – present, not credited" in page
    assert "Your attendance" not in browser_of(people["trainer"]).get(here).get_data(as_text=True)
    session.rollback()
    nine = cohort.offering.sessions[8]
    nine.starts_at, nine.ends_at = now + timedelta(minutes=15), now + timedelta(minutes=75)
    session.commit()
    assert "Join now" in browser.get(here).get_data(as_text=True)


@on_one("postgresql")
def test_they_talk_under_a_session_and_what_hurts_is_reported_and_hidden(session, browser_of, house):
    cohort, people = house
    session.rollback()
    one, two, trainer = (browser_of(people[name]) for name in ("trainee", "peer", "trainer"))
    here = f"/cohorts/{cohort.ref}/discussion/c01"
    long = "word " * 700 + "x" * 400
    assert one.send(here, {"text": "No name", "name": ""}).status_code == 422
    assert (
        one.send(here, {"text": f"<script>alert(1)</script> **Hi** {long}", "name": "Luz"}).status_code == 303
    )
    [post] = rows(session, Post)
    page = two.get(here).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<strong>Hi</strong>" in page
    assert "Luz" in page
    at = f"/cohorts/{cohort.ref}/posts/{post.ref}"
    assert one.send(f"{at}/edit", {"text": "Mended"}, page=at).status_code == 303
    assert two.send(f"{at}/edit", {"text": "Mine now"}, page=at).status_code == 422
    assert two.send(f"{at}/hide", {"why": "No"}, page=at).status_code == 404
    assert two.send(f"{at}/report", {"why": "It names a child."}, page=at).status_code == 303
    assert [
        (row.kind, row.to_person) for row in rows(session, OutboxRow) if row.kind.startswith("learning")
    ] == [("learning.post_reported", people["trainer"].id)]
    assert "It names a child." in trainer.get(at).get_data(as_text=True)
    assert "It names a child." not in one.get(at).get_data(as_text=True)
    assert trainer.send(f"{at}/hide", {"why": "A child was named."}, page=at).status_code == 303
    assert rows(session, PostReport)[0].settled_at is not None
    assert "Mended" not in two.get(here).get_data(as_text=True)
    assert two.get(at).status_code == 404
    assert "A child was named." in one.get(at).get_data(as_text=True)
    assert trainer.send(f"{at}/show", page=at).status_code == 303
    assert "Mended" in two.get(here).get_data(as_text=True)
    assert one.send(f"{at}/remove", page=at).status_code == 303
    assert "Mended" not in two.get(here).get_data(as_text=True)
    assert two.get(f"/cohorts/{cohort.ref}/discussion/none").status_code == 404


def test_mail_about_posts_is_off_says_nothing_of_what_was_said_and_stops_with_one_click(
    session, client, house, now
):
    cohort, people = house
    writer = builders.actor(people["trainee"])
    introduce(cohort, people["peer"], now, name="Paz")
    introduce(cohort, people["mentor"], now, name="Mia", mails=True)
    introduce(cohort, people["trainee"], now, name="Luz", mails=True)
    introduce(cohort, people["left"], now, name="Leo", mails=True)
    said = {"cohort": cohort, "session": cohort.offering.sessions[0], "name": "", "by": writer}
    together.write_post(text="Secret words", now=now, **said)
    together.write_post(text="More of them", now=now + timedelta(hours=1), **said)
    session.commit()
    [mail] = [row for row in rows(session, OutboxRow) if row.kind == "learning.posts"]
    assert mail.to_person == people["mentor"].id
    assert "Secret" not in str(mail.params)
    assert mail.due_at.hour == 0, "five in the afternoon in California"
    stop = mail.params["stop"]
    assert client.send(stop).status_code == 303
    assert [row.state.value for row in rows(session, OutboxRow) if row.kind == "learning.posts"] == [
        "canceled"
    ]
    assert [row.mails for row in rows(session, Introduction)] == [False, False, True, True]
    assert "No mail about new posts" in client.get(stop).get_data(as_text=True)


@on_one("sqlite")
def test_no_mail_about_posts_reaches_who_lost_the_cohort_before_the_evening(app, session, house, now):
    cohort, people = house
    for name in ("mentor", "trainer", "peer"):
        introduce(cohort, people[name], now, name=name, mails=True)
    writer = builders.actor(people["trainee"])
    together.write_post(
        cohort=cohort, session=cohort.offering.sessions[0], text="Hello", name="Luz", by=writer, now=now
    )
    session.query(Grant).filter_by(person_id=people["mentor"].id).update({"until": now})
    session.query(Account).filter_by(person_id=people["peer"].id).update({"active": False})
    session.commit()
    settle(lambda: now + timedelta(hours=12))
    ended = {row.to_person: row.state for row in rows(session, OutboxRow) if row.kind == "learning.posts"}
    assert ended == {
        people["mentor"].id: OutboxState.FORBIDDEN, people["peer"].id: OutboxState.FORBIDDEN,
        people["trainer"].id: OutboxState.SENT,
    }  # fmt: skip


def test_what_somebody_showed_is_deleted_once_they_have_left(session, house, now):
    cohort, people = house
    for name in ("peer", "left", "mentor"):
        introduce(cohort, people[name], now, name=name, mails=True)
    rows_of = {one.person_id: one.ref for one in session.query(Introduction)}
    for ref in rows_of.values():
        outbox.put(kind="learning.posts", to=1, now=now, dedupe=f"posts:{ref}:x", params={})
    assert (duties.due(now), duties.due(now)) == (1, 0)
    session.commit()
    assert {row.person_id for row in rows(session, Introduction)} == {people["peer"].id, people["mentor"].id}
    canceled = {row.dedupe for row in rows(session, OutboxRow) if row.state.value == "canceled"}
    assert f"posts:{rows_of[people['left'].id]}:x" in canceled
    assert not any(
        ref in key for key in canceled for person, ref in rows_of.items() if person != people["left"].id
    )


def test_the_pages_of_forty_people_and_300_posts_take_as_many_statements_as_of_two(
    session, app, browser_of, house, now
):
    cohort, people = house
    writer = builders.actor(people["peer"])
    introduce(cohort, people["peer"], now, name="Paz")
    message_actions.write_post(circle=cohort.circle, topic="c01", text="One", by=writer, now=now)
    session.commit()
    browser = browser_of(people["trainer"])
    here = f"/cohorts/{cohort.ref}"
    pages = (f"{here}/together", f"{here}/discussion/c01", f"{here}/write")
    browser.get(pages[0])
    before = per_page(app, browser, *pages)
    session.rollback()
    for person in building.join(cohort, 38, "Somebody with quite a long name"):
        session.add(
            Introduction(
                cohort_id=cohort.id,
                person_id=person.id,
                name=person.name,
                email_shared_at=now,
                changed_at=now,
            )
        )
    session.add_all(
        Post(circle=cohort.circle, topic="c01", person_id=people["peer"].id, text=f"Post {n}", made_at=now)
        for n in range(299)
    )
    session.commit()
    assert per_page(app, browser, *pages) == before
    assert max(before) <= 20, before


def test_an_address_with_a_nul_byte_is_no_post_and_no_package(session, browser_of, house):
    cohort, people = house
    browser = browser_of(people["administrator"])
    for path in (
        f"/cohorts/{cohort.ref}/posts/%00",
        "/editions/%00/x/package",
        "/editions/%00/x/package.imscc",
    ):
        assert browser.get(path).status_code == 404, path
