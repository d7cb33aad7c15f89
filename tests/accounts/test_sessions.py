"""Does a session end when it should, and can nobody plant or keep one? This is finding 1 and row 22 of trust.md."""

import re

import pytest

from tests import builders
from tests.accounts.ways import GOOD, OTHER, give_password, mails, sign_in
from tests.conftest import make_settings
from tests.pages import PageClient
from trainer import config
from trainer.accounts import actions, queries
from trainer.accounts.actor import SYSTEM
from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import SignInSession
from trainer.app import create_app
from trainer.core import clock
from trainer.core.db import db


@pytest.fixture
def ana(session):
    return give_password(builders.make_person("Ana Ruiz", email="ana@example.org"))


def _cookie(client):
    return client.get_cookie("trainer").value


def _with(app, cookie):
    thief = PageClient(app)
    thief.set_cookie("trainer", cookie)
    return thief


def _is_signed_in(client):
    return client.get("/me").status_code == 200


def test_a_planted_session_is_worth_nothing_after_sign_in(app, client, ana):
    """Somebody who knows the cookie before sign-in knows nothing afterwards."""
    client.get("/sign-in")
    planted = _cookie(client)
    sign_in(client, "ana@example.org")
    assert _cookie(client) != planted
    assert not _is_signed_in(_with(app, planted))


def test_each_sign_in_has_a_new_id_and_ends_the_one_before(app, client, ana, session):
    sign_in(client, "ana@example.org")
    first = _cookie(client)
    client.delete_cookie("trainer")
    sign_in(client, "ana@example.org")
    assert session.query(SignInSession).count() == 2
    assert len({row.secret_hash for row in session.query(SignInSession)}) == 2
    assert _is_signed_in(_with(app, first))


def test_an_old_cookie_is_a_stranger_after_sign_out(app, client, ana):
    sign_in(client, "ana@example.org")
    old = _cookie(client)
    assert client.send("/sign-out", page="/me").status_code == 303
    assert not _is_signed_in(_with(app, old))


def test_control_without_the_row_ended_the_old_cookie_still_works(app, client, ana, monkeypatch):
    monkeypatch.setattr(sessions, "_end", lambda secret: None)
    sign_in(client, "ana@example.org")
    old = _cookie(client)
    client.send("/sign-out", page="/me")
    assert _is_signed_in(_with(app, old))


def test_an_old_cookie_is_a_stranger_after_a_change_of_password(app, client, browser_of, ana):
    elsewhere = browser_of(ana)
    sign_in(client, "ana@example.org")
    old = _cookie(client)
    answer = client.send("/me/password", {"current": GOOD, "password": OTHER, "again": OTHER})
    assert answer.status_code == 303
    assert not _is_signed_in(elsewhere)
    assert not _is_signed_in(_with(app, old))
    assert _is_signed_in(client)
    assert [row.kind for row in mails()] == ["accounts.password_changed"]


def test_control_without_ending_them_other_devices_stay(browser_of, client, ana, monkeypatch):
    elsewhere = browser_of(ana)
    monkeypatch.setattr(sessions, "end_all", lambda *args, **more: None)
    sign_in(client, "ana@example.org")
    client.send("/me/password", {"current": GOOD, "password": OTHER, "again": OTHER})
    assert _is_signed_in(elsewhere)


def test_a_suspended_account_is_a_stranger_at_the_next_request(app, browser_of, ana, session, now):
    browser = browser_of(ana)
    assert _is_signed_in(browser)
    session.rollback()
    actions.suspend(person=ana, by=SYSTEM, now=now)
    session.commit()
    assert not _is_signed_in(browser)
    actions.reactivate(person=ana, by=SYSTEM, now=now)
    session.commit()
    assert not _is_signed_in(browser)


def test_suspension_counts_even_when_the_row_of_the_session_is_untouched(browser_of, ana, session):
    browser = browser_of(ana)
    session.rollback()
    queries.account_of(ana.id).active = False
    session.commit()
    assert not _is_signed_in(browser)


def test_a_session_ends_after_two_weeks_of_real_time(browser_of, ana, session):
    browser = browser_of(ana)
    session.rollback()
    session.query(SignInSession).one().ends_at = clock.real_now()
    session.commit()
    assert not _is_signed_in(browser)


