"""How does a message get out, at least once and never for nothing? Lease, send, mark: one transaction each."""

import logging
import random
import time
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from typing import Any, Protocol

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import OperationalError

from trainer import permissions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.models import Person
from trainer.config import Mode
from trainer.core import mail, outbox, program
from trainer.core.db import db, new_ref, writing
from trainer.core.mail import Attachment
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.messages import rendering
from trainer.messages.models import SampleMail
from trainer.permissions import Permission

log = logging.getLogger(__name__)

DEAD_AFTER = 120.0
"""Seconds that a claim may stand still before its worker counts as gone. Sending one message takes at most 20."""

AWAY_SECONDS = (5.0, 15.0, 60.0, 120.0, 300.0)
"""How long all messages wait while the server is away, growing; far below the hour of trust.md 7."""


class Out(Protocol):
    """Where messages go. `send` returns when they are accepted, and raises a MailProblem otherwise."""

    def send(self, message: EmailMessage, *, sender: str, to: str) -> None: ...


@dataclass
class Deliverer:
    """What one worker remembers between messages: claims of others that stand still, and how the server is."""

    monotonic: Callable[[], float] = time.monotonic
    seen: dict[str, float] = field(default_factory=dict)
    away: int = 0
    quiet_until: float = 0.0
    put_off: int = 0
    done: Counter[str] = field(default_factory=Counter)

    def deliver(
        self, now: Callable[[], datetime], *, limit: int = 20, stop: Callable[[], bool] = lambda: False
    ) -> int:
        """Deliver what is due, at most `limit`; returns how many were claimed. `now` is asked for each message."""
        if self.monotonic() < self.quiet_until:
            return 0
        word = new_ref()
        with writing():
            ids = outbox.lease(now=now(), limit=limit, word=word, dead=self.dead())
        if not ids:
            return 0
        try:
            with _way_out() as way:
                for row_id in ids:
                    if stop() or not self._one(row_id, word, now, way):
                        break
        finally:
            with writing():
                outbox.release(word=word)
        return len(ids)

    def dead(self) -> set[str]:
        """The claims whose worker is gone: they have stood still, before our eyes, for too long (trust.md 10)."""
        moment = self.monotonic()
        self.seen = {word: self.seen.get(word, moment) for word in outbox.leases()}
        return {word for word, since in self.seen.items() if moment - since >= DEAD_AFTER}

    def _one(self, row_id: int, word: str, now: Callable[[], datetime], way: Out | None) -> bool:
        """Send one message; False when the others had better wait."""
        made = _prepared(row_id, now())
        with writing():
            row = outbox.held(row_id, word=word)
            if row is None:
                return True
            if isinstance(made, Ended):
                made.mark(row, now())
                self.done[row.state] += 1
                return True
            own = outbox.renew(row)
        try:
            if way is None:
                _keep(row_id, made, now())
            else:
                way.send(made.message, sender=rendering.settings().mail_from, to=made.to)
        except mail.ServerAway as problem:
            self._went_away(own, problem, now())
            return False
        except mail.MailProblem as problem:
            self._refused(row_id, problem, now())
            return True
        self.done[OutboxState.SENT] += 1
        return way is None or self._accepted(row_id, now())

    def _accepted(self, row_id: int, now: datetime) -> bool:
        """Mark it. False when the server is well again: then everything is looked at anew, in due order."""
        well_again = self.put_off >= 3
        with writing():
            outbox.mark_sent(_row(row_id), now=now)
            if well_again:
                outbox.wake(now=now)
        self.away = self.put_off = 0
        return not well_again

    def _refused(self, row_id: int, problem: mail.MailProblem, now: datetime) -> None:
        permanent = isinstance(problem, mail.NeverAccepted)
        self.put_off += not permanent
        with writing():
            row = _row(row_id)
            outbox.mark_problem(row, now=now, problem=str(problem), permanent=permanent)
            self.done[row.state] += 1
        log.warning("message %s: %s", row_id, "refused" if permanent else "put off")

    def _went_away(self, own: str, problem: mail.ServerAway, now: datetime) -> None:
        pause = AWAY_SECONDS[min(self.away, len(AWAY_SECONDS) - 1)] * random.uniform(0.9, 1.1)  # noqa: S311 - spreads retries, keeps no secret
        self.away += 1
        self.quiet_until = self.monotonic() + pause
        with writing():
            outbox.release(word=own)
            self.done[OutboxState.FAILED] += outbox.give_up(now=now, problem=str(problem))
        log.warning("mail server away, next try in %d s: %s", pause, problem)


@dataclass(frozen=True)
class Prepared:
    """A message ready to go."""

    message: EmailMessage
    to: str
    name: str
    said: rendering.Rendered


