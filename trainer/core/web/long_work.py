"""How far is a long work, what did the check find, and shall it be done? One page for every kind of job."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_limiter.util import get_remote_address
from flask_wtf.file import FileField

from trainer.core import clock, jobs, progress, reports
from trainer.core.errors import Refused
from trainer.core.forms import OnceForm
from trainer.core.i18n import has_name, name_of, names_for, sentence, whole, words_for
from trainer.core.jobs import JobReason, JobRow, JobState
from trainer.core.tables import MAX_BYTES
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.permissions import Permission

bp = flask.Blueprint("jobs", __name__)
bp.add_app_template_filter(reports.counts_of, "job_counts")

words_for(
    {
        JobState.QUEUED: _l("Waiting for its turn"),
        JobState.CHECKING: _l("Being checked"),
        JobState.CHECKED: _l("Checked, nothing saved yet"),
        JobState.WANTED: _l("Waiting to be saved"),
        JobState.APPLYING: _l("Being saved"),
        JobState.DONE: _l("Saved"),
        JobState.REFUSED: _l("Nothing was saved"),
        JobState.FAILED: _l("Nothing was saved"),
        JobReason.NO_RIGHT: _l("You may no longer do this. Nothing was saved."),
        JobReason.CHANGED: _l(
            "Since the check, something here has changed, and what you saw is no longer what would happen. Nothing was"
            " saved. Upload the file again."
        ),
        JobReason.NOT_CHECKED: _l("This was started already, or it is still being checked."),
        JobReason.TOO_MANY: _l(
            "You have %(most)s uploads that are not finished. Save one of them or leave it, then upload this file. They"
            " stand first in the list below."
        ),
        JobReason.LEFT: _l("You left this file, and it was forgotten."),
        JobReason.TOO_LATE: _l("It is being saved already, or it has ended."),
        JobReason.GONE: _l("What this file was for is no longer there. Nothing was saved."),
    }
)
names_for(
    "action",
    {
        "job.begin": _l("Uploaded a file to be checked"),
        "job.leave": _l("Left a file that was uploaded"),
        "job.want": _l("Asked for a checked file to be saved"),
    },
)
names_for(
    "message",
    {
        "jobs.ended": _l("Your upload is saved, or why not"),
        "jobs.checked": _l("Your upload is checked and waits for you"),
    },
)


def say(kind: str, *, before: Any, after: Any) -> None:
    """How the page of a kind of job speaks: what is so before it is saved, and what its link is called after."""
    names_for("job_before", {kind: before})
    names_for("job_after", {kind: after})


class UploadForm(OnceForm):
    """A file that the worker reads."""

    file = FileField(
        _l("File: CSV or Excel (.xlsx)"), description=_l("With the headings name, e-mail and role.")
    )


def took(form: Any, *, kind: str, params: Mapping[str, Any]) -> JobRow | None:
    """The job that was begun with the file that came; None, and a problem at the field, when none can be."""
    upload = form.file.data
    data = upload.read(MAX_BYTES + 1) if upload and hasattr(upload, "read") else b""
    if not data:
        form.file.errors = [_("Choose a file.")]
        return None
    if len(data) > MAX_BYTES:
        form.file.errors = [
            _(
                "This file is larger than %(most)s MB. Split it into smaller ones.",
                most=MAX_BYTES // 1_000_000,
            )
        ]
        return None
    try:
        return jobs.begin(
            kind=kind, params=dict(params), file=data, file_name=(upload.filename or "").replace("\x00", ""),
            by=guard.actor(), now=clock.now(),
        )  # fmt: skip
    except Refused as refused:
        form.file.errors = [sentence(reason) for reason in refused.reasons]
        return None


def uploader() -> str:
    """Who uploads is counted, not their address: a whole office may share one."""
    visitor = guard.actor()
    return f"person:{visitor.person_id}" if visitor else get_remote_address()


slowly = brake("uploads", key=uploader)
"""Stands above the guard's mark of every page that takes a file for the worker."""


def upload_page(
    form: Any, *, title: str, kicker: str, back: str, lead: str, templates: Sequence[tuple[str, str]] = ()
) -> Any:
    """The page on which a file is chosen. `lead`: what becomes of it; `templates`: words and addresses."""
    page = flask.render_template(
        "jobs/upload.html", form=form, title=title, kicker=kicker, back=back, lead=lead, templates=templates,
        earlier=jobs.latest(by_person=guard.actor().person_id),
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def for_people(most: int) -> str:
    """What becomes of a file of people."""
    return _(
        "For long lists, up to %(most)s people. The file is checked first; you see what will happen, and then save all"
        " of it or nothing.",
        most=whole(most),
    )


def page_of(job: JobRow) -> Any:
    """To the page of a job that was just begun."""
    return flask.redirect(flask.url_for("jobs.show", job_ref=job.ref), 303)


@bp.get("/jobs/<job_ref>")
@guard.needs(Permission.JOB_SEE, job=jobs.by_ref)
def show(job: JobRow) -> str:
    """How far it is, and the report; it looks again by itself as long as something happens."""
    return _page(job, OnceForm(formdata=None))


@bp.post("/jobs/<job_ref>")
@guard.needs(Permission.JOB_RUN, job=jobs.by_ref)
def want(job: JobRow) -> Any:
    """Do what was checked."""
    return _answer(job, jobs.want)


@bp.post("/jobs/<job_ref>/leave")
@guard.needs(Permission.JOB_RUN, job=jobs.by_ref)
def leave(job: JobRow) -> Any:
    """Do not save what was uploaded."""
    return _answer(job, jobs.leave)


def _answer(job: JobRow, act: Callable[..., object]) -> Any:
    """Do what a button asks, and back to the job's page; that page with the reason when it cannot be."""
    form = OnceForm()
    if not form.validate_on_submit():
        return _page(job, form), 422
    try:
        act(job=job, by=guard.actor(), now=clock.now())
    except Refused as refused:
        return _page(job, form, [sentence(reason) for reason in refused.reasons]), 409
    return page_of(job)


def _page(job: JobRow, form: OnceForm, more: list[str] | None = None) -> str:
    report = job.report or {}
    applies = job.state is JobState.APPLYING
    done, total = (progress.of(job.id, job.lease) if applies else None) or (job.done, job.total)
    problems = [(line, sentence(reason)) for line, reason in reports.problems_of(report)] if report else []
    return flask.render_template(
        "jobs/show.html", job=job, form=form, more=more or [], runs=job.state in jobs.RUNS,
        counts=reports.counts_of(report) if report else [], unnamed=report.get("problems", 0) - reports.MOST_PROBLEMS,
        problems=problems, lined=any(line for line, _words in problems),
        mine=guard.actor().person_id == job.by_person, done=done, total=total,
        before=_said(job, "job_before", _("Nothing has been saved yet. Everybody concerned gets a mail once it is.")),
        after=_said(job, "job_after", _("See the list")), leavable=job.state in jobs.NOT_SAVING,
    )  # fmt: skip


def _said(job: JobRow, space: str, otherwise: str) -> str:
    return name_of(job.kind, space) if has_name(job.kind, space) else otherwise
