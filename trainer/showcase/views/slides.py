"""How is a trace shown at a Connect session or showcase: offered, arranged, looked at together, taken back?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import files, guard
from trainer.core.web.refusals import undone
from trainer.journals import queries as journal_queries
from trainer.journals.models import Attachment, Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import EntryState
from trainer.journals.rules.attachments import AttachmentKind
from trainer.permissions import Permission, Role
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.schedule.views.blueprint import add_links
from trainer.schedule.wording import dates
from trainer.showcase import forms
from trainer.showcase.actions import slides as actions
from trainer.showcase.actions.slides import Shown
from trainer.showcase.models import Slide
from trainer.showcase.queries import slides as queries
from trainer.showcase.rules.slides import KINDS, SlideState, first_words
from trainer.showcase.views.blueprint import bp


@bp.get("/slides")
@guard.signed_in
def my_slides() -> str:
    """What I show of my traces and where, and what I could show."""
    me = guard.actor().person_id
    mine = queries.slides_of(me)
    whole = {slide.id for slide, _photos in queries.with_photos(mine, today=clock.today())}
    return flask.render_template(
        "showcase/my_slides.html", slides=mine, whole=whole, entries=queries.entries_to_show(me),
        offerings=queries.taking_slides(now=clock.now()), button=ButtonForm(), accepted=EntryState.ACCEPTED,
    )  # fmt: skip


@bp.route("/entries/<entry_ref>/slide", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_WRITE, entry=journal_queries.entry_by_ref)
def offer_slide(entry: Entry) -> Any:
    """Offer words of an accepted entry for a Connect session or showcase."""
    if entry.state is not EntryState.ACCEPTED or entry.audience == "writer":
        raise NotFound
    offerings = queries.taking_slides(now=clock.now())
    last = [one.text for one in entry.submissions if one.withdrawn_at is None][-1]
    form = forms.SlideForm(data={"title": entry.title, "words": first_words(last), "named": True})
    places = [(one.ref, f"{one.title}, {dates.offering_when(one)}") for one in offerings]
    form.offer(places, photos := _pictures(entry))
    refused: list[str] = []
    if offerings and form.validate_on_submit():
        chosen = next(one for one in offerings if one.ref == form.offering.data)
        try:
            actions.offer_slide(
                entry=entry, offering=chosen, shown=_shown(form), by=guard.actor(), now=clock.now()
            )
            flask.flash(_("Your slide is offered. Whoever organizes it decides what is shown."), "done")
            return flask.redirect(flask.url_for("showcase.my_slides"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/slide_form.html", entry=entry, slide=None, form=form, refused=refused, offerings=offerings,
        photos=photos, others=_others(entry, photos),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _shown(form: Any) -> Shown:
    photos = tuple(form.photos.data or ()) if "photos" in form else ()
    return Shown(
        title=form.title.data or "", words=form.words.data or "", named=form.named.data, agreed=form.agreed.data,
        photos=photos,
    )  # fmt: skip


def _pictures(entry: Entry) -> list[tuple[str, str]]:
    """The pictures of an entry that may be shown, by reference, each with its words."""
    found = queries.allowed_photos([entry.id], today=clock.today()).get(entry.id, [])
    return [(one.ref, one.caption or one.alt or _("A picture without words")) for one in found]


def _others(entry: Entry, photos: list[tuple[str, str]]) -> int:
    """How many pictures of an entry may not be shown, because somebody in them has not allowed just that."""
    there = [one for one in attachments.of_entries([entry.id]) if one.kind is AttachmentKind.PHOTO]
    return len(there) - len(photos)


@bp.route("/slides/<slide_ref>", methods=["GET", "POST"])
@guard.needs(Permission.SLIDE_OWN, slide=queries.slide_by_ref)
def change_slide(slide: Slide) -> Any:
    """Change what stands on my slide."""
    kept = {"title": slide.title, "words": slide.words, "named": slide.named, "agreed": True}
    form = forms.SlideForm(data={**kept, "photos": slide.photos})
    form.offer([], photos := _pictures(slide.entry))
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.change_slide(slide=slide, shown=_shown(form), by=guard.actor(), now=clock.now())
            flask.flash(_("Your slide is changed."), "done")
            return flask.redirect(flask.url_for("showcase.my_slides"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "showcase/slide_form.html", entry=slide.entry, slide=slide, form=form, refused=refused,
        offerings=[slide.offering], photos=photos, others=_others(slide.entry, photos),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/slides/<slide_ref>/withdraw")
@guard.needs(Permission.SLIDE_OWN, slide=queries.slide_by_ref)
def withdraw_slide(slide: Slide) -> Any:
    """Take my slide back, also while it is shown."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.withdraw_slide(slide=slide, by=guard.actor(), now=clock.now())
    flask.flash(_("Your slide is withdrawn. Nobody sees it any more."), "done")
    return flask.redirect(flask.url_for("showcase.my_slides"), 303)


