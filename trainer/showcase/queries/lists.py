"""Which proposals are there: mine, those of a call, those to review; who may not review which, and what was said?"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Grant
from trainer.core.db import db, locked
from trainer.core.errors import Reason
from trainer.mentoring import queries as mentoring_queries
from trainer.mentoring.models import Pair
from trainer.permissions import Role
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingState
from trainer.showcase.models import Call, CommitteeReview, Copresenter, Presented, Proposal
from trainer.showcase.queries.things import PEOPLE, WHOLE_PROPOSAL
from trainer.showcase.rules import ProposalState, Recommendation, TogetherState
from trainer.showcase.rules.committee import Ties, why_not_independent

MOST = 300
SENT = Proposal.submitted_at.is_not(None)
GONE = (ProposalState.WITHDRAWN, ProposalState.DECLINED)
STANDS = Offering.state != OfferingState.CANCELED
"""Whether the offering still stands: where it was canceled, nothing waits for anybody."""


def open_calls(*, today: date) -> Sequence[Call]:
    """The calls that take proposals now, the first to close first."""
    return db.session.scalars(
        select(Call)
        .join(Offering, Offering.id == Call.offering_id)
        .where(Call.open_until >= today, Offering.state == OfferingState.PUBLISHED)
        .order_by(Call.open_until, Call.id)
        .options(joinedload(Call.offering).selectinload(Offering.sessions))
    ).all()


def proposals_by(person_id: int) -> Sequence[Proposal]:
    """What somebody has proposed, or presents together with others, latest first."""
    shared = select(Copresenter.proposal_id).where(
        Copresenter.person_id == person_id, Copresenter.state == TogetherState.CONFIRMED
    )
    return db.session.scalars(
        select(Proposal)
        .where(or_(Proposal.presenter_id == person_id, Proposal.id.in_(shared)))
        .order_by(Proposal.id.desc())
        .limit(MOST)
        .options(*WHOLE_PROPOSAL)
    ).all()


def asked_of(person_id: int) -> Sequence[Copresenter]:
    """Where somebody is asked to present together and has not answered."""
    return db.session.scalars(
        select(Copresenter)
        .join(Proposal, Proposal.id == Copresenter.proposal_id)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(
            Copresenter.person_id == person_id, Copresenter.state == TogetherState.ASKED, SENT,
            Proposal.state.not_in(GONE), STANDS,
        )
        .order_by(Copresenter.id)
        .options(joinedload(Copresenter.proposal).options(*WHOLE_PROPOSAL))
    ).all()  # fmt: skip


def count_by(person_id: int, call_id: int) -> int:
    """How many proposals of one person in a call are alive."""
    return (
        db.session.scalar(
            select(func.count()).where(
                Proposal.presenter_id == person_id, Proposal.call_id == call_id,
                Proposal.state != ProposalState.WITHDRAWN,
            )
        )
        or 0
    )  # fmt: skip


def proposals_of(call_id: int) -> list[Proposal]:
    """What was handed in to a call, by title, with its people. Drafts are their writers' alone."""
    return list(
        db.session.scalars(
            select(Proposal)
            .where(Proposal.call_id == call_id, SENT)
            .order_by(func.lower(Proposal.title), Proposal.id)
            .limit(MOST)
            .options(*PEOPLE)
        )
    )


def canceled_calls() -> Sequence[Call]:
    """The calls whose offering was canceled and whose people do not know it from here yet, locked."""
    return db.session.scalars(
        locked(
            select(Call)
            .join(Offering, Offering.id == Call.offering_id)
            .where(Call.canceled_at.is_(None), Offering.state == OfferingState.CANCELED)
            .order_by(Call.id),
            of=Call,
        )
    ).all()


def known_by_now() -> Sequence[int]:
    """The proposals, handed in and standing, that ask somebody by an address with which a person signs in by now."""
    other, known = aliased(Copresenter), accounts_queries.sign_ins()
    twice = exists().where(other.proposal_id == Proposal.id, other.person_id == known.c.person_id)
    return db.session.scalars(
        select(Proposal.id)
        .join(Copresenter, Copresenter.proposal_id == Proposal.id)
        .join(known, known.c.email == Copresenter.email)
        .join(Call, Call.id == Proposal.call_id)
        .join(Offering, Offering.id == Call.offering_id)
        .where(
            Copresenter.person_id.is_(None), SENT, Proposal.state.not_in(GONE), STANDS, ~twice,
            known.c.person_id != Proposal.presenter_id,
        )
        .distinct()
        .limit(MOST)
    ).all()  # fmt: skip


