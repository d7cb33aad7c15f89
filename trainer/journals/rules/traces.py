"""What stands beside the text of an entry, who may read it, and when can a trace become the answer to a prompt?"""

import enum
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from trainer.core.links import is_safe
from trainer.journals.rules.entries import OPEN, WAITING, EntryKind, EntryState

FREE = "free:"
"""How the prompt of a trace begins that answers none."""
KEY = re.compile(r"free:[A-Za-z0-9_-]{16,40}")
"""What a device may call a trace before the site knows of it; the same one sent twice is the same trace."""
MOST_TITLE, MOST_LINKS, MOST_ADDRESS = 200, 12, 1_000
AREAS = range(1, 9)
"""The numbers of the competency areas (courses/program.toml)."""
BEGINNING = 60


class Sort(enum.StrEnum):
    """By which kind the timeline of a journal is looked through."""

    REFLECTIVE = "reflective"
    TRACE = "trace"
    FREE = "free"


class Place(enum.StrEnum):
    """By where an entry stands: with the writer, with the mentor, done."""

    WAITS = "waits"
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"


STATES_AT = {Place.WAITS: OPEN, Place.HANDED_IN: WAITING, Place.ACCEPTED: (EntryState.ACCEPTED,)}


class Shows(enum.StrEnum):
    """Whom a trace is about (E18)."""

    CHILDREN = "children"
    FAMILIES = "families"
    EDUCATORS = "educators"


class Audience(enum.StrEnum):
    """How far the writer lets an entry go once it is handed in. Nobody else is on this list: employers never are."""

    MENTOR = "mentor"
    ONLY_ME = "only_me"


class TraceReason(enum.StrEnum):
    """Why what stands beside an entry cannot be saved, or a trace not be used for a prompt."""

    LINK_UNSAFE = "link_unsafe"
    LINK_TWICE = "link_twice"
    TOO_MANY_LINKS = "too_many_links"
    NOT_YOUR_SESSION = "not_your_session"
    HANDED_IN = "narrow_handed_in"
    ANSWERS_A_PROMPT = "answers_a_prompt"
    TAKE_IT_BACK = "take_it_back"
    PROMPT_TAKEN = "prompt_taken"
    NO_TRACE_PROMPT = "no_trace_prompt"


@dataclass(frozen=True)
class Link:
    """Where something is found, and what it is."""

    url: str
    title: str = ""

    def as_json(self) -> dict[str, str]:
        """As the row keeps it."""
        return {"url": self.url, "title": self.title}


@dataclass(frozen=True)
class OwnSession:
    """A session of a CoP that somebody facilitates, as a choice."""

    id: int
    ref: str
    cop: str
    number: int
    on: date


@dataclass(frozen=True)
class Beside:
    """What stands beside the text: a title, whom it shows, what it touches, links, and how far it goes."""

    title: str = ""
    shows: tuple[Shows, ...] = ()
    areas: tuple[int, ...] = ()
    links: tuple[Link, ...] = field(default=())
    session_id: int | None = None
    audience: Audience = Audience.MENTOR

    def as_json(self) -> dict[str, object]:
        """As a round keeps it: what a mentor reads. How far it goes is not part of it."""
        return {
            "title": self.title, "shows": list(self.shows), "areas": list(self.areas), "session_id": self.session_id,
            "links": [one.as_json() for one in self.links],
        }  # fmt: skip


def from_json(kept: Mapping[str, Any]) -> Beside:
    """What a round kept."""
    return Beside(
        title=str(kept.get("title", "")), shows=tuple(Shows(one) for one in kept.get("shows", ())),
        areas=tuple(kept.get("areas", ())), session_id=kept.get("session_id"),
        links=tuple(Link(one["url"], one["title"]) for one in kept.get("links", ())),
    )  # fmt: skip


def place_of(state: EntryState) -> Place:
    """Where an entry in this state stands."""
    return next(place for place, states in STATES_AT.items() if state in states)


def is_free(prompt: str) -> bool:
    """Whether an entry with this prompt answers none: it is a trace written of one's own accord."""
    return prompt.startswith(FREE)


def links_of(text: str) -> tuple[Link, ...]:
    """The links in a text with one in each line: the address, a blank, what it is."""
    parts = (line.strip().split(None, 1) for line in text.splitlines() if line.strip())
    return tuple(Link(one[0], one[1].strip() if len(one) > 1 else "") for one in parts)


def as_lines(links: Collection[Link]) -> str:
    """The same the other way round."""
    return "\n".join(f"{one.url} {one.title}".rstrip() for one in links)


def beginning(text: str) -> str:
    """The first words of a text, for a trace without a title."""
    words = " ".join(text.split())
    if len(words) <= BEGINNING:
        return words
    return words[:BEGINNING].rsplit(" ", 1)[0] + " …"


def problem_of_links(links: Collection[Link]) -> tuple[TraceReason, dict[str, object]] | None:
    """What is wrong with these links, or None: each is a whole address with https, and there once."""
    if len(links) > MOST_LINKS:
        return TraceReason.TOO_MANY_LINKS, {"count": len(links), "most": MOST_LINKS}
    for one in links:
        if not is_safe(one.url) or len(one.url) > MOST_ADDRESS:
            return TraceReason.LINK_UNSAFE, {"link": one.url[:80]}
    seen: set[str] = set()
    for one in links:
        if one.url in seen:
            return TraceReason.LINK_TWICE, {"link": one.url[:80]}
        seen.add(one.url)
    return None


def why_not_change_audience(*, before: Audience, after: Audience, read_by_others: bool) -> TraceReason | None:
    """Why the audience cannot be changed, or None. Whoever has read a round has read it: to narrow comes too late."""
    if before is after or after is Audience.MENTOR or not read_by_others:
        return None
    return TraceReason.HANDED_IN


def why_not_use(
    *, prompt: str, state: EntryState, asked: EntryKind | None, taken: bool
) -> TraceReason | None:
    """Why a trace cannot become the answer to a prompt, or None. `asked`: the prompt's kind, None for no such one."""
    if not is_free(prompt):
        return TraceReason.ANSWERS_A_PROMPT
    if state is not EntryState.DRAFT:
        return TraceReason.TAKE_IT_BACK
    if asked is not EntryKind.TRACE:
        return TraceReason.NO_TRACE_PROMPT
    return TraceReason.PROMPT_TAKEN if taken else None
