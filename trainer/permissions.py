"""Who may do what? Every permission and role, one table, one function. *When* it may happen: the rooms' rules."""

import enum
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol

Scope = tuple[str, int]


class Role(enum.StrEnum):
    """What somebody is to a thing. Granted ones are rows with a scope; the last three follow from the facts."""

    ADMINISTRATOR = "administrator"
    COORDINATOR = "coordinator"
    MENTOR = "mentor"
    TRAINER = "trainer"
    REVIEWER = "reviewer"
    SECOND_READER = "second_reader"
    TRAINEE = "trainee"
    COP_MEMBER = "cop_member"
    ONESELF = "oneself"
    SIGNED_IN = "signed_in"
    STRANGER = "stranger"


GRANTABLE: dict[Role, str | None] = {
    Role.ADMINISTRATOR: None,
    Role.COORDINATOR: "organization",
    Role.MENTOR: "person",
    Role.TRAINER: "offering",
    Role.REVIEWER: "call",
    Role.SECOND_READER: "entry",
    Role.TRAINEE: None,
}
"""Roles that are rows, and what each row's scope names (None: the whole program)."""


class Permission(enum.StrEnum):
    """What can be done. `<thing>.<verb>`; the words are stored in messages, so they stay."""

    SCHEDULE_MANAGE = "schedule.manage"
    SCHEDULE_PUBLISH = "schedule.publish"
    OFFERING_SEE_DRAFT = "offering.see_draft"
    ROSTER_SEE = "roster.see"
    REGISTRATION_SEE = "registration.see"
    REGISTRATION_CHANGE = "registration.change"
    REGISTRATION_OWN = "registration.own"
    REGISTER_ONESELF = "register.oneself"
    REGISTER_TEAM = "register.team"
    RESERVATION_MANAGE = "reservation.manage"
    APPROVAL_DECIDE = "approval.decide"
    CLAIM_SEE = "claim.see"
    CLAIM_DECIDE = "claim.decide"
    COMPLETION_RECORD = "completion.record"
    ORGANIZATION_PEOPLE = "organization.people"
    ORGANIZATION_MANAGE = "organization.manage"
    CONSORTIUM_SEE = "consortium.see"
    MEMBERSHIP_ANSWER = "membership.answer"
    PERSON_SEE = "person.see"
    PEOPLE_MANAGE = "people.manage"
    ACCOUNT_OWN = "account.own"
    ATTENDANCE_MARK = "attendance.mark"
    RECORD_SEE = "record.see"
    RECORDS_SEND = "records.send"
    LEARN = "learn"
    REFLECTION_READ = "reflection.read"
    COHORT_MANAGE = "cohort.manage"
    EDITION_MOVE = "edition.move"
    COHORT_MEET = "cohort.meet"
    COHORT_FOLLOW = "cohort.follow"
    ENROLLMENT_OWN = "enrollment.own"
    MENTORING_SEE = "mentoring.see"
    MENTORING_WRITE = "mentoring.write"
    MENTOR_NOTE = "mentor.note"
    HANDOVER_SEE = "handover.see"
    SUPPORT_SEE = "support.see"
    SUPPORT_ANSWER = "support.answer"
    COP_SEE = "cop.see"
    COP_RUN = "cop.run"
    STORY_READ = "story.read"
    CHARTER_DECIDE = "charter.decide"
    DEBRIEF_READ = "debrief.read"
    INQUIRY_READ = "inquiry.read"
    INQUIRY_ACROSS = "inquiry.across"
    JOURNAL_WRITE = "journal.write"
    JOURNAL_READ = "journal.read"
    JOURNAL_REVIEW = "journal.review"
    JOURNAL_BEGINNING = "journal.beginning"
    JOURNAL_SECOND = "journal.second"
    JOURNAL_LOAD = "journal.load"
    CONSENT_SEE = "consent.see"
    CONSENT_WITHDRAW = "consent.withdraw"
    CALL_MANAGE = "call.manage"
    PROPOSAL_SEE = "proposal.see"
    PROPOSAL_WRITE = "proposal.write"
    PROPOSAL_ANSWER = "proposal.answer"
    PROPOSAL_REVIEW = "proposal.review"
    SLIDE_OWN = "slide.own"
    SLIDES_ARRANGE = "slides.arrange"
    PATH_SEE = "path.see"
    CERTIFICATION_REQUEST = "certification.request"
    CERTIFICATION_FILE = "certification.file"
    CERTIFICATION_SIGN_OFF = "certification.sign_off"
    CERTIFICATION_DECIDE = "certification.decide"
    CREDENTIAL_SEE = "credential.see"
    MESSAGES_LOG = "messages.log"
    AUDIT_SEE = "audit.see"
    TABLE_SEE = "permissions.see"
    JOB_SEE = "job.see"
    JOB_RUN = "job.run"


