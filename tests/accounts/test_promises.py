"""Is the privacy promise signed once, by oneself, in a wording that stays?"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import builders
from trainer.accounts import actions, queries
from trainer.accounts.actions import promises
from trainer.accounts.models import Person, Promise
from trainer.accounts.rules import PROMISE_VERSIONS, AccountReason, PromiseKind
from trainer.core import db as core_db
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused


def rows(session):
    session.rollback()
    return session.query(Promise).all()


def test_somebody_signs_once_and_sees_when(session, browser_of):
    person = builders.make_person()
    session.commit()
    browser = browser_of(person)
    assert "I promise this" in browser.get("/me/promise").get_data(as_text=True)
    assert browser.send("/me/promise", {}).status_code == 303
    page = browser.get("/me/promise").get_data(as_text=True)
    assert "You signed this on Mon, May 24, 2021 (wording 1)." in page
    assert "I promise this" not in page
    token = browser.token("/me")
    assert browser.post("/me/promise", data={"csrf_token": token}).status_code == 303
    assert len(rows(session)) == 1
    assert [row.action for row in session.query(AuditRow)].count("promise.sign") == 1


def test_nobody_signs_for_somebody_else(session, now):
    person, other = builders.make_person(), builders.make_person()
    with pytest.raises(Refused) as caught:
        actions.sign_promise(person=person, kind=PromiseKind.PRIVACY, by=builders.actor(other), now=now)
    assert [reason.code for reason in caught.value.reasons] == [AccountReason.OTHERS_PROMISE]


def test_a_new_wording_is_signed_anew_and_the_old_one_stays(session, browser_of, now, monkeypatch):
    person = builders.make_person()
    actions.sign_promise(person=person, kind=PromiseKind.PRIVACY, by=builders.actor(person), now=now)
    monkeypatch.setitem(PROMISE_VERSIONS, PromiseKind.PRIVACY, 2)
    actions.sign_promise(person=person, kind=PromiseKind.PRIVACY, by=builders.actor(person), now=now)
    assert sorted(row.version for row in session.query(Promise)) == [1, 2]
    assert queries.promise_of(person.id, PromiseKind.PRIVACY).version == 2


def test_every_wording_that_can_be_signed_is_there(app):
    for kind, version in PROMISE_VERSIONS.items():
        assert app.jinja_env.get_template(f"accounts/promises/{kind.value}_{version}.html")


def test_many_signatures_at_once_are_one(session, app, now):
    person_id = builders.make_person().id
    session.commit()
    start = threading.Barrier(6)

    def sign(_number):
        start.wait(30)
        with app.app_context(), core_db.writing():
            person = core_db.db.session.get_one(Person, person_id)
            return promises.sign_promise(
                person=person, kind=PromiseKind.PRIVACY, by=builders.actor(person), now=now
            ).id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(sign, range(6)))) == 1
    assert len(rows(session)) == 1
