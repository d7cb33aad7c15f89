"""How is an organization made and changed, and who comes to answer for it?"""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts import actions as accounts_actions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant
from trainer.accounts.rules import tidy
from trainer.core import audit, outbox
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.organizations import queries
from trainer.organizations.models import Organization
from trainer.organizations.rules import Level, OrganizationKind, OrganizationReason
from trainer.permissions import Role


def _name(name: str, *, but: Organization | None = None) -> str:
    name = tidy(name)
    if not name:
        raise Refused(Reason(OrganizationReason.NAME_MISSING))
    same = queries.organization_by_name(name)
    if same is not None and same is not but:
        raise Refused(Reason(OrganizationReason.NAME_TAKEN))
    return name


def make_organization(
    *, name: str, kind: OrganizationKind, level: Level, region: str = "", by: Actor, now: datetime
) -> Organization:
    """A new organization. Refused when there is one of this name."""
    organization = Organization(name=_name(name), kind=kind, level=level, region=tidy(region))
    db.session.add(organization)
    db.session.flush()
    audit.record(action="organization.make", by=by, now=now, subject=("organization", organization.ref))
    return organization


def change_organization(
    *,
    organization: Organization,
    name: str,
    kind: OrganizationKind,
    level: Level,
    region: str,
    by: Actor,
    now: datetime,
) -> None:
    """Change what is known about an organization."""
    new = {"name": _name(name, but=organization), "kind": kind, "level": level, "region": tidy(region)}
    changed = sorted(field for field, value in new.items() if getattr(organization, field) != value)
    for field in changed:
        setattr(organization, field, new[field])
    db.session.flush()
    if changed:
        audit.record(
            action="organization.change", by=by, now=now, subject=("organization", organization.ref),
            facts={"changed": changed},
        )  # fmt: skip


def appoint_coordinator(
    *, organization: Organization, name: str, email: str, by: Actor, now: datetime
) -> Grant:
    """Let somebody answer for an organization, found by sign-in address or by name and address, else invited.

    The role counts from now on; who has no account yet can use it once they chose a password. Of two who name the same
    person at once, one is Refused: nobody is written down twice.
    """
    db.session.scalars(locked(select(Organization.id).where(Organization.id == organization.id))).one()
    person = accounts_queries.person_by_sign_in(email) or accounts_queries.person_by_name_and_email(
        name, email
    )
    if person is None:
        person = accounts_actions.make_person(name=name, email=email, by=by, now=now)
    given = accounts_actions.grant(
        person=person, role=Role.COORDINATOR, thing=organization, cause="appointed", by=by, now=now
    )
    path = f"/organizations/{organization.ref}/people"
    if accounts_queries.account_of(person.id) is None:
        accounts_actions.invite(person=person, by=by, now=now, onward=path, about=organization.name)
    else:
        outbox.put(
            kind="organizations.coordinator", to=person.id, now=now,
            params={"organization": organization.name, "by": by.name, "path": path},
            dedupe=f"organizations.coordinator:{given.ref}",
        )  # fmt: skip
    return given
