"""Which slides are offered for an offering, which are shown, and as whom does somebody look at them?"""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.actor import Actor
from trainer.accounts.queries import storable
from trainer.core import clock
from trainer.core.agenda import Task
from trainer.core.db import db
from trainer.core.errors import Reason
from trainer.journals.models import Attachment, Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import EntryState
from trainer.journals.rules.attachments import AttachmentKind, Use
from trainer.permissions import Permission, Role, allowed
from trainer.registration import queries as registration_queries
from trainer.registration.queries import today_at
from trainer.registration.rules import RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingState
from trainer.showcase.models import Slide
from trainer.showcase.rules import slides as rules
from trainer.showcase.rules.slides import Seer, SlideState, SlideTask

MOST = 100
COMES = (
    RegistrationState.REGISTERED,
    RegistrationState.ATTENDED,
    RegistrationState.PARTLY_ATTENDED,
)


def _whole() -> Select[Slide]:
    return select(Slide).options(
        joinedload(Slide.entry), joinedload(Slide.person), joinedload(Slide.offering)
    )


def slide_by_ref(ref: str) -> Slide | None:
    """The slide that a URL names, as long as its writer has not withdrawn it."""
    if not storable(ref):
        return None
    return db.session.scalars(_whole().where(Slide.ref == ref, Slide.state != SlideState.WITHDRAWN)).first()


def slide_now(slide: Slide) -> Slide:
    """A slide as it is now, with its offering locked: two who arrange do not overtake each other."""
    db.session.scalars(
        select(Offering).where(Offering.id == slide.offering_id).with_for_update(key_share=True)
    ).one()
    one = select(Slide).where(Slide.id == slide.id).execution_options(populate_existing=True)
    return db.session.scalars(one).one()


def slides_of(person_id: int) -> Sequence[Slide]:
    """What somebody offered and did not withdraw, the latest first."""
    return db.session.scalars(
        _whole()
        .where(Slide.person_id == person_id, Slide.state != SlideState.WITHDRAWN)
        .order_by(Slide.id.desc())
        .limit(MOST)
    ).all()


def slides_in(offering_id: int) -> Sequence[Slide]:
    """What is offered for an offering and may be shown, for its organizers: those with a place first, in its order. An
    entry that is not accepted any more, for instance because it is on hold, takes its slide out at once."""
    return db.session.scalars(
        _whole()
        .join(Entry, Entry.id == Slide.entry_id)
        .where(
            Slide.offering_id == offering_id, Slide.state != SlideState.WITHDRAWN,
            Entry.state == EntryState.ACCEPTED,
        )
        .order_by(Slide.place.is_(None), Slide.place, Slide.id)
        .limit(2 * MOST)
        .execution_options(populate_existing=True)
    ).all()  # fmt: skip


def shown_in(offering_id: int) -> list[Slide]:
    """The slideshow, in its order."""
    return [one for one in slides_in(offering_id) if one.state is SlideState.CHOSEN]


def allowed_photos(entry_ids: Collection[int], *, today: date) -> dict[int, list[Attachment]]:
    """The pictures of these entries that may be shown at a showcase today: nobody can be recognized in them, or all
    who can allow just that. Two statements."""
    found: dict[int, list[Attachment]] = {}
    for one in attachments.visible(entry_ids, Use.SHOWCASE, today=today):
        if one.kind is AttachmentKind.PHOTO:
            found.setdefault(one.entry_id, []).append(one)
    return found


def with_photos(slides: Sequence[Slide], *, today: date) -> list[tuple[Slide, list[Attachment]]]:
    """Each slide with its pictures. One that has a picture which may not be shown any more is left out whole: its words
    may tell of the same person."""
    allowed = allowed_photos([one.entry_id for one in slides if one.photos], today=today)
    found = []
    for slide in slides:
        photos = [one for one in allowed.get(slide.entry_id, []) if one.ref in slide.photos]
        if len(photos) == len(slide.photos):
            found.append((slide, photos))
    return found


