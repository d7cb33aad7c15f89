"""How does the agenda, what was worth keeping, and a word afterward reach the members of a CoP (B07, E15)?"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice.actions import kit_letters
from trainer.practice.actions.cops import lock_cop
from trainer.practice.actions.sessions import fresh, note
from trainer.practice.models import CopSession, Mailing
from trainer.practice.queries import kit as kit_queries
from trainer.practice.queries.kit import Circle
from trainer.practice.rules import SIGN_IN_BEFORE, CopSessionState, PracticeReason, afterwards, kit, voices
from trainer.practice.rules.afterwards import AfterReason, MailKind, NoteKind
from trainer.practice.rules.kit import PlanPart, Slides
from trainer.practice.rules.sessions import sign_in_window


def agenda_of(session: CopSession) -> dict[str, Any]:
    """What members read of a plan: plain values, as they go into the mail and are compared with later."""
    plan, rows = kit_queries.plan_of(session), kit_queries.rows_of(session)
    content = plan.content if plan else {}
    link = content.get(PlanPart.SLIDES_LINK) if content.get("slides") == Slides.LINK else ""
    return {
        "when": session.starts_at.isoformat(), "minutes": session.planned_minutes, "format": session.format.value,
        "place": session.place, "purpose": session.purpose, "question": session.question, "slides": link or "",
        "access": content.get(PlanPart.ACCESS, ""), "languages": content.get(PlanPart.LANGUAGES, ""),
        "interpreter": content.get(PlanPart.INTERPRETER, ""), "link_last": content.get(PlanPart.LINK_LAST, ""),
        "trip": content.get(PlanPart.TRIP, "") if content.get("field_trip") else "",
        "rows": [{"minutes": row.minutes, "activity": row.activity, "who": row.who} for row in rows],
    }  # fmt: skip


def agenda_params(session: CopSession, said: str, *, by: Actor) -> dict[str, Any]:
    """What the mail with the agenda says; `changes`: what is new since it was sent last, `again`: it was."""
    agenda = agenda_of(session)
    sent = [one for one in kit_queries.mailings(session) if one.kind is MailKind.AGENDA]
    return {
        **_common(session, by), "agenda": agenda, "note": said.strip(), "again": bool(sent),
        "changes": afterwards.changes(sent[0].said["agenda"], agenda) if sent else [],
    }  # fmt: skip


def _common(session: CopSession, by: Actor) -> dict[str, Any]:
    return {
        "cop": session.cop.name, "number": session.number, "zone": session.cop.zone, "by": by.name,
        "reply_to": by.person_id, "on": session.on.isoformat(),
    }  # fmt: skip


def _locked(session: CopSession) -> CopSession:
    lock_cop(session.cop)
    session = fresh(session)
    if session.state is CopSessionState.CANCELED:
        raise Refused(Reason(PracticeReason.SESSION_CANCELED))
    return session


def _sent(
    session: CopSession, kind: MailKind, said: Mapping[str, Any], people: Circle, *, by: Actor, now: datetime
) -> Mailing:
    if not people.reached:
        raise Refused(Reason(AfterReason.NOBODY_TO_WRITE))
    mailing = Mailing(
        session_id=session.id, kind=kind, said=dict(said), reached=len(people.reached),
        without_address=len(people.without), sent_at=now, sent_by=by.person_id,
    )  # fmt: skip
    db.session.add(mailing)
    db.session.flush()
    note(session, f"cop_session.send_{kind.value}", by=by, now=now, reached=mailing.reached)
    return mailing


def send_agenda(*, session: CopSession, said: str, by: Actor, now: datetime) -> Mailing:
    """Send the agenda to every member with an address. Only a plan that adds up goes out. Raises Refused."""
    session = _locked(session)
    closes = sign_in_window(session.starts_at, session.planned_minutes)[1]
    if now >= closes or session.state is CopSessionState.HELD:
        raise Refused(Reason(AfterReason.SESSION_OVER))
    plan, rows = kit_queries.plan_of(session), kit_queries.rows_of(session)
    problems = kit.why_not_ready(
        rows, planned=session.planned_minutes, content=plan.content if plan else {}, place=session.place
    )
    if problems:
        raise Refused(problems)
    if plan is not None and plan.ready_at is None:
        plan.ready_at = now
    params, people = agenda_params(session, said, by=by), kit_queries.circle(session.cop)
    mailing = _sent(session, MailKind.AGENDA, params, people, by=by, now=now)
    kit_letters.send(session, MailKind.AGENDA, mailing.id, people.reached, params, now=now, not_after=closes)
    return mailing


def highlights_params(session: CopSession, *, by: Actor) -> dict[str, Any]:
    """What the mail with the highlights says."""
    written = kit_queries.note_of(session, NoteKind.HIGHLIGHTS)
    return {**_common(session, by), "highlights": written.text if written else ""}


def post_highlights(*, session: CopSession, by: Actor, now: datetime) -> Mailing:
    """Post what was worth keeping to the members. Raises Refused when nothing is written, or nobody can be reached."""
    session = _locked(session)
    written = kit_queries.note_of(session, NoteKind.HIGHLIGHTS)
    if written is None or not written.text.strip():
        raise Refused(Reason(AfterReason.NOTHING_WRITTEN))
    params, people = highlights_params(session, by=by), kit_queries.circle(session.cop)
    mailing = _sent(session, MailKind.HIGHLIGHTS, params, people, by=by, now=now)
    kit_letters.send(session, MailKind.HIGHLIGHTS, mailing.id, people.reached, params, now=now)
    written.posted_at = now
    db.session.flush()
    return mailing


def follow_up_params(
    session: CopSession, words: Mapping[str, str], *, highlights: bool, by: Actor
) -> dict[str, Any]:
    """What the mail after a session says. `words`: came, missed, body, as the facilitator wrote them."""
    written = kit_queries.note_of(session, NoteKind.HIGHLIGHTS) if highlights else None
    _before, after = kit_queries.neighbors(session)
    return {
        **_common(session, by), "words": {name: text.strip() for name, text in words.items()},
        "highlights": written.text if written else "",
        "research": [one.what for one in kit_queries.research_of(session) if one.member_id is None],
        "next": after.starts_at.isoformat() if after else "", "next_place": after.place if after else "",
    }  # fmt: skip


def send_follow_up(
    *, session: CopSession, words: Mapping[str, str], highlights: bool, by: Actor, now: datetime
) -> Mailing:
    """Write to everybody after a session: those who came and those who were missed, each in their own words (E15).

    Each also reads what they themselves want to try; what others want to try alone is not told. Raises Refused.
    """
    session = _locked(session)
    if now < session.starts_at - SIGN_IN_BEFORE:
        raise Refused(Reason(AfterReason.NOT_BEGUN_YET))
    people, came = kit_queries.circle(session.cop), kit_queries.who_came(session)
    params = follow_up_params(session, words, highlights=highlights, by=by)
    mailing = _sent(session, MailKind.FOLLOW_UP, params, people, by=by, now=now)
    research = kit_queries.research_of(session)
    for member in people.reached:
        own = [one.what for one in research if one.member_id == member.id]
        said = {**params, "came": member.id in came, "own": own, **_asks(session, now)}
        kit_letters.send(session, MailKind.FOLLOW_UP, mailing.id, [member], said, now=now)
    written = kit_queries.note_of(session, NoteKind.HIGHLIGHTS)
    if written is not None and params["highlights"]:
        written.posted_at = now
    db.session.flush()
    return mailing


def _asks(session: CopSession, now: datetime) -> dict[str, Any]:
    """Where those who came say how it was, and until when; nothing once it is too late."""
    _opens, ends = voices.feedback_window(session.starts_at, session.planned_minutes)
    return (
        {"feedback": f"/feedback/{session.token}", "feedback_until": ends.isoformat()} if now < ends else {}
    )
