"""What worked and what did not, across CoPs? Only what facilitators share, without anybody's name."""

from collections.abc import Iterable
from typing import Any

import flask

from trainer.accounts.views.blueprint import searched
from trainer.core.i18n import words
from trainer.core.tables import write_csv
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.practice.models import ActItem
from trainer.practice.queries import inquiry as queries
from trainer.practice.queries.inquiry import Wanted
from trainer.practice.rules.inquiry_kinds import ItemKind, Part
from trainer.practice.views.blueprint import bp
from trainer.schedule.rules.kinds import FocusArea

COLUMNS = (
    "decided_on", "kind", "what", "focus", "measure", "level_before", "progress_wanted", "level_after",
    "progress_after", "cop", "cycle",
)  # fmt: skip
"""The columns of the file, in English like those of every other file."""


def _one_of(kind: Any, name: str) -> Any:
    sent = flask.request.args.get(name, "")
    return kind(sent) if sent in {one.value for one in kind} else None


def _wanted() -> Wanted:
    return Wanted(_one_of(ItemKind, "kind"), _one_of(FocusArea, "focus"), searched())


@bp.get("/inquiry")
@guard.needs(Permission.INQUIRY_ACROSS)
def across() -> str:
    """Everything that shared cycles start, stop, keep and scale, by kind, focus and words."""
    wanted = _wanted()
    page = queries.across(wanted, after=flask.request.args.get("after"))
    return flask.render_template(
        "practice/across.html", page=page, wanted=wanted, counted=queries.counted_across(wanted),
        kinds=list(ItemKind), areas=list(FocusArea), lines=[line(row[1]) for row in page.rows],
    )  # fmt: skip


@bp.get("/inquiry.csv")
@guard.needs(Permission.INQUIRY_ACROSS)
def across_csv() -> Any:
    """The same as a table."""
    rows = _rows(queries.all_across(_wanted()))
    answer = flask.Response(write_csv(COLUMNS, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="inquiry.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def line(item: ActItem) -> dict[str, Any]:
    """What one decision says, with the measure of its problem before and after; never who was there."""
    cycle = item.cycle
    problem = cycle.problem.content if cycle.problem else {}
    parts = {one.part: one for one in cycle.parts}
    study = parts[Part.STUDY].content if Part.STUDY in parts else {}
    return {
        "decided_on": parts[Part.ACT].on, "kind": item.kind, "what": item.text,
        "focus": FocusArea(problem["focus"]) if problem.get("focus") else None, "measure": problem.get("measure", ""),
        "level_before": problem.get("level", ""), "progress_wanted": problem.get("progress", ""),
        "level_after": study.get("level_after", ""), "progress_after": study.get("progress_after", ""),
        "cop": cycle.cop.name, "cycle": cycle.number,
    }  # fmt: skip


def _rows(items: Iterable[ActItem]) -> Iterable[list[object]]:
    for item in items:
        found = line(item)
        yield [
            words(found[name]) if name == "focus" else found[name].value if name == "kind" else found[name]
            for name in COLUMNS
        ]
