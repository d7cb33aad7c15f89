"""What will happen to each person of a team that is about to be registered? Facts in, one outcome per row out."""

import enum
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.organizations.rules.listing import (
    LONGEST_JOB,
    LONGEST_NAME,
    EmailProblem,
    LineProblem,
    ListedPerson,
    wrong_with_email,
)
from trainer.registration.rules import RegistrationState, state_when_asked

TeamRow = ListedPerson


class RowOutcome(enum.StrEnum):
    """What will happen to one row. The second half needs a correction first: such a row is left out."""

    SEAT = "seat"
    WAITLIST = "waitlist"
    REQUEST = "request"
    APPROVAL = "approval"
    ALREADY = "already"
    NAME_MISSING = "name_missing"
    NAME_TOO_LONG = "name_too_long"
    JOB_TOO_LONG = "job_too_long"
    EMAIL_WRONG = "email_wrong"
    DUPLICATE = "duplicate"
    ORGANIZATION_WRONG = "organization_wrong"
    NOT_ELIGIBLE = "not_eligible"


WILL_REGISTER = (RowOutcome.SEAT, RowOutcome.WAITLIST, RowOutcome.REQUEST, RowOutcome.APPROVAL)
STATE_OF = {
    RowOutcome.SEAT: RegistrationState.REGISTERED,
    RowOutcome.WAITLIST: RegistrationState.WAITLISTED,
    RowOutcome.REQUEST: RegistrationState.REQUESTED,
    RowOutcome.APPROVAL: RegistrationState.REQUESTED,
}
_OUTCOME_OF = {
    STATE_OF[outcome]: outcome for outcome in (RowOutcome.SEAT, RowOutcome.WAITLIST, RowOutcome.REQUEST)
}


class UploadCount(enum.StrEnum):
    """What a report counts besides the outcomes."""

    ORGANIZATIONS = "organizations_in_file"


class TeamReason(enum.StrEnum):
    """Why a team cannot be registered like this. Facts: most."""

    CHANGED = "changed"
    NOBODY = "nobody"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class Known:
    """What the organization may know about somebody of theirs; nobody else's facts may come in here."""

    person_id: int
    confirmed: bool
    registered: bool
    completed: bool
    eligible: bool = True


@dataclass(frozen=True)
class PlaceFacts:
    """How many places there are and who is before us. `own`: of the reserved ones, those held for this organization."""

    capacity: int | None
    taken: int
    waiting: int
    reserved: int = 0
    own: int = 0


@dataclass(frozen=True)
class HeldSeats:
    """What is held for the organizations of one list: the seats left of each reservation, which reservations each
    organization uses, in which order, and how many of its people wait already, who come first."""

    left: Mapping[int, int]
    usable: Mapping[int, Sequence[int]]
    waiting: Mapping[int, int]


@dataclass(frozen=True)
class Parties:
    """Whom each line of a list belongs to, by the number of the organization, and which lines name a wrong one."""

    of: Mapping[int, int]
    wrong: Mapping[int, LineProblem]
    held: HeldSeats | None = None


ALONE = 0
"""The party of a list that is one organization's."""


@dataclass(frozen=True)
class Planned:
    """What will happen to one row. `invited`: they get an invitation first. `of_line`: the line it repeats.

    `party`: the organization that registers this row, in a list of several.
    """

    row: TeamRow
    outcome: RowOutcome
    position: int | None = None
    invited: bool = False
    person_id: int | None = None
    of_line: int | None = None
    problem: EmailProblem | LineProblem | None = None
    party: int = ALONE

    @property
    def will_register(self) -> bool:
        """Whether this row becomes a registration."""
        return self.outcome in WILL_REGISTER

    @property
    def needs_correction(self) -> bool:
        """Whether this row is left out until it is corrected."""
        return not self.will_register and self.outcome is not RowOutcome.ALREADY


