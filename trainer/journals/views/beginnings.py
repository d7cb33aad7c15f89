"""With which sentences does a mentor like to begin, beside those that are always there?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.forms import ButtonForm
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.models import Beginning
from trainer.journals.rules import MOST_BEGINNINGS, Part
from trainer.journals.views.blueprint import bp
from trainer.journals.wording.reviewing import BEGINNINGS, PARTS
from trainer.permissions import Permission


@bp.route("/reviews/beginnings", methods=["GET", "POST"])
@guard.signed_in
def beginnings() -> Any:
    """My own beginnings, and those that everybody has; add one."""
    form = forms.BeginningForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            actions.add_beginning(
                part=Part(form.part.data), text=form.text.data or "", by=guard.actor(), now=clock.now()
            )
            flask.flash(_("It is there whenever you answer an entry."), "done")
            return flask.redirect(flask.url_for("journals.beginnings"), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "journals/beginnings.html", form=form, refused=refused, own=queries.beginnings_of(guard.actor().person_id),
        parts=Part, PARTS=PARTS, known=BEGINNINGS, most=MOST_BEGINNINGS, button=ButtonForm(),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


@bp.post("/reviews/beginnings/<beginning_ref>/remove")
@guard.needs(Permission.JOURNAL_BEGINNING, beginning=queries.beginning_by_ref)
def remove_beginning(beginning: Beginning) -> Any:
    """Remove one of my own beginnings."""
    if not ButtonForm().validate_on_submit():
        flask.abort(400)
    actions.remove_beginning(beginning=beginning, by=guard.actor(), now=clock.now())
    flask.flash(_("It is removed. What you wrote with it stays."), "done")
    return flask.redirect(flask.url_for("journals.beginnings"), 303)
