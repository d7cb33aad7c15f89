"""Which papers does a CoP have, and who got them?"""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from trainer.core.db import db
from trainer.practice.models import Cop, CopSession, Delivery, Facilitator, Member, Paper, SignIn
from trainer.practice.queries.records import no_guide
from trainer.practice.rules.papers import PaperKind

WITH_COP = joinedload(Paper.cop).selectinload(Cop.facilitators).joinedload(Facilitator.person)


def paper_by_ref(ref: str) -> Paper | None:
    """The paper whom a URL names."""
    return db.session.scalar(
        select(Paper).where(Paper.ref == ref).options(WITH_COP, joinedload(Paper.session))
    )


def delivery_by_token(token: str) -> Delivery | None:
    """The delivery whose link somebody opened."""
    return db.session.scalar(
        select(Delivery)
        .where(Delivery.token == token)
        .options(joinedload(Delivery.paper).joinedload(Paper.cop).selectinload(Cop.facilitators))
    )


def paper_of(
    cop_id: int, kind: PaperKind, *, year: int = 0, session: CopSession | None = None
) -> Paper | None:
    """The paper of this kind: of a fiscal year, or about a session."""
    which = Paper.session_id == session.id if session is not None else Paper.year == year
    return db.session.scalar(select(Paper).where(Paper.cop_id == cop_id, Paper.kind == kind, which))


def papers(cop_id: int) -> list[Paper]:
    """All papers of a CoP, newest first."""
    return list(
        db.session.scalars(
            select(Paper)
            .where(Paper.cop_id == cop_id)
            .options(joinedload(Paper.session))
            .order_by(Paper.year.desc(), Paper.id.desc())
        )
    )


def deliveries(cop_id: int) -> list[Delivery]:
    """Who got which paper, newest first."""
    return list(
        db.session.scalars(
            select(Delivery)
            .join(Paper)
            .where(Paper.cop_id == cop_id)
            .options(selectinload(Delivery.paper).joinedload(Paper.session))
            .order_by(Delivery.id.desc())
        )
    )


def present_at(session_id: int) -> int:
    """How many members were at a session: facilitators and mentors are not counted."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(SignIn)
            .join(Member, Member.id == SignIn.member_id)
            .where(SignIn.session_id == session_id, no_guide())
        )
        or 0
    )
