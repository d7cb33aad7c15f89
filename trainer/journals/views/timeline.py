"""What is in my journal, and how is it looked through?"""

import enum
from typing import Any, TypeVar

import flask

from trainer.core import clock
from trainer.core.i18n import locale_code, zone_name
from trainer.core.web import assets, guard
from trainer.journals import queries, rules
from trainer.journals.queries import Line, attachments
from trainer.journals.rules import OPEN, Audience, EntryState, Place, Sort
from trainer.journals.views.blueprint import bp
from trainer.learning import queries as learning_queries
from trainer.mentoring import queries as mentoring_queries
from trainer.schedule.wording.advice import AREAS, area_words

E = TypeVar("E", bound=enum.StrEnum)


@bp.get("/journal")
@guard.signed_in
def mine() -> str:
    """My journal: every prompt of my cohort and every trace of my practice, and where each stands."""
    me = guard.actor()
    enrollment = learning_queries.last_enrollment_of(me.person_id)
    asked = flask.request.args
    sort, place = _one_of(Sort, asked.get("kind")), _one_of(Place, asked.get("state"))
    area = int(asked["area"]) if asked.get("area") in AREAS else None
    lines = queries.journal_of(enrollment) if enrollment else []
    today = clock.today()
    chosen = (
        queries.shown(lines, sort=sort, place=place, area=area, today=today) if sort is not Sort.FREE else []
    )
    page: Any = None
    if enrollment and sort in (None, Sort.FREE):
        states = rules.STATES_AT[place] if place else ()
        page = queries.traces_of(me.person_id, after=asked.get("after"), states=states, area=area)
    traces = queries.traces_in(page) if page else []
    zone = clock.zone(zone_name())
    return flask.render_template(
        "journals/mine.html", enrollment=enrollment, lines=lines, language=locale_code(), today=today,
        mentor=mentoring_queries.mentor_of(me.person_id) if enrollment else None, OPEN=OPEN,
        draft=EntryState.DRAFT, only_me=Audience.ONLY_ME, next=_next(lines), page=page, Sort=Sort, Place=Place,
        areas=AREAS, area_words=area_words, filtered=(sort, place, str(area or "")), any_trace=bool(traces),
        counts=queries.counts(lines, traces, today), kept_of=f"journal:{me.person_id}:",
        has_consents=attachments.has_consents(me.person_id),
        groups=queries.grouped(chosen, traces, zone=zone, today=today, all_lines=lines),
    )  # fmt: skip


def _one_of(kind: type[E], word: str | None) -> E | None:
    return next((one for one in kind if one.value == word), None)


def _next(lines: list[Line]) -> Line | None:
    """What to write next: what was sent back comes first, then the first required prompt that is open and waits."""
    back = [
        line
        for line in lines
        if line.entry and line.entry.state in OPEN and line.entry.state is not EntryState.DRAFT
    ]
    waits = [
        line for line in lines
        if line.prompt.required and (line.entry is None or line.entry.state is EntryState.DRAFT)
        and line.prompt.opens_on is not None and line.prompt.opens_on <= clock.today()
    ]  # fmt: skip
    return next(iter([*back, *waits]), None)


@bp.get("/journal/worker.js")
@guard.public
def worker() -> Any:
    """The script that opens the journal a device has kept without a connection."""
    return assets.worker("/journal")