@bp.get("/offerings/<offering_ref>/slides")
@guard.needs(Permission.SLIDES_ARRANGE, offering=schedule_queries.offering_by_ref)
def slides(offering: Offering) -> str:
    """What is offered for an offering: which of it is shown, and in which order."""
    if offering.kind not in KINDS:
        raise NotFound
    found = queries.with_photos(queries.slides_in(offering.id), today=clock.today())
    return flask.render_template(
        "showcase/slides.html", offering=offering, button=ButtonForm(),
        shown=[pair for pair in found if pair[0].state is SlideState.CHOSEN],
        others=[pair for pair in found if pair[0].state is not SlideState.CHOSEN],
    )  # fmt: skip


@bp.post("/slides/<slide_ref>/arrange")
@guard.needs(Permission.SLIDES_ARRANGE, slide=queries.slide_by_ref)
def arrange_slide(slide: Slide) -> Any:
    """Show a slide, leave it out, or move it up or down."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    by, now, act = guard.actor(), clock.now(), flask.request.form.get("act", "")
    if act == "choose":
        actions.choose_slide(slide=slide, by=by, now=now)
    elif act == "leave_out":
        actions.leave_out(slide=slide, by=by, now=now)
    elif act in ("up", "down"):
        actions.move_slide(slide=slide, places=-1 if act == "up" else 1, by=by, now=now)
    else:
        flask.abort(400)
    there = flask.url_for("showcase.slides", offering_ref=slide.offering.ref, _anchor=f"slide-{slide.ref}")
    return flask.redirect(there, 303)


@bp.get("/offerings/<offering_ref>/slideshow")
@guard.signed_in(offering=schedule_queries.offering_by_ref)
def slideshow(offering: Offering) -> str:
    """The slides one after the other, large: for those who organize it or show something, and on its days for whoever
    is registered. For nobody else, and never in public."""
    if offering.kind not in KINDS or not queries.may_see(guard.actor(), offering, now=clock.now()):
        raise NotFound
    slides = queries.with_photos(queries.shown_in(offering.id), today=clock.today())
    return flask.render_template("showcase/slideshow.html", offering=offering, slides=slides)


@bp.get("/slides/<slide_ref>/pictures/<attachment_ref>")
@guard.signed_in(slide=queries.slide_by_ref, attachment=attachments.attachment_by_ref)
def slide_picture(slide: Slide, attachment: Attachment) -> Any:
    """A picture of a slide, for whoever sees the slide, as long as all in it allow it."""
    visitor, now = guard.actor(), clock.now()
    own = visitor.person_id == slide.person_id
    organizes = permissions.allowed(visitor, Permission.SLIDES_ARRANGE, [("offering", slide.offering_id)])
    comes = slide.state is SlideState.CHOSEN and queries.may_see(visitor, slide.offering, now=now)
    standing = slide.entry.state is EntryState.ACCEPTED and attachment.ref in slide.photos
    if not standing or not (own or organizes or comes):
        raise NotFound
    for _slide, photos in queries.with_photos([slide], today=clock.today()):
        if attachment.ref in [one.ref for one in photos]:
            return files.answer(attachment.file)
    raise NotFound


def links(offering: Offering) -> list[tuple[str, str]]:
    """What the page of an offering leads to here: its slideshow, arranging it, and showing something of one's own."""
    visitor = guard.actor()
    if offering.kind not in KINDS or visitor is None:
        return []
    found, now = [], clock.now()
    if queries.may_see(visitor, offering, now=now):
        found.append((_("Slideshow"), flask.url_for("showcase.slideshow", offering_ref=offering.ref)))
    if permissions.allowed(visitor, Permission.SLIDES_ARRANGE, [("offering", offering.id)]):
        found.append((_("Arrange the slides"), flask.url_for("showcase.slides", offering_ref=offering.ref)))
    if visitor.holds(Role.TRAINEE) and queries.takes_slides(offering, now=now):
        found.append((_("Show a trace of mine"), flask.url_for("showcase.my_slides")))
    return found


add_links(links)
