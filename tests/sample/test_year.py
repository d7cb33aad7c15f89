"""Is the sample year what it is said to be: who, how far, and each row by an action that wrote it down?"""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import func, select, table, text

from tests.conftest import make_settings, on_one
from trainer.accounts.models import Person
from trainer.certification.models import CertificationFile, Credential
from trainer.certification.rules.states import Shown, shown_as
from trainer.cli import content
from trainer.config import Misconfigured, Mode
from trainer.core import clock
from trainer.core.audit import AuditRow
from trainer.core.db import Model, db
from trainer.learning.models import Cohort, Enrollment
from trainer.organizations.models import Membership, Organization
from trainer.sample import cohorts, year

ROWS = {
    "accounts_account": "account.make", "accounts_grant": "role.grant", "accounts_invitation": "invitation.make",
    "accounts_person": "person.make", "accounts_promise": "promise.sign", "accounts_session": "session.begin",
    "attendance_goal": "goal.set", "attendance_record": "record.make",
    "attendance_registry_membership": "registry.number",
    "attendance_sheet": "attendance.close",
    "certification_credential": "certification.grant", "certification_decision": "certification.grant",
    "certification_edition": "certification.load", "certification_extension": "certification.extend",
    "certification_file": "certification.open", "certification_signoff": "certification.sign_off",
    "certification_waiver": "certification.waive", "certification_change": "credential.revoked",
    "curriculum_claim": "claim.make", "curriculum_completion": "completion.record",
    "curriculum_edition": "curriculum.load", "curriculum_part": "part.record",
    "curriculum_piece": "piece.load",
    "journals_entry": "journals.begin", "journals_review": "journals.review", "journals_submission": "journals.submit",
    "learning_cohort": "cohort.form",
    "learning_introduction": "cohort.introduce", "learning_material": "cohort.add_material",
    "messages_post": "post.write",
    "learning_assessment": "assessment.begin",
    "learning_enrollment": "learning.enroll",
    "learning_progress": "learning.open_module", "learning_reflection": "learning.save_reflection",
    "learning_try": "learning.try_check", "mentoring_meeting": "mentoring.plan", "mentoring_pair": "mentoring.pair",
    "organizations_consortium": "consortium.make", "organizations_consortium_member": "consortium.join",
    "organizations_membership": "membership.add", "organizations_organization": "organization.make",
    "organizations_region": "region.add",
    "practice_agreement": "cop_session.agreement", "practice_charter": "charter.save", "practice_cop": "cop.found",
    "practice_cycle": "inquiry.begin", "practice_evidence": "inquiry.evidence",
    "practice_health_round": "cop.open_round", "practice_money": "cop.money",
    "practice_question": "inquiry.question", "mentoring_support": "support.ask",
    "practice_member": "cop_member.add", "practice_revisit": "cop_session.revisit",
    "practice_session": "cop_session.plan", "practice_signin": "cop_session.sign_in",
    "registration_invited": "registration.invite",
    "registration_group": "registration.group_waits", "registration_registration": "registration.register",
    "registration_reservation": "reservation.make", "registration_resource": "series.add_resource",
    "registration_topic": "series.suggest",
    "schedule_offering": "schedule.draft", "schedule_version": "schedule.publish",
    "schedule_year": "schedule.make_year", "showcase_call": "call.open",
    "showcase_presented": "presentation.hold", "showcase_proposal": "proposal.make",
    "showcase_review": "proposal.review", "showcase_room": "program.add_room", "showcase_slot": "program.place",
}  # fmt: skip
"""As many rows as there are audit rows of the action that makes one."""

STATES = {
    ("certification_credential", "revoked"): "credential.revoked",
    ("certification_file", "certified"): "certification.grant",
    ("curriculum_claim", "accepted"): "claim.accept",
    ("learning_enrollment", "completed"): "learning.complete",
    ("mentoring_meeting", "held"): "mentoring.hold",
    ("organizations_membership", "active"): "membership.confirm",
    ("practice_debrief", "held"): "debrief.hold",
    ("practice_session", "held"): "cop_session.hold",
    ("registration_registration", "canceled"): "registration.cancel",
    ("registration_registration", "offered"): "registration.offer",
    ("showcase_proposal", "confirmed"): "proposal.confirm",
}
"""As many rows in a state as there are audit rows of the action that leads there."""

