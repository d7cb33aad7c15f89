"""Who is asked to present together, and what do they answer?"""

from collections.abc import Collection
from datetime import datetime

from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.rules import normal_email
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.showcase import queries
from trainer.showcase.actions import letters
from trainer.showcase.actions.calls import refuse_canceled
from trainer.showcase.models import Copresenter, Proposal
from trainer.showcase.rules import MOST_TOGETHER, ProposalReason, ProposalState, TogetherState


def ask(proposal: Proposal, emails: Collection[str], *, by: Actor, now: datetime) -> None:
    """Make these addresses the proposal's co-presenters: new ones are asked, left out ones no longer are.

    Nobody learns whether an address is known here: an unknown one waits until somebody signs in with it.
    Raises Refused.
    """
    wanted = list(dict.fromkeys(normal_email(one) for one in emails if one.strip()))
    wrong = [one for one in wanted if "@" not in one.strip("@") or " " in one or len(one) > 254]
    if wrong:
        raise Refused(Reason(ProposalReason.NO_ADDRESS, {"emails": ", ".join(wrong)}))
    if len(wanted) > MOST_TOGETHER:
        raise Refused(Reason(ProposalReason.TOO_MANY_TOGETHER, {"most": MOST_TOGETHER}))
    _follow(proposal, wanted)
    known = {one.email: one for one in proposal.together}
    for email in wanted:
        if email not in known:
            _add(proposal, email, now=now)
    for email, one in known.items():
        if email not in wanted:
            letters.take_back_question(one, now=now)
            db.session.delete(one)
    db.session.flush()
    db.session.refresh(proposal, ["together"])
    look_up(proposal, now=now)


def _follow(proposal: Proposal, wanted: Collection[str]) -> None:
    """Somebody's address changed, and the new one was typed in place of the old: it is they, with their answer."""
    named = {one.person_id: one for one in proposal.together if one.person_id and one.email not in wanted}
    known = {one.email: one for one in proposal.together}
    for email in wanted:
        row = known.get(email)
        person = accounts_queries.person_by_sign_in(email) if named and not (row and row.person_id) else None
        if person is not None and person.id in named:
            if row is not None:  # it had waited beside the old one
                db.session.delete(row)
                db.session.flush()
            named.pop(person.id).email = email
    db.session.flush()
    db.session.refresh(proposal, ["together"])


def _add(proposal: Proposal, email: str, *, now: datetime) -> None:
    person = accounts_queries.person_by_sign_in(email)
    if person is not None and person.id == proposal.presenter_id:
        raise Refused(Reason(ProposalReason.WITH_ONESELF))
    there = {one.person_id for one in proposal.together}
    one = Copresenter(
        proposal=proposal, email=email, person=person if person and person.id not in there else None,
        state=TogetherState.ASKED, name_public=False, asked_at=now,
    )  # fmt: skip
    db.session.add(one)
    db.session.flush()
    if proposal.submitted_at is not None:
        letters.asked(one, now=now)


def look_up(proposal: Proposal, *, now: datetime) -> None:
    """Find who signs in by now with an address that nobody had when it was typed; once it is handed in, ask them.

    Nobody presents a proposal twice: an address that is the presenter's own by now is dropped, and one of somebody who
    is asked already under another stays without a person. So nobody learns that both are one.
    """
    there = {one.person_id for one in proposal.together}
    for one in [row for row in proposal.together if row.person_id is None]:
        person = accounts_queries.person_by_sign_in(one.email)
        if person is not None and person.id == proposal.presenter_id:
            db.session.delete(one)
        elif person is not None and person.id not in there:
            one.person = person
            there.add(person.id)
            db.session.flush()
            if proposal.submitted_at is not None:
                letters.asked(one, now=now)
    db.session.flush()
    db.session.refresh(proposal, ["together"])


def ask_who_is_known_by_now(*, now: datetime) -> int:
    """Somebody made an account with an address that was typed before: from now on it is their question. Returns how
    many. Called by the worker."""
    found = queries.known_by_now()
    for proposal_id in found:
        look_up(queries.proposal_anew(proposal_id), now=now)
    return len(found)


def answer(*, copresenter: Copresenter, confirmed: bool, name_public: bool, by: Actor, now: datetime) -> None:
    """Present together, or not; and whether one's name may be public. It can be changed. Raises Refused."""
    proposal = queries.proposal_anew(copresenter.proposal_id)
    one = next((row for row in proposal.together if row.id == copresenter.id), None)
    gone = proposal.state in (ProposalState.WITHDRAWN, ProposalState.DECLINED)
    if one is None or gone or one.person_id != by.person_id:
        raise Refused(Reason(ProposalReason.ANSWERED))
    refuse_canceled(proposal.call)
    first = one.state
    one.state = TogetherState.CONFIRMED if confirmed else TogetherState.DECLINED
    one.name_public = confirmed and name_public
    one.answered_at = now
    db.session.flush()
    audit.record(
        action="proposal.answer", by=by, now=now, subject=("proposal", proposal.ref),
        facts={"answer": one.state.value, "name_public": one.name_public},
    )  # fmt: skip
    if one.state is not first:
        letters.answered(one, confirmed=confirmed, now=now)
        where = queries.by_proposal(proposal.call.program).get(proposal.id)
        if confirmed and where is not None and proposal.on_program:
            letters.placed(proposal, proposal.call, "new", where, now=now, only=one.person)
