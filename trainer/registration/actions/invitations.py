"""How does somebody come onto the list of an offering that is only for people who are invited, and off it again?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.accounts.rules import normal_email
from trainer.core import audit, outbox
from trainer.core.db import db
from trainer.registration.actions import letters
from trainer.registration.models import Invited
from trainer.schedule.models import Offering

MOST = 200


def invite(*, offering: Offering, emails: Sequence[str], by: Actor, now: datetime) -> list[str]:
    """Put the people with these addresses on the list and tell them; returns the addresses that nobody here has."""
    wanted = {normal_email(email): email for email in emails if email.strip()}
    people = _people(list(wanted))
    for person in sorted(set(people.values()), key=lambda person: person.id):
        if not _add(offering, person, by=by, now=now):
            continue
        _note("registration.invite", offering, person, by=by, now=now)
        outbox.put(
            kind="registration.invited", to=person.id, now=now,
            dedupe=f"invited:{offering.ref}:{person.ref}:{now.isoformat()}",
            params={"title": offering.title, "path": f"/offerings/{offering.ref}/registration", "by": by.name,
                    "days": letters.days_of(offering.sessions), "zone": offering.zone, "place": "", "virtual": False},
        )  # fmt: skip
    db.session.flush()
    return [typed for email, typed in wanted.items() if email not in people]


def _add(offering: Offering, person: Person, *, by: Actor, now: datetime) -> bool:
    """Whether this put them on the list; of two who invite somebody at once, one does."""
    insert = postgresql_insert if db.session.get_bind().dialect.name == "postgresql" else sqlite_insert
    made = db.session.execute(
        insert(Invited)
        .values(offering_id=offering.id, person_id=person.id, made_at=now, made_by=by.person_id)
        .on_conflict_do_nothing(index_elements=[Invited.offering_id, Invited.person_id])
        .returning(Invited.person_id)
    ).first()
    return made is not None


def take_off(*, offering: Offering, person: Person, by: Actor, now: datetime) -> None:
    """Take somebody off the list. A place that they have already stays theirs."""
    db.session.execute(
        delete(Invited).where(Invited.offering_id == offering.id, Invited.person_id == person.id)
    )
    outbox.cancel(dedupe_prefix=f"invited:{offering.ref}:{person.ref}:", now=now)
    _note("registration.uninvite", offering, person, by=by, now=now)


def _people(emails: Sequence[str]) -> dict[str, Person]:
    """Whoever signs in with an address; of addresses that people share, nobody else is meant."""
    if not emails:
        return {}
    rows = db.session.execute(
        select(Person, account_queries.SIGN_IN_NAME).where(account_queries.SIGN_IN_NAME.in_(emails))
    )
    return {normal_email(name): person for person, name in rows if name}


def _note(action: str, offering: Offering, person: Person, *, by: Actor, now: datetime) -> None:
    audit.record(
        action=action, by=by, now=now, subject=("offering", offering.ref), facts={"person": person.ref}
    )
