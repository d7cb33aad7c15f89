"""Does a member come in with one tap, once, while the door is open? And does a stranger learn nothing when not?"""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from tests import builders
from tests.practice import building
from trainer.core import clock
from trainer.core.web import brake
from trainer.practice import actions
from trainer.practice.actions import cops
from trainer.practice.models import Member, SignIn
from trainer.practice.rules import SignInSource


@pytest.fixture
def door(session, now):
    """A session that begins now, with five members; its address."""
    trainee = building.make_trainee("Tess Trainee", mentor=builders.make_person("Mia Mentor"))
    cop = building.make_cop(trainee, name="Calm mornings", now=now - timedelta(days=30))
    members = building.make_members(cop, now=now - timedelta(days=20))
    one = building.make_session(cop, now)
    session.commit()
    return one, members, f"/s/{one.token}"


@pytest.fixture
def at():
    """Move the program's clock; it goes back by itself, because every test sets it anew."""

    def move(moment):
        clock.set_shift(moment - clock.real_now())

    return move


def rows(session, model):
    session.rollback()
    return session.query(model).order_by(model.id).all()


def test_one_tap_on_the_name_and_a_second_tap_says_so(session, client, door):
    one, members, page = door
    html = client.get(page).get_data(as_text=True)
    assert all(member.name in html for member in members)
    first = client.send(page, {"member": members[0].ref})
    assert (first.status_code, first.location) == (303, f"{page}/thanks")
    assert "Thank you, Member 01." in client.get(first.location).get_data(as_text=True)
    second = client.send(page, {"member": members[0].ref})
    assert "Member 01, you are already signed in." in client.get(second.location).get_data(as_text=True)
    assert [(row.member_id, row.source) for row in rows(session, SignIn)] == [
        (members[0].id, SignInSource.QR)
    ]
    assert one.token not in client.get("/").get_data(as_text=True)


def test_whoever_is_not_on_the_list_adds_themselves_once(session, client, door):
    page = door[2]
    client.send(page, {"name": "  Zoë   New "})
    client.send(page, {"name": "zoe new"})
    client.send(page, {"name": "MEMBER 02"})
    assert [member.name for member in rows(session, Member)][-1] == "Zoë New"
    assert len(rows(session, Member)) == 6
    assert len(rows(session, SignIn)) == 2


@pytest.mark.parametrize("name", ["\u200b", "\xad", "\u202e\u2066"])
def test_a_name_that_nobody_can_see_is_none(session, client, door, name):
    assert client.send(door[2], {"member": "", "name": name}).status_code == 409
    assert len(rows(session, Member)) == 5
    assert rows(session, SignIn) == []


@pytest.mark.parametrize(
    "data", [{}, {"name": "   "}, {"name": "x" * 201}, {"name": "two\nlines"}, {"name": "a\x00b"}]
)
def test_a_name_is_needed_and_nothing_is_half_done(session, client, door, data):
    answer = client.send(door[2], data)
    assert answer.status_code == 422
    assert rows(session, SignIn) == []
    assert len(rows(session, Member)) == 5


def test_the_page_of_a_wrong_address_or_of_another_cops_member_is_not_there(session, client, door, now):
    other = building.make_cop(building.make_trainee(), now=now)
    stranger = building.make_members(other, 1, now=now)[0]
    session.commit()
    assert client.get("/s/unknown").status_code == 404
    assert client.get("/s/unknown/thanks").status_code == 404
    for ref in (stranger.ref, "unknown", "nö"):
        assert client.send(door[2], {"member": ref}).status_code == 404
    assert rows(session, SignIn) == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-31, "Sign-in opens on Mon, May 24, 2021, 8:30"), (90 + 120, "This session is over.")],
)
def test_before_and_after_the_door_is_closed_and_shows_no_name(
    session, client, door, now, at, minutes, words
):
    _one, members, page = door
    token = client.token(page)
    at(now + timedelta(minutes=minutes, seconds=30 if minutes > 0 else 0))
    html = client.get(page).get_data(as_text=True)
    assert words in html
    assert "Member 0" not in html
    refused = client.post(page, data={"csrf_token": token, "member": members[0].ref})
    assert refused.status_code == 409
    assert words in refused.get_data(as_text=True)
    assert "Member 0" not in refused.get_data(as_text=True)
    typed = client.post(page, data={"csrf_token": token, "name": "Late Comer"})
    assert typed.status_code == 409
    assert rows(session, SignIn) == []
    assert len(rows(session, Member)) == 5


