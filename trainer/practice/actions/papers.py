"""How is a paper written, handed over, and its arrival confirmed? What was handed over is kept as it was that day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.rules import is_email, normal_email, tidy
from trainer.core import audit, outbox
from trainer.core.db import db, locked
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.models import Cop, CopSession, Delivery, Paper
from trainer.practice.rules import PracticeReason
from trainer.practice.rules.papers import (
    FIELDS,
    PaperKind,
    PaperReason,
    Way,
    fiscal_year,
    why_not_hand_over,
)
from trainer.practice.rules.setup import filled, stamp


def save_paper(
    *,
    cop: Cop,
    kind: PaperKind,
    content: Mapping[str, Any],
    seen: str,
    year: int = 0,
    session: CopSession | None = None,
    by: Actor,
    now: datetime,
) -> Paper:
    """Keep a paper as it was typed: of a fiscal year, or about a session. Raises Refused when it changed meanwhile."""
    cop = lock_cop(cop)
    paper = queries.paper_of(cop.id, kind, year=year, session=session)
    if seen != stamp(paper.content if paper else {}):
        raise Refused(Reason(PracticeReason.CHANGED_MEANWHILE))
    kept = {name: content[name] for name in FIELDS[kind] if filled(content.get(name))}
    if paper is None:
        year = fiscal_year(session.on) if session is not None else year
        paper = Paper(cop=cop, kind=kind, year=year, session=session)
        db.session.add(paper)
    paper.content, paper.saved_at, paper.saved_by = kept, now, by.person_id
    db.session.flush()
    audit.record(
        action="cop_paper.save",
        by=by,
        now=now,
        subject=("cop", cop.ref),
        facts={"kind": kind.value, "year": year},
    )
    return paper


def hand_over(
    *, paper: Paper, way: Way, to_whom: str, address: str, on: date | None, values: Mapping[str, Any], language: str,
    by: Actor, now: datetime,
) -> Delivery:  # fmt: skip
    """A paper goes to somebody (row D15): by mail with a link on which they confirm it, or as it is written down here.

    `values`: what the paper says, as it is kept for the proof. Raises Refused.
    """
    cop = lock_cop(paper.cop)
    today, to_whom, address = today_of(cop, now), tidy(to_whom), normal_email(address)
    on = today if way is Way.MAIL else on or today
    problem = why_not_hand_over(
        kind=paper.kind, content=paper.content, way=way, to_whom=to_whom, address=bool(address and is_email(address)),
        on=on, today=today,
    )  # fmt: skip
    if problem:
        raise Refused(Reason(*problem))
    delivery = Delivery(
        paper=paper, way=way, to_whom=to_whom, address=address if way is Way.MAIL else "", on=on,
        content=dict(values), language=language, by_name=by.name, recorded_at=now, confirmed_by="",
    )  # fmt: skip
    db.session.add(delivery)
    db.session.flush()
    if way is Way.MAIL:
        outbox.put(
            kind="practice.paper", address=address, now=now, dedupe=f"cop-paper:{delivery.ref}",
            params={
                "name": to_whom, "language": language, "title": values["title"], "cop": cop.name, "writer": by.name,
                "path": f"/handed/{delivery.token}", "reply_to": by.person_id,
            },
        )  # fmt: skip
    _note(delivery, "cop_paper.hand_over", by=by, now=now)
    return delivery


def confirm_delivery(
    *, delivery: Delivery, who: str, on: date | None, by: Actor | None, now: datetime
) -> None:
    """Somebody says that a paper arrived: on the page of the link, or on paper, as a facilitator writes down here.

    The first word stands. Raises Refused.
    """
    delivery = db.session.scalars(
        locked(select(Delivery).where(Delivery.id == delivery.id)).execution_options(populate_existing=True)
    ).one()
    today = today_of(delivery.paper.cop, now)
    if not tidy(who):
        raise Refused(Reason(PaperReason.NAME_MISSING))
    if delivery.confirmed_on is not None:
        raise Refused(Reason(PaperReason.CONFIRMED, {"name": delivery.confirmed_by}))
    if on is not None and not delivery.on <= on <= today:
        raise Refused(Reason(PaperReason.DAY_WRONG))
    delivery.confirmed_by, delivery.confirmed_on = tidy(who)[:200], on or today
    db.session.flush()
    _note(delivery, "cop_paper.confirm", by=by, now=now)


def _note(delivery: Delivery, action: str, *, by: Actor | None, now: datetime) -> None:
    facts = {"kind": delivery.paper.kind.value, "way": delivery.way.value, "delivery": delivery.ref}
    audit.record(
        action=action, by=by or SYSTEM, now=now, subject=("cop", delivery.paper.cop.ref), facts=facts
    )
