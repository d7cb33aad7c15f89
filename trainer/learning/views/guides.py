"""How is a module's session led: what is prepared, minute by minute, and what is done afterwards?"""

from dataclasses import dataclass
from typing import Any

import flask
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from trainer.core.web import guard
from trainer.learning.views.blueprint import bp, told
from trainer.learning.views.courses import module_line
from trainer.learning.views.rendering import Shelf, rich, shelf_for
from trainer.permissions import Permission

FORMATS = {"in_person": _l("In person"), "virtual": _l("Virtual"), "hybrid": _l("Hybrid")}


@dataclass(frozen=True)
class Step:
    """One activity of the session. `begins` and `ends` are minutes from its start."""

    begins: int
    ends: int
    activity: dict[str, Any]
    lead: Markup
    formats: list[tuple[str, Any, dict[str, str]]]

    @property
    def clock(self) -> str:
        """'0:20–0:45'."""
        return f"{running(self.begins)}–{running(self.ends)}"


def running(minutes: int) -> str:
    """Minutes as a running clock: 0:05, 1:30."""
    return f"{minutes // 60}:{minutes % 60:02}"


@bp.get("/courses/<course>/<module>/guide")
@guard.needs(Permission.LEARN)
def guide(course: str, module: str) -> str:
    """The facilitator's guide to a module's session.

    Everybody who may learn may read it: whoever takes part today leads such a session tomorrow, and sees here how what
    they went through was made. It holds nothing about a person, and no answer of a check.
    """
    here, line = module_line(course, module)
    wanted = flask.request.args.get("format", "")
    wanted = wanted if wanted in FORMATS else ""
    around = line.module.get("guide") or {}
    before, after = told(around.get("before", {})), told(around.get("after", {}))
    activities = line.module["activities"]
    shelf = shelf_for(
        before, after, *(told(one.get("lead") or {}) for one in activities), course=course,
        modules=[one.id for one in here.lines],
    )  # fmt: skip
    return flask.render_template(
        "learning/guide.html", here=here, line=line, module=line.module, formats=FORMATS, wanted=wanted,
        before=rich(before, shelf), after=rich(after, shelf), steps=_steps(activities, shelf, wanted), shelf=shelf,
        written_out=any(one.get("lead") for one in activities) or bool(around),
    )  # fmt: skip


def _steps(activities: list[dict[str, Any]], shelf: Shelf, wanted: str) -> list[Step]:
    """The activities one after the other; of the three formats the one that is wanted, or all."""
    found, at = [], 0
    for activity in activities:
        told_for = [
            (name, label, activity[name])
            for name, label in FORMATS.items()
            if activity.get(name) and wanted in ("", name)
        ]
        lead = rich(told(activity.get("lead") or {}), shelf)
        found.append(Step(at, at + activity["minutes"], activity, lead, told_for))
        at += activity["minutes"]
    return found
