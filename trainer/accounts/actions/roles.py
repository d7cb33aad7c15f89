"""How is a role given and taken away?"""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts import queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Grant, Person
from trainer.accounts.rules import AccountReason
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.permissions import GRANTABLE, Role


def _scope(role: Role, thing: Any) -> tuple[str | None, int | None]:
    kind = GRANTABLE[role]
    if kind is None:
        return None, None
    ids = [scope_id for scope_kind, scope_id in thing.scopes() if scope_kind == kind] if thing else []
    if len(ids) != 1:
        raise Refused(Reason(AccountReason.NOT_GRANTABLE))
    return kind, ids[0]


def grant(*, person: Person, role: Role, thing: Any = None, cause: str, by: Actor, now: datetime) -> Grant:
    """Give a role from now on, within `thing` where the role asks for one. Refused when they hold it already."""
    if role not in GRANTABLE:
        raise Refused(Reason(AccountReason.NOT_GRANTABLE))
    kind, scope_id = _scope(role, thing)
    db.session.scalars(locked(select(Person).where(Person.id == person.id))).one()
    for held in queries.grants_of(person.id, now=now):
        if (held.role, held.scope_kind, held.scope_id) == (role, kind, scope_id):
            raise Refused(Reason(AccountReason.ALREADY_GRANTED))
    made = Grant(
        person_id=person.id, role=role, scope_kind=kind, scope_id=scope_id, since=now, cause=cause,
        by_person=by.person_id,
    )  # fmt: skip
    db.session.add(made)
    db.session.flush()
    audit.record(
        action="role.grant", by=by, now=now, subject=("person", person.ref),
        facts={"role": role.value, "scope": [kind, scope_id], "cause": cause},
    )  # fmt: skip
    return made


def end_grant(*, grant: Grant, by: Actor, now: datetime) -> None:
    """Take a role away from now on. The last administrator who can sign in stays one."""
    if grant.until is not None and grant.until <= now:
        return
    if grant.role is Role.ADMINISTRATOR:
        keep_an_administrator(without_person=grant.person_id)
    grant.until = now
    db.session.flush()
    audit.record(
        action="role.end", by=by, now=now, subject=("person", grant.person.ref),
        facts={"role": grant.role.value, "scope": [grant.scope_kind, grant.scope_id]},
    )  # fmt: skip


def keep_an_administrator(*, without_person: int) -> None:
    """Refuse when nobody else could run the program. The rows are locked: two cannot remove each other at once."""
    held = db.session.scalars(locked(queries.administrators().order_by(Grant.id))).all()
    if {one.person_id for one in held} == {without_person}:
        raise Refused(Reason(AccountReason.LAST_ADMINISTRATOR))
