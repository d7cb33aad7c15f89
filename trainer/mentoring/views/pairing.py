"""Who mentors whom in a cohort, and who gets a mentor now?"""

from collections.abc import Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.learning import queries as learning_queries
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.rules import LIVE
from trainer.mentoring import actions, forms, queries
from trainer.mentoring.models import Handover, Pair
from trainer.mentoring.queries import Candidate, Search
from trainer.mentoring.views import reasons
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission


@bp.route("/cohorts/<cohort_ref>/mentors", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=learning_queries.cohort_by_ref)
def mentors(cohort: Cohort) -> Any:
    """The trainees of a cohort with their mentors; `trainee` names the one who gets a mentor now."""
    now = clock.now()
    trainees = [one for one in learning_queries.trainees(cohort) if one.state in LIVE]
    form, refused = forms.MentorForm(), []
    wanted = form.enrollment.data or flask.request.args.get("trainee", "")
    chosen = next((one for one in trainees if one.ref == wanted), None)
    found = queries.search([chosen], today=clock.today(), now=now) if chosen else None
    people = list(found.people.values()) if found else []
    form.offer([(one.person.ref, _load(one)) for one in _best_first(found, chosen)])
    if form.validate_on_submit() and chosen is not None:
        try:
            mentor = _mentor(form, people)
            if mentor is not None:
                return _paired(cohort, chosen, mentor, form)
        except Refused as error:
            refused = undone(error)
    form.enrollment.data = chosen.ref if chosen else ""
    page = _page(cohort, trainees, form, chosen, found, refused)
    return page, 422 if flask.request.method == "POST" else 200


def _paired(cohort: Cohort, chosen: Enrollment, mentor: Person, form: forms.MentorForm) -> Any:
    made = actions.give_mentor(
        enrollment=chosen,
        mentor=mentor,
        on=form.on.data,
        why=form.why.data or "",
        by=guard.actor(),
        now=clock.now(),
    )
    if isinstance(made, Handover):
        names = {"mentor": mentor.name, "trainee": chosen.person.name}
        flask.flash(_("Announced. %(trainee)s is told what %(mentor)s can read.", **names), "done")
        return flask.redirect(flask.url_for("mentoring.handover", handover_ref=made.ref), 303)
    flask.flash(
        _("%(mentor)s now mentors %(trainee)s.", mentor=mentor.name, trainee=chosen.person.name), "done"
    )
    return flask.redirect(flask.url_for("mentoring.mentors", cohort_ref=cohort.ref), 303)


def _page(
    cohort: Cohort,
    trainees: list[Enrollment],
    form: forms.MentorForm,
    chosen: Enrollment | None,
    found: Search | None,
    refused: list[str],
) -> str:
    pairs = queries.pairs_of_cohort(cohort.id)
    theirs = pairs[chosen.id].mentor_id if chosen and chosen.id in pairs else None
    return flask.render_template(
        "mentoring/mentors.html", cohort=cohort, trainees=trainees, pairs=pairs, form=form, chosen=chosen,
        refused=refused, together=_together(pairs), missing=sum(one.id not in pairs for one in trainees),
        choices=reasons.choices(found, chosen.person, without=theirs) if found and chosen else [],
        changes=queries.last_pair(chosen.id) is not None if chosen else False,
        announced=queries.open_handovers([one.id for one in trainees]),
    )  # fmt: skip


def _best_first(found: Search | None, chosen: Enrollment | None) -> list[Candidate]:
    if found is None or chosen is None:
        return []
    return [found.people[one.guide] for one in found.ranked(chosen.person_id)]


def _mentor(form: forms.MentorForm, people: list[Candidate]) -> Person | None:
    """Whoever was chosen, or None with the field saying what is wrong."""
    email = (form.email.data or "").strip()
    if email:
        person = account_queries.person_by_sign_in(email)
        if person is None:
            form.email.errors = [
                _("Nobody signs in with this e-mail. Invite them first, or check the letters.")
            ]
        return person
    found = next((one.person for one in people if one.person.ref == form.mentor.data), None)
    if found is None:
        form.mentor.errors = [_("Choose a mentor, or type an e-mail below.")]
    return found


def _load(one: Candidate) -> str:
    many = ngettext("%(num)d trainee now", "%(num)d trainees now", one.trainees)
    return f"{one.person.name} – {many}"


def _together(pairs: dict[int, Pair]) -> dict[int, list[str]]:
    """The pairs that have come to work for one employer since they were made, with its name."""
    ids = {id for pair in pairs.values() for id in (pair.mentor_id, pair.trainee_id)}
    employers = queries.employers_of(ids, now=clock.now())
    found = {
        enrollment_id: queries.shared_employers(employers, pair.mentor_id, pair.trainee_id)
        for enrollment_id, pair in pairs.items()
    }
    return {enrollment_id: names for enrollment_id, names in found.items() if names}


@bp.route("/cohorts/<cohort_ref>/mentors/proposals", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=learning_queries.cohort_by_ref)
def proposals(cohort: Cohort) -> Any:
    """A mentor proposed for everybody of a cohort who has none, each with its reasons; a person decides."""
    now = clock.now()
    form: Any = forms.CohortPairingForm()
    waiting, found = _without_mentor(cohort)
    refused: list[str] = []
    if form.validate_on_submit():
        picks = _picked(form, waiting, found)
        if picks:
            made, problems = actions.give_mentors(wanted=picks, by=guard.actor(), now=now)
            if made:
                return _some_paired(cohort, made, reasons.sentences(problems))
            refused = reasons.sentences(problems)
        else:
            refused = [form.nothing()]
    best = found.proposed([one.person_id for one in waiting])
    lines = [reasons.line(found, one, best[one.person_id]) for one in waiting]
    page = flask.render_template(
        "mentoring/proposals.html", cohort=cohort, lines=lines, form=form, refused=refused,
        asked=form.is_submitted(), ticked=form.take.data or [],
    )  # fmt: skip
    return page, 422 if form.is_submitted() else 200


def _some_paired(cohort: Cohort, made: Sequence[Pair | Handover], problems: list[str]) -> Any:
    """Who has a mentor now is kept, also when others were refused: what was refused stands on the page again."""
    flask.flash(
        ngettext("%(num)d trainee has a mentor now.", "%(num)d trainees have a mentor now.", len(made)),
        "done",
    )
    for sentence in problems:
        flask.flash(sentence, "care")
    onward = "mentoring.proposals" if problems else "mentoring.mentors"
    return flask.redirect(flask.url_for(onward, cohort_ref=cohort.ref), 303)


def _without_mentor(cohort: Cohort) -> tuple[list[Enrollment], Search]:
    pairs = queries.pairs_of_cohort(cohort.id)
    live = [one for one in learning_queries.trainees(cohort) if one.state in LIVE]
    waiting = [one for one in live if one.id not in pairs]
    return waiting, queries.search(waiting, today=clock.today(), now=clock.now())


def _picked(form: Any, waiting: list[Enrollment], found: Search) -> list[tuple[Enrollment, Person]]:
    trainees = {one.ref: one for one in waiting}
    people = {one.person.ref: one.person for one in found.people.values()}
    return [
        (trainees[ref], people[mentor])
        for ref, mentor in form.wanted(flask.request.form.to_dict())
        if ref in trainees and mentor in people
    ]