def alive(call_id: int) -> Sequence[Proposal]:
    """What somebody still hoped to present at a call's offering, drafts as well, with its people."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.call_id == call_id, Proposal.state.not_in(GONE))
        .order_by(Proposal.id)
        .options(*PEOPLE)
    ).all()


def presenting_at(offering_ids: Collection[int]) -> dict[int, list[str]]:
    """Who hopes to present at these offerings, by name; nobody who writes a draft or was only asked. Two statements."""
    found: dict[int, set[str]] = defaultdict(set)
    if offering_ids:
        rows = db.session.execute(
            select(Call.offering_id, Proposal)
            .join(Call, Call.id == Proposal.call_id)
            .where(Call.offering_id.in_(list(offering_ids)), SENT, Proposal.state.not_in(GONE))
            .options(*PEOPLE)
        )
        for offering_id, proposal in rows:
            found[offering_id] |= {person.name for person in proposal.presenters}
    return {offering_id: sorted(names) for offering_id, names in found.items()}


def formats_proposed(call_id: int) -> set[str]:
    """The formats that living proposals of a call have."""
    found = db.session.scalars(
        select(Proposal.format)
        .where(Proposal.call_id == call_id, Proposal.state != ProposalState.WITHDRAWN, SENT)
        .distinct()
    )
    return {one.value for one in found if one}


def committee(call_id: int, *, now: datetime) -> list[Grant]:
    """Who reviews the proposals of a call, by name."""
    return accounts_queries.grants_in("call", call_id, Role.REVIEWER, now=now)


def reviews_of(proposal_ids: Collection[int]) -> dict[int, list[CommitteeReview]]:
    """What the committee recommends, by proposal, oldest first. One statement."""
    found: dict[int, list[CommitteeReview]] = defaultdict(list)
    if proposal_ids:
        rows = db.session.scalars(
            select(CommitteeReview)
            .where(CommitteeReview.proposal_id.in_(list(proposal_ids)))
            .order_by(CommitteeReview.id)
            .options(joinedload(CommitteeReview.reviewer))
        )
        for review in rows:
            found[review.proposal_id].append(review)
    return found


def ties_of(people: Iterable[int], *, now: datetime) -> Ties:
    """What ties these people to each other: who mentors or has mentored them, where they work. Three statements."""
    ids = sorted(set(people))
    mentors: dict[int, set[int]] = defaultdict(set)
    if ids:
        for trainee, mentor in db.session.execute(
            select(Pair.trainee_id, Pair.mentor_id).where(Pair.trainee_id.in_(ids))
        ):
            mentors[trainee].add(mentor)
    return Ties(mentors, mentoring_queries.employers_of(ids, now=now))


def independent(
    proposals: Sequence[Proposal], readers: Iterable[int], *, now: datetime
) -> dict[int, set[int]]:
    """Who of these readers nothing ties to a presenter, by proposal. Three statements, however many they are."""
    people = sorted(set(readers))
    ties = ties_of([*people, *(one.id for proposal in proposals for one in proposal.presenters)], now=now)
    return {
        proposal.id: {
            reader
            for reader in people
            if why_not_independent(
                reviewer=reader, presenters={one.id for one in proposal.presenters}, ties=ties
            )
            is None
        }
        for proposal in proposals
    }


@dataclass(frozen=True)
class ToReview:
    """A proposal as one member of the committee meets it. `tied`: why they must not review it."""

    proposal: Proposal
    tied: Reason | None
    own: CommitteeReview | None
    others: list[CommitteeReview]

    @property
    def waits(self) -> bool:
        """Whether their review is still to be written."""
        return self.tied is None and self.own is None and self.proposal.state is ProposalState.SUBMITTED


def to_review(proposals: Sequence[Proposal], reviewer_id: int, *, now: datetime) -> list[ToReview]:
    """These proposals as this member of the committee meets them. Four statements, however many they are."""
    sent = [one for one in proposals if one.state is not ProposalState.WITHDRAWN]
    ties = ties_of([reviewer_id, *(id for one in sent for id in one.ties(reviewer_id))], now=now)
    reviews = reviews_of([one.id for one in sent])
    return [
        ToReview(
            one,
            why_not_independent(reviewer=reviewer_id, presenters=one.ties(reviewer_id), ties=ties),
            next((review for review in reviews[one.id] if review.reviewer_id == reviewer_id), None),
            [review for review in reviews[one.id] if review.reviewer_id != reviewer_id],
        )
        for one in sent
    ]


def counted(reviews: Sequence[CommitteeReview]) -> dict[Recommendation, int]:
    """How often each recommendation was given; only those that were."""
    found = [one.recommendation for one in reviews]
    return {one: found.count(one) for one in Recommendation if one in found}


def presented_of(proposal_ids: Collection[int]) -> dict[int, dict[int, Presented]]:
    """Who has presented, by proposal and person. One statement."""
    found: dict[int, dict[int, Presented]] = defaultdict(dict)
    if proposal_ids:
        for row in db.session.scalars(
            select(Presented).where(Presented.proposal_id.in_(list(proposal_ids))).order_by(Presented.id)
        ):
            if row.proposal_id is not None:
                found[row.proposal_id][row.person_id] = row
    return found
