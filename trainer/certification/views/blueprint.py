"""What do this room's pages stand on? The blueprint, links to other rooms, words of criteria."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import flask
from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from trainer import permissions
from trainer.certification import queries
from trainer.certification.rules.findings import Finding, Record
from trainer.core import numbers
from trainer.core.i18n import locale_code
from trainer.core.web import guard
from trainer.learning.models import Enrollment
from trainer.learning.views.blueprint import Deadline, Later, ask_for_deadlines, ask_for_editions

bp = flask.Blueprint("certification", __name__)

TONES = {"met": "good", "not_met": "care", "waived": "honey", "not_recorded": ""}
STATE_TONES = {
    "requested": "honey", "in_review": "honey", "returned": "care", "certified": "good", "declined": "stop",
    "valid": "good", "expired": "care", "suspended": "care", "revoked": "stop",
}  # fmt: skip


def in_words(texts: Any, language: str = "") -> str:
    """A text of the program in a language; by default in the reader's."""
    return str(texts.get(language or locale_code()) or texts.get("en") or "") if texts else ""


def linked(records: Sequence[Record], person_id: int) -> list[tuple[Record, str]]:
    """Records, each with the address of its page in another room; nothing where this visitor may not go."""
    kept: dict[Any, bool] = flask.g.setdefault("room_links", {})
    return [(one, one.path if one.path and _opens(one.path, person_id, kept) else "") for one in records]


def _opens(path: str, person_id: int, kept: dict[Any, bool]) -> bool:
    *start, last = path.split("/")
    kind = (start[1] if len(start) > 1 else "", len(start), last if last.isalpha() else "", person_id)
    if kind not in kept:  # all entries get one answer
        kept[kind] = _may_open(path, person_id)
    return kept[kind]


def _may_open(path: str, person_id: int) -> bool:
    if path == "/me/record" and guard.actor().person_id != person_id:
        return False
    try:
        endpoint, _arguments = request_ctx.url_adapter.match(path, method="GET")  # type: ignore[union-attr]
    except (HTTPException, RequestRedirect):
        return False
    permission = guard.mark_of(flask.current_app, endpoint).permission
    return permission is None or permissions.allowed(guard.actor(), permission, {("person", person_id)})


def groups_of(findings: Sequence[Finding]) -> list[tuple[str, list[Finding]]]:
    """The criteria in three parts: what is learned, what is led, what others say."""
    found: dict[str, list[Finding]] = {"learned": [], "led": [], "settled": []}
    for one in findings:
        number = int(one.code[1:])
        found["learned" if number <= 6 else "led" if number <= 20 else "settled"].append(one)
    return [(name, items) for name, items in found.items() if items]


bp.add_app_template_filter(linked)
bp.add_app_template_filter(in_words)


@bp.context_processor
def words_of_the_room() -> dict[str, Any]:
    """What all its templates say criteria and numbers with."""
    return {
        "in_words": in_words, "tones": TONES, "state_tones": STATE_TONES,
        "number_shown": numbers.shown, "groups_of": groups_of,
    }  # fmt: skip


def deadline(enrollment: Enrollment, day: date) -> Deadline | None:
    """The deadline of an enrollment, as the pages about enrollment show it."""
    found = queries.deadline(enrollment, day)
    if found is None:
        return None
    moved = [Later(until, at, said) for until, at, said in found.moved]
    return Deadline(found.until, found.last, enrollment.away_on(day), moved)


ask_for_editions(queries.editions)
ask_for_deadlines(deadline)
