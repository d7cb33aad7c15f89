"""Who is this, what do they hold, and which people are there?"""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.accounts.models import Feed, Grant, Invitation, Person, Promise
from trainer.accounts.rules import PromiseKind, fold, normal_email
from trainer.accounts.signin.models import Account, SignInSession
from trainer.core import clock
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.permissions import Granted, Role

SIGN_IN_NAME = select(Account.email).where(Account.person_id == Person.id).correlate(Person).scalar_subquery()
"""The sign-in name of the Person in a statement, for rooms that know the person and not the account."""

LAST_LETTER = "\U0010ffff"


def storable(text: str) -> bool:
    """Whether a database can be asked for this text: no NUL byte, no half of a letter (trust.md 7)."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def person_by_ref(ref: str) -> Person | None:
    """The person whom a URL names."""
    return db.session.scalar(select(Person).where(Person.ref == ref)) if storable(ref) else None


def people_named(ids: Collection[int]) -> list[Person]:
    """These people, by name."""
    return list(db.session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.sort_name)))


def own_person(actor: Actor) -> Person:
    """The person who acts."""
    return db.session.get_one(Person, actor.person_id)


def feed_of(person_id: int) -> Feed | None:
    """The private calendar address that answers now."""
    return db.session.scalars(
        select(Feed)
        .where(Feed.person_id == person_id, Feed.revoked_at.is_(None))
        .order_by(Feed.id.desc())
        .limit(1)
    ).first()


def feed_by_ref(ref: str) -> Feed | None:
    """The calendar address with this name and its person, as long as it answers and they may sign in."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Feed)
        .join(Account, Account.person_id == Feed.person_id)
        .where(Feed.ref == ref, Feed.revoked_at.is_(None), Account.active.is_(True))
        .options(joinedload(Feed.person))
    ).first()


def promise_of(person_id: int, kind: PromiseKind) -> Promise | None:
    """The latest promise of this kind that somebody signed, in whatever wording."""
    return db.session.scalar(
        select(Promise)
        .where(Promise.person_id == person_id, Promise.kind == kind)
        .order_by(Promise.version.desc())
        .limit(1)
    )


def account_of(person_id: int) -> Account | None:
    """How this person signs in, if they do."""
    return db.session.scalar(select(Account).where(Account.person_id == person_id))


def account_by_email(email: str) -> Account | None:
    """The account with this sign-in name."""
    name = normal_email(email)
    return db.session.scalar(select(Account).where(Account.email == name)) if storable(name) else None


def person_by_sign_in(email: str) -> Person | None:
    """The person who signs in with this address."""
    account = account_by_email(email)
    return account.person if account else None


def sign_ins() -> Subquery:
    """Who signs in with which address (person_id, email), for statements of other rooms."""
    return select(Account.person_id, Account.email).subquery()


def person_by_name_and_email(name: str, email: str) -> Person | None:
    """The one known by both: people share addresses, and names, but hardly both. One with an account comes first."""
    return db.session.scalar(
        select(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.email == normal_email(email), Person.sort_name == fold(name))
        .order_by(Account.id.is_(None), Person.id)
        .limit(1)
    )


def people_by_sign_in(emails: Collection[str]) -> dict[str, Person]:
    """The people who sign in with these addresses (as they are stored), by address."""
    found = select(Account.email, Person).join(Person, Person.id == Account.person_id)
    rows = db.session.execute(found.where(Account.email.in_(emails)))
    return {row[0]: row[1] for row in rows}


def people_by_name_and_email(emails: Collection[str]) -> dict[tuple[str, str], Person]:
    """The people with these addresses, by folded name and address; one with an account comes first."""
    rows = db.session.scalars(
        select(Person)
        .outerjoin(Account, Account.person_id == Person.id)
        .where(Person.email.in_(emails))
        .order_by(Account.id.is_(None), Person.id)
    )
    found: dict[tuple[str, str], Person] = {}
    for person in rows:
        found.setdefault((person.sort_name, person.email), person)
    return found


def with_account(person_ids: Collection[int]) -> set[int]:
    """Which of these people have an account."""
    return set(db.session.scalars(select(Account.person_id).where(Account.person_id.in_(person_ids))))


