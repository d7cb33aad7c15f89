"""Which traces did somebody write of their own accord, to which session can one belong, and who reads an entry now?"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.accounts.models import Grant, Person
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.curriculum.rules import PromptAudience
from trainer.journals import rules
from trainer.journals.models import Entry, Submission
from trainer.journals.queries.entries import Round, entry_for
from trainer.journals.queries.prompts import Prompt
from trainer.journals.rules import EntryKind, EntryState, OwnSession
from trainer.learning.models import Enrollment
from trainer.permissions import Role
from trainer.practice.models import Cop, CopSession, Facilitator

MOST_SESSIONS = 60
MOST_BEGINNING = 120


def free_entry(person_id: int, prompt_id: str) -> Entry | None:
    """A trace of somebody by what their device called it, read anew; in whatever cohort it was begun."""
    return db.session.scalars(
        select(Entry)
        .where(Entry.person_id == person_id, Entry.module == "", Entry.prompt == prompt_id)
        .options(selectinload(Entry.submissions).joinedload(Submission.review))
        .execution_options(populate_existing=True)
    ).first()


def written(enrollment: Enrollment, prompt_id: str) -> Entry | None:
    """What was written to a prompt of an enrollment, or as a trace without one; read anew."""
    if rules.is_free(prompt_id):
        return free_entry(enrollment.person_id, prompt_id)
    return entry_for(enrollment.id, prompt_id)


def free_prompt(prompt_id: str, title: str = "") -> Prompt:
    """What a trace that answers no prompt has in the place of one: its title in every language."""
    return Prompt(
        id=prompt_id, module="", session=0, kind=EntryKind.TRACE, required=False, audience=PromptAudience.MENTOR,
        texts={"en": title}, alternatives={"en": ""}, titles={"en": ""}, opens_on=None, due_on=None,
    )  # fmt: skip


def traces_of(
    person_id: int, *, after: str | None = None, states: tuple[EntryState, ...] = (), area: int | None = None
) -> Page:
    """The traces without a prompt, newest first: (made_at, id, ref, prompt, title, beginning, state, areas, shows)."""
    asked: Select[*tuple[Any, ...]] = select(
        Entry.made_at, Entry.id, Entry.ref, Entry.prompt, Entry.title,
        func.substr(Entry.text, 1, MOST_BEGINNING), Entry.state, Entry.areas, Entry.shows, Entry.narrowed,
    ).where(Entry.person_id == person_id, Entry.module == "")  # fmt: skip
    if states:
        asked = asked.where(Entry.state.in_(states))
    if area:
        asked = asked.where(cast(Entry.areas, Text).like(f"%{area}%"))  # a list of single digits
    table = Entry.__table__.c
    return page_of(asked, by=(table.made_at, table.id), after=after, down=True)


def own_sessions(person_id: int) -> list[OwnSession]:
    """The sessions of the CoPs that somebody facilitates now, the latest first."""
    rows = db.session.execute(
        select(CopSession.id, CopSession.ref, Cop.name, CopSession.number, CopSession.on)
        .join(Cop, Cop.id == CopSession.cop_id)
        .join(Facilitator, Facilitator.cop_id == Cop.id)
        .where(Facilitator.person_id == person_id, Facilitator.until.is_(None))
        .order_by(CopSession.on.desc(), CopSession.id.desc())
        .limit(MOST_SESSIONS)
    )
    return [OwnSession(*row) for row in rows]


def session_of(session_id: int | None) -> CopSession | None:
    """The session that an entry touches, with its CoP."""
    if session_id is None:
        return None
    return db.session.scalars(
        select(CopSession).where(CopSession.id == session_id).options(joinedload(CopSession.cop))
    ).first()


def as_choice(entry: Entry) -> list[OwnSession]:
    """The session that an entry touches already, also when the CoP has passed into other hands."""
    found = session_of(entry.cop_session_id)
    return [OwnSession(found.id, found.ref, found.cop.name, found.number, found.on)] if found else []


def is_read_by_others(entry: Entry) -> bool:
    """Whether a round of it was handed in and not taken back. Read anew."""
    found = db.session.scalar(
        select(Submission.id)
        .where(Submission.entry_id == entry.id, Submission.withdrawn_at.is_(None))
        .limit(1)
    )
    return found is not None


def readers(entry: Entry, *, now: datetime) -> list[str]:
    """Who beside the writer can read something of an entry now, by name: nobody, as long as nothing is handed in."""
    if not any(one.withdrawn_at is None for one in entry.submissions):
        return []
    rows = db.session.scalars(
        select(Person.name)
        .join(Grant, Grant.person_id == Person.id)
        .where(
            Grant.role == Role.MENTOR, Grant.scope_kind == "person", Grant.scope_id == entry.person_id,
            Grant.since <= now, (Grant.until.is_(None)) | (Grant.until > now),
        )
        .distinct()
        .order_by(Person.name)
    )  # fmt: skip
    return list(rows)


def said_beside(entry: Entry, own: bool, rounds: Iterable[Round] = ()) -> rules.Beside:
    """What stands beside an entry for its reader: the writer's own as it is now, for others as it was handed in, going
    by the last of the `rounds` that they read: a title tells as much as a text."""
    if own:
        return entry.beside
    kept = [one.submission.beside for one in rounds if one.reads and one.submission.beside]
    return rules.from_json(kept[-1]) if kept else rules.Beside()
