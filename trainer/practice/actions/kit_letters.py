"""Which mail goes to the members of a CoP, and who is reminded of what they want to try? To addresses, not accounts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from trainer.core import outbox
from trainer.practice import queries
from trainer.practice.models import Cop, CopSession, Member, Research
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import CopSessionState
from trainer.practice.rules.afterwards import MailKind
from trainer.schedule.rules import plan as plans

MORNING = time(9)


def send(
    session: CopSession, kind: MailKind, number: int, people: Iterable[Member], params: Mapping[str, Any],
    *, now: datetime, not_after: datetime | None = None,
) -> None:  # fmt: skip
    """Put one mail out for each of these members. `number`: the id of the Mailing, so that each goes out once."""
    with outbox.gathered():
        for member in people:
            outbox.put(
                kind=f"practice.{kind.value}", address=member.email, now=now, not_after=not_after,
                dedupe=f"cop-session:{session.ref}:{kind.value}:{number}:{member.ref}",
                params={**params, "name": member.name, "language": session.cop.language},
            )  # fmt: skip


def take_back(session: CopSession, *, now: datetime) -> None:
    """The session was called off: what has not left yet stays here."""
    outbox.cancel(dedupe_prefix=f"cop-session:{session.ref}:", now=now)


def remind(research: Research, cop: Cop, next_session: CopSession | None, *, now: datetime) -> None:
    """Remind whoever wants to try something, on the morning of that day; never once the next session has begun."""
    outbox.cancel(dedupe_prefix=f"research:{research.ref}:", now=now)
    if research.remind_on is None:
        return
    at = plans.instant(research.remind_on, MORNING, cop.zone)
    ends = next_session.starts_at if next_session else at + timedelta(days=7)
    if at <= now or at >= ends:
        return
    research.turn += 1
    people = [research.member] if research.member else kit_queries.circle(cop).reached
    params = {
        "cop": cop.name, "what": research.what, "own": research.member is not None, "zone": cop.zone,
        "next": next_session.starts_at.isoformat() if next_session else "", "language": cop.language,
        "place": next_session.place if next_session else "",
    }  # fmt: skip
    with outbox.gathered():
        for member in people:
            if member.email and member.until is None:
                outbox.put(
                    kind="practice.research", address=member.email, now=now, not_before=at, not_after=ends,
                    dedupe=f"research:{research.ref}:{research.turn}:{member.ref}",
                    params={**params, "name": member.name},
                )  # fmt: skip


def remind_anew(cop: Cop, *, now: datetime) -> None:
    """A session was planned, moved or called off: every reminder fits the session that comes next now."""
    wanted = kit_queries.to_remind(cop, now=now)
    if not wanted:
        return
    live = [one for one in queries.sessions(cop.id) if one.state is not CopSessionState.CANCELED]
    for research in wanted:
        later = [one for one in live if one.starts_at > research.session.starts_at]
        remind(research, cop, later[0] if later else None, now=now)


def forget(member: Member, *, now: datetime) -> None:
    """Somebody has left: nobody reminds them any more."""
    for research in kit_queries.to_remind(member.cop, now=now):
        outbox.cancel(dedupe_prefix=f"research:{research.ref}:{research.turn}:{member.ref}", now=now)
