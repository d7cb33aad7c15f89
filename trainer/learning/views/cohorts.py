"""Which cohorts are there, who is in them, and how far has each come?"""

from collections.abc import Mapping, Sequence
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.attendance.rules import Presence
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.i18n import day, words
from trainer.core.web import guard
from trainer.core.web.paging import page_of
from trainer.core.web.refusals import undone
from trainer.learning import actions, forms, queries
from trainer.learning.models import Cohort, Enrollment
from trainer.learning.views.blueprint import bp
from trainer.permissions import Permission
from trainer.schedule.models import Session


@bp.get("/cohorts")
@guard.needs(Permission.COHORT_MANAGE)
def cohorts() -> str:
    """All cohorts, the latest first."""
    page = page_of(
        queries.cohorts(), by=(Cohort.starts_on, Cohort.id), after=flask.request.args.get("after"), down=True
    )
    return flask.render_template("learning/cohorts.html", page=page, today=clock.today())


@bp.get("/cohorts/<cohort_ref>")
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref)
def cohort(cohort: Cohort) -> str:
    """One cohort: its dates in two phases, its people, how far each is."""
    sessions = cohort.offering.sessions
    lines = queries.trainee_lines(cohort)
    return flask.render_template(
        "learning/cohort.html", cohort=cohort, lines=lines, phase=cohort.phase_on(clock.today(cohort.offering.zone)),
        plan=cohort.plan,
        strips={line.enrollment.id: strip(line.marks, sessions) for line in lines}, now=clock.now(),
        more=_more(cohort),
    )  # fmt: skip


def _more(cohort: Cohort) -> list[tuple[str, str]]:
    """Where else this cohort is looked after."""
    ref = cohort.offering.ref
    return [
        (_("At a glance"), flask.url_for("home.glance", cohort_ref=cohort.ref)),
        (_("Page of the cohort"), flask.url_for("learning.together", cohort_ref=cohort.ref)),
        (_("Applications"), flask.url_for("learning.applications", cohort_ref=cohort.ref)),
        (_("Attendance"), flask.url_for("attendance.sessions", offering_ref=ref)),
        (_("Its place in the schedule"), flask.url_for("schedule.offering", offering_ref=ref)),
    ]


def strip(
    marks: Mapping[int, tuple[Presence, bool]], sessions: Sequence[Session]
) -> list[tuple[str, str, str]]:
    """One sign per session with its words: credited, there without credit, excused, absent, not marked yet."""
    found = []
    for session in sessions:
        mark = marks.get(session.id)
        if mark is None:
            sign, said, tone = "·", _("not marked yet"), ""
        elif mark[1]:
            sign, said, tone = "✓", _("credited"), "good"
        elif mark[0] is Presence.PRESENT:
            sign, said, tone = "–", _("present, not credited"), "care"
        else:
            sign, said, tone = "×", words(mark[0]).lower(), "stop" if mark[0] is Presence.ABSENT else "care"
        what = _(
            "Session %(number)s, %(day)s: %(what)s", number=session.number, day=day(session.on), what=said
        )
        found.append((sign, what, tone))
    return found


@bp.route("/cohorts/<cohort_ref>/people/<enrollment_ref>/withdraw", methods=["GET", "POST"])
@guard.needs(Permission.COHORT_MANAGE, cohort=queries.cohort_by_ref, enrollment=queries.enrollment_by_ref)
def withdraw(cohort: Cohort, enrollment: Enrollment) -> Any:
    """Take somebody out of a cohort: asked once, with the reason."""
    if enrollment.cohort_id != cohort.id:
        raise NotFound
    form, refused = forms.WithdrawForm(), []
    if form.validate_on_submit():
        try:
            actions.withdraw_enrollment(
                enrollment=enrollment, reason=form.reason.data or "", by=guard.actor(), now=clock.now()
            )
            flask.flash(_("%(name)s is not in the cohort any more.", name=enrollment.person.name), "done")
            return flask.redirect(flask.url_for("learning.cohort", cohort_ref=cohort.ref), 303)
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "learning/withdraw.html", cohort=cohort, enrollment=enrollment, form=form, refused=refused
    )
    return page, 422 if flask.request.method == "POST" else 200