def _live(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (Grant.since <= now, or_(Grant.until.is_(None), Grant.until > now))


def actor_of(person: Person, grants: list[Grant], *, session_ref: str = "") -> Actor:
    """The Actor that a person acts as with these grants."""
    return Actor(
        person_id=person.id,
        ref=person.ref,
        name=person.name,
        language=person.language,
        zone=person.zone,
        grants=frozenset(
            Granted(g.role, (g.scope_kind, g.scope_id) if g.scope_kind and g.scope_id is not None else None)
            for g in grants
        ),
        session_ref=session_ref,
    )


def actor_for(person_id: int | None) -> Actor | None:
    """As whom this person would act now: the worker asks before it sends what only some may know (trust.md 15).

    None when there is no such person, or when their account is suspended. One without an account holds no role yet.
    """
    person = db.session.get(Person, person_id) if person_id is not None else None
    if person is None:
        return None
    account = account_of(person.id)
    if account is not None and not account.active:
        return None
    return actor_of(person, grants_of(person.id, now=clock.now()) if account else [])


def grants_of(person_id: int, *, now: datetime) -> list[Grant]:
    """The roles somebody holds now, oldest first."""
    statement = select(Grant).where(Grant.person_id == person_id, *_live(now)).order_by(Grant.since, Grant.id)
    return list(db.session.scalars(statement))


def grant_by_ref(ref: str) -> Grant | None:
    """A role that was given, with its person."""
    return db.session.scalar(select(Grant).where(Grant.ref == ref)) if storable(ref) else None


def grants_in(kind: str, scope_id: int, role: Role, *, now: datetime) -> list[Grant]:
    """Who holds a role for one thing now: the coordinators of an organization, the trainers of an offering."""
    return list(
        db.session.scalars(
            select(Grant)
            .join(Person)
            .where(Grant.scope_kind == kind, Grant.scope_id == scope_id, Grant.role == role, *_live(now))
            .order_by(Person.sort_name, Grant.id)
        )
    )


def administrators() -> Select[Grant]:
    """The live grants of administrators who can sign in: a statement, so that it can be locked."""
    return (
        select(Grant)
        .join(Account, Account.person_id == Grant.person_id)
        .where(Grant.role == Role.ADMINISTRATOR, Account.active, *_live(clock.now()))
    )


def secret_hash(secret: str) -> str:
    """What is stored of a link's secret."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def invitation_by_secret(secret: str) -> Invitation | None:
    """The invitation that a link opens."""
    return db.session.scalar(select(Invitation).where(Invitation.secret_hash == secret_hash(secret)))


def last_invitation(person_id: int) -> Invitation | None:
    """The newest invitation of a person, canceled or not."""
    return db.session.scalar(
        select(Invitation).where(Invitation.person_id == person_id).order_by(Invitation.id.desc()).limit(1)
    )


def sessions_of(account_id: int) -> list[SignInSession]:
    """The devices on which an account is signed in, newest first."""
    return list(
        db.session.scalars(
            select(SignInSession)
            .where(
                SignInSession.account_id == account_id,
                SignInSession.ended_at.is_(None),
                SignInSession.ends_at > clock.real_now(),
            )
            .order_by(SignInSession.began_at.desc(), SignInSession.id.desc())
        )
    )


def begins_with(column: Any, start: str) -> ColumnElement[bool]:
    """`column` begins with `start`, said so that an index on it is used on both databases."""
    return and_(column >= start, column < start + LAST_LETTER)


def searched(search: str) -> ColumnElement[bool] | None:
    """Whose name, one of its words, or e-mail begins so; None when nothing is looked for, or nothing storable."""
    wanted = fold(search)
    if not wanted or not storable(search):
        return None
    return or_(
        begins_with(Person.sort_name, wanted),
        begins_with(Person.email, normal_email(search)),
        Person.sort_name.contains(f" {wanted}", autoescape=True),
    )


def people(*, search: str = "", after: str | None = None) -> Page:
    """People by name, with their account: rows of (sort_name, id, Person, Account or None).

    `search`: the beginning of a name, of one of its words, or of an e-mail.
    """
    statement = select(Person.sort_name, Person.id, Person, Account).outerjoin(
        Account, Account.person_id == Person.id
    )
    if (found := searched(search)) is not None:
        statement = statement.where(found)
    return page_of(statement, by=(Person.sort_name, Person.id), after=after)