OTHERWISE = {
    **dict.fromkeys(
        (
            "core_file", "journals_attachment", "journals_beginning", "journals_consent", "journals_review_draft",
            "journals_review_version", "journals_second_reading", "mentoring_handover", "mentoring_profile",
            "mentoring_proposal", "mentoring_topic", "practice_access", "practice_belonging", "practice_budget",
            "practice_decision", "practice_delivery", "practice_deviation", "practice_domain_change",
            "practice_feedback_given", "practice_handover", "practice_health_given", "practice_inquiry_year",
            "practice_invitation", "practice_mailing", "practice_note", "practice_paper", "practice_research",
            "practice_setup", "practice_story", "practice_team", "practice_touch", "practice_turning",
            "practice_venue", "practice_voices", "showcase_slide",
        ),
        "none in the sample",
    ),
    "mentoring_support_step": "comes with its call for support",
    "practice_act_item": "comes with inquiry.save", "practice_cycle_meeting": "comes with inquiry.save",
    "practice_cycle_part": "comes with inquiry.begin and inquiry.save",
    "practice_feedback": "without a name, so nobody wrote it down", "practice_health_answer": "without a name as well",
    "practice_plan": "comes with cop_session.kit", "practice_plan_row": "comes with cop_session.kit",
    "practice_problem": "a version of it may be saved more than once",
    "organizations_work": "none in the sample", "core_job": "none in the sample",
    "curriculum_move": "none in the sample", "learning_application": "none in the sample",
    "learning_deferral": "none in the sample", "learning_letter": "none in the sample",
    "learning_copy": "cohort.note_copies names the book, not each copy of it",
    "messages_post_report": "none in the sample", "learning_step": "comes with its enrollment",
    "registration_interest": "none in the sample", "learning_open_try": "none in the sample",
    "accounts_feed": "none in the sample", "accounts_one_time_link": "none in the sample",
    "accounts_wrong_try": "none in the sample", "core_once": "none in the sample",
    "attendance_guest": "none in the sample", "attendance_export": "registry.sent names the records of one file",
    "attendance_mark": "attendance.mark names the sheet, not each line of it",
    "core_audit": "is the audit", "core_audit_seal": "is the audit", "core_outbox": "a message tells of its cause",
    "messages_sample_mail": "a message tells of its cause", "core_setting": "name of the program, and that it is made",
    "curriculum_standing": "follows from its cause in another room", "practice_debrief": "comes with cop_session.hold",
    "practice_facilitator": "comes with cop.found and cop.add_facilitator",
    "practice_lead": "comes with cop_session.hold", "practice_value": "comes with cop_session.values",
    "showcase_copresenter": "comes with its proposal",
    "registration_session": "comes with its registration",
    "registration_vote": "a voice is not written down with its name", "registration_wish": "none in the sample",
    "schedule_place": "comes with its offering", "schedule_session": "comes with its offering",
}  # fmt: skip


pytestmark = on_one("postgresql")
"""On both kinds of database it is made by `trainer run`, in tests/start."""


@pytest.fixture
def made(session: Any, tmp_path: Any) -> Any:
    """The sample year, as `make run` makes it."""
    content.load_courses()
    year.make(make_settings(tmp_path), "x" * 40)
    return session


def count_of(name: str, state: str | None = None) -> int:
    rows = select(func.count()).select_from(table(name))
    return (
        db.session.scalar(rows if state is None else rows.where(text("state = :state")), {"state": state})
        or 0
    )


def unaccounted() -> list[str]:
    """Where rows and what was written down about them differ."""
    actions = Counter(db.session.scalars(select(AuditRow.action)))
    wrong = [name for name, action in ROWS.items() if count_of(name) != actions[action]]
    return wrong + [
        f"{name}: {state}"
        for (name, state), action in STATES.items()
        if count_of(name, state) != actions[action]
    ]


def test_it_is_what_it_is_said_to_be_and_each_row_was_written_down(made, now):
    today = clock.day(now)
    assert 36 <= made.query(Person).count() <= 44, "about 40 people"
    assert made.query(Organization).count() == 6
    first, present = made.query(Cohort).order_by(Cohort.starts_on)
    months = (today.year - present.starts_on.year) * 12 + today.month - present.starts_on.month
    assert months + 1 == 8, "in its eighth month"
    assert present.starts_on == cohorts.DATES[0]
    assert made.query(Enrollment).filter_by(cohort_id=present.id).count() == 8
    shown = {
        shown_as(state=one.state, expires_on=one.expires_on, day=today) for one in made.query(Credential)
    }
    assert shown == {Shown.VALID, Shown.EXPIRED, Shown.REVOKED}
    assert {one.enrollment.cohort_id for one in made.query(CertificationFile)} == {first.id}
    assert {name.name for name in Model.metadata.sorted_tables} == {*ROWS, *OTHERWISE}
    assert count_of("learning_assessment"), "somebody has looked at their own work"
    assert unaccounted() == []
    assert not made.query(AuditRow).filter(AuditRow.at > clock.now()).count(), "nothing from days to come"
    # The control: what came in behind the actions' back is found.
    stray = made.query(Membership).first()
    made.add(Organization(name="Nobody wrote this down", kind="agency", level="local", region=""))
    stray.state = "ended" if stray.state == "active" else "active"
    made.flush()
    assert unaccounted() == ["organizations_organization", "organizations_membership: active"]


def test_production_makes_no_sample_year(app, tmp_path):
    with app.app_context(), pytest.raises(Misconfigured, match="cannot exist in production"):
        year.make(make_settings(tmp_path, mode=Mode.PRODUCTION), "x" * 40)
