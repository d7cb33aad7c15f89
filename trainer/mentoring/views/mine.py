"""Whom do I mentor, who mentors me, and how does our year look?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import flask

from trainer.core import clock
from trainer.core.errors import NotFound
from trainer.core.i18n import zone_name
from trainer.core.web import guard
from trainer.learning import queries as learning_queries
from trainer.learning.rules import LIVE
from trainer.learning.views.assessing import picture_of
from trainer.mentoring import queries, rules
from trainer.mentoring.models import Meeting, Pair
from trainer.mentoring.rules import MeetingState, Rhythm
from trainer.mentoring.rules.pace import Pace
from trainer.mentoring.views.blueprint import bp, columns_for
from trainer.permissions import Permission, Role


@dataclass(frozen=True)
class Line:
    """A pair with the meetings of its trainee, as a page shows it."""

    pair: Pair
    meetings: list[Meeting]
    rhythm: Rhythm
    next: Meeting | None
    pace: Pace | None
    """As R07 counts; None before the implementation phase."""


@bp.get("/mentoring")
@guard.signed_in
def mine() -> str:
    """A mentor's trainees with their months; a trainee's mentor."""
    actor, now = guard.actor(), clock.now()
    pairs = queries.trainees_of(actor.person_id) if actor.holds(Role.MENTOR) else []
    own = queries.pair_of(actor.person_id)
    people = [pair.trainee_id for pair in pairs]
    meetings = queries.meetings_by_trainee([*people, actor.person_id] if own else people)
    return flask.render_template(
        "mentoring/mine.html",
        lines=[_line(pair, meetings[pair.trainee_id], now) for pair in pairs],
        columns=columns_for(people),
        own=_line(own, meetings[actor.person_id], now) if own else None,
        change=queries.open_handover(own.enrollment_id) if own else None,
        own_goes_on=own is not None and own.enrollment.state in LIVE,
        reads_notes=_reads_notes,
        is_mentor=actor.holds(Role.MENTOR),
    )


@bp.get("/pairs/<pair_ref>")
@guard.needs(Permission.MENTORING_SEE, pair=queries.pair_by_ref)
def pair(pair: Pair) -> str:
    """One pair: the months of the year, what was agreed, and the meetings one by one."""
    line = _line(pair, queries.meetings_of(pair.trainee_id), clock.now())
    return flask.render_template(
        "mentoring/pair.html", pair=pair, line=line, proposal=queries.open_proposal(pair.id),
        own=pair.trainee_id == guard.actor().person_id,
        writes=pair.until is None and pair.mentor_id == guard.actor().person_id, reads_notes=_reads_notes,
        shared=bool(learning_queries.shared_assessments(pair.trainee_id)),
    )  # fmt: skip


@bp.get("/pairs/<pair_ref>/self-assessment")
@guard.needs(Permission.MENTORING_SEE, pair=queries.pair_by_ref)
def shared_assessment(pair: Pair) -> str:
    """What a trainee says of their own abilities and has shared with their mentor; else there is no such page."""
    shared = learning_queries.shared_assessments(pair.trainee_id)
    if not shared:
        raise NotFound
    return flask.render_template(
        "mentoring/assessment.html", pair=pair, own=pair.trainee_id == guard.actor().person_id,
        **picture_of(learning_queries.assessment_content(), shared),
    )  # fmt: skip


def _line(pair: Pair, meetings: list[Meeting], now: datetime) -> Line:
    today = queries.today_of(zone_name(), now=now)
    shown = [one for one in meetings if one.state is not MeetingState.CANCELED]
    rhythm = queries.rhythm_of(pair.enrollment.cohort, shown, today=today)
    cohort = pair.enrollment.cohort
    pace = queries.pace_of(cohort, shown, today=today) if cohort.implementation_on <= today else None
    return Line(pair, shown, rhythm, queries.next_of(shown, now=now), pace)


def _reads_notes(meeting: Meeting) -> bool:
    """Whether the visitor reads the shared note of a meeting."""
    return rules.reads_notes(
        person_id=guard.actor().person_id,
        trainee_id=meeting.trainee_id,
        mentor_id=meeting.mentor_id,
        handed_to=meeting.handed_to,
    )


@bp.context_processor
def words_of_the_room() -> dict[str, Any]:
    """What all its templates ask."""
    return {"MeetingState": MeetingState}
