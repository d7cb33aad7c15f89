"""Which prompts does a trainee answer, when does each open, and by when is it due?"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, exists, select

from trainer.core.db import db
from trainer.curriculum.rules import PromptAudience, PromptMoment
from trainer.journals.models import Entry
from trainer.journals.rules import EntryKind, is_free
from trainer.learning import queries as learning_queries
from trainer.learning.models import Enrollment
from trainer.schedule.models import Session

AFTER_THE_LAST = timedelta(days=30)
"""What belongs to the last session is due a month later; everything else, by the next session."""


@dataclass(frozen=True)
class Prompt:
    """A question that asks for an entry, as the course has it, with its days in this cohort."""

    id: str
    module: str
    session: int
    kind: EntryKind
    required: bool
    audience: PromptAudience
    texts: Mapping[str, str]
    alternatives: Mapping[str, str]
    titles: Mapping[str, str]
    opens_on: date | None
    due_on: date | None

    @property
    def for_others(self) -> bool:
        """Whether anybody but the writer ever reads the answer."""
        return self.audience is not PromptAudience.WRITER

    @property
    def free(self) -> bool:
        """Whether nobody asked: a trace written of one's own accord."""
        return is_free(self.id)

    def text(self, language: str) -> str:
        """The question in a language."""
        return self.texts.get(language) or self.texts["en"]

    def alternative(self, language: str) -> str:
        """Another question, for whom the first comes too close."""
        return self.alternatives.get(language) or self.alternatives["en"]

    def title(self, language: str) -> str:
        """What its session is about."""
        return self.titles.get(language) or self.titles["en"]


def prompts_of(enrollment: Enrollment, written: Collection[str] = ()) -> list[Prompt]:
    """The prompts of both phases, in the order of the sessions. Two statements. Closing prompts of a course are not
    among them: those are answered on its module page.

    `written` were answered: they stay, also when a move to another edition left their prompt behind.
    """
    days = _days(enrollment)
    found = [
        _prompt(one, days)
        for one in learning_queries.prompts_for(enrollment, enrollment.cohort.course, written)
        if one["session"] and one["moment"] != PromptMoment.EXIT.value
    ]
    return sorted(found, key=lambda one: (one.session, one.kind is EntryKind.TRACE))


def prompt_of(enrollment: Enrollment, prompt_id: str) -> Prompt | None:
    """One prompt of an enrollment by its id; one of another edition only if it was answered before a move."""
    if is_free(prompt_id):
        return None
    found = next((one for one in prompts_of(enrollment) if one.id == prompt_id), None)
    if found is None and _is_answered(enrollment, prompt_id):
        found = next((one for one in prompts_of(enrollment, [prompt_id]) if one.id == prompt_id), None)
    return found


def _is_answered(enrollment: Enrollment, prompt_id: str) -> bool:
    asked = exists().where(Entry.enrollment_id == enrollment.id, Entry.prompt == prompt_id)
    return bool(db.session.scalar(select(asked)))


def _days(enrollment: Enrollment) -> dict[int, date | None]:
    rows = db.session.execute(_numbered(), {"offering": enrollment.cohort.offering_id})
    return {row[0]: row[1] for row in rows}


@cache
def _numbered() -> Any:
    """Built once: to put it together takes longer than to ask it."""
    return select(Session.number, Session.on).where(Session.offering_id == bindparam("offering"))


def _prompt(one: Mapping[str, object], days: Mapping[int, date | None]) -> Prompt:
    session = one["session"]
    assert isinstance(session, int)  # noqa: S101 - prompts without a session were left out
    opens_on = days.get(session)
    due_on = days.get(session + 1) or (opens_on + AFTER_THE_LAST if opens_on else None)
    return Prompt(
        id=str(one["id"]), module=str(one["module"]), session=session, kind=EntryKind(str(one["kind"])),
        required=bool(one["required"]), audience=PromptAudience(str(one["audience"])),
        texts=one["text"], alternatives=one["alternative"], titles=one["module_title"],  # type: ignore[arg-type]
        opens_on=opens_on, due_on=due_on,
    )  # fmt: skip
