"""Does everybody come at the same moment, in every time zone, on the days on which clocks jump (trust.md 9)?"""

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from flask.testing import FlaskClient
from flask_babel import force_locale

from tests import builders
from tests.trial import ground
from tests.trial.calendars import in_calendar
from tests.trial.jumps import MINUTE, Wanted, Zone, of_zone
from tests.trial.outcome import Row, some
from trainer.accounts.actor import SYSTEM
from trainer.core import clock, i18n
from trainer.core.db import db, writing
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.messages import rendering
from trainer.registration import actions
from trainer.registration.actions import letters
from trainer.registration.models import Registration
from trainer.schedule import actions as schedule_actions
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules import soundness
from trainer.schedule.rules.kinds import Format, OfferingKind
from trainer.schedule.rules.plan import OfferingPlan, SessionPlan
from trainer.schedule.rules.soundness import PlanReason

STARTS = (2025, 2026, 2027)
"""The program years that meet 2026 and 2027."""
TITLE = re.compile(r'<p class="timeline-title">(.*?)</p>', re.S)
SENDER = ("Program", "program@example.org")


@dataclass(frozen=True)
class Size:
    """Which zones."""

    zones: tuple[str, ...] = tuple(sorted(available_timezones()))


SMALL = Size(
    zones=(
        "America/Los_Angeles",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
        "Europe/Dublin",
        "Asia/Kathmandu",
    )
)


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.test_app(kind) as app:
            yield on(kind, app, size)


def on(kind: str, app: Any, size: Size) -> Row:
    """The control, then the figure."""
    with standing_still():
        broken, _count = held(app, [of_zone(name) for name in SMALL.zones[:2]])
    made = [of_zone(name) for name in size.zones]
    problems, count = held(app, made)
    gaps, folds = sum(len(zone.skipped) for zone in made), sum(len(zone.twice) for zone in made)
    return Row(
        "9", f"time zones, {kind}",
        "every zone name; sessions in every gap and fold of 2026–27: page = mail = calendar file; a gap is refused"
        " helpfully, a fold is asked",
        f"{len(made)} zones, {gaps} gaps, {folds} folds, {count} sessions on page, in mail and"
        f" calendar: {some(problems)}",
        f"clocks that never jump: {some(broken, 2)}",
        not problems and count > 0, len(broken) > 2,
    )  # fmt: skip


@contextmanager
def standing_still() -> Iterator[None]:
    """The fault: nobody thinks of clocks that jump."""
    before = soundness.in_gap, soundness.comes_twice, plans.instant
    soundness.in_gap, soundness.comes_twice = (lambda *_asked: False), (lambda *_asked: False)
    plans.instant = lambda on, at, zone, fold=None: before[2](on, at, zone)
    try:
        yield
    finally:
        soundness.in_gap, soundness.comes_twice, plans.instant = before


def held(app: Any, zones: Iterable[Zone]) -> tuple[list[str], int]:
    """What is wrong anywhere, and how many sessions were looked at."""
    problems: list[str] = []
    wanted: dict[str, list[Wanted]] = {}
    with writing():
        person = builders.make_person()
        for zone in zones:
            problems += refused(zone)
            for starts in STARTS:
                wanted |= offered(zone, builders.make_year(starts), problems)
        for year in db.session.query(ProgramYear).all():
            actions.publish(
                year=year, version=year.version, why="The next two years.", by=SYSTEM, now=clock.now()
            )
        for offering in db.session.query(Offering).filter(Offering.ref.in_(wanted)).all():
            actions.register(offering=offering, person=person, by=builders.actor(person), now=clock.now())
    browser = app.test_client()
    for ref, sessions in wanted.items():
        problems += looked_at(browser, ref, sessions)
    db.session.rollback()
    return problems, sum(len(sessions) for sessions in wanted.values())


def plan_of(zone: Zone, sessions: Iterable[SessionPlan]) -> OfferingPlan:
    """A virtual offering with these sessions."""
    return OfferingPlan(
        kind=OfferingKind.OTHER, title=zone.name, format=Format.VIRTUAL, zone=zone.name, sessions=tuple(sessions)
    ).with_when()  # fmt: skip


def refused(zone: Zone) -> list[str]:
    """A time that is skipped is refused with the time that clocks show instead; of one that comes twice it is asked."""
    found = []
    for session, instead in zone.skipped:
        reason = reason_for(zone, session)
        words = read(sentence(reason)) if reason else ""
        if reason is None or reason.code is not PlanReason.TIME_IN_GAP:
            found.append(f"{zone.name}: {session.on} {session.starts} does not exist and is {reason}")
        elif spoken(instead) not in words:
            found.append(f"{zone.name}: {words!r} does not name {instead:%H:%M}")
    for session in zone.twice:
        reason = reason_for(zone, session)
        if reason is None or reason.code is not PlanReason.TIME_TWICE:
            found.append(f"{zone.name}: {session.on} {session.starts} comes twice and is {reason}")
    return found


