"""Does an invitation let in exactly whom it is for, once, and is everybody else helped on?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.accounts.ways import GOOD, OTHER, mails, path_in, sign_in
from trainer.accounts import actions, queries
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Invitation, Person
from trainer.accounts.signin.models import Account
from trainer.core import clock
from trainer.core.errors import Refused

CHOICE = {"password": GOOD, "again": GOOD}


@pytest.fixture
def admin(session):
    return builders.make_person("Renata Silva")


@pytest.fixture
def bo(session):
    person = builders.make_person("Bo Chen", email="bo@example.org", account=False)
    session.commit()
    return person


def _invite(bo, admin, now, session, **more):
    link = actions.invite(person=bo, by=builders.actor(admin), now=now, **more)
    session.commit()
    return link


def test_the_mail_carries_the_link_and_the_table_only_its_hash(bo, admin, now, session):
    link = _invite(bo, admin, now, session, about="Little Rivers")
    (mail,) = mails("accounts.invitation")
    assert (mail.to_person, mail.address, path_in(mail)) == (bo.id, None, link)
    assert mail.params["by"] == "Renata Silva"
    assert link.rsplit("/", 1)[1] not in str(session.query(Invitation).one().__dict__)


def test_the_page_says_who_invites_to_what_and_a_get_changes_nothing(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session, about="Little Rivers")
    text = client.get(link).text
    assert "Renata Silva invites you to Little Rivers." in text
    assert "Welcome, Bo Chen" in text
    session.rollback()
    assert session.query(Account).filter_by(person_id=bo.id).count() == 0


def test_accepting_makes_an_account_signs_in_and_leads_on(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session, onward="/memberships/abc")
    answer = client.send(link, CHOICE)
    assert (answer.status_code, answer.location) == (303, "/memberships/abc")
    assert "Bo Chen" in client.get("/me").text
    session.rollback()
    account = queries.account_of(bo.id)
    assert (account.email, account.active, account.confirmed_at is not None) == ("bo@example.org", True, True)


@pytest.mark.parametrize("onward", [None, "https://evil.example", "//evil.example", "/\\evil"])
def test_onward_never_leaves_the_site(client, bo, admin, now, session, onward):
    assert client.send(_invite(bo, admin, now, session, onward=onward), CHOICE).location == "/home"


def test_a_second_click_with_the_same_password_is_let_in_and_makes_nothing(
    browser_of, bo, admin, now, session
):
    link = _invite(bo, admin, now, session, onward="/schedule")
    first, second = browser_of(), browser_of()
    token = second.token(link)
    assert first.send(link, CHOICE).location == "/schedule"
    again = second.post(link, data={**CHOICE, "csrf_token": token})
    assert (again.status_code, again.location) == (303, "/schedule")
    session.rollback()
    assert session.query(Account).filter_by(person_id=bo.id).count() == 1


def test_somebody_else_with_the_used_link_is_not_let_in(browser_of, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    thief = browser_of()
    token = thief.token(link)
    browser_of().send(link, CHOICE)
    answer = thief.post(link, data={"password": OTHER, "again": OTHER, "csrf_token": token})
    assert answer.status_code == 410
    assert thief.get("/me").status_code == 303


def test_its_owner_opens_a_used_link_and_is_led_on(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session, onward="/schedule")
    client.send(link, CHOICE)
    assert client.get(link).location == "/schedule"


def test_an_earlier_link_is_used_up_too(browser_of, bo, admin, now, session):
    old, new = _invite(bo, admin, now, session), _invite(bo, admin, now, session)
    assert browser_of().send(old, CHOICE).status_code == 303
    assert browser_of().get(new).status_code == 410


def test_an_unknown_link(client, session):
    answer = client.get("/invitations/no-such-link")
    assert answer.status_code == 404
    assert "We do not know this link" in answer.text
    assert 'href="/join"' in answer.text


@pytest.mark.parametrize("secret", ["%00", "a%00b", "%ff%fe", "x" * 3_000])
def test_a_broken_link_is_an_unknown_one(app, session, secret):
    assert app.test_client().get(f"/invitations/{secret}").status_code == 404
    assert app.test_client().get(f"/reset/{secret}").status_code == 404
    assert app.test_client().get(f"/email/{secret}").status_code == 404


def _expire(session):
    session.rollback()
    for row in session.query(Invitation):
        row.expires_at = clock.real_now() - timedelta(seconds=1)
    session.commit()


def test_an_old_link_offers_a_new_one_to_the_same_address(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session, onward="/schedule", about="Little Rivers")
    _expire(session)
    answer = client.get(link)
    assert answer.status_code == 410
    assert "too old" in answer.text
    assert client.send(f"{link}/again", page=link).location == "/mail-sent"
    _old, new = mails("accounts.invitation")
    assert (new.params["by"], new.params["about"]) == ("Renata Silva", "Little Rivers")
    assert client.send(path_in(new), CHOICE).location == "/schedule"


def test_a_link_does_not_grow_old_by_the_sample_years_clock(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    clock.set_shift(clock.shift() + timedelta(days=400))
    assert client.get(link).status_code == 200
    clock.set_shift(clock.shift() - timedelta(days=800))
    _expire(session)
    assert client.get(link).status_code == 410


def test_a_new_link_gets_the_same_answer_for_any_link(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    for path in (link, "/invitations/no-such-link"):
        assert client.send(f"{path}/again", page="/sign-in").location == "/mail-sent"
    assert len(mails("accounts.invitation")) == 1


def test_at_most_three_mails_an_hour(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    _expire(session)
    for _ in range(5):
        client.send(f"{link}/again", page=link)
    assert len(mails("accounts.invitation")) == 1 + 3


def test_a_canceled_link(client, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    actions.cancel_invitations(person=bo, by=SYSTEM, now=now)
    session.commit()
    answer = client.get(link)
    assert answer.status_code == 410
    assert "canceled" in answer.text
    assert [mail.state for mail in mails()] == ["canceled"]


def test_somebody_signed_in_is_told_so(browser_of, bo, admin, now, session):
    link = _invite(bo, admin, now, session)
    answer = browser_of(admin).get(link)
    assert "You are signed in as Renata Silva" in answer.text


def test_an_address_that_somebody_signs_in_with(client, bo, admin, now, session):
    builders.make_person("Other Bo", email="bo@example.org")
    link = _invite(bo, admin, now, session)
    answer = client.get(link)
    assert answer.status_code == 409
    assert "This address has an account already" in answer.text
    with pytest.raises(Refused):
        actions.accept_invitation(secret=link.rsplit("/", 1)[1], password_hash="x", now=now)


@pytest.mark.parametrize(
    ("password", "again", "says"),
    [
        ("short", "short", "at least 12 characters"),
        ("password1234", "password1234", "Many people use"),
        ("bo@example.org", "bo@example.org", "made of your name"),
        (GOOD, OTHER, "The two passwords differ"),
        ("", "", "Fill this in"),
        ("kettle rides\x00north slowly", GOOD, "cannot be stored"),
    ],
)
def test_a_password_that_will_not_do(client, bo, admin, now, session, password, again, says):
    link = _invite(bo, admin, now, session)
    answer = client.send(link, {"password": password, "again": again})
    assert answer.status_code == 422
    assert says in answer.text
    session.rollback()
    assert queries.account_of(bo.id) is None


def test_nobody_with_an_account_is_invited(admin, now):
    with pytest.raises(Refused):
        actions.invite(person=admin, by=SYSTEM, now=now)


# Joining


def _join(client, name="Cleo Park", email="cleo@example.org", **more):
    return client.send("/join", {"name": name, "email": email, **more.pop("data", {})}, **more)


def test_a_name_that_grows_when_it_is_stored_is_refused_in_words(client, session):
    assert _join(client, name="\N{DEVANAGARI LETTER QA}" * 150).status_code == 422


def test_a_stranger_joins_by_mail(client, session):
    answer = _join(client, query_string={"next": "/offerings/abc"})
    assert answer.location == "/mail-sent"
    assert session.query(Person).count() == 0
    (mail,) = mails()
    assert (mail.kind, mail.address, mail.to_person) == ("accounts.invitation", "cleo@example.org", None)
    assert client.send(path_in(mail), CHOICE).location == "/offerings/abc"
    session.rollback()
    person = session.query(Person).one()
    assert (person.name, person.email) == ("Cleo Park", "cleo@example.org")


def test_known_and_unknown_addresses_get_the_same_answer(browser_of, session):
    builders.make_person("Dee Known", email="known@example.org")
    session.commit()
    answers = [_join(browser_of(), email=f"{name}@example.org") for name in ("known", "nobod")]
    assert len({(answer.status_code, answer.location, len(answer.data)) for answer in answers}) == 1
    assert [mail.kind for mail in mails()] == ["accounts.already", "accounts.invitation"]


def test_who_was_invited_before_becomes_that_person(client, bo, admin, now, session):
    _invite(bo, admin, now, session, onward="/memberships/abc")
    _join(client, name="bo  CHEN", email="BO@example.org")
    assert client.send(path_in(mails()[-1]), CHOICE).location == "/memberships/abc"
    session.rollback()
    assert queries.account_of(bo.id) is not None


def test_a_double_click_writes_one_mail(client, session):
    html = client.get("/join").text
    import re

    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', html))
    data = {**hidden, "name": "Cleo", "email": "cleo@example.org"}
    assert [client.post("/join", data=data).status_code for _ in range(2)] == [303, 303]
    assert len(mails()) == 1


def test_an_address_corrected_after_going_back_gets_its_mail(client, session):
    hidden = {"csrf_token": client.token("/join"), "once": "k" * 22, "name": "Cleo"}
    for email in ("celo@example.org", "cleo@example.org", "cleo@example.org"):
        assert client.post("/join", data={**hidden, "email": email}).status_code == 303
    assert [mail.address for mail in mails()] == ["celo@example.org", "cleo@example.org"]


def test_a_key_of_any_length_tells_nobody_which_addresses_are_known(browser_of, session):
    builders.make_person("Dee Known", email="known@example.org")
    session.commit()
    answers = [
        _join(browser_of(), email=f"{name}@example.org", data={"once": "k" * 199})
        for name in ("known", "nobod")
    ]
    assert [answer.status_code for answer in answers] == [303, 303]


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b", "x@y.de\nBcc: z@y.de", "a\x00@b.de", "a" * 300 + "@b.de"]
)
def test_what_is_no_address_gets_a_sentence_and_keeps_the_rest(client, session, email):
    answer = _join(client, email=email)
    assert answer.status_code == 422
    assert 'value="Cleo Park"' in answer.text
    assert mails() == []


def test_html_in_a_name_is_shown_as_typed(client, session):
    _join(client, name="<script>alert(1)</script>")
    page = client.get(path_in(mails()[0])).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_new_account_signs_in_with_its_password(browser_of, bo, admin, now, session):
    browser_of().send(_invite(bo, admin, now, session), CHOICE)
    assert sign_in(browser_of(), "bo@example.org", GOOD).status_code == 303
