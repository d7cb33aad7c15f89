"""What is in a journal, in one order: prompts by their sessions, and between them the traces without one?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from trainer.core.web.paging import Page
from trainer.journals import rules
from trainer.journals.queries.entries import Line
from trainer.journals.rules import Audience, EntryState, Place, Sort


@dataclass(frozen=True)
class Trace:
    """A trace without a prompt, as the timeline shows it."""

    made_at: datetime
    ref: str
    prompt: str
    title: str
    state: EntryState
    areas: Sequence[int]
    shows: Sequence[str]
    narrowed: Audience


@dataclass
class Group:
    """A session of the cohort with what belongs to it; number 0: before the first one. `later`: it is yet to come."""

    number: int
    titles: dict[str, str]
    on: date | None
    later: bool
    lines: list[Line] = field(default_factory=list)
    traces: list[Trace] = field(default_factory=list)


def traces_in(page: Page) -> list[Trace]:
    """The traces of a page of `traces_of`."""
    return [
        Trace(made_at, ref, prompt, title or rules.beginning(text), state, areas, shows, narrowed)
        for made_at, _id, ref, prompt, title, text, state, areas, shows, narrowed in page.rows
    ]


def shown(
    lines: Iterable[Line], *, sort: Sort | None, place: Place | None, area: int | None, today: date
) -> list[Line]:
    """The prompts that a filter leaves: by kind, by where they stand, by a competency area."""
    return [
        line for line in lines
        if (sort is None or sort.value == line.prompt.kind.value)
        and (place is None or _place(line, today) is place)
        and (area is None or (line.entry is not None and area in line.entry.areas))
    ]  # fmt: skip


def _place(line: Line, today: date) -> Place | None:
    """Where a line stands; what nobody has to write and nobody began stands nowhere."""
    if line.entry is not None:
        return rules.place_of(line.entry.state)
    opened = line.prompt.opens_on is not None and line.prompt.opens_on <= today
    return Place.WAITS if opened and line.prompt.required else None


def counts(lines: Iterable[Line], traces: Iterable[Trace], today: date) -> dict[Place, int]:
    """How much waits for the writer, is with the mentor, is accepted."""
    found = [_place(line, today) for line in lines] + [rules.place_of(one.state) for one in traces]
    return {place: found.count(place) for place in Place}


def grouped(
    lines: Iterable[Line], traces: Iterable[Trace], *, zone: tzinfo, today: date, all_lines: Iterable[Line]
) -> list[Group]:
    """The sessions in their order, each with its prompts and with the traces written from its day on. `all_lines`:
    without a filter, so that a trace stands under its session also when none of its prompts is shown."""
    groups: dict[int, Group] = {}
    for line in all_lines:
        prompt = line.prompt
        if prompt.session not in groups:
            later = prompt.opens_on is None or prompt.opens_on > today
            groups[prompt.session] = Group(prompt.session, dict(prompt.titles), prompt.opens_on, later)
    for line in lines:
        group = groups[line.prompt.session]
        group.lines.append(line)
        group.later = group.later and line.entry is None
    dated = sorted(((one.on, one.number) for one in groups.values() if one.on), reverse=True)
    for trace in sorted(traces, key=lambda one: one.made_at):
        day = trace.made_at.astimezone(zone).date()
        number = next((number for on, number in dated if on <= day), 0)
        groups.setdefault(number, Group(number, {}, None, later=False)).traces.append(trace)
    return [one for _number, one in sorted(groups.items()) if one.lines or one.traces]
