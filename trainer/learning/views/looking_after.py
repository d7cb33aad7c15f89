"""How does somebody look after a cohort: who has which book, and what is written to whom?"""

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import words
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.learning import forms
from trainer.learning import queries as learning_queries
from trainer.learning.actions import looking_after as actions
from trainer.learning.models import Cohort, Copy, Enrollment, Letter, Material
from trainer.learning.queries import looking_after as queries
from trainer.learning.rules import CopyState
from trainer.learning.rules import together as rules
from trainer.learning.views.blueprint import bp
from trainer.permissions import Permission

WHO = "who"


@bp.route("/cohorts/<cohort_ref>/materials", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def materials(cohort: Cohort) -> Any:
    """What everybody needs to have, how many copies are where, and a field to add another."""
    form: Any = forms.MaterialForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            material = actions.add_material(
                cohort=cohort, title=form.title.data, by=guard.actor(), now=clock.now()
            )
            flask.flash(_("Added. Note below where each copy is."), "done")
            return flask.redirect(_copies(cohort, material), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "learning/materials.html", cohort=cohort, form=form, refused=refused, materials=queries.materials(cohort),
        counts=queries.copy_counts(cohort), people=len(queries.followed(cohort)), states=list(CopyState),
        room=rules.MOST_MATERIALS,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _copies(cohort: Cohort, material: Material) -> str:
    return flask.url_for("learning.copies", cohort_ref=cohort.ref, material_ref=material.ref)


@bp.route("/cohorts/<cohort_ref>/materials/<material_ref>", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def copies(cohort: Cohort, material_ref: str) -> Any:
    """Where each person's copy of one material is."""
    material = queries.material_in(cohort, material_ref)
    if material is None:
        raise NotFound
    had = queries.copies_of(material)
    lines = [(one, had.get(one.person_id)) for one in queries.followed(cohort)]
    form = _copies_form(lines)
    refused: list[str] = []
    if form.validate_on_submit():
        wanted = {one.person_id: _wanted(form, one.ref) for one, _copy in lines}
        try:
            changed = actions.note_copies(
                cohort=cohort, material=material, wanted=wanted, by=guard.actor(), now=clock.now()
            )
            said = ngettext("Noted for %(num)d person.", "Noted for %(num)d people.", changed)
            flask.flash(said if changed else _("Nothing was changed."), "done")
            return flask.redirect(_copies(cohort, material), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "learning/copies.html", cohort=cohort, material=material, form=form, refused=refused, lines=lines,
        late={one.id for one, copy in lines if copy and rules.is_late(copy.state, copy.lent_until, clock.today())},
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _copies_form(lines: Sequence[tuple[Enrollment, Copy | None]]) -> Any:
    """The form, with what was noted so far."""
    asked = [
        (
            one.ref, one.person.name, (copy.state if copy else CopyState.TO_SEND).value,
            copy.lent_until if copy else None,
        )
        for one, copy in lines
    ]  # fmt: skip
    return forms.copies_form(asked, [(state.value, words(state)) for state in CopyState])


def _wanted(form: Any, ref: str) -> tuple[CopyState, Any]:
    return CopyState(form[f"state-{ref}"].data), form[f"until-{ref}"].data


@bp.route("/cohorts/<cohort_ref>/write", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def write(cohort: Cohort) -> Any:
    """Write to some people of a cohort: who gets it stands above the button, and can still be changed."""
    actor = guard.actor()
    form: Any = forms.LetterForm()
    people = [one.person for one in queries.followed(cohort)]
    asked = set(flask.request.values.getlist(WHO))
    ticked = [person for person in people if person.ref in asked]
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            return _sent(cohort, ticked, form)
        except Refused as error:
            refused = undone(error)
            people = [one.person for one in queries.followed(cohort)]
    elif form.is_submitted() and not ticked:
        refused = [words(rules.TogetherReason.NOBODY_TICKED)]
    page = flask.render_template(
        "learning/write.html", cohort=cohort, form=form, refused=refused, people=people,
        ticked={one.ref for one in ticked}, email=account_queries.own_person(actor).email,
        kept_as=f"letter:{actor.ref}:{cohort.ref}", last=queries.last_letter_of(cohort, actor.person_id),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _sent(cohort: Cohort, ticked: Sequence[Person], form: Any) -> Any:
    letter = actions.write_letter(
        cohort=cohort, people=ticked, subject=form.subject.data, text=form.text.data, answers=form.answers.data,
        by=guard.actor(), now=clock.now(),
    )  # fmt: skip
    flask.flash(
        ngettext("Sent to %(num)d person.", "Sent to %(num)d people, each their own mail.", len(letter.to)),
        "done",
    )
    return flask.redirect(flask.url_for("learning.letter", cohort_ref=cohort.ref, letter_ref=letter.ref), 303)


@bp.get("/cohorts/<cohort_ref>/letters")
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def letters(cohort: Cohort) -> str:
    """What was written to people of this cohort, the newest first."""
    page = page_of(
        queries.letters(cohort), by=[Letter.id], after=flask.request.args.get("after"), size=25, down=True
    )
    return flask.render_template("learning/letters.html", cohort=cohort, page=page)


@bp.get("/cohorts/<cohort_ref>/letters/<letter_ref>")
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def letter(cohort: Cohort, letter_ref: str) -> str:
    """The copy of one message, and who got it."""
    found = queries.letter_in(cohort, letter_ref)
    if found is None:
        raise NotFound
    return flask.render_template(
        "learning/letter.html", cohort=cohort, letter=found, people=queries.readers_of(found)
    )