def test_a_closed_list_and_a_canceled_session_show_no_name(session, client, door, now):
    one, _members, page = door
    by = builders.actor(one.cop.facilitators[0].person)
    actions.lock_sign_in(session=one, by=by, now=now)
    session.commit()
    html = client.get(page).get_data(as_text=True)
    assert "closed the sign-in list" in html
    assert "Member 0" not in html
    other = building.make_session(one.cop, now + timedelta(days=1))
    actions.cancel_session(session=other, by=by, now=now)
    session.commit()
    html = client.get(f"/s/{other.token}").get_data(as_text=True)
    assert "This session was canceled" in html
    assert "Member 0" not in html


def test_the_door_shows_names_and_nothing_else_of_a_member(session, client, door):
    _one, members, page = door
    actions.change_member(
        member=members[0], name="Ana", role="canary-role", email="canary@example.org",
        by=builders.actor(members[0].cop.facilitators[0].person), now=clock.now(),
    )  # fmt: skip
    gone = members[1]
    actions.end_member(member=gone, by=builders.actor(gone.cop.facilitators[0].person), now=clock.now())
    ref = members[2].ref
    session.commit()
    assert client.send(page, {"member": ref}).status_code == 303
    html = client.get(page).get_data(as_text=True)
    assert "Ana" in html
    assert "canary" not in html
    assert "Member 02" not in html
    assert "noindex" in html


def test_a_script_in_a_name_is_shown_as_text(client, door, browser_of):
    client.send(door[2], {"name": "<script>alert(1)</script>"})
    html = client.get(door[2]).get_data(as_text=True)
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert" in html


def at_once(app, page, cookies, data):
    """The same post from several phones at the same moment; the status of each."""
    start = threading.Barrier(len(cookies))

    def post(what):
        cookie, fields = what
        client = app.test_client()
        client.set_cookie("trainer", cookie)
        start.wait(30)
        return client.post(page, data=fields).status_code

    with ThreadPoolExecutor(len(cookies)) as pool:
        return list(pool.map(post, zip(cookies, data, strict=True)))


def phones(browser_of, page, count, **data):
    cookies, fields = [], []
    for _ in range(count):
        browser = browser_of(None)
        fields.append({"csrf_token": browser.token(page), **data})
        cookies.append(browser.get_cookie("trainer").value)
    return cookies, fields


def test_two_phones_and_a_double_tap_write_one_sign_in(session, app, browser_of, door):
    _one, members, page = door
    session.rollback()
    cookies, fields = phones(browser_of, page, 6, member=members[0].ref)
    assert at_once(app, page, cookies, fields) == [303] * 6
    assert len(rows(session, SignIn)) == 1


def test_the_same_new_name_on_two_phones_is_one_member(session, app, browser_of, door):
    page = door[2]
    session.rollback()
    cookies, fields = phones(browser_of, page, 6, name="Zoë New")
    assert at_once(app, page, cookies, fields) == [303] * 6
    assert len(rows(session, SignIn)) == 1
    assert len(rows(session, Member)) == 6


def test_without_the_lock_the_database_still_keeps_one_member(session, app, browser_of, door, monkeypatch):
    """The negative control: with the lock off, phones collide, and a constraint refuses what would be double."""
    page = door[2]
    session.rollback()
    cookies, fields = phones(browser_of, page, 6, name="Zoë New")
    monkeypatch.setattr(cops, "locked", lambda statement: statement)
    answers = at_once(app, page, cookies, fields)
    assert set(answers) <= {303, 409}
    assert len(rows(session, SignIn)) == 1
    assert len(rows(session, Member)) == 6


def test_a_flood_from_one_address_is_braked(app, client, door, monkeypatch):
    monkeypatch.setitem(app.config, "CROWD_LIMIT", "3 per day")
    brake.limiter.reset()  # what other tests sent is not counted
    _one, members, page = door
    token = client.token(page)
    answers = [
        client.post(page, data={"csrf_token": token, "member": member.ref}).status_code for member in members
    ]
    assert answers == [303, 303, 303, 429, 429]
    assert client.get(page).status_code == 200
