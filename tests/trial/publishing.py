"""What becomes of a plan when two administrators save and publish it at the same moment (trust.md 26)?"""

import itertools
import secrets
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from bench import sites
from tests import builders
from tests.trial import ground
from tests.trial.forms import Form, forms_on
from tests.trial.ground import Answer, Stand
from tests.trial.outcome import Row, some
from trainer.accounts.models import Grant, Person
from trainer.core import clock
from trainer.core.db import db
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration.actions import revision
from trainer.registration.models import Registration
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering, ProgramYear, ScheduleVersion

FAULT = "unseen"
OFFICE = (1, 2)
"""The two administrators."""


@dataclass(frozen=True)
class Size:
    """How many are registered, how many forms each administrator sends at once, how often all of it is done."""

    registered: int = 50
    posts: int = 4
    rounds: int = 10

    @property
    def people(self) -> int:
        """How many people take part."""
        return self.registered + len(OFFICE)


SMALL = Size(registered=10, rounds=2)
TINY = Size(registered=4, posts=2, rounds=1)


@dataclass(frozen=True)
class Plan:
    """The offering that both work on, and the addresses of its forms."""

    ref: str
    slug: str
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def edit(self) -> str:
        """Where it is changed."""
        return f"/manage/offerings/{self.ref}"

    @property
    def publish(self) -> str:
        """Where its year is published."""
        return f"/manage/schedule/{self.slug}/publish"


@dataclass(frozen=True)
class Stored:
    """What stands, what is drafted, how many versions there are, and whom the last one told how often."""

    stands: str
    planned: str
    version: int
    versions: int
    told: Counter[int]


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, size.people, FAULT) as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    broken = round_of(stand, stand.broken, size)
    problems = [problem for _round in range(size.rounds) for problem in round_of(stand, stand.site, size)]
    return Row(
        "26", f"publishing, {stand.ground.kind}",
        f"two administrators at once, {size.registered} registered: no lost update, one version, each registrant told"
        " once",
        f"{size.rounds} rounds of saving, publishing, and both at once, {size.posts} forms of each administrator:"
        f" {some(problems)}",
        f"what was seen is not compared: {some(broken, 2)}",
        not problems, bool(broken),
    )  # fmt: skip


def round_of(stand: Stand, site: sites.Site, size: Size) -> list[str]:
    """Save at once, publish at once, one saves while the other publishes, and one publishes what was seen before."""
    plan = drafted(stand, size)
    problems = saved(stand, site, plan, size)
    before = stored(stand, plan)
    old = publications(stand, plan, size.posts)
    problems += published(stand, site, plan, size, before, old)
    problems += crossed(stand, site, plan)
    return problems + late(stand, site, plan, old[0])


def drafted(stand: Stand, size: Size) -> Plan:
    """A published offering with people registered, and the two who may change it."""
    with stand.ground.app.app_context():
        for number in OFFICE:
            if not db.session.query(Grant).filter_by(person_id=number, role=Role.ADMINISTRATOR).count():
                builders.make_grant(db.session.get_one(Person, number), Role.ADMINISTRATOR)
        day = clock.today() + timedelta(days=40)
        year = builders.make_year(day.year if day.month >= ground.JULY else day.year - 1)
        offering = builders.make_offering(days=(day,), year=year, capacity=size.registered)
        people = db.session.query(Person).order_by(Person.id).offset(len(OFFICE)).limit(size.registered)
        for person in people.all():
            builders.make_registration(offering, person)
        found = Plan(offering.ref, year.slug)
        db.session.commit()
        db.session.remove()
    form = next(
        form for form in forms_on(stand.page(found.edit, OFFICE[0]), found.edit) if form.action == found.edit
    )
    return replace(found, fields=as_it_stands(form))


def as_it_stands(form: Form) -> dict[str, Any]:
    """What a browser sends when nobody touches the form."""
    choices = ("select", "radio", "checkbox")
    return {
        name: item.chosen if item.kind in choices else item.value
        for name, item in form.fields.items()
        if item.kind != "submit"
    }


def saves(stand: Stand, plan: Plan, posts: int) -> dict[bytes, str]:
    """What each of them saves, all having seen the same: a place of its own in every form."""
    with stand.ground.app.app_context():
        lock = db.session.query(Offering.lock).filter_by(ref=plan.ref).scalar()
        db.session.remove()
    found = {}
    for person, _number in itertools.product(OFFICE, range(posts)):
        room = f"Room {secrets.token_hex(4)}"
        fields = {**plan.fields, "place": room, "lock": str(lock), "do": "save"}
        found[stand.post(plan.edit, person, fields)] = room
    return found


