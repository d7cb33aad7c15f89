"""What does somebody see while the database is away, and does the site come back by itself?"""

import pytest

from tests import builders
from trainer.core import program
from trainer.core.db import db


@pytest.fixture
def away(app, store, monkeypatch):
    """Take the database away; returns how to bring it back."""
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    def refuse():
        raise db.engine.dialect.loaded_dbapi.OperationalError("nobody is there")

    def take_away():
        monkeypatch.setattr(store, "connect", refuse)
        program._kept.clear()
        db.engine.dispose()

    def bring_back():
        monkeypatch.delattr(store, "connect")

    return take_away, bring_back


@pytest.mark.parametrize("signed_in", [True, False])
def test_everybody_is_told_to_come_back_while_the_database_is_away(app, session, browser_of, away, signed_in):
    ana = builders.make_person("Ana Ruiz", account=True)
    session.commit()
    browser = browser_of(ana if signed_in else None)
    token = browser.token("/me/email" if signed_in else "/sign-in")
    take_away, bring_back = away
    session.rollback()
    take_away()
    asked = [("GET", "/schedule", {}), ("POST", "/sign-out", {"csrf_token": token})]
    if signed_in:
        asked += [("GET", "/me", {}), ("GET", "/nowhere", {}), ("POST", "/sign-out", {"csrf_token": "wrong"})]
    for method, path, data in asked:
        answer = browser.open(path, method=method, data=data)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5"), path
        assert "We will be right back" in answer.get_data(as_text=True)
    bring_back()
    program._kept.clear()
    assert browser.get("/me").status_code == (200 if signed_in else 303)
