"""Does a form that is sent twice do its work once, also when both arrive at the same moment (trust.md 2)?"""

import threading
from datetime import timedelta

import pytest

from trainer.core import once
from trainer.core.db import db, writing
from trainer.core.once import OnceRow
from trainer.core.program import Setting


def test_the_second_claim_gets_the_first_answer(session, now):
    assert once.claim(key="k", person_id=7, now=now) is None
    once.answer(key="k", person_id=7, location="/there", said="Done.")
    session.commit()
    first = once.claim(key="k", person_id=7, now=now)
    assert first
    assert (first.location, first.said) == ("/there", "Done.")


def test_a_key_belongs_to_its_person(session, now):
    assert once.claim(key="k", person_id=7, now=now) is None
    assert once.claim(key="k", person_id=8, now=now) is None
    assert once.claim(key="k", person_id=None, now=now) is None


def test_a_claim_that_failed_can_be_made_again(session, now):
    assert once.claim(key="k", person_id=7, now=now) is None
    session.rollback()
    assert once.claim(key="k", person_id=7, now=now) is None


def test_long_answers_fit(session, now):
    once.claim(key="k", person_id=7, now=now)
    once.answer(key="k", person_id=7, location="/" + "x" * 900, said="y" * 900)
    session.commit()
    assert len(session.query(OnceRow).one().location) == 500


def test_a_key_is_that_of_a_form_with_what_was_typed_whatever_its_token():
    sent = [("text", "a"), ("who", "b"), ("who", "c"), ("csrf_token", "one")]
    key = once.key_of("k" * 900, "/there", sent)
    assert len(key) == 64
    assert key == once.key_of("k" * 900, "/there", [*sent[:3], ("csrf_token", "two")])
    others = [("j", "/there", sent), ("k" * 900, "/here", sent), ("k" * 900, "/there", sent[1:])]
    assert key not in [once.key_of(*other) for other in others]


def test_old_keys_are_forgotten(session, now):
    once.claim(key="old", person_id=7, now=now - once.KEPT - timedelta(minutes=1))
    once.claim(key="new", person_id=7, now=now - once.KEPT + timedelta(minutes=1))
    once.forget_old(now=now)
    assert [row.key for row in session.query(OnceRow)] == ["new"]


def _post(app, now, results, barrier, people):
    with app.app_context():
        barrier.wait()
        try:
            with writing():
                first = once.claim(key="k", person_id=7, now=now)
                if first is None:
                    db.session.add(Setting(name=f"made by {threading.get_ident()}", value=1))
                    once.answer(key="k", person_id=7, location="/made", said="")
                    results.append("/made")
                else:
                    results.append(first.location)
        except Exception as fault:
            results.append(fault)
        db.session.remove()


def _five_at_once(app, session, now):
    session.rollback()
    results: list[object] = []
    barrier = threading.Barrier(5)
    threads = [threading.Thread(target=_post, args=(app, now, results, barrier, 5)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results, session.query(Setting).count()


@pytest.mark.parametrize("_round", range(3))
def test_five_at_once_make_one_thing(app, session, now, _round):
    assert _five_at_once(app, session, now) == (["/made"] * 5, 1)


def test_without_the_claim_five_at_once_make_five(app, session, now, monkeypatch):
    """The negative control."""
    monkeypatch.setattr(once, "claim", lambda **_: None)
    assert _five_at_once(app, session, now)[1] == 5
