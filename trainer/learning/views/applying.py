"""Which cohorts can I apply to, what have I written, and what became of it?"""

from typing import Any

import flask
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from trainer.accounts import queries as account_queries
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import OnceForm
from trainer.core.i18n import locale_code, sentence, words
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.curriculum import queries as curriculum_queries
from trainer.learning import actions, forms, queries, rules
from trainer.learning.models import Application, Cohort
from trainer.learning.rules import ENTRY_COURSE, ApplicationMove, ApplicationState, EnrollmentReason
from trainer.learning.views.blueprint import bp
from trainer.organizations.rules import Setting
from trainer.permissions import Permission
from trainer.schedule.wording.dates import language_words

LANGUAGES = ("en", "es", "fr")
"""In which a cohort may be held."""


@bp.get("/apply")
@guard.needs(Permission.LEARN)
def openings() -> str:
    """The cohorts that take applications, what ends first leading; and what I have sent so far."""
    me = guard.actor().person_id
    page = page_of(
        queries.taking_applications(clock.today(), me), by=(Cohort.apply_until, Cohort.id),
        after=flask.request.args.get("after"),
    )  # fmt: skip
    return flask.render_template("learning/openings.html", page=page, mine=queries.applications_of(me))


@bp.route("/apply/<cohort_ref>", methods=["GET", "POST"])
@guard.needs(Permission.LEARN, cohort=queries.cohort_by_ref)
def apply(cohort: Cohort) -> Any:
    """My application to one cohort: a draft, saved by itself, until it is sent; then each step with its day."""
    row = _own(cohort)
    form, refused, stored = _form(row), [], None
    if form.validate_on_submit():
        try:
            return _saved(cohort, form)
        except Refused as error:
            refused = undone(error)
            row = queries.application_of(cohort.id, guard.actor().person_id)
            if row and any(one.code is EnrollmentReason.SAVED_ELSEWHERE for one in error.reasons):
                stored = row
            form.lock.data = str(row.lock if row else 0)
    page = _page(cohort, row, form=form, refused=refused, stored=stored)
    return page, 422 if flask.request.method == "POST" else 200


def _own(cohort: Cohort) -> Application | None:
    """My application; nobody learns of a cohort that takes none, unless they have applied to it."""
    row = queries.application_of(cohort.id, guard.actor().person_id)
    if row is None and not _open(cohort):
        raise NotFound
    return row


def _open(cohort: Cohort) -> bool:
    return rules.takes_applications(until=cohort.apply_until, day=clock.today(cohort.offering.zone))


def _form(row: Application | None) -> Any:
    kept = {name: getattr(row, name) for name in TEXTS + DETAILS} if row else {"language": locale_code()}
    form: Any = forms.ApplicationForm(lock=str(row.lock if row else 0), data=kept)
    form.language.choices = [SelectChoice(one, language_words([one])) for one in LANGUAGES]
    form.setting.choices = [SelectChoice("", _("Choose one"))] + [
        SelectChoice(one.value, words(one)) for one in Setting
    ]
    return form


TEXTS = ("why", "idea", "not_yet")
DETAILS = ("language", "setting", "supervisor", "agreed")


def _texts(form: Any) -> actions.Texts:
    return actions.Texts(**{name: form[name].data or "" for name in TEXTS})


def _saved(cohort: Cohort, form: Any) -> Any:
    """Save what was typed, and send it when that button was pressed; both or nothing."""
    actor, now = guard.actor(), clock.now()
    row = actions.save_application(
        cohort=cohort, person=account_queries.own_person(actor), texts=_texts(form),
        details=actions.Details(**{name: form[name].data for name in DETAILS}), lock=form.seen, by=actor, now=now,
    )  # fmt: skip
    if flask.request.form.get("act") == "send":
        actions.send_application(application=row, by=actor, now=now)
        flask.flash(
            _("Your application is sent. You will hear from us by mail, and see every step here."), "done"
        )
    else:
        flask.flash(_("Your draft is saved. Only you read it."), "done")
    return flask.redirect(flask.url_for("learning.apply", cohort_ref=cohort.ref), 303)


def _page(cohort: Cohort, row: Application | None, **more: Any) -> str:
    me = guard.actor()
    state = row.state if row else ApplicationState.DRAFT
    return flask.render_template(
        "learning/apply.html", cohort=cohort, row=row, kept_as=f"apply:{me.ref}:{cohort.ref}", open=_open(cohort),
        language=language_words([row.language]) if row and row.language else "",
        setting=Setting(row.setting) if row and row.setting else None,
        writing=rules.application_after(state, ApplicationMove.SAVE) is not None, waits=state in rules.OPEN,
        ready=bool(curriculum_queries.completed_among([me.person_id], ENTRY_COURSE)), lacks=rules.without(cohort.plan),
        begun=cohort.starts_on <= clock.today(cohort.offering.zone), taken=bool(queries.live_among([me.person_id])),
        **more,
    )  # fmt: skip


@bp.post("/apply/<cohort_ref>/draft")
@guard.needs(Permission.LEARN, cohort=queries.cohort_by_ref)
def apply_draft(cohort: Cohort) -> Any:
    """What the page saves by itself; answered with the next number, or with why it was not saved."""
    _own(cohort)
    form: Any = forms.TextsForm()
    if not form.validate_on_submit():
        return {"problem": " ".join(str(text) for texts in form.errors.values() for text in texts)}, 422
    actor = guard.actor()
    try:
        row = actions.save_application(
            cohort=cohort, person=account_queries.own_person(actor), texts=_texts(form), details=None, lock=form.seen,
            by=actor, now=clock.now(),
        )  # fmt: skip
    except Refused as error:
        return {"problem": " ".join(sentence(reason) for reason in error.reasons)}, 409
    return {"lock": row.lock}


@bp.post("/apply/<cohort_ref>/take-back")
@guard.needs(Permission.LEARN, cohort=queries.cohort_by_ref)
def take_back(cohort: Cohort) -> Any:
    """Take an application back before it is answered; it can be changed and sent again."""
    row = _own(cohort)
    if row is None or not OnceForm().validate_on_submit():
        flask.abort(400)
    try:
        actions.take_back_application(application=row, by=guard.actor(), now=clock.now())
        flask.flash(_("You took your application back. It is a draft of yours again."), "done")
    except Refused as error:
        flask.flash(" ".join(undone(error)), "care")
    return flask.redirect(flask.url_for("learning.apply", cohort_ref=cohort.ref), 303)
