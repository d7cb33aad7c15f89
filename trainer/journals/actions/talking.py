"""How do a trainee, their mentor and a second reader talk about an entry? Under it, with a mail that says nothing."""

from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.core.errors import Reason, Refused
from trainer.journals import rules
from trainer.journals.models import Entry
from trainer.journals.queries import talk
from trainer.journals.rules import TalkReason
from trainer.messages import actions as message_actions
from trainer.messages.models import Post
from trainer.permissions import Permission


def say(*, entry: Entry, handed_in: bool, text: str, by: Actor, now: datetime) -> Post:
    """Write under an entry; the others who read it hear that there is something new, and not what. Raises Refused."""
    people = talk.talkers(entry, now=now)
    if by.person_id not in {one.person.id for one in people}:
        raise Refused(Reason(TalkReason.NOT_A_READER))
    if not handed_in:
        raise Refused(Reason(TalkReason.NOT_HANDED_IN))
    post = message_actions.write_post(
        circle=talk.circle_name(entry), topic=talk.TOPIC, text=text, by=by, now=now
    )
    due = rules.told_at(now)
    with outbox.gathered():
        for one in people:
            if one.person.id != by.person_id:
                outbox.put(
                    kind="journals.posted", to=one.person.id, now=now, not_before=due,
                    dedupe=f"{mails_to(entry, one.person.ref)}{due.isoformat()}",
                    params={"path": f"/entries/{entry.ref}#talk"}, access=access(entry),
                )  # fmt: skip
    return post


def mails_to(entry: Entry, person_ref: str) -> str:
    """How the keys of all mails to somebody about this conversation begin."""
    return f"talk:{entry.ref}:{person_ref}:"


def access(entry: Entry) -> tuple[str, list[list[object]]]:
    """What whoever gets a mail about an entry must still be allowed to when it goes out."""
    return Permission.JOURNAL_READ.value, [["person", entry.person_id], ["entry", entry.id]]