def reason_for(zone: Zone, session: SessionPlan) -> Any:
    """Why an offering with this session alone cannot be drafted; None when it can."""
    assert session.on is not None
    year = builders.make_year(session.on.year if session.on.month >= ground.JULY else session.on.year - 1)
    try:
        with db.session.begin_nested():
            schedule_actions.draft_offering(
                year=year, plan=plan_of(zone, [session]), by=SYSTEM, now=clock.now(), today=clock.today()
            )
    except Refused as problem:
        return problem.reasons[0]
    return None


def sentence(reason: Any) -> str:
    """The reason as somebody reads it."""
    with force_locale("en"):
        return i18n.sentence(reason)


def offered(zone: Zone, year: ProgramYear, problems: list[str]) -> dict[str, list[Wanted]]:
    """The offerings of one program year, drafted, each with what is wanted of it."""
    ends = year.starts_on.replace(year=year.starts_on.year + 1)
    found: dict[str, list[Wanted]] = {}
    for sessions in apart(
        [one for one in zone.sessions if one.plan.on and year.starts_on <= one.plan.on < ends]
    ):
        try:
            made = schedule_actions.draft_offering(
                year=year, plan=plan_of(zone, [item.plan for item in sessions]), by=SYSTEM, now=clock.now(),
                today=clock.today(),
            )  # fmt: skip
        except Refused as problem:
            problems.append(f"{zone.name}: refused, {problem}")
        else:
            found[made.ref] = sessions
    return found


def apart(sessions: Iterable[Wanted]) -> list[list[Wanted]]:
    """The same sessions in so many offerings that none of an offering overlap: nobody can be in two at once."""
    rows: list[list[Wanted]] = []
    for one in sorted(sessions, key=lambda wanted: wanted.starts):
        room = next((row for row in rows if row[-1].ends <= one.starts), None)
        if room is None:
            rows.append([one])
        else:
            room.append(one)
    return rows


def looked_at(browser: FlaskClient, ref: str, wanted: list[Wanted]) -> list[str]:
    """What page, mail and calendar file of one offering say, compared with what is meant."""
    page = [read(text) for text in TITLE.findall(browser.get(f"/offerings/{ref}").get_data(as_text=True))]
    db.session.rollback()
    offering = db.session.query(Offering).filter_by(ref=ref).one()
    registration = db.session.query(Registration).filter_by(offering_id=offering.id).one()
    letter = db.session.query(OutboxRow).filter_by(dedupe=letters.dedupe(registration, "confirmed")).one()
    said = rendering.render(
        kind=letter.kind, params=letter.params, name="Ana", language="en", sender=SENDER, now=clock.now()
    )
    moments = in_calendar(said.calendar or b"")
    stored = {session.key: (session.starts_at, session.ends_at) for session in offering.sessions}
    order = [session.key for session in offering.sessions]
    by_key = {item.plan.key: item for item in wanted}
    found = []
    for key, shown in zip(order, page, strict=True):
        item = by_key[key]
        where = f"{offering.zone} {item.plan.on} {item.plan.starts} ({item.plan.fold})"
        meant = item.starts, item.ends
        if stored[key] != meant:
            found.append(f"{where}: stored {stored[key][0]}, not {meant[0]}")
        if moments.get(f"{ref}.{key}") != meant:
            found.append(f"{where}: calendar {moments.get(f'{ref}.{key}', ('nothing',))[0]}, not {meant[0]}")
        found += [f"{where}: {problem}" for problem in in_words(item, shown, said.body, offering.zone)]
    return found


def in_words(item: Wanted, shown: str, letter: str, zone: str) -> list[str]:
    """What page and mail say of a session: the times as clocks show them there, and which of two that is."""
    starts, ends = (moment.astimezone(ZoneInfo(zone)) for moment in (item.starts, item.ends))
    times = f", {spoken(starts)}–{spoken(ends)} "
    if times not in shown:
        return [f"the page says {shown!r}, not {times!r}"]
    day, _comma, name = shown.partition(times)
    line = f"{day}, {spoken(starts)} {name}"
    lines = {read(text) for text in letter.splitlines()}
    found = [] if line in lines else [f"the page says {shown!r}, no line of the mail {line!r}"]
    other = i18n.zone_short(starts.replace(fold=1 - starts.fold).astimezone(UTC), zone)
    if item.plan.fold is not None and name == other and item.ends - item.starts == MINUTE:
        found.append(f"the page says {name} for both")
    return found


def spoken(at: datetime) -> str:
    """'1:30 AM'."""
    return f"{at.hour % 12 or 12}:{at.minute:02d} {'AM' if at.hour < 12 else 'PM'}"


def read(text: str) -> str:
    """Words as somebody reads them."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u202f", " ").split())
