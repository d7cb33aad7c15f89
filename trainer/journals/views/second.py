"""How is a second reader asked for, found, and let go again; and which answers are late?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Entry, SecondReading, Submission
from trainer.journals.queries import talk
from trainer.journals.views.blueprint import bp
from trainer.permissions import Permission, allowed


@bp.route("/entries/<entry_ref>/second-reader", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_SECOND, entry=queries.entry_by_ref)
def second(entry: Entry) -> Any:
    """Who reads this entry for a second time, why and since when; ask for one, or find the one that was asked for.
    Not a word of the entry stands here: administrators come here, and they do not read it."""
    me = guard.actor()
    reason = queries.why_not_read(entry, me.person_id, now=clock.now())
    if reason and not allowed(me, Permission.JOURNAL_LOAD):
        raise Refused(reason)
    if queries.newest(entry) is None:
        raise NotFound
    reading = talk.open_reading(entry.id)
    chooses = _chooses(entry)
    people = talk.could_read(entry, now=clock.now()) if chooses else []
    form = forms.SecondForm(people if chooses else None, asked=reading is not None)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _asked(entry, reading, form, people)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "journals/second.html", entry=entry, readings=talk.readings_of(entry.id), reading=reading, form=form,
        refused=refused, chooses=chooses, people=people, own=entry.person_id == guard.actor().person_id,
        reads=allowed(guard.actor(), Permission.JOURNAL_READ, entry.scopes()), button=ButtonForm(),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _chooses(entry: Entry) -> bool:
    """Whether this visitor chooses the reader: the mentor and administrators do, never the writer."""
    me = guard.actor()
    if me.person_id == entry.person_id:
        return False
    return any(
        allowed(me, one, entry.scopes()) for one in (Permission.JOURNAL_REVIEW, Permission.JOURNAL_LOAD)
    )


def _asked(entry: Entry, reading: SecondReading | None, form: Any, people: list[Any]) -> Any:
    chosen = next((one for one in people if one.ref == form.chosen_reader), None)
    by, now = guard.actor(), clock.now()
    if reading is not None and chosen is not None:
        actions.name_second(reading=reading, reader=chosen, by=by, now=now)
    else:
        actions.ask_second(entry=entry, reader=chosen, why=form.reason, by=by, now=now)
    flask.flash(
        _("%(name)s can read this entry now, and gets a mail.", name=chosen.name)
        if chosen
        else _("Your mentor and the administrators see that you ask for a second reader."),
        "done",
    )
    return flask.redirect(flask.url_for("journals.second", entry_ref=entry.ref), 303)


@bp.post("/second-readings/<reading_ref>/end")
@guard.needs(Permission.JOURNAL_SECOND, reading=talk.reading_by_ref)
def end_second(reading: SecondReading) -> Any:
    """Say that I am done; or take the second reading back."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    own = reading.reader_id == guard.actor().person_id
    actions.end_second(reading=reading, by=guard.actor(), now=clock.now())
    if own:
        flask.flash(_("Thank you. You are done, and the entry is closed to you now."), "done")
        return flask.redirect(flask.url_for("home.mine"), 303)
    flask.flash(_("It is ended. What was said under the entry stays."), "done")
    return flask.redirect(flask.url_for("journals.second", entry_ref=reading.entry.ref), 303)


@bp.get("/second-readers")
@guard.needs(Permission.JOURNAL_LOAD)
def second_readers() -> str:
    """For administrators: which second readers are asked for or read now, and which answers are late. No word of it."""
    page = page_of(
        talk.overdue(today=clock.today()),
        by=(Submission.__table__.c.due_on, Entry.__table__.c.id),
        after=flask.request.args.get("after"),
    )
    return flask.render_template("journals/second_readers.html", page=page, readings=talk.open_readings())