def open_slide(offering_id: int, entry_id: int) -> Slide | None:
    """What was offered of an entry for an offering and not withdrawn."""
    return db.session.scalars(
        select(Slide).where(
            Slide.offering_id == offering_id, Slide.entry_id == entry_id, Slide.state != SlideState.WITHDRAWN
        )
    ).first()


def takes_slides(offering: Offering, *, now: datetime) -> bool:
    """Whether a trace can be offered for an offering now."""
    return rules.takes_slides(
        kind=offering.kind, state=offering.state, last_day=offering.last_on, today=today_at(offering, now)
    )


def taking_slides(*, now: datetime) -> list[Offering]:
    """The Connect sessions and showcases for which a trace can be offered now, the earliest first."""
    found = db.session.scalars(
        select(Offering)
        .where(
            Offering.kind.in_(rules.KINDS), Offering.state == OfferingState.PUBLISHED,
            or_(Offering.last_on.is_(None), Offering.last_on >= clock.day(now)),
        )
        .order_by(Offering.first_on.is_(None), Offering.first_on, Offering.id)
        .limit(50)
    )  # fmt: skip
    return [one for one in found if takes_slides(one, now=now)]


def entries_to_show(person_id: int) -> Sequence[Entry]:
    """The entries of somebody that could be shown: what was accepted, the latest first."""
    return db.session.scalars(
        select(Entry)
        .where(Entry.person_id == person_id, Entry.state == EntryState.ACCEPTED, Entry.audience != "writer")
        .order_by(Entry.accepted_at.desc(), Entry.id.desc())
        .limit(MOST)
    ).all()


def seer_of(actor: Actor | None, offering: Offering) -> Seer:
    """As whom somebody looks at the slides of an offering."""
    if actor is None or actor.person_id is None:
        return Seer.NOBODY
    if allowed(actor, Permission.SLIDES_ARRANGE, [("offering", offering.id)]):
        return Seer.ORGANIZER
    if any(one.person_id == actor.person_id for one in shown_in(offering.id)):
        return Seer.SHOWING
    place = registration_queries.live_registration(offering.id, actor.person_id)
    return Seer.REGISTERED if place is not None and place.state in COMES else Seer.NOBODY


def may_see(actor: Actor | None, offering: Offering, *, now: datetime) -> bool:
    """Whether somebody sees the slideshow of an offering now."""
    return rules.may_see(
        seer_of(actor, offering), first_day=offering.first_on, last_day=offering.last_on,
        today=today_at(offering, now), canceled=offering.state is not OfferingState.PUBLISHED
        and offering.state is not OfferingState.COMPLETED,
    )  # fmt: skip


def slide_tasks(actor: Actor, *, today: date) -> list[Task]:
    """What waits for whoever organizes: slides that are offered and have no place yet."""
    office, trains = actor.holds(Role.ADMINISTRATOR), actor.scope_ids(Role.TRAINER, "offering")
    if not office and not trains:
        return []
    asked: Select[Any, Any, Any] = (
        select(Offering.ref, Offering.title, func.count())
        .join(Slide, Slide.offering_id == Offering.id)
        .join(Entry, Entry.id == Slide.entry_id)
        .where(
            Slide.state == SlideState.OFFERED, Entry.state == EntryState.ACCEPTED,
            or_(Offering.last_on.is_(None), Offering.last_on >= today),
        )
        .group_by(Offering.id, Offering.ref, Offering.title)
        .order_by(Offering.id)
        .limit(20)
    )  # fmt: skip
    if not office:
        asked = asked.where(Offering.id.in_(trains))
    return [
        Task(
            Reason(SlideTask.ARRANGE, {"count": count, "offering": title}), "showcase.slides",
            {"offering_ref": ref},
        )
        for ref, title, count in db.session.execute(asked)
    ]  # fmt: skip
