"""How is a trace offered for a Connect session or showcase, arranged, and taken back?"""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts.actor import Actor
from trainer.core import audit, clock
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.journals.models import Entry
from trainer.journals.rules import EntryState
from trainer.schedule.models import Offering
from trainer.showcase import queries as showcase_queries
from trainer.showcase.models import Slide
from trainer.showcase.queries import slides as queries
from trainer.showcase.rules import slides as rules
from trainer.showcase.rules.slides import MOST_WORDS, SlideReason, SlideState


@dataclass(frozen=True)
class Shown:
    """What stands on a slide, and whether its writer agreed to that at this offering."""

    title: str
    words: str
    named: bool
    agreed: bool
    photos: tuple[str, ...] = ()
    """The references of the pictures; the tick of each is the writer's own."""


def offer_slide(*, entry: Entry, offering: Offering, shown: Shown, by: Actor, now: datetime) -> Slide:
    """Offer words of an accepted entry for one offering. Nobody but its organizers sees them before it. Raises
    Refused."""
    if by.person_id != entry.person_id:
        raise Refused(Reason(SlideReason.NOT_YOURS))
    offering = showcase_queries.offering_anew(offering.id)
    if not queries.takes_slides(offering, now=now):
        raise Refused(Reason(SlideReason.IS_OVER))
    _refuse(entry, shown, now=now)
    if queries.open_slide(offering.id, entry.id) is not None:
        raise Refused(Reason(SlideReason.ALREADY))
    slide = Slide(
        ref=new_ref(), offering_id=offering.id, entry_id=entry.id, person_id=entry.person_id,
        state=SlideState.OFFERED, title=shown.title.strip(), words=shown.words.strip(), photos=list(shown.photos),
        named=shown.named, agreed_at=now, changed_at=now,
    )  # fmt: skip
    db.session.add(slide)
    db.session.flush()
    _note(slide, "showcase.offer_slide", by=by, now=now)
    return slide


def change_slide(*, slide: Slide, shown: Shown, by: Actor, now: datetime) -> None:
    """Change what stands on one's slide, also when it has its place. Raises Refused."""
    slide = _standing(slide)
    if by.person_id != slide.person_id:
        raise Refused(Reason(SlideReason.NOT_YOURS))
    _refuse(slide.entry, shown, now=now)
    slide.title, slide.words, slide.named = shown.title.strip(), shown.words.strip(), shown.named
    slide.photos = list(shown.photos)
    slide.agreed_at = slide.changed_at = now
    db.session.flush()
    _note(slide, "showcase.change_slide", by=by, now=now)


def withdraw_slide(*, slide: Slide, by: Actor, now: datetime) -> None:
    """Take a slide back: from this moment nobody sees it, also while it is shown. What stood on it is kept nowhere."""
    slide = _standing(slide)
    if by.person_id != slide.person_id:
        raise Refused(Reason(SlideReason.NOT_YOURS))
    slide.state, slide.place, slide.changed_at = SlideState.WITHDRAWN, None, now
    slide.title, slide.words, slide.photos = "", "", []
    db.session.flush()
    _number(slide.offering_id)
    _note(slide, "showcase.withdraw_slide", by=by, now=now)


def choose_slide(*, slide: Slide, by: Actor, now: datetime) -> None:
    """Show it, as the last one for now."""
    slide = _standing(slide)
    if slide.state is SlideState.CHOSEN:
        return
    slide.state, slide.place = SlideState.CHOSEN, len(queries.shown_in(slide.offering_id)) + 1
    db.session.flush()
    _number(slide.offering_id)
    _note(slide, "showcase.arrange_slide", by=by, now=now, act="choose")


def leave_out(*, slide: Slide, by: Actor, now: datetime) -> None:
    """Do not show it this time."""
    slide = _standing(slide)
    slide.state, slide.place = SlideState.LEFT_OUT, None
    db.session.flush()
    _number(slide.offering_id)
    _note(slide, "showcase.arrange_slide", by=by, now=now, act="leave_out")


def move_slide(*, slide: Slide, places: int, by: Actor, now: datetime) -> None:
    """Move a slide that is shown so many places up (negative) or down."""
    slide = _standing(slide)
    order = queries.shown_in(slide.offering_id)
    if slide.id not in [one.id for one in order]:
        raise Refused(Reason(SlideReason.WITHDRAWN))
    places_now = rules.moved([one.id for one in order], slide.id, places)
    for one in order:
        one.place = places_now.index(one.id) + 1
    db.session.flush()
    _note(slide, "showcase.arrange_slide", by=by, now=now, act="move")


def _number(offering_id: int) -> None:
    """Count the places from 1 again."""
    for number, one in enumerate(queries.shown_in(offering_id), start=1):
        one.place = number
    db.session.flush()


def _standing(slide: Slide) -> Slide:
    slide = queries.slide_now(slide)
    if slide.state is SlideState.WITHDRAWN:
        raise Refused(Reason(SlideReason.WITHDRAWN))
    return slide


def _refuse(entry: Entry, shown: Shown, *, now: datetime) -> None:
    allowed = queries.allowed_photos([entry.id] if shown.photos else [], today=clock.day(now))
    reason = rules.why_not_offer(
        accepted=entry.state is EntryState.ACCEPTED, for_others=entry.audience != "writer", agreed=shown.agreed,
        title=shown.title, words=shown.words, photos=shown.photos,
        allowed=[one.ref for one in allowed.get(entry.id, [])],
    )  # fmt: skip
    if reason:
        raise Refused(Reason(reason, {"most": MOST_WORDS}))


def _note(slide: Slide, action: str, *, by: Actor, now: datetime, **more: object) -> None:
    """Which slide and where it stands, never a word of it."""
    facts = {"offering": slide.offering.ref, "state": slide.state.value, **more}
    audit.record(action=action, by=by, now=now, subject=("slide", slide.ref), facts=facts)