def test_devices_are_listed_and_each_can_be_signed_out(browser_of, ana, session):
    here, there = browser_of(ana), browser_of(ana)
    page = here.get("/me/sessions").text
    assert page.count("Sign out this device") == 2
    assert page.count(">This device<") == 1
    session.rollback()
    there_ref = session.query(SignInSession).order_by(SignInSession.id.desc()).first().ref
    assert here.send(f"/me/sessions/{there_ref}/end", page="/me/sessions").status_code == 303
    assert not _is_signed_in(there)
    assert _is_signed_in(here)


def test_signing_out_this_device_is_signing_out(browser_of, ana, session):
    here = browser_of(ana)
    session.rollback()
    ref = session.query(SignInSession).one().ref
    assert here.send(f"/me/sessions/{ref}/end", page="/me/sessions").location == "/"
    assert not _is_signed_in(here)


def test_everywhere_else(browser_of, ana):
    here, there, third = browser_of(ana), browser_of(ana), browser_of(ana)
    assert here.send("/me/sessions/others", page="/me/sessions").status_code == 303
    assert "2 other devices were signed out" in here.get("/me/sessions").text
    assert [_is_signed_in(one) for one in (here, there, third)] == [True, False, False]


def test_nobody_ends_anothers_session(browser_of, ana, session):
    bo = builders.make_person("Bo")
    session.commit()
    hers, his = browser_of(ana), browser_of(bo)
    session.rollback()
    ref = session.query(SignInSession).order_by(SignInSession.id).first().ref
    assert his.send(f"/me/sessions/{ref}/end", page="/me/sessions").status_code == 404
    his.send("/me/sessions/others", page="/me/sessions")
    assert _is_signed_in(hers)


def test_a_get_of_sign_out_does_nothing(browser_of, ana):
    here = browser_of(ana)
    assert here.get("/sign-out").status_code == 405
    assert _is_signed_in(here)


def test_signing_out_twice_gets_the_same_answer(client, ana):
    sign_in(client, "ana@example.org")
    token = client.token("/me")
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 303
    assert client.send("/sign-out", page="/sign-in").status_code == 303


@pytest.mark.parametrize(
    "path", ["/sign-in", "/sign-out", "/me/password", "/me/sessions/others", "/me/email"]
)
def test_forms_without_with_a_wrong_or_with_anothers_token_are_refused(browser_of, ana, session, path):
    bo = builders.make_person("Bo")
    session.commit()
    hers, his = browser_of(ana), browser_of(bo)
    data = {"current": GOOD, "password": OTHER, "again": OTHER, "email": "new@example.org"}
    for token in ({}, {"csrf_token": ""}, {"csrf_token": "x.y.z"}, {"csrf_token": his.token("/me")}):
        answer = hers.post(path, data={**data, **token})
        assert answer.status_code in (400, 422, 303)
        assert answer.status_code != 303 or path == "/sign-in"
    assert _is_signed_in(hers)
    assert mails() == []


def test_a_token_from_before_sign_in_is_refused_after_it(client, ana):
    before = client.token("/sign-in")
    sign_in(client, "ana@example.org")
    assert client.post("/me/sessions/others", data={"csrf_token": before}).status_code == 400


def test_the_cookie_of_a_production_start(tmp_path):
    settings = make_settings(
        tmp_path, mode=config.Mode.PRODUCTION, secret_key="k" * 40, base_url="https://training.example.org",
        smtp_url="smtp://mail.example.org:587", database_url=f"sqlite:///{tmp_path}/cookie.sqlite",
    )  # fmt: skip
    app = create_app(settings)
    with app.app_context():
        db.create_all()
    answer = app.test_client().get("/sign-in", base_url="https://training.example.org")
    (cookie,) = [value for value in answer.headers.getlist("Set-Cookie") if "trainer" in value]
    assert re.match(r"__Host-trainer=", cookie)
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert re.search(rf"; {part}(;|$)", cookie), cookie
    assert "Domain=" not in cookie


def test_the_cookie_holds_no_name_and_no_role(client, ana):
    sign_in(client, "ana@example.org")
    assert "ana" not in _cookie(client).lower()


def test_a_language_that_is_chosen_shows_on_the_page_that_answers(client, ana):
    sign_in(client, "ana@example.org")
    ways = (("/me?lang=es", "es"), ("/me", "es"), ("/me?lang=en", "en"), ("/me?lang=xx", "en"), ("/me", "en"))
    for path, language in ways:
        assert f'<html lang="{language}"' in client.get(path).get_data(as_text=True), path
