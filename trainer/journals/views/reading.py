"""What does an entry say, what was answered, and what changed from round to round?"""

import flask

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.i18n import locale_code
from trainer.core.web import guard
from trainer.journals import queries
from trainer.journals.models import Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import OPEN, Change, EntryState
from trainer.journals.views import talking
from trainer.journals.views.blueprint import bp
from trainer.journals.wording import LEVELS
from trainer.permissions import Permission


@bp.get("/entries/<entry_ref>")
@guard.needs(Permission.JOURNAL_READ, entry=queries.entry_by_ref)
def entry(entry: Entry) -> str:
    """An entry with every round and its answer side by side. What was never handed in is its writer's alone."""
    actor = guard.actor()
    own = actor.person_id == entry.person_id
    if reason := queries.why_not_read(entry, actor.person_id, now=clock.now()):
        raise Refused(reason)
    rounds = queries.rounds_for(entry, actor.person_id)
    if not own and not rounds:
        raise NotFound
    handed_in = any(one.submission.withdrawn_at is None for one in rounds)
    return flask.render_template(
        "journals/entry.html", entry=entry, rounds=rounds, own=own, language=locale_code(),
        beside=queries.said_beside(entry, own, rounds), readers=queries.readers(entry, now=clock.now()) if own else [],
        prompt=queries.prompt_of(entry.enrollment, entry.prompt), LEVELS=LEVELS, Change=Change,
        form=ButtonForm(), can_write=own and entry.state in OPEN, me=actor.person_id,
        attached=attachments.beside(entry, actor.person_id, rounds),
        unfinished=_unfinished(entry, rounds) if own else "",
        **talking.beside(entry, handed_in=handed_in, now=clock.now()),
        can_withdraw=own and entry.state is EntryState.SUBMITTED,
        kept_as=f"journal:{actor.person_id}:{entry.prompt}" if own and entry.state not in OPEN else "",
    )  # fmt: skip


def _unfinished(entry: Entry, rounds: list[queries.Round]) -> str:
    """What the writer had begun to change when an entry that was sent back was accepted after all: it stays theirs."""
    handed_in = [one.submission.text for one in rounds if one.submission.withdrawn_at is None]
    accepted = entry.state is EntryState.ACCEPTED and handed_in
    return entry.text if accepted and entry.text.strip() != handed_in[-1].strip() else ""
