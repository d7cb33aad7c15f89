"""Which messages does a pair or a meeting send, and which unsent ones does a change take back? No notes in any."""

from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.core import outbox
from trainer.mentoring import queries, rules
from trainer.mentoring.models import Meeting, Pair, Proposal
from trainer.mentoring.rules import MeetingState
from trainer.permissions import Permission


def dedupe(meeting: Meeting, what: str = "") -> str:
    """The key of a meeting's message; without `what`, how the keys of all of them begin."""
    return f"meeting:{meeting.ref}:{what}"


def take_back(meeting: Meeting, *, now: datetime) -> None:
    """Take back what was not sent yet, reminders above all: the meeting has moved on."""
    outbox.cancel(dedupe_prefix=dedupe(meeting), now=now)


def paired(pair: Pair, *, now: datetime) -> None:
    """To both: you are mentor and trainee now."""
    for reader, other, mentors in ((pair.mentor, pair.trainee, True), (pair.trainee, pair.mentor, False)):
        outbox.put(
            kind="mentoring.paired", to=reader.id, now=now, dedupe=f"pair:{pair.ref}:{reader.ref}",
            params={"other": other.name, "mentors": mentors, "path": f"/pairs/{pair.ref}"},
            access=_access(pair.trainee_id),
        )  # fmt: skip


def planned(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """To both: we meet then; with the calendar file. And a reminder the day before."""
    _to_both("planned", meeting, by=by, now=now)
    _remind(meeting, now=now)


def changed(meeting: Meeting, *, before: datetime, by: Actor, now: datetime) -> None:
    """To both: the meeting has moved; the calendar follows, and so does the reminder."""
    take_back(meeting, now=now)
    _to_both("changed", meeting, by=by, now=now, before=before.isoformat())
    _remind(meeting, now=now)


def canceled(meeting: Meeting, *, by: Actor, now: datetime) -> None:
    """To both: the meeting is off; the calendar takes it out. Nobody is told after its moment."""
    take_back(meeting, now=now)
    if meeting.starts_at > now:
        _to_both("canceled", meeting, by=by, now=now, guarded=False)


def proposed(proposal: Proposal, *, last: datetime, now: datetime) -> None:
    """To the other of the two: these times are proposed; none is asked for after the last of them."""
    outbox.put(
        kind="mentoring.proposed", to=proposal.to_id, now=now, not_after=last, dedupe=f"times:{proposal.ref}:asked",
        params={
            "other": proposal.by.name, "zone": proposal.zone, "minutes": proposal.minutes, "mode": proposal.mode.value,
            "starts": [one.isoformat() for one in queries.starts_of(proposal)], "path": f"/times/{proposal.ref}",
            "moves": proposal.meeting_id is not None,
        },
        access=_access(proposal.pair.trainee_id),
    )  # fmt: skip


def take_back_times(proposal: Proposal, *, now: datetime) -> None:
    """They were answered or withdrawn: nobody is asked any more."""
    outbox.cancel(dedupe_prefix=f"times:{proposal.ref}:", now=now)


def take_back_rhythm(pair: Pair) -> None:
    """The pair ends: nobody is reminded of its rhythm any more."""
    outbox.cancel(dedupe_prefix=f"rhythm:{pair.ref}:")


def moved_over(meeting: Meeting, before: Person, *, now: datetime) -> None:
    """A meeting ahead goes on with the new mentor: the calendar of the one before drops it, the two others keep it."""
    take_back(meeting, now=now)
    event = event_of(meeting)
    readers = ((before, meeting.trainee, True), (meeting.mentor, meeting.trainee, False))
    for reader, other, off in (*readers, (meeting.trainee, meeting.mentor, False)):
        outbox.put(
            kind="mentoring.handed_over", to=reader.id, now=now, not_after=meeting.starts_at,
            dedupe=dedupe(meeting, f"over:{meeting.sequence}:{reader.ref}"),
            params={
                **_params(meeting, other), "off": off, "before": before.name, "trainee": meeting.trainee.name,
                "calendar": [{**event, "status": "CANCELLED"} if off else event],
            },
            access=None if off else _access(meeting.trainee_id),
        )  # fmt: skip
    _remind(meeting, now=now)


def _to_both(
    what: str, meeting: Meeting, *, by: Actor, now: datetime, guarded: bool = True, **more: Any
) -> None:
    for reader, other in _both(meeting):
        outbox.put(
            kind=f"mentoring.{what}", to=reader.id, now=now, not_after=meeting.starts_at,
            dedupe=dedupe(meeting, f"{what}:{meeting.sequence}:{reader.ref}"),
            params={
                **_params(meeting, other), **more, "by": by.name if by.person_id not in (None, reader.id) else "",
                "calendar": [event_of(meeting)],
            },
            access=_access(meeting.trainee_id) if guarded else None,
        )  # fmt: skip


def _remind(meeting: Meeting, *, now: datetime) -> None:
    at = rules.remind_at(starts_at=meeting.starts_at, now=now)
    if at is None:
        return
    for reader, other in _both(meeting):
        outbox.put(
            kind="mentoring.reminder", to=reader.id, now=now, not_before=at, not_after=meeting.starts_at,
            dedupe=dedupe(meeting, f"reminder:{meeting.sequence}:{reader.ref}"),
            params=_params(meeting, other), access=_access(meeting.trainee_id),
        )  # fmt: skip


def _both(meeting: Meeting) -> tuple[tuple[Person, Person], tuple[Person, Person]]:
    return (meeting.mentor, meeting.trainee), (meeting.trainee, meeting.mentor)


def _params(meeting: Meeting, other: Person) -> dict[str, Any]:
    return {
        "other": other.name,
        "starts": meeting.starts_at.isoformat(),
        "zone": meeting.zone,
        "minutes": meeting.planned_minutes,
        "mode": meeting.mode.value,
        "join": meeting.link,
        "path": f"/meetings/{meeting.ref}",
    }


def event_of(meeting: Meeting) -> dict[str, Any]:
    """The meeting in a calendar, for both of any language. The uid stays, the sequence rises with every change."""
    off = meeting.state is MeetingState.CANCELED
    title = f"Mentor: {meeting.mentor.name} + {meeting.trainee.name}"
    return {
        "uid": f"meeting.{meeting.ref}", "sequence": meeting.sequence, "title": title,
        "starts": meeting.starts_at.isoformat(), "ends": meeting.ends_at.isoformat(), "zone": meeting.zone,
        "place": "", "url": meeting.link, "status": "CANCELLED" if off else "CONFIRMED", "invitation": True,
    }  # fmt: skip


def _access(trainee_id: int) -> tuple[str, list[list[Any]]]:
    return Permission.MENTORING_SEE.value, [["person", trainee_id]]