def saved(stand: Stand, site: sites.Site, plan: Plan, size: Size) -> list[str]:
    """Of all who save at once one does, and the plan is theirs."""
    rooms = saves(stand, plan, size.posts)
    given = answered(stand, site, rooms)
    won = [rooms[answer.request] for answer in given if answer.status == 303]
    problems = statuses("saving", given, len(rooms))
    planned = stored(stand, plan).planned
    return problems + ([] if won == [planned] else [f"{len(won)} were told it is saved, {planned} is"])


def publications(stand: Stand, plan: Plan, posts: int) -> list[bytes]:
    """What each of them sends to publish what they see now."""
    with stand.ground.app.app_context():
        year = db.session.query(ProgramYear).filter_by(slug=plan.slug).one()
        seen = {"version": str(year.version), "seen": revision.preview(year, now=clock.now()).seen}
        db.session.remove()
    fields = {**seen, "why": "The room was not free."}
    return [
        stand.post(plan.publish, person, {**fields, "once": secrets.token_urlsafe(16)})
        for _number, person in itertools.product(range(posts), OFFICE)
    ]


def published(
    stand: Stand, site: sites.Site, plan: Plan, size: Size, before: Stored, posts: Sequence[bytes]
) -> list[str]:
    """Of all who publish at once one does; it is one version, and everybody registered hears of it once."""
    given = answered(stand, site, posts)
    after = stored(stand, plan)
    problems = statuses("publishing", given, len(posts))
    if (after.version, after.versions) != (before.version + 1, before.versions + 1):
        problems.append(f"version {before.version} became {after.version}, {after.versions} kept")
    if after.stands != before.planned:
        problems.append(f"{before.planned} was published, {after.stands} stands")
    if set(after.told.values()) != {1} or len(after.told) != size.registered:
        problems.append(f"{sum(after.told.values())} messages to {len(after.told)} of {size.registered}")
    return problems


def crossed(stand: Stand, site: sites.Site, plan: Plan) -> list[str]:
    """One publishes what the other changes in the same moment: either is refused, and nothing saved is lost."""
    answered(stand, site, list(saves(stand, plan, 1))[:1])
    rooms = saves(stand, plan, 1)
    save = list(rooms)[1]
    publish = publications(stand, plan, 1)[0]
    before = stored(stand, plan)
    given = answered(stand, site, [publish, save])
    done = [answer.request for answer in given if answer.status == 303]
    after = stored(stand, plan)
    wanted = rooms[save] if done == [save] else before.planned
    if len(done) == 1 and after.planned == wanted:
        return []
    return [f"saving and publishing: {len(done)} done, {after.planned} planned, not {wanted}"]


def late(stand: Stand, site: sites.Site, plan: Plan, old: bytes) -> list[str]:
    """Somebody publishes what they saw before the last version: nothing of what they have not seen goes out."""
    answered(stand, site, list(saves(stand, plan, 1))[:1])
    before = stored(stand, plan)
    key = old.replace(b"once=", b"once=again-", 1)
    grown = key.replace(
        f"Content-Length: {length(old)}".encode(), f"Content-Length: {length(key)}".encode(), 1
    )
    [answer] = answered(stand, site, [grown])
    after = stored(stand, plan)
    if (answer.status, after) == (409, before):
        return []
    return [f"an old form answers {answer.status}, version {before.version} became {after.version}"]


def length(request: bytes) -> int:
    """How long the body of a request is."""
    return len(request.partition(b"\r\n\r\n")[2])


def answered(stand: Stand, site: sites.Site, posts: Any) -> list[Answer]:
    """Everything sent at once, and what came."""
    return ground.answers(stand.ask(site, list(posts), 303, at_once=len(posts)))


def statuses(what: str, given: Sequence[Answer], count: int) -> list[str]:
    """Exactly one is done, the others are asked."""
    found = Counter(answer.status for answer in given)
    return [] if found == {303: 1, 409: count - 1} else [f"{what}: answers {dict(found)}"]


def stored(stand: Stand, plan: Plan) -> Stored:
    """What the database holds now."""
    with stand.ground.app.app_context():
        offering = db.session.query(Offering).filter_by(ref=plan.ref).one()
        year = db.session.query(ProgramYear).filter_by(slug=plan.slug).one()
        planned = schedule_queries.planned(offering).place
        refs = {ref for (ref,) in db.session.query(Registration.ref).filter_by(offering_id=offering.id)}
        end = f":changed.{year.version}"
        told = Counter(
            row.to_person
            for row in db.session.query(OutboxRow).filter(
                OutboxRow.kind == "registration.changed", OutboxRow.dedupe.endswith(end)
            )
            if row.to_person is not None and row.dedupe.split(":")[1] in refs
        )
        kept = db.session.query(ScheduleVersion).filter_by(year_id=year.id).count()
        found = Stored(offering.place, planned, year.version, kept, told)
        db.session.remove()
    return found