@dataclass(frozen=True)
class Ended:
    """A message that will not go: its moment has passed, its reader lost the right to it, or it cannot be made."""

    state: OutboxState
    problem: str = ""

    def mark(self, row: OutboxRow, now: datetime) -> None:
        """Write down why."""
        if self.state is OutboxState.FAILED:
            outbox.mark_problem(row, now=now, problem=self.problem, permanent=True)
        else:
            outbox.mark_ended(row, self.state)


def _row(row_id: int) -> OutboxRow:
    return db.session.get_one(OutboxRow, row_id, populate_existing=True)


def _way_out() -> AbstractContextManager[Out | None]:
    """The mail server, or None for the mailbox page. In the sample year nothing ever leaves."""
    settings = rendering.settings()
    if settings.mode is Mode.SAMPLE or not settings.smtp_url:
        return nullcontext(None)
    return mail.Smtp(settings.smtp_url, our_name=rendering.host())


def _prepared(row_id: int, now: datetime) -> Prepared | Ended:
    """The message, made before a lock is taken. A fault in one does not hold up the others."""
    try:
        return _prepare(_row(row_id), now)
    except OperationalError:
        raise
    except Exception as fault:
        log.exception("message %s cannot be made", row_id)
        return Ended(OutboxState.FAILED, type(fault).__name__)
    finally:
        db.session.rollback()


def _prepare(row: OutboxRow, now: datetime) -> Prepared | Ended:
    """The message, or why there is none. Changes nothing."""
    if row.not_after is not None and row.not_after < now:
        return Ended(OutboxState.STALE)
    if not _still_allowed(row):
        return Ended(OutboxState.FORBIDDEN)
    person = db.session.get(Person, row.to_person) if row.to_person is not None else None
    name = person.name if person else str(row.params.get("name") or "")
    address = row.address or (person.email if person else "")
    language = person.language if person else str(row.params.get("language") or "en")
    sender = (program.name(), rendering.settings().mail_from or f"program@{rendering.host()}")
    try:
        said = rendering.render(
            kind=row.kind, params=row.params, name=name, language=language, sender=sender, now=now, to=address
        )
        message = mail.compose(
            message_id=f"{row.ref}@{rendering.host()}", sender=sender, to=(name, address), subject=said.subject,
            body=said.body, language=said.language, now=now, attachments=_attachments(said), answers=_answers(row),
        )  # fmt: skip
    except (mail.NeverAccepted, rendering.CannotRender) as problem:
        log.error("message %s (%s) cannot be made: %s", row.id, row.kind, type(problem).__name__)
        return Ended(OutboxState.FAILED, str(problem))
    return Prepared(message, address, name, said)


def _still_allowed(row: OutboxRow) -> bool:
    """Whether its reader may still see what it tells (trust.md 15)."""
    if row.access is None:
        return True
    permission, scopes = row.access
    actor = accounts_queries.actor_for(row.to_person) if row.to_person is not None else None
    return permissions.allowed(actor, Permission(permission), [(kind, number) for kind, number in scopes])


def _answers(row: OutboxRow) -> tuple[str, str] | None:
    """Whom a reply reaches, where a person wrote this themselves and said so: at the address they have by now."""
    writer = db.session.get(Person, row.params["reply_to"]) if row.params.get("reply_to") else None
    return (writer.name, writer.email) if writer else None


def _attachments(said: rendering.Rendered) -> list[Attachment]:
    if said.calendar is None:
        return []
    params = {"charset": "utf-8", "method": said.calendar_method}
    return [Attachment("calendar.ics", said.calendar, "text/calendar", params)]


def _keep(row_id: int, prepared: Prepared, now: datetime) -> None:
    """Put it into the mailbox page and mark it, in one transaction: exactly once."""
    said = prepared.said
    values: dict[str, Any] = {
        "message_id": prepared.message["Message-ID"].strip("<>"), "at": now, "to_address": prepared.to,
        "to_name": prepared.name[:200], "language": said.language, "subject": said.subject[:300], "body": said.body,
        "calendar": said.calendar.decode() if said.calendar else None,
    }  # fmt: skip
    with writing():
        dialect = db.session.get_bind().dialect.name
        insert = postgresql_insert if dialect == "postgresql" else sqlite_insert
        db.session.execute(insert(SampleMail).values(values).on_conflict_do_nothing())
        outbox.mark_sent(_row(row_id), now=now)


def settle(now: Callable[[], datetime], deliverer: Deliverer | None = None) -> Counter[str]:
    """Deliver until nothing is due any more or the server is away; returns how many ended how."""
    deliverer = deliverer or Deliverer()
    while deliverer.deliver(now):
        pass
    return deliverer.done
