"""How does somebody come to belong to an organization, confirm or decline it, and leave?"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts import actions as accounts_actions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import AccountReason, fold, is_email, normal_email, tidy
from trainer.core import audit, clock, outbox
from trainer.core.db import db, locked, new_ref
from trainer.core.errors import Reason, Refused
from trainer.organizations import queries
from trainer.organizations.models import Membership, Organization
from trainer.organizations.queries import Known
from trainer.organizations.rules import MembershipReason, MembershipState, why_not_answer, why_not_end
from trainer.permissions import Permission


def add_member(
    *,
    organization: Organization,
    name: str,
    email: str,
    job: str = "",
    by: Actor,
    now: datetime,
    person: Person | None = None,
) -> Membership:
    """Name somebody as one of an organization's people; they are asked to confirm it.

    Whoever names them cannot tell whether the address has an account: the outcome and its words are the same, only
    the mail differs. A row that is there already is given back as it is.
    """
    return add_members(organization=organization, people=[(name, email, job)], by=by, now=now, person=person)[
        0
    ]


def add_members(
    *,
    organization: Organization,
    people: Sequence[tuple[str, str, str]],
    by: Actor,
    now: datetime,
    person: Person | None = None,
) -> list[Membership]:
    """Name many at once (name, address, job): the same as one after the other, in a few statements. Raises Refused."""
    named = [(tidy(name), normal_email(email), tidy(job)[:100]) for name, email, job in people]
    for name, email, _job in named:
        if not name or len(name) > 200:
            raise Refused(Reason(AccountReason.NAME_WRONG))
        if not is_email(email):
            raise Refused(Reason(AccountReason.EMAIL_WRONG))
    db.session.scalars(locked(select(Organization.id).where(Organization.id == organization.id))).one()
    known = queries.known_among(organization.id, {email for _name, email, _job in named}, person=person)
    found, new = [], []
    with db.session.no_autoflush:
        for name, email, job in named:
            membership = known.listed.get((fold(name)[:200], email)) if person is None else None
            somebody = person or (membership.person if membership else _person(known, name, email, by, now))
            membership = membership or known.live.get(somebody)
            if membership is None:
                membership = _membership(organization, somebody, name, email, job, by, now)
                known.add(membership)
                new.append(membership)
            found.append(membership)
    db.session.flush()
    _announce(organization, new, by, now)
    return found


def _person(known: Known, name: str, email: str, by: Actor, now: datetime) -> Person:
    """By sign-in address, else by name and address, else a new one.

    Somebody who has not confirmed here yet is not recognized by their address under another name: the second name
    gets a row of its own, as it would for an address without an account.
    """
    signs_in = known.by_sign_in.get(email)
    if signs_in is not None:
        live = known.live.get(signs_in)
        if live is None or live.state is MembershipState.ACTIVE:
            return signs_in
    elif (same := known.by_name.get((fold(name), email))) is not None:
        return same
    return accounts_actions.add_person(name=name, email=email, by=by, now=now)


def _membership(
    organization: Organization, person: Person, name: str, email: str, job: str, by: Actor, now: datetime
) -> Membership:
    own = by.person_id is not None and by.person_id == person.id
    membership = Membership(
        ref=new_ref(), listed_name=name, listed_sort=fold(name)[:200], listed_email=email, job=job,
        since=clock.day(now), person=person, organization=organization,
        state=MembershipState.ACTIVE if own else MembershipState.INVITED,
        confirmed_on=clock.day(now) if own else None,
    )  # fmt: skip
    db.session.add(membership)
    return membership


def _announce(organization: Organization, new: Sequence[Membership], by: Actor, now: datetime) -> None:
    """Write down who was added, and ask each of them."""
    has_account = (
        accounts_queries.with_account({membership.person_id for membership in new}) if new else set()
    )
    with outbox.gathered():
        for membership in new:
            audit.record(
                action="membership.add", by=by, now=now, subject=("membership", membership.ref),
                facts={"organization": organization.ref},
            )  # fmt: skip
            if by.person_id != membership.person_id:
                _ask(membership, by, now, has_account=membership.person_id in has_account)


def _ask(membership: Membership, by: Actor, now: datetime, *, has_account: bool) -> None:
    person, organization = membership.person, membership.organization
    path = f"/memberships/{membership.ref}"
    if not has_account:
        accounts_actions.make_link(
            person=person, name=person.name, email=normal_email(membership.listed_email), language=person.language,
            by=by, now=now, onward=path, about=organization.name,
        )  # fmt: skip
        return
    outbox.put(
        kind="organizations.membership", to=person.id, now=now,
        params={"organization": organization.name, "by": by.name, "path": path},
        dedupe=f"organizations.membership:{membership.ref}",
        access=(Permission.MEMBERSHIP_ANSWER.value, [["person", person.id]]),
    )  # fmt: skip


def _held(membership: Membership) -> Membership:
    return db.session.scalars(
        locked(select(Membership).where(Membership.id == membership.id)).execution_options(
            populate_existing=True
        )
    ).one()


def confirm(*, membership: Membership, by: Actor, now: datetime) -> None:
    """The person says: yes, I work there. From now on the organization sees their own name and address."""
    membership = _answered(membership, MembershipState.ACTIVE, by, now)
    person = membership.person
    membership.listed_name, membership.listed_sort = person.name, person.sort_name
    membership.listed_email = person.email
    membership.confirmed_on = clock.day(now)
    db.session.flush()


def decline(*, membership: Membership, by: Actor, now: datetime) -> None:
    """The person says: no. The organization's coordinators are told, under the name they typed."""
    membership = _answered(membership, MembershipState.DECLINED, by, now)
    organization = membership.organization
    for held in queries.coordinators(organization, now=now):
        outbox.put(
            kind="organizations.declined", to=held.person_id, now=now,
            params={
                "person": membership.listed_name, "organization": organization.name,
                "path": f"/organizations/{organization.ref}/people",
            },
            dedupe=f"organizations.declined:{membership.ref}:{held.person_id}",
            access=(Permission.ORGANIZATION_PEOPLE.value, [["organization", organization.id]]),
        )  # fmt: skip


