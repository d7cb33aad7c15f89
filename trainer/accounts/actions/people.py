"""How does a person come into the records, and how do their name and address change?"""

from datetime import datetime
from typing import Any

from trainer.accounts.actions.invitations import cancel_invitations
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import AccountReason, fold, is_email, normal_email, tidy
from trainer.core import audit
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused


def _checked(name: str, email: str) -> tuple[str, str]:
    name, email = tidy(name), normal_email(email)
    reasons = []
    if not name or len(name) > 200:
        reasons.append(Reason(AccountReason.NAME_WRONG))
    if not is_email(email):
        reasons.append(Reason(AccountReason.EMAIL_WRONG))
    if reasons:
        raise Refused(reasons)
    return name, email


def make_person(*, name: str, email: str, language: str = "en", by: Actor, now: datetime) -> Person:
    """A new person, without an account. Raises Refused for an empty name or what cannot be an address."""
    person = add_person(name=name, email=email, language=language, by=by, now=now)
    db.session.flush()
    return person


def add_person(*, name: str, email: str, language: str = "en", by: Actor, now: datetime) -> Person:
    """The same for one of many: the caller writes them all at once. Raises Refused."""
    name, email = _checked(name, email)
    person = Person(
        ref=new_ref(), name=name, sort_name=fold(name)[:200], email=email, language=language, created_at=now
    )
    db.session.add(person)
    audit.record(action="person.make", by=by, now=now, subject=("person", person.ref))
    return person


def change_profile(
    *, person: Person, name: str, language: str, zone: str | None, by: Actor, now: datetime
) -> None:
    """Change what a person says about themselves: name, language, time zone."""
    name, _email = _checked(name, person.email)
    new: dict[str, Any] = {"name": name, "language": language, "zone": zone or None}
    changed = sorted(field for field, value in new.items() if getattr(person, field) != value)
    if not changed:
        return
    person.name, person.sort_name, person.language, person.zone = (
        name,
        fold(name)[:200],
        language,
        zone or None,
    )
    db.session.flush()
    audit.record(
        action="person.change", by=by, now=now, subject=("person", person.ref), facts={"changed": changed}
    )


def change_contact(*, person: Person, email: str, by: Actor, now: datetime) -> None:
    """Correct the address of somebody without an account; one who has changes it themselves.

    Links that went to the wrong address open nothing any more.
    """
    _name, email = _checked(person.name, email)
    if person.email == email:
        return
    person.email = email
    db.session.flush()
    cancel_invitations(person=person, by=by, now=now)
    audit.record(
        action="person.change", by=by, now=now, subject=("person", person.ref), facts={"changed": ["email"]}
    )