def plan_team(
    rows: Sequence[TeamRow],
    *,
    known: Mapping[int, Known],
    place: PlaceFacts,
    prerequisite: bool,
    restricted: bool = False,
    approval: bool = False,
    parties: Parties | None = None,
) -> list[Planned]:
    """What will happen to each row, in order; used alike before saving and while saving.

    `known` holds, by line, the organization's own people. Whoever is not there gets an invitation, whatever else may
    be stored about them; with a prerequisite they are asked for it, so that nothing is told about a stranger.
    `restricted`: the offering is not for everybody; of who has not confirmed it is not told whether it is for them.
    `approval`: an administrator approves each registration first. `parties`: a list of several organizations.
    """
    planned: list[Planned] = []
    keys: dict[tuple[str, str], int] = {}
    people: dict[int, int] = {}
    parties = parties or Parties({}, {})
    counted = _counted(place, parties.held)
    for row in rows:
        person = known.get(row.line)
        party = parties.of.get(row.line, ALONE)
        plan = _problem(row, keys, parties.wrong)
        if plan is None and person is not None:
            plan = _of_known(row, person, people)
        if plan is None and restricted and not (person and person.confirmed and person.eligible):
            plan = Planned(row, RowOutcome.NOT_ELIGIBLE, person_id=person.person_id if person else None)
        if plan is None:
            missing = prerequisite and not (person and person.confirmed and person.completed)
            state = counted.next(party, waits_for_more=missing or approval)
            outcome = RowOutcome.APPROVAL if approval and not missing else _OUTCOME_OF[state]
            plan = Planned(
                row, outcome, position=counted.waiting if state is RegistrationState.WAITLISTED else None,
                invited=person is None, person_id=person.person_id if person else None,
            )  # fmt: skip
        keys.setdefault(row.key, row.line)
        if person is not None:
            people.setdefault(person.person_id, row.line)
        planned.append(replace(plan, party=party))
    return planned


@dataclass
class _Counted:
    """The places as they are after the rows before."""

    capacity: int | None
    taken: int
    waiting: int
    reserved: int
    held: HeldSeats
    left: dict[int, int]

    def next(self, party: int, *, waits_for_more: bool) -> RegistrationState:
        """What the next row gets, counted. Seats held for its organization are taken before everybody's."""
        usable = [id for id in self.held.usable.get(party, ()) if self.left[id]]
        own = max(sum(self.left[id] for id in usable) - self.held.waiting.get(party, 0), 0)
        state = state_when_asked(
            prerequisite_open=waits_for_more, capacity=self.capacity, taken=self.taken, waiting=self.waiting,
            reserved=self.reserved, own=own,
        )  # fmt: skip
        self.taken += state is RegistrationState.REGISTERED
        if own and state is RegistrationState.REGISTERED:
            self.left[usable[0]] -= 1
            self.reserved -= 1
        self.waiting += state is RegistrationState.WAITLISTED
        return state


def _counted(place: PlaceFacts, held: HeldSeats | None) -> _Counted:
    held = held or HeldSeats({ALONE: place.own}, {ALONE: (ALONE,)}, {})
    return _Counted(place.capacity, place.taken, place.waiting, place.reserved, held, dict(held.left))


def _problem(
    row: TeamRow, keys: Mapping[tuple[str, str], int], wrong_organizations: Mapping[int, LineProblem]
) -> Planned | None:
    wrong = wrong_with_email(row.email)
    if wrong:
        return Planned(row, RowOutcome.EMAIL_WRONG, problem=wrong)
    if not row.name:
        return Planned(row, RowOutcome.NAME_MISSING)
    if len(row.name) > LONGEST_NAME:
        return Planned(row, RowOutcome.NAME_TOO_LONG)
    if len(row.job) > LONGEST_JOB:
        return Planned(row, RowOutcome.JOB_TOO_LONG)
    if row.line in wrong_organizations:
        return Planned(row, RowOutcome.ORGANIZATION_WRONG, problem=wrong_organizations[row.line])
    if row.key in keys:
        return Planned(row, RowOutcome.DUPLICATE, of_line=keys[row.key])
    return None


def _of_known(row: TeamRow, person: Known, people: Mapping[int, int]) -> Planned | None:
    if person.person_id in people:
        return Planned(row, RowOutcome.DUPLICATE, of_line=people[person.person_id])
    if person.registered:
        return Planned(row, RowOutcome.ALREADY, person_id=person.person_id)
    return None


def digest(plan: Collection[Planned]) -> str:
    """A short word for a plan: the same word means that what was shown is what will be done."""
    told = [
        [p.row.line, p.row.name, p.row.email, p.row.job, p.outcome.value, p.position, p.invited, p.of_line]
        for p in plan
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32]
