"""Who mentors whom in a cohort?"""

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
from trainer.mentoring.models import Pair
from trainer.mentoring.queries import Candidate
from trainer.mentoring.views.blueprint import bp
from trainer.permissions import Permission


@bp.route("/cohorts/<cohort_ref>/mentors", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=learning_queries.cohort_by_ref)
def mentors(cohort: Cohort) -> Any:
    """The trainees of a cohort with their mentors; `trainee` names the one who gets a mentor now."""
    now = clock.now()
    trainees = [one for one in learning_queries.trainees(cohort) if one.state in LIVE]
    people = queries.candidates(today=clock.today(), now=now)
    form, refused = forms.MentorForm(), []
    wanted = form.enrollment.data or flask.request.args.get("trainee", "")
    chosen = next((one for one in trainees if one.ref == wanted), None)
    form.offer([(one.person.ref, _load(one)) for one in people])
    if form.validate_on_submit() and chosen is not None:
        try:
            mentor = _mentor(form, people)
            if mentor is not None:
                actions.pair(enrollment=chosen, mentor=mentor, by=guard.actor(), now=now)
                flask.flash(
                    _("%(mentor)s now mentors %(trainee)s.", mentor=mentor.name, trainee=chosen.person.name),
                    "done",
                )
                return flask.redirect(flask.url_for("mentoring.mentors", cohort_ref=cohort.ref), 303)
        except Refused as error:
            refused = undone(error)
    form.enrollment.data = chosen.ref if chosen else ""
    return _page(cohort, trainees, form, chosen, refused), 422 if flask.request.method == "POST" else 200


def _page(
    cohort: Cohort,
    trainees: list[Enrollment],
    form: forms.MentorForm,
    chosen: Enrollment | None,
    refused: list[str],
) -> str:
    pairs = queries.pairs_of_cohort(cohort.id)
    return flask.render_template(
        "mentoring/mentors.html", cohort=cohort, trainees=trainees, pairs=pairs, form=form, chosen=chosen,
        refused=refused, together=_together(pairs), missing=sum(one.id not in pairs for one in trainees),
    )  # fmt: skip


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
