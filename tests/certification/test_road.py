"""Can the program be completed end to end? One trainee's year, every step by the action of its own room."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tests import builders
from tests.certification.acting import by
from tests.certification.building import COURSES
from tests.practice.building import CHARTER
from trainer.accounts import actions as accounts_actions
from trainer.accounts.actor import SYSTEM
from trainer.accounts.rules import PromiseKind
from trainer.attendance import actions as attendance_actions
from trainer.attendance.rules import Marked, Presence
from trainer.certification import actions, loading, queries
from trainer.certification.models import Credential
from trainer.certification.rules import DecisionOutcome, FileState
from trainer.certification.rules.findings import Verdict
from trainer.core.db import db
from trainer.curriculum import actions as curriculum_actions
from trainer.curriculum import loading as course_loading
from trainer.curriculum import queries as curriculum_queries
from trainer.journals import actions as journal_actions
from trainer.journals.rules import Criterion, Outcome
from trainer.learning import actions as learning_actions
from trainer.learning import queries as learning_queries
from trainer.learning.rules import right_answer
from trainer.mentoring import actions as mentoring_actions
from trainer.mentoring.models import Pair
from trainer.mentoring.rules import MeetingMode
from trainer.permissions import Role
from trainer.practice import actions as practice_actions
from trainer.practice.rules import LeadRole, SignInSource
from trainer.registration import queries as registration_queries
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Format

ZONE = "America/Los_Angeles"
DATES = [date(2020, 10, 15), date(2020, 11, 19), date(2020, 12, 17), date(2021, 1, 21), date(2021, 2, 18),
         date(2021, 3, 18), date(2021, 4, 15), date(2021, 5, 20), date(2021, 6, 17), date(2021, 7, 15),
         date(2021, 8, 19), date(2021, 9, 16)]  # fmt: skip
OWN = [date(2021, month, 8) for month in range(4, 10)]
MEMBERS = ("Ana", "Bo", "Cy", "Di", "Eli")


def at(day: date, hour: int = 10) -> datetime:
    return plans.instant(day, time(hour), ZONE)


class Year:
    """Who walks the road, and what the steps hand on."""

    def __init__(self) -> None:
        for load in (course_loading.load, loading.load):
            load(COURSES, by=SYSTEM, now=at(date(2020, 8, 1)))
        self.office = builders.make_person("Ada Admin", roles=Role.ADMINISTRATOR)
        self.mentor = builders.make_person("Mona Mentor")
        self.trainee = builders.make_person("Rosa Medina")
        self.enrollment: Any = None

    def begin(self) -> None:
        curriculum_actions.record_completion(
            person=self.trainee, course="cop-101", on=date(2020, 9, 18), cause="paper", by=by(self.office),
            now=at(date(2020, 9, 20)),
        )  # fmt: skip
        now = at(date(2020, 9, 25))
        learning_actions.form_cohort(
            name="Cohort 2020", first_on=DATES[0], dates=DATES, starts=time(10), zone=ZONE, people=[self.trainee],
            by=by(self.office), now=now,
        )  # fmt: skip
        found = learning_queries.last_enrollment_of(self.trainee.id)
        self.enrollment = queries.enrollment_by_ref(found.ref)
        mentoring_actions.pair(enrollment=self.enrollment, mentor=self.mentor, by=by(self.office), now=now)
        accounts_actions.sign_promise(
            person=self.trainee, kind=PromiseKind.PRIVACY, by=by(self.trainee), now=now
        )

    def attend(self, number: int) -> None:
        """Six sessions live, except the second: it was missed."""
        offering = self.enrollment.cohort.offering
        session = next(one for one in offering.sessions if one.number == number)
        place = registration_queries.live_registration(offering.id, self.trainee.id)
        marked = Marked(place.ref, Presence.ABSENT if number == 2 else Presence.PRESENT, 0)
        now = session.ends_at + timedelta(hours=1)
        attendance_actions.mark(
            session=session, offering=offering, marks=[marked], lock=0, by=by(self.office), now=now
        )
        attendance_actions.close(session=session, offering=offering, by=by(self.office), now=now)

    def learn(self, number: int) -> None:
        edition = curriculum_queries.edition("facilitator-cohort", self.enrollment.course_edition)
        module = next(one for one in edition.content["modules"] if one["id"] == f"cohort.{number}")
        now = at(DATES[number - 1] + timedelta(days=2))
        said = {"person": self.trainee, "edition": edition, "module": module["id"], "by": by(self.trainee)}
        learning_actions.finish_module(**said, now=now)
        right = {check["id"]: right_answer(check) for check in module["checks"]}
        learning_actions.try_check(**said, answers=right, now=now)

    def write(self, prompt: dict[str, Any], on: date) -> None:
        text = "One morning the room was quiet, and I waited before I spoke. " * 4
        said = {"by": by(self.trainee), "now": at(on)}
        entry = journal_actions.save_draft(
            enrollment=self.enrollment, prompt_id=prompt["id"], text=text, lock=0, **said
        )
        journal_actions.submit(entry=entry, **said)
        later = {"by": by(self.mentor), "now": at(on + timedelta(days=5))}
        journal_actions.begin_review(entry=entry, **later)
        journal_actions.review(
            entry=entry, round=1, levels=dict.fromkeys(Criterion, 3), care_kept=True, saw="A pause.",
            question="And then?", suggestion="Read on.", outcome=Outcome.ACCEPTED, again_by=None, private_note="",
            **later,
        )  # fmt: skip

    def open_cop(self) -> Any:
        said = {"by": by(self.trainee), "now": at(date(2021, 3, 20))}
        cop = practice_actions.found_cop(
            trainee=self.trainee, name="Calm mornings", domain="Transitions", zone=ZONE, language="en", **said
        )
        charter = practice_actions.save_charter(cop=cop, content=CHARTER, lock=0, **said)
        practice_actions.submit_charter(charter=charter, **said)
        practice_actions.decide_charter(
            charter=charter, approved=True, reason="", by=by(self.mentor), now=at(date(2021, 3, 25))
        )
        for name in MEMBERS:
            practice_actions.add_member(cop=cop, name=name, **said)
        self.sessions = practice_actions.plan_sessions(
            cop=cop, dates=OWN, starts=time(16), minutes=90, format=Format.IN_PERSON, place="Room 2", **said
        )
        return cop

    def run(self, number: int) -> None:
        session = self.sessions[number - 1]
        for name in MEMBERS[:4]:
            practice_actions.sign_in(
                session=session, name=name, source=SignInSource.QR, now=session.starts_at
            )
        said = {"by": by(self.trainee), "now": session.starts_at + timedelta(minutes=95)}
        debriefs = practice_actions.hold_session(
            session=session, minutes=90, leads={self.trainee.id: LeadRole.LEAD}, **said
        )
        if number == 1:
            practice_actions.record_agreement(session=session, text="What is said here stays here.", **said)
            practice_actions.record_values(session=session, texts=["We listen."], **said)
        if number == 4:
            practice_actions.revisit_values(session=session, **said)
        talk = OWN[number - 1] + timedelta(days=6)
        meeting = mentoring_actions.plan_meeting(
            pair=self.pair(), starts_at=at(talk), zone=ZONE, planned_minutes=45, mode=MeetingMode.VIDEO,
            by=by(self.mentor), now=at(talk - timedelta(days=3)),
        )  # fmt: skip
        mentoring_actions.hold_meeting(
            meeting=meeting, minutes=45, shared_note="We talked.", next_step="Go on.", private_note="",
            by=by(self.mentor), now=at(talk, 12),
        )  # fmt: skip
        practice_actions.hold_debrief(
            debrief=debriefs[0], on=talk, minutes=30, content={"how": "Well."}, needs_support=False,
            by=by(self.trainee), now=at(talk, 13),
        )  # fmt: skip

    def pair(self) -> Any:
        return db.session.query(Pair).filter_by(enrollment_id=self.enrollment.id).one()

    def verdicts(self, day: date) -> dict[str, Verdict]:
        db.session.expire_all()
        path = queries.path_of(queries.enrollment_by_ref(self.enrollment.ref), day=day)
        return {one.code: one.verdict for one in path.findings}


def walk() -> Year:
    year = Year()
    year.begin()
    for number in range(1, 7):
        year.attend(number)
        year.learn(number)
    year.open_cop()
    prompts = learning_queries.prompts_for(year.enrollment, year.enrollment.cohort.course)
    required = [prompt for prompt in prompts if prompt["required"]]
    assert len(required) == 18
    spread = [one for index, one in enumerate(DATES) for _ in range(2 if index >= 6 else 1)]
    for prompt, on in zip(required, spread, strict=True):
        year.write(prompt, on + timedelta(days=10))
    for number in range(1, 7):
        year.run(number)
    return year


def test_a_year_leads_to_the_certificate(session):
    year = walk()
    open_ = {code for code, verdict in year.verdicts(date(2021, 9, 20)).items() if verdict is not Verdict.MET}
    assert open_ == {"R21", "R22"}
    now = at(date(2021, 9, 20))
    file = actions.request(enrollment=year.enrollment, name="Rosa Medina", by=by(year.trainee), now=now)
    actions.sign_off(file=file, given=True, statement="I heard of each session.", by=by(year.mentor), now=now)
    actions.decide(file=file, outcome=DecisionOutcome.GRANT, reason="All there.", by=by(year.office), now=now)
    assert file.state is FileState.CERTIFIED
    assert set(year.verdicts(date(2021, 9, 20)).values()) == {Verdict.MET}
    credential = session.query(Credential).one()
    assert credential.shown["sessions"] == 6
    assert credential.shown["minutes"] == 15 * 60 + 5 * 90, (
        "CoP 101 on paper, and five sessions of the cohort"
    )
    assert credential.expires_on == date(2024, 9, 20)


def test_nothing_is_met_before_it_happened(session):
    year = Year()
    year.begin()
    met = {code for code, verdict in year.verdicts(date(2020, 9, 25)).items() if verdict is Verdict.MET}
    assert met == {"R01", "R23"}
