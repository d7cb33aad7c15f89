"""What is planned for a session, written about it, sent, and to be tried before the next?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, joinedload

from trainer.core.db import db
from trainer.core.web.paging import Page, page_of
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind
from trainer.practice.models import (
    Cop,
    CopSession,
    Debrief,
    Mailing,
    Member,
    Money,
    PlanRow,
    Research,
    SessionNote,
    SessionPlan,
    SharedValue,
    SignIn,
    Touch,
    VoiceTally,
)
from trainer.practice.queries.records import no_guide
from trainer.practice.rules import CopSessionState, DebriefState, afterwards, kit
from trainer.practice.rules.afterwards import MailKind, NoteKind

TEMPLATE = "session-plan"


def plan_of(session: CopSession) -> SessionPlan | None:
    """The plan of a session beside its rows, if one was begun."""
    return db.session.scalar(select(SessionPlan).where(SessionPlan.session_id == session.id))


def rows_of(session: CopSession) -> list[kit.Row]:
    """The rows of a session's plan; those of an agenda written as text, as long as nobody has changed it."""
    found = db.session.scalars(
        select(PlanRow).where(PlanRow.session_id == session.id).order_by(PlanRow.position)
    )
    rows = [
        kit.Row(row.minutes, row.activity, row.kind, row.protocol, row.who, row.materials, row.aim)
        for row in found
    ]
    return rows or kit.rows_of_text(session.agenda)


def neighbors(session: CopSession) -> tuple[CopSession | None, CopSession | None]:
    """The session before and the one after, of those that are not called off: one statement, 60 rows at most."""
    others = db.session.scalars(
        select(CopSession)
        .where(CopSession.cop_id == session.cop_id, CopSession.state != CopSessionState.CANCELED)
        .order_by(CopSession.starts_at)
    ).all()
    before = [one for one in others if one.starts_at < session.starts_at]
    after = [one for one in others if one.starts_at > session.starts_at]
    return before[-1] if before else None, after[0] if after else None


def cards() -> list[Piece]:
    """The protocol cards, in the order in which they are shown."""
    return curriculum_queries.pieces(PieceKind.CARD)


def template_rows(language: str) -> list[kit.Row]:
    """The rows of the template of a session plan in a language, or in English; none when no courses are loaded."""
    piece = curriculum_queries.piece(PieceKind.TEMPLATE, TEMPLATE)
    if piece is None:
        return []
    texts = piece.content["text"]
    titles = {title.casefold(): card.name for card in cards() for title in card.titles.values()}
    return kit.rows_of_table(texts.get(language) or texts.get("en") or "", titles)


def note_of(session: CopSession, kind: NoteKind) -> SessionNote | None:
    """The notes or the highlights of a session."""
    return db.session.scalar(
        select(SessionNote).where(SessionNote.session_id == session.id, SessionNote.kind == kind)
    )


def tally_of(session: CopSession) -> list[int]:
    """How often each seat spoke; empty when nobody counted."""
    return db.session.scalar(select(VoiceTally.turns).where(VoiceTally.session_id == session.id)) or []


@dataclass(frozen=True)
class Desk:
    """What lies on the table in a session: the plan beside its rows, notes, highlights, how often each seat spoke."""

    plan: SessionPlan | None
    notes: SessionNote | None
    highlights: SessionNote | None
    turns: list[int]

    @property
    def content(self) -> dict[str, Any]:
        """The words of the plan."""
        return self.plan.content if self.plan else {}


def desk(session: CopSession) -> Desk:
    """All of it in one statement."""
    notes, highlights = aliased(SessionNote), aliased(SessionNote)
    row = db.session.execute(
        select(SessionPlan, notes, highlights, VoiceTally)
        .select_from(CopSession)
        .outerjoin(SessionPlan, SessionPlan.session_id == CopSession.id)
        .outerjoin(notes, (notes.session_id == CopSession.id) & (notes.kind == NoteKind.NOTES))
        .outerjoin(
            highlights, (highlights.session_id == CopSession.id) & (highlights.kind == NoteKind.HIGHLIGHTS)
        )
        .outerjoin(VoiceTally, VoiceTally.session_id == CopSession.id)
        .where(CopSession.id == session.id)
    ).one()
    return Desk(row[0], row[1], row[2], row[3].turns if row[3] else [])


def values_in_force(cop_id: int) -> list[SharedValue]:
    """The values that the members hold to now."""
    return list(
        db.session.scalars(
            select(SharedValue)
            .where(SharedValue.cop_id == cop_id, SharedValue.retired_at.is_(None))
            .order_by(SharedValue.id)
        )
    )


