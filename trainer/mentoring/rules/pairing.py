"""Which mentor fits a trainee, why, and who cannot be? Facts in; reasons with what was counted out."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from trainer.mentoring.rules import PairReason

MOST_TRAINEES = 30
USUAL_TRAINEES = 6
"""For how many trainees somebody has room who never said it."""


class Fit(enum.StrEnum):
    """What speaks for a mentor, or does not. Facts: languages, region, hours, setting, left, of."""

    LANGUAGE = "language"
    NO_LANGUAGE = "no_language"
    REGION = "region"
    OTHER_REGION = "other_region"
    SAME_ZONE = "same_zone"
    ZONES_APART = "zones_apart"
    SETTING = "setting"
    ROOM = "room"
    HAD_BEFORE = "had_before"


@dataclass(frozen=True)
class Seeker:
    """A trainee, as the search for a mentor sees them. `offset`: minutes from UTC where they live."""

    id: int
    languages: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    offset: int = 0
    setting: str = ""
    employers: Mapping[int, str] = field(default_factory=dict, hash=False)
    had: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Guide:
    """Somebody who could mentor. `load`: how many trainees they have; `since`: from when they are free."""

    id: int
    languages: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    offset: int = 0
    settings: frozenset[str] = frozenset()
    employers: Mapping[int, str] = field(default_factory=dict, hash=False)
    capacity: int = USUAL_TRAINEES
    load: int = 0
    since: date | None = None
    signs_in: bool = True

    @property
    def left(self) -> int:
        """For how many more trainees there is room."""
        return max(self.capacity - self.load, 0)


Reasons = Sequence[tuple[Fit, Mapping[str, object]]]
Bar = tuple[PairReason, Mapping[str, object]]


@dataclass(frozen=True)
class Match:
    """A mentor for a trainee with what speaks for it; `bar` says why it cannot be."""

    seeker: int
    guide: int
    points: int
    reasons: Reasons = ()
    bar: Bar | None = None


def bar_of(seeker: Seeker, guide: Guide, *, today: date) -> Bar | None:
    """Why somebody cannot mentor this trainee, or None. An employer never reads a journal, also not as a mentor."""
    if guide.id == seeker.id:
        return PairReason.ONESELF, {}
    if common := sorted(name for key, name in seeker.employers.items() if key in guide.employers):
        return PairReason.SAME_EMPLOYER, {"organization": ", ".join(common)}
    if not guide.signs_in:
        return PairReason.NO_ACCOUNT, {}
    if guide.since is not None and guide.since > today:
        return PairReason.NOT_YET, {"day": guide.since}
    if not guide.left:
        return PairReason.FULL, {"load": guide.load, "capacity": guide.capacity}
    return None


def match(seeker: Seeker, guide: Guide, *, today: date) -> Match:
    """What speaks for this mentor, in the order of its weight, with what was counted."""
    reasons: list[tuple[Fit, dict[str, object]]] = []
    points = _language(seeker, guide, reasons) + _nearness(seeker, guide, reasons)
    if seeker.setting and seeker.setting in guide.settings:
        reasons.append((Fit.SETTING, {"setting": seeker.setting}))
        points += 15
    if guide.left:
        reasons.append((Fit.ROOM, {"left": guide.left, "of": guide.capacity}))
        points += 2 * min(guide.left, 4)
    if guide.id in seeker.had:
        reasons.append((Fit.HAD_BEFORE, {}))
    return Match(seeker.id, guide.id, points, tuple(reasons), bar_of(seeker, guide, today=today))


def _language(seeker: Seeker, guide: Guide, reasons: list[tuple[Fit, dict[str, object]]]) -> int:
    common = sorted(seeker.languages & guide.languages)
    reasons.append((Fit.LANGUAGE, {"languages": common}) if common else (Fit.NO_LANGUAGE, {}))
    return 40 if common else 0


def _nearness(seeker: Seeker, guide: Guide, reasons: list[tuple[Fit, dict[str, object]]]) -> int:
    points = 0
    if common := sorted(seeker.regions & guide.regions):
        reasons.append((Fit.REGION, {"region": ", ".join(common)}))
        points += 15
    elif seeker.regions and guide.regions:
        reasons.append((Fit.OTHER_REGION, {}))
    apart = abs(seeker.offset - guide.offset)
    reasons.append((Fit.ZONES_APART, {"hours": apart / 60}) if apart else (Fit.SAME_ZONE, {}))
    return points + (15 if not apart else 8 if apart <= 60 else 4 if apart <= 180 else 0)


def ranked(seeker: Seeker, guides: Iterable[Guide], *, today: date) -> list[Match]:
    """Everybody who could mentor, best first; then those who cannot, each with why."""
    found = [match(seeker, guide, today=today) for guide in guides]
    return sorted(found, key=lambda one: (one.bar is not None, -one.points, one.guide))


def proposed(
    seekers: Collection[Seeker], guides: Collection[Guide], *, today: date
) -> dict[int, Match | None]:
    """A mentor for each of these trainees at once, as many as possible and nobody over their room.

    The same whatever the order of either list. Whoever has the fewest choices is served first.
    """
    lists = {one.id: [m for m in ranked(one, guides, today=today) if m.bar is None] for one in seekers}
    room = {guide.id: guide.left for guide in guides}
    taken: dict[int, list[int]] = {guide.id: [] for guide in guides}
    given: dict[int, Match] = {}

    def place(seeker: int, seen: set[int]) -> bool:
        for one in lists[seeker]:
            if len(taken[one.guide]) < room[one.guide]:
                return give(one)
        for one in lists[seeker]:
            if one.guide in seen:
                continue
            seen.add(one.guide)
            for holder in sorted(taken[one.guide]):
                taken[one.guide].remove(holder)
                if place_elsewhere(holder, one.guide, seen):
                    return give(one)
                taken[one.guide].append(holder)
        return False

    def place_elsewhere(holder: int, guide: int, seen: set[int]) -> bool:
        seen.add(guide)
        kept, lists[holder] = lists[holder], [one for one in lists[holder] if one.guide not in seen]
        done = place(holder, seen)
        lists[holder] = kept
        return done

    def give(one: Match) -> bool:
        taken[one.guide].append(one.seeker)
        given[one.seeker] = one
        return True

    for seeker in sorted(lists, key=lambda id: (len(lists[id]), id)):
        place(seeker, set())
    return {seeker: given.get(seeker) for seeker in lists}
