"""Is forgotten what has had its time, and nothing else? And is the count of tries exact when many try at once?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from tests import builders
from trainer.accounts import duties, queries
from trainer.accounts.rules import MOST_WRONG_TRIES
from trainer.accounts.signin import sessions, tries
from trainer.accounts.signin.models import SignInSession, WrongTry
from trainer.core import clock


def test_old_rows_go_and_new_ones_stay(session, now):
    account = queries.account_of(builders.make_person().id)
    for _ in range(3):
        sessions.begin(account, device="Test", now=clock.real_now())
    old, ended, _open = session.query(SignInSession).order_by(SignInSession.id)
    old.ends_at = ended.ended_at = clock.real_now() - timedelta(days=15)
    session.add(WrongTry(name_hash="x", at=clock.real_now() - timedelta(hours=2)))
    session.add(WrongTry(name_hash="x", at=clock.real_now()))
    session.flush()
    assert duties.tidy(now) == 3
    assert (session.query(SignInSession).count(), session.query(WrongTry).count()) == (1, 1)


def _claims(app, how_many):
    def claim(_number):
        with app.app_context():
            return tries.claim_sign_in("ana@example.org")

    with ThreadPoolExecutor(8) as pool:
        return [claimed for claimed in pool.map(claim, range(how_many)) if claimed is not None]


def test_many_tries_at_once_find_no_gap(app):
    assert len(_claims(app, 24)) == MOST_WRONG_TRIES


def test_control_without_queuing_the_count_is_still_only_as_good_as_the_database(app, store, monkeypatch):
    """On SQLite its one writer is the queue; on PostgreSQL the lock on the name is: without it more slip through."""
    monkeypatch.setattr(tries, "_one_at_a_time", lambda connection, key: None)
    found = len(_claims(app, 24))
    assert found == MOST_WRONG_TRIES if store.kind == "sqlite" else found >= MOST_WRONG_TRIES
