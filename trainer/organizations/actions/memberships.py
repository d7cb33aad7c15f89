"""How does somebody come to belong to an organization, confirm or decline it, and leave?"""

from datetime import date, datetime

from sqlalchemy import select

from trainer.accounts import actions as accounts_actions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import AccountReason, fold, is_email, normal_email, tidy
from trainer.core import audit, clock, outbox
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.organizations import queries
from trainer.organizations.models import Membership, Organization
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
    name, email = tidy(name), normal_email(email)
    if not name or len(name) > 200:
        raise Refused(Reason(AccountReason.NAME_WRONG))
    if not is_email(email):
        raise Refused(Reason(AccountReason.EMAIL_WRONG))
    db.session.scalars(locked(select(Organization.id).where(Organization.id == organization.id))).one()
    if person is None:
        listed = queries.listed_as(organization.id, name, email)
        if listed is not None:
            return listed
        person = _person(organization, name, email, by, now)
    live = queries.live_membership(person.id, organization.id)
    if live is not None:
        return live
    own = by.person_id == person.id
    membership = Membership(
        person_id=person.id, organization_id=organization.id, listed_name=name, listed_sort=fold(name)[:200],
        listed_email=email, job=tidy(job)[:100], since=clock.day(now), person=person, organization=organization,
        state=MembershipState.ACTIVE if own else MembershipState.INVITED,
        confirmed_on=clock.day(now) if own else None,
    )  # fmt: skip
    db.session.add(membership)
    db.session.flush()
    audit.record(
        action="membership.add", by=by, now=now, subject=("membership", membership.ref),
        facts={"organization": organization.ref},
    )  # fmt: skip
    if not own:
        _ask(membership, by, now)
    return membership


def _person(organization: Organization, name: str, email: str, by: Actor, now: datetime) -> Person:
    """By sign-in address, else by name and address, else a new one.

    Somebody who has not confirmed here yet is not recognized by their address under another name: the second name
    gets a row of its own, as it would for an address without an account.
    """
    known = accounts_queries.person_by_sign_in(email)
    if known is not None:
        live = queries.live_membership(known.id, organization.id)
        if live is None or live.state is MembershipState.ACTIVE:
            return known
    else:
        known = accounts_queries.person_by_name_and_email(name, email)
        if known is not None:
            return known
    return accounts_actions.make_person(name=name, email=email, by=by, now=now)


def _ask(membership: Membership, by: Actor, now: datetime) -> None:
    person, organization = membership.person, membership.organization
    path = f"/memberships/{membership.ref}"
    if accounts_queries.account_of(person.id) is None:
        accounts_actions.invite(
            person=person, by=by, now=now, onward=path, email=membership.listed_email, about=organization.name
        )
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
