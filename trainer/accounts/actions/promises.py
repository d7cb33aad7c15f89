"""How does somebody sign a promise to the platform? Once for each wording, and only for themselves."""

from datetime import datetime

from sqlalchemy import select

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person, Promise
from trainer.accounts.rules import PROMISE_VERSIONS, AccountReason, PromiseKind
from trainer.core import audit
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused


def sign_promise(*, person: Person, kind: PromiseKind, by: Actor, now: datetime) -> Promise:
    """Sign the present wording of a promise; whoever has signed it gets what they signed. Raises Refused."""
    if by.person_id != person.id:
        raise Refused(Reason(AccountReason.OTHERS_PROMISE))
    db.session.scalars(locked(select(Person.id).where(Person.id == person.id))).one()
    version = PROMISE_VERSIONS[kind]
    signed = db.session.scalar(
        select(Promise).where(
            Promise.person_id == person.id, Promise.kind == kind, Promise.version == version
        )
    )
    if signed is not None:
        return signed
    promise = Promise(person_id=person.id, kind=kind, version=version, signed_at=now)
    db.session.add(promise)
    db.session.flush()
    audit.record(
        action="promise.sign", by=by, now=now, subject=("person", person.ref),
        facts={"kind": kind.value, "version": version},
    )  # fmt: skip
    return promise