@dataclass(frozen=True)
class Who:
    """One line of the table: a role, and the kind of scope in which it counts (None: everywhere)."""

    role: Role
    within: str | None = None


ADMIN = Who(Role.ADMINISTRATOR)
COORDINATOR = Who(Role.COORDINATOR, "organization")
TRAINER = Who(Role.TRAINER, "offering")
REVIEWER = Who(Role.REVIEWER, "call")
MENTOR = Who(Role.MENTOR, "person")
SECOND_READER = Who(Role.SECOND_READER, "entry")
ONESELF = Who(Role.ONESELF, "person")
SIGNED_IN = Who(Role.SIGNED_IN)

TABLE: dict[Permission, tuple[Who, ...]] = {
    Permission.SCHEDULE_MANAGE: (ADMIN,),
    Permission.SCHEDULE_PUBLISH: (ADMIN,),
    Permission.OFFERING_SEE_DRAFT: (ADMIN, TRAINER),
    Permission.ROSTER_SEE: (ADMIN, TRAINER),
    Permission.REGISTRATION_SEE: (ADMIN, ONESELF, COORDINATOR),
    Permission.REGISTRATION_CHANGE: (ADMIN, ONESELF, COORDINATOR),
    Permission.REGISTRATION_OWN: (ONESELF,),
    Permission.REGISTER_ONESELF: (SIGNED_IN,),
    Permission.REGISTER_TEAM: (ADMIN, COORDINATOR),
    Permission.RESERVATION_MANAGE: (ADMIN,),
    Permission.APPROVAL_DECIDE: (ADMIN,),
    Permission.CLAIM_SEE: (ADMIN, ONESELF),
    Permission.CLAIM_DECIDE: (ADMIN,),
    Permission.COMPLETION_RECORD: (ADMIN,),
    Permission.ORGANIZATION_PEOPLE: (ADMIN, COORDINATOR),
    Permission.ORGANIZATION_MANAGE: (ADMIN,),
    Permission.CONSORTIUM_SEE: (ADMIN, COORDINATOR),
    Permission.MEMBERSHIP_ANSWER: (ONESELF,),
    Permission.PERSON_SEE: (ADMIN, ONESELF),
    Permission.PEOPLE_MANAGE: (ADMIN,),
    Permission.ACCOUNT_OWN: (SIGNED_IN,),
    Permission.ATTENDANCE_MARK: (ADMIN, TRAINER),
    Permission.RECORD_SEE: (ADMIN, ONESELF),
    Permission.RECORDS_SEND: (ADMIN,),
    Permission.LEARN: (SIGNED_IN,),
    Permission.REFLECTION_READ: (ONESELF, TRAINER),
    Permission.COHORT_MANAGE: (ADMIN,),
    Permission.EDITION_MOVE: (ADMIN,),
    Permission.COHORT_MEET: (ADMIN, ONESELF, TRAINER, MENTOR),
    Permission.COHORT_FOLLOW: (ADMIN, TRAINER),
    Permission.ENROLLMENT_OWN: (ONESELF,),
    Permission.MENTORING_SEE: (ONESELF, MENTOR),
    Permission.MENTORING_WRITE: (MENTOR,),
    Permission.MENTOR_NOTE: (MENTOR,),
    Permission.HANDOVER_SEE: (ADMIN, ONESELF),
    Permission.SUPPORT_SEE: (ADMIN, ONESELF, MENTOR),
    Permission.SUPPORT_ANSWER: (ADMIN,),
    Permission.COP_SEE: (ADMIN, ONESELF, MENTOR),
    Permission.COP_RUN: (ONESELF,),
    Permission.STORY_READ: (ADMIN, ONESELF),
    Permission.CHARTER_DECIDE: (ADMIN, MENTOR),
    Permission.DEBRIEF_READ: (ONESELF, MENTOR),
    Permission.INQUIRY_READ: (ONESELF, MENTOR),
    Permission.INQUIRY_ACROSS: (ADMIN,),
    Permission.JOURNAL_WRITE: (ONESELF,),
    Permission.JOURNAL_READ: (ONESELF, MENTOR, SECOND_READER),
    Permission.JOURNAL_REVIEW: (MENTOR,),
    Permission.JOURNAL_BEGINNING: (ONESELF,),
    Permission.JOURNAL_SECOND: (ADMIN, ONESELF, MENTOR, SECOND_READER),
    Permission.JOURNAL_LOAD: (ADMIN,),
    Permission.CONSENT_SEE: (ADMIN,),
    Permission.CONSENT_WITHDRAW: (ADMIN, ONESELF),
    Permission.CALL_MANAGE: (ADMIN,),
    Permission.PROPOSAL_SEE: (ADMIN, ONESELF, REVIEWER),
    Permission.PROPOSAL_WRITE: (ONESELF,),
    Permission.PROPOSAL_ANSWER: (ONESELF,),
    Permission.PROPOSAL_REVIEW: (REVIEWER,),
    Permission.SLIDE_OWN: (ONESELF,),
    Permission.SLIDES_ARRANGE: (ADMIN, TRAINER),
    Permission.PATH_SEE: (ADMIN, ONESELF, MENTOR),
    Permission.CERTIFICATION_REQUEST: (ONESELF,),
    Permission.CERTIFICATION_FILE: (ADMIN,),
    Permission.CERTIFICATION_SIGN_OFF: (MENTOR,),
    Permission.CERTIFICATION_DECIDE: (ADMIN,),
    Permission.CREDENTIAL_SEE: (ADMIN, ONESELF),
    Permission.MESSAGES_LOG: (ADMIN,),
    Permission.AUDIT_SEE: (ADMIN,),
    Permission.TABLE_SEE: (SIGNED_IN,),
    Permission.JOB_SEE: (ADMIN, ONESELF),
    Permission.JOB_RUN: (ONESELF,),
}