def mailings(session: CopSession) -> list[Mailing]:
    """What was sent about a session, the newest first."""
    return list(
        db.session.scalars(
            select(Mailing).where(Mailing.session_id == session.id).order_by(Mailing.id.desc())
        )
    )


def research_of(session: CopSession) -> list[Research]:
    """What members want to try before the session after this one."""
    return list(
        db.session.scalars(
            select(Research)
            .where(Research.session_id == session.id)
            .options(joinedload(Research.member))
            .order_by(Research.id)
        )
    )


def to_remind(cop: Cop, *, now: datetime) -> list[Research]:
    """Everything in a CoP of which somebody is to be reminded."""
    return list(
        db.session.scalars(
            select(Research)
            .join(CopSession, CopSession.id == Research.session_id)
            .where(CopSession.cop_id == cop.id, Research.remind_on.is_not(None))
            .where(Research.remind_on >= now.date())
            .options(joinedload(Research.member), joinedload(Research.session))
            .order_by(Research.id)
        )
    )


def touches(cop_id: int, *, after: str | None) -> Page:
    """The contacts between sessions, the newest first."""
    table = Touch.__table__.c
    statement = select(Touch.on, Touch.id, Touch).where(Touch.cop_id == cop_id)
    return page_of(
        statement.options(joinedload(Touch.member)), by=(table.on, table.id), after=after, down=True
    )


@dataclass(frozen=True)
class Circle:
    """The members a mail is for: those with an address, and those who have none here."""

    reached: list[Member]
    without: list[Member]

    def only(self, ids: Collection[int], *, among: bool) -> "Circle":
        """Those among these ids, or those who are not."""
        return Circle(
            [one for one in self.reached if (one.id in ids) is among],
            [one for one in self.without if (one.id in ids) is among],
        )


def circle(cop: Cop) -> Circle:
    """The members of a CoP now, without its facilitators and their mentors."""
    found = db.session.scalars(
        select(Member)
        .where(Member.cop_id == cop.id, Member.until.is_(None), no_guide())
        .order_by(Member.sort_name, Member.id)
    ).all()
    return Circle([one for one in found if one.email], [one for one in found if not one.email])


def who_came(session: CopSession) -> set[int]:
    """The ids of the members who signed in to a session."""
    return set(db.session.scalars(select(SignIn.member_id).where(SignIn.session_id == session.id)))


def is_ready(session: CopSession, plan: SessionPlan | None, rows: Sequence[kit.Row]) -> bool:
    """Whether a plan was called ready and still adds up: the session may have become shorter since."""
    return bool(plan and plan.ready_at) and not kit.why_not_ready(
        rows, planned=session.planned_minutes, content=plan.content if plan else {}, place=session.place
    )


def step_facts(session: CopSession, on_table: Desk, after: CopSession | None) -> afterwards.Facts:
    """What is on record of a session, for its checklist; `after` is the next one."""
    plan, rows, content = on_table.plan, rows_of(session), on_table.content
    groups = kit.groups_for(session.format, trip=bool(content.get("field_trip")))
    needed = {check for group in groups for check in kit.CHECKS[group]}
    sent = set(db.session.scalars(select(Mailing.kind).where(Mailing.session_id == session.id)))
    highlights, counts = on_table.highlights, _counts(session)
    return afterwards.Facts(
        state=session.state, rows=len(rows), ready=is_ready(session, plan, rows), slides=bool(content.get("slides")),
        breaks=sum(row.kind is kit.RowKind.BREAK for row in rows), presenters=bool(content.get("presenters")),
        checks=len(needed & set(content.get("checks") or [])), checks_needed=len(needed),
        trip=bool(content.get("field_trip")), place=bool(session.place), agenda_sent=MailKind.AGENDA in sent,
        closed=session.locked_at is not None or session.state is CopSessionState.HELD,
        highlights=bool(highlights and highlights.text), highlights_posted=bool(highlights and highlights.posted_at),
        follow_up_sent=MailKind.FOLLOW_UP in sent, next_planned=after is not None, **counts,
    )  # fmt: skip


def _counts(session: CopSession) -> dict[str, int]:
    debriefs = select(func.count()).where(Debrief.session_id == session.id)
    wanted = {
        "signed_in": select(func.count()).where(SignIn.session_id == session.id),
        "research": select(func.count()).where(Research.session_id == session.id),
        "money": select(func.count()).where(Money.session_id == session.id),
        "debriefs": debriefs,
        "debriefs_due": debriefs.where(Debrief.state == DebriefState.DUE),
    }
    row = db.session.execute(
        select(*(statement.scalar_subquery().label(name) for name, statement in wanted.items()))
    ).one()
    return {name: getattr(row, name) or 0 for name in wanted}
