"""What was sent, what waits, what arrived in the sample mailbox, and who changed what? Shaped for the pages."""

from sqlalchemy import func, select

from trainer.accounts.models import Person
from trainer.core import audit
from trainer.core.audit import AuditRow
from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.core.web import paging
from trainer.messages.models import SampleMail


def message_by_ref(ref: str) -> OutboxRow | None:
    """One message of the log."""
    return db.session.scalars(select(OutboxRow).where(OutboxRow.ref == ref)).one_or_none()


def log_page(state: OutboxState | None, after: str | None) -> paging.Page:
    """Messages, the newest first: rows of (id, message, person or None)."""
    statement = select(OutboxRow.id, OutboxRow, Person).outerjoin(Person, Person.id == OutboxRow.to_person)
    if state is not None:
        statement = statement.where(OutboxRow.state == state)
    return paging.page_of(statement, by=[OutboxRow.id], after=after, down=True)


def open_counts() -> dict[OutboxState, int]:
    """How many messages need somebody's eye: those that wait and those that failed."""
    watched = (OutboxState.WAITING, OutboxState.FAILED)
    counted = db.session.execute(
        select(OutboxRow.state, func.count()).where(OutboxRow.state.in_(watched)).group_by(OutboxRow.state)
    )
    found = {row[0]: row[1] for row in counted}
    return {state: found.get(state, 0) for state in watched}


def mailbox_page(after: str | None) -> paging.Page:
    """The mail of the sample year, the newest first: rows of (id, mail)."""
    return paging.page_of(select(SampleMail.id, SampleMail), by=[SampleMail.id], after=after, down=True)


def mail_by_ref(ref: str) -> SampleMail | None:
    """One mail of the sample year."""
    return db.session.scalars(select(SampleMail).where(SampleMail.ref == ref)).one_or_none()


def audit_page(after: str | None) -> paging.Page:
    """What was changed, the newest first: rows of (id, change, person or None)."""
    statement = select(AuditRow.id, AuditRow, Person).outerjoin(Person, Person.id == AuditRow.by_person)
    return paging.page_of(statement, by=[AuditRow.id], after=after, down=True)


def broken_on(page: paging.Page) -> set[int]:
    """The changes of a page whose seal no longer fits them."""
    return set(audit.broken_seals([row[0] for row in page.rows]))
