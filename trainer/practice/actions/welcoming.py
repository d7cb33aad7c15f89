"""How are members welcomed: by a mail, by a note of what they are good at, by a journal of their own?"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.practice import queries
from trainer.practice.actions.cops import lock_cop, today_of
from trainer.practice.actions.inviting import belonging_of, note
from trainer.practice.models import Cop
from trainer.practice.rules.inviting import InvitingReason
from trainer.practice.rules.setup import Part, filled


def send_welcome(*, cop: Cop, members: Collection[str], by: Actor, now: datetime) -> int:
    """Send the welcome mail that is written (row E05) to these members (refs), as far as they have an address.

    Each is marked as welcomed; an answer reaches the facilitator who sent it. Returns how many. Raises Refused.
    """
    cop = lock_cop(cop)
    text: Mapping[str, Any] = queries.setup(cop.id).of(Part.WELCOME)
    if not (filled(text.get("subject")) and filled(text.get("body"))):
        raise Refused(Reason(InvitingReason.NOTHING_TO_SEND))
    sent = 0
    with outbox.gathered():
        for member, row in queries.belongings(cop.id):
            if member.ref not in members or not member.email:
                continue
            (row or belonging_of(member)).welcomed_at = now
            outbox.put(
                kind="practice.welcome", address=member.email, now=now,
                dedupe=f"cop-welcome:{member.ref}:{now.timestamp():.0f}",
                params={
                    "name": member.name, "language": cop.language, "subject": text["subject"], "text": text["body"],
                    "writer": by.name, "reply_to": by.person_id, "cop": cop.name,
                },
            )  # fmt: skip
            sent += 1
    if not sent:
        raise Refused(Reason(InvitingReason.NOBODY))
    db.session.flush()
    note(cop, "cop_welcome.send", by=by, now=now, members=sent)
    return sent


def note_strengths(*, cop: Cop, strengths: Mapping[str, str], by: Actor, now: datetime) -> int:
    """What each member is good at (rows B02, B03), by the members' refs. Returns how many changed."""
    cop = lock_cop(cop)
    changed = 0
    for member, row in queries.belongings(cop.id):
        text = strengths.get(member.ref, row.strengths if row else "").strip()[:300]
        if text != (row.strengths if row else ""):
            (row or belonging_of(member)).strengths = text
            changed += 1
    db.session.flush()
    if changed:
        note(cop, "cop_strengths.save", by=by, now=now, members=changed)
    return changed


def give_journals(*, cop: Cop, members: Collection[str], by: Actor, now: datetime) -> int:
    """Who has a journal of their own (row E06): these members' refs, and nobody else. Returns how many changed."""
    cop = lock_cop(cop)
    changed = 0
    for member, row in queries.belongings(cop.id):
        has = member.ref in members
        if has != bool(row and row.journal_on):
            (row or belonging_of(member)).journal_on = today_of(cop, now) if has else None
            changed += 1
    db.session.flush()
    if changed:
        note(cop, "cop_journals.give", by=by, now=now, members=changed)
    return changed
