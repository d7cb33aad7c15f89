"""How does a mentor correct an answer that was sent?"""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.journals import actions, forms, queries
from trainer.journals.actions.correcting import Words
from trainer.journals.models import Entry, Review
from trainer.journals.rules import Outcome
from trainer.journals.views.blueprint import bp
from trainer.permissions import Permission


@bp.route("/reviews/<entry_ref>/correct/<int:number>", methods=["GET", "POST"])
@guard.needs(Permission.JOURNAL_REVIEW, entry=queries.entry_by_ref)
def correct(entry: Entry, number: int) -> Any:
    """Correct what I answered to a round. What it said before stays to be read, with the reason."""
    if reason := queries.why_not_read(entry, guard.actor().person_id, now=clock.now()):
        raise Refused(reason)
    review = _own_review(entry, number)
    if flask.request.method == "GET":
        return _correct_page(entry, number, review, forms.CorrectForm.of(review, entry.kind), [])
    form: Any = forms.CorrectForm(kind=entry.kind)
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _corrected(entry, number, form)
        except Refused as error:
            refused = undone(error)
            form.version.data = str(_own_review(entry, number).version)
    return _correct_page(entry, number, review, form, refused), 422


def _own_review(entry: Entry, number: int) -> Review:
    """What this visitor answered to a round; 404 for what somebody else did."""
    found = queries.answered_round(entry.id, number) if number <= len(entry.submissions) else None
    if found is None or found.review is None or found.review.reviewer_id != guard.actor().person_id:
        raise NotFound
    return found.review


def _corrected(entry: Entry, number: int, form: Any) -> Any:
    said = form.answer()
    again_by = said["again_by"] if said["outcome"] is Outcome.REVISE else None
    words = Words(
        levels=said["levels"], care_kept=said["care_kept"], saw=said["saw"], question=said["question"],
        suggestion=said["suggestion"], outcome=said["outcome"], again_by=again_by,
    )  # fmt: skip
    before = form.of_version
    after = actions.correct(
        entry=entry, round=number, version=before, words=words, private_note=said["private_note"],
        why=form.why.data or "", by=guard.actor(), now=clock.now(),
    ).version  # fmt: skip
    told = _("Your answer is corrected. %(name)s gets a mail without its text.", name=entry.person.name)
    flask.flash(told if after != before else _("Your private note is saved."), "done")
    return flask.redirect(
        flask.url_for("journals.entry", entry_ref=entry.ref, _anchor=f"round-{number}"), 303
    )


def _correct_page(entry: Entry, number: int, review: Review, form: Any, refused: list[str]) -> str:
    return flask.render_template(
        "journals/correct.html", entry=entry, number=number, review=review, form=form, refused=refused,
        kept_as=f"correct:{guard.actor().ref}:{entry.ref}:{number}",
    )  # fmt: skip