@dataclass(frozen=True)
class Granted:
    """A role somebody holds now. `scope` is None for the whole program."""

    role: Role
    scope: Scope | None = None


class Acting(Protocol):
    """Whoever asks: the Actor of a request, or somebody a message is about to reach."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def grants(self) -> Collection[Granted]: ...


def allowed(actor: Acting | None, permission: Permission, scopes: Iterable[Scope] = ()) -> bool:
    """Whether `actor` may do `permission` to the thing that belongs to `scopes`; nobody signed in may do nothing."""
    if actor is None or actor.person_id is None:
        return False
    places = set(scopes)
    for who in TABLE[permission]:
        if who.role is Role.SIGNED_IN:
            return True
        if who.role is Role.ONESELF:
            if ("person", actor.person_id) in places:
                return True
        elif any(_counts(granted, who, places) for granted in actor.grants):
            return True
    return False


def _counts(granted: Granted, who: Who, places: set[Scope]) -> bool:
    if granted.role is not who.role:
        return False
    return who.within is None or (granted.scope is not None and granted.scope in places)


def holds_anywhere(actor: Acting | None, permission: Permission) -> bool:
    """Whether `actor` may do `permission` to at least one thing: for menus, never for a decision."""
    if actor is None or actor.person_id is None:
        return False
    roles = {granted.role for granted in actor.grants} | {Role.SIGNED_IN, Role.ONESELF}
    return any(who.role in roles for who in TABLE[permission])
