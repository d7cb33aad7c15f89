"""Is everybody counted once when a whole hall points at one code, and is nothing lost when two facilitators save?"""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests import builders
from tests.practice import building
from trainer.core import db as core_db
from trainer.core.errors import Refused
from trainer.practice import actions
from trainer.practice.actions import members as member_actions
from trainer.practice.models import CopSession, Member, SignIn
from trainer.practice.rules import SignInSource
from trainer.practice.rules.kit import Row

CROWD, NEW = 24, 3


def at_once(app, jobs):
    """Do each job in a thread and a transaction of its own; what it returned, or the error it raised."""
    start = threading.Barrier(len(jobs))

    def one(job):
        start.wait(30)
        try:
            with app.app_context(), core_db.writing():
                return job()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def test_a_whole_hall_signs_in_by_one_code_and_everybody_is_counted_once(app, session, people, cop, now):
    one = building.make_session(cop, now)
    refs = [member.id for member in building.make_members(cop, CROWD, now=now)]
    session_id = one.id
    session.commit()
    session.rollback()

    def sign(member_id=None, name=""):
        def job():
            here = core_db.db.session.get_one(CopSession, session_id)
            member = core_db.db.session.get_one(Member, member_id) if member_id else None
            return actions.sign_in(
                session=here, member=member, name=name, source=SignInSource.QR, now=now
            ).again

        return job

    jobs = [sign(member_id) for member_id in refs] + [
        sign(name=f"New {n}") for n in range(NEW) for _twice in range(2)
    ]
    answers = Counter(map(str, at_once(app, jobs)))
    assert answers == {"False": CROWD + NEW, "True": NEW}
    session.rollback()
    assert session.query(SignIn).count() == CROWD + NEW
    assert session.query(Member).count() == CROWD + NEW


def test_of_two_who_save_a_plan_at_once_one_is_told_and_nothing_is_mixed(app, session, people, cop, now):
    session_id = building.make_session(cop, now).id
    by = builders.actor(people["tess"])
    session.commit()
    session.rollback()

    def save(name):
        def job():
            here = core_db.db.session.get_one(CopSession, session_id)
            rows = [Row(10, name), Row(20, name)]
            actions.save_plan(
                session=here, content={}, rows=rows, purpose=name, question="", lock=0, by=by, now=now
            )
            return name

        return job

    answers = at_once(app, [save(f"Facilitator {number}") for number in range(4)])
    [kept] = [answer for answer in answers if isinstance(answer, str)]
    assert sum(isinstance(answer, Refused) for answer in answers) == 3, answers
    session.rollback()
    here = session.get_one(CopSession, session_id)
    assert {row.activity for row in actions.kit.kit_queries.rows_of(here)} == {kept}
    assert here.purpose == kept


def test_three_hundred_fit_into_one_cop():
    assert member_actions.MOST_MEMBERS >= 300, "an open gathering is a CoP, too"
