"""Do a forgotten password and a new address go only to whom they belong, once, within an hour?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.accounts.ways import GOOD, OTHER, give_password, mails, path_in, sign_in
from tests.conftest import on_one
from trainer.accounts import queries
from trainer.accounts.signin.models import OneTimeLink
from trainer.core import clock

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions

NEW = {"password": OTHER, "again": OTHER}


@pytest.fixture
def ana(session):
    return give_password(builders.make_person("Ana Ruiz", email="ana@example.org"))


def _forgot(client, email="ana@example.org"):
    return client.send("/forgot", {"email": email})


def _expire(session):
    session.rollback()
    session.query(OneTimeLink).one().expires_at = clock.real_now() - timedelta(seconds=1)
    session.commit()


def test_known_and_unknown_addresses_get_the_same_answer(browser_of, ana, session):
    answers = [_forgot(browser_of(), f"{name}@example.org") for name in ("ana", "bob")]
    assert len({(answer.status_code, answer.location, len(answer.data)) for answer in answers}) == 1
    assert [mail.kind for mail in mails()] == ["accounts.reset", "accounts.reset_unknown"]


def test_an_address_corrected_after_going_back_gets_its_mail(client, ana, session):
    hidden = {"csrf_token": client.token("/forgot"), "once": "k" * 22}
    for email in ("anna@example.org", "ana@example.org", "ana@example.org"):
        assert client.post("/forgot", data={**hidden, "email": email}).status_code == 303
    assert [mail.kind for mail in mails()] == ["accounts.reset_unknown", "accounts.reset"]


def test_the_link_sets_a_new_password_and_ends_every_session(browser_of, client, ana, session):
    elsewhere = browser_of(ana)
    _forgot(client)
    link = path_in(mails()[0])
    assert client.get(link).status_code == 200
    assert elsewhere.get("/me").status_code == 200
    assert client.send(link, NEW).location == "/home"
    assert client.get("/me").status_code == 200
    assert elsewhere.get("/me").status_code == 303
    assert sign_in(browser_of(), "ana@example.org", GOOD).status_code == 422
    assert sign_in(browser_of(), "ana@example.org", OTHER).status_code == 303
    assert mails()[-1].kind == "accounts.password_changed"


def test_the_link_works_once_and_takes_others_with_it(browser_of, ana, session):
    _forgot(browser_of())
    _forgot(browser_of())
    first, second = (path_in(mail) for mail in mails())
    browser = browser_of()
    token = browser.token(first)
    browser_of().send(first, NEW)
    for link in (first, second):
        assert browser.get(link).status_code == 410
    assert browser.post(first, data={**NEW, "csrf_token": token}).status_code == 410


def test_the_link_works_for_an_hour_of_real_time(client, ana, session):
    _forgot(client)
    link = path_in(mails()[0])
    clock.set_shift(clock.shift() + timedelta(days=2))
    assert client.get(link).status_code == 200
    _expire(session)
    answer = client.get(link)
    assert answer.status_code == 410
    assert 'href="/forgot"' in answer.text


def test_a_link_for_one_thing_does_not_do_another(client, ana, session):
    _forgot(client)
    secret = path_in(mails()[0]).rsplit("/", 1)[1]
    assert client.get(f"/email/{secret}").status_code == 404
    assert client.get(f"/invitations/{secret}").status_code == 404


def test_a_suspended_account_gets_no_link_and_uses_none(client, ana, session):
    _forgot(client)
    link = path_in(mails()[0])
    queries.account_of(ana.id).active = False
    session.commit()
    assert client.send(link, NEW).status_code == 404
    _forgot(client)
    assert mails()[-1].kind == "accounts.reset_unknown"


def test_who_was_locked_out_by_wrong_tries_gets_in_by_mail(browser_of, ana, session):
    for _ in range(10):
        sign_in(browser_of(), "ana@example.org", OTHER)
    assert sign_in(browser_of(), "ana@example.org").status_code == 429
    _forgot(browser_of())
    browser_of().send(path_in(mails()[0]), NEW)
    assert sign_in(browser_of(), "ana@example.org", OTHER).status_code == 303


def test_at_most_three_mails_an_hour_to_one_address(client, ana, session):
    for _ in range(5):
        assert _forgot(client).location == "/mail-sent"
    assert len(mails()) == 3


def test_a_weak_password_keeps_the_link(client, ana, session):
    _forgot(client)
    link = path_in(mails()[0])
    assert client.send(link, {"password": "password1234", "again": "password1234"}).status_code == 422
    assert client.send(link, NEW).status_code == 303


# Change of password


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"current": OTHER, **NEW}, "not your current password"),
        ({"current": "", **NEW}, "Fill this in"),
        ({"current": GOOD, "password": "short", "again": "short"}, "at least 12 characters"),
        ({"current": GOOD, "password": "ana@example.org", "again": "ana@example.org"}, "made of your name"),
        ({"current": GOOD, "password": "Anaruiz 2021", "again": "Anaruiz 2021"}, "made of your name"),
    ],
)
def test_a_change_of_password_that_will_not_do(browser_of, ana, session, data, says):
    answer = browser_of(ana).send("/me/password", data)
    assert answer.status_code == 422
    assert says in answer.text
    assert mails() == []


def test_wrong_current_passwords_count_like_tries_to_sign_in(browser_of, ana, session):
    browser = browser_of(ana)
    for _ in range(10):
        browser.send("/me/password", {"current": OTHER, **NEW})
    answer = browser.send("/me/password", {"current": GOOD, **NEW})
    assert "too many wrong passwords" in answer.text
    assert sign_in(browser_of(), "ana@example.org").status_code == 429


# Change of e-mail


def _ask(browser, email="new@example.org", current=GOOD):
    return browser.send("/me/email", {"email": email, "current": current})


def test_a_new_address_counts_once_its_button_is_pressed(browser_of, ana, session):
    browser = browser_of(ana)
    assert _ask(browser).location == "/mail-sent"
    confirm, asked = mails()
    assert (confirm.kind, confirm.address) == ("accounts.email_confirm", "new@example.org")
    assert (asked.kind, asked.address) == ("accounts.email_asked", "ana@example.org")
    link = path_in(confirm)
    stranger = browser_of()
    assert "new@example.org" in stranger.get(link).text
    session.rollback()
    assert queries.account_of(ana.id).email == "ana@example.org"
    assert stranger.send(link).status_code == 303
    session.rollback()
    session.expire_all()
    account = queries.account_of(ana.id)
    assert (account.email, account.person.email) == ("new@example.org", "new@example.org")
    assert (mails()[-1].kind, mails()[-1].address) == ("accounts.email_changed", "ana@example.org")
    assert stranger.get(link).status_code == 410
    assert stranger.get("/me").status_code == 303


def test_a_wrong_password_changes_no_address(browser_of, ana, session):
    answer = _ask(browser_of(ana), current=OTHER)
    assert answer.status_code == 422
    assert mails() == []


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail(browser_of, ana, session):
    builders.make_person("Bo", email="bo@example.org")
    session.commit()
    browser = browser_of(ana)
    assert _ask(browser, "bo@example.org").location == _ask(browser, "no@example.org").location
    kinds = [(mail.kind, mail.address) for mail in mails()]
    assert kinds[0] == ("accounts.email_taken", "bo@example.org")
    assert [kind for kind, _address in kinds].count("accounts.email_asked") == 2


def test_an_address_taken_meanwhile_is_refused(browser_of, ana, session):
    _ask(browser_of(ana))
    link = path_in(mails("accounts.email_confirm")[0])
    builders.make_person("Bo", email="new@example.org")
    session.commit()
    assert browser_of().send(link).status_code == 409


def test_a_new_password_stops_a_change_of_address(browser_of, ana, session):
    browser = browser_of(ana)
    _ask(browser)
    link = path_in(mails("accounts.email_confirm")[0])
    browser.send("/me/password", {"current": GOOD, **NEW})
    assert browser_of().get(link).status_code == 410