def _answered(membership: Membership, state: MembershipState, by: Actor, now: datetime) -> Membership:
    membership = _held(membership)
    if by.person_id != membership.person_id:
        raise Refused(Reason(MembershipReason.NOT_THEIRS))
    reason = why_not_answer(membership.state)
    if reason:
        raise Refused(Reason(reason))
    membership.state = state
    if state is MembershipState.DECLINED:
        membership.until = clock.today()
    db.session.flush()
    outbox.cancel(dedupe_prefix=f"organizations.membership:{membership.ref}")
    audit.record(
        action=f"membership.{'confirm' if state is MembershipState.ACTIVE else 'decline'}", by=by, now=now,
        subject=("membership", membership.ref),
    )  # fmt: skip
    return membership


def end(*, membership: Membership, on: date, by: Actor, now: datetime) -> None:
    """Somebody leaves, or is no longer asked. The row stays as history; a member hears of it when others did it."""
    membership = _held(membership)
    reason = why_not_end(membership.state, since=membership.since, on=on)
    if reason:
        raise Refused(Reason(reason))
    was_active = membership.state is MembershipState.ACTIVE
    membership.state, membership.until = MembershipState.ENDED, on
    db.session.flush()
    outbox.cancel(dedupe_prefix=f"organizations.membership:{membership.ref}")
    audit.record(
        action="membership.end", by=by, now=now, subject=("membership", membership.ref),
        facts={"on": on.isoformat()},
    )  # fmt: skip
    if not was_active:
        accounts_actions.cancel_invitations(
            person=membership.person, by=by, now=now, onward=f"/memberships/{membership.ref}"
        )
    if was_active and by.person_id != membership.person_id:
        outbox.put(
            kind="organizations.ended", to=membership.person_id, now=now,
            params={"organization": membership.organization.name, "by": by.name},
            dedupe=f"organizations.ended:{membership.ref}",
        )  # fmt: skip
