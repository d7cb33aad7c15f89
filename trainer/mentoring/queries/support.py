"""Who asks for support, since when, and what was done? Never what they wrote elsewhere."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from trainer.accounts.queries import storable
from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.mentoring.models import Support, SupportStep
from trainer.mentoring.rules.support import SupportSource, SupportState

_PEOPLE = (joinedload(Support.trainee), joinedload(Support.mentor), joinedload(Support.by))


def support_by_ref(ref: str) -> Support | None:
    """The call for support that a URL names."""
    if not storable(ref):
        return None
    return db.session.scalars(select(Support).where(Support.ref == ref).options(*_PEOPLE)).first()


def support_alone(support_id: int) -> Select[Support]:
    """One call as it is in the database now, for a lock."""
    return select(Support).where(Support.id == support_id).execution_options(populate_existing=True)


def support_from(source: SupportSource, ref: str, *, open_only: bool = True) -> Support | None:
    """The latest call for support from a meeting or a debrief; `open_only`: as long as it is open."""
    statement = select(Support).where(Support.source == source, Support.source_ref == ref)
    if open_only:
        statement = statement.where(Support.state == SupportState.OPEN)
    return db.session.scalars(statement.order_by(Support.id.desc()).limit(1)).first()


def calls(state: SupportState | None, *, after: str | None) -> Page:
    """Calls for support, newest first, of one state or of all: rows of (id, Support)."""
    statement: Select[Any, Any] = select(Support.id, Support).options(*_PEOPLE)
    if state is not None:
        statement = statement.where(Support.state == state)
    return page_of(statement, by=(Support.__table__.c.id,), after=after, down=True)


def steps_of(support_id: int) -> Sequence[SupportStep]:
    """What happened to a call for support, in order."""
    return db.session.scalars(
        select(SupportStep)
        .where(SupportStep.support_id == support_id)
        .order_by(SupportStep.id)
        .options(joinedload(SupportStep.by))
    ).all()


def calls_about(trainee_id: int) -> Sequence[Support]:
    """A trainee's own calls for support, newest first."""
    return db.session.scalars(
        select(Support).where(Support.trainee_id == trainee_id).order_by(Support.id.desc()).limit(20)
    ).all()
