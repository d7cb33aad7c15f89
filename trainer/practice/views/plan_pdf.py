"""What does the plan of a session say on paper?"""

from datetime import timedelta
from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock, documents
from trainer.core.i18n import clock_time, locale_code, moment, words
from trainer.core.web import guard
from trainer.permissions import Permission
from trainer.practice import queries
from trainer.practice.models import CopSession
from trainer.practice.queries import kit as kit_queries
from trainer.practice.rules import kit
from trainer.practice.rules.kit import CHECKS, Check, KitRole, PlanPart, Slides
from trainer.practice.views.blueprint import bp
from trainer.practice.views.kit import card_titles, sum_words
from trainer.practice.views.welcoming import writable

OPENING = (
    PlanPart.LINK_LAST, PlanPart.WELCOME, PlanPart.POEM, PlanPart.COMMUNITY, PlanPart.TODAYS_VALUES,
    PlanPart.QUESTIONS,
)  # fmt: skip
MORE = (
    PlanPart.TRACES, PlanPart.PRESENTERS, PlanPart.MATERIALS, PlanPart.ACCESS, PlanPart.LANGUAGES,
    PlanPart.INTERPRETER, PlanPart.TRIP, PlanPart.CLOSING,
)  # fmt: skip


def begins(session: CopSession, rows: list[kit.Row]) -> list[str]:
    """At what time of day each row begins, where the CoP is."""
    local, found = session.starts_at.astimezone(clock.zone(session.cop.zone)), []
    for row in rows:
        found.append(clock_time(local))
        local += timedelta(minutes=row.minutes)
    return found


@bp.get("/cop-sessions/<cop_session_ref>/plan.pdf")
@guard.needs(Permission.COP_RUN, cop_session=queries.cop_session_by_ref)
def plan_pdf(cop_session: CopSession) -> Any:
    """The plan as a tagged PDF, for those who lead with paper in their hands."""
    made = documents.pdf("plan", writable(_values(cop_session)), language=locale_code())
    response = flask.Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="session-{cop_session.number}-plan.pdf"'
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _values(session: CopSession) -> dict[str, Any]:
    plan, rows, cards = kit_queries.plan_of(session), kit_queries.rows_of(session), card_titles()
    content = plan.content if plan else {}
    roles = content.get("roles") or {}
    place = [words(session.format), session.place] + [_("Field trip")] * bool(content.get("field_trip"))
    people = [f"{words(role)}: {roles[role]}" for role in KitRole if roles.get(role)]
    questions = [text for text in (session.question, *_lines(content, PlanPart.QUESTIONS)) if text]
    opening = [[_("Purpose"), [session.purpose]]] if session.purpose else []
    opening += [[_("Guiding question"), questions]] if questions else []
    opening += [[words(part), _lines(content, part)] for part in OPENING[:-1] if content.get(part)]
    slides = content.get("slides")
    how = content.get(PlanPart.SLIDES_LINK) if slides == Slides.LINK else words(Slides.BROUGHT)
    more = [[_("Who does what"), people]] if people else []
    more += [[_("Slides or handouts"), [how or ""]]] if slides else []
    more += [[words(part), _lines(content, part)] for part in MORE if content.get(part)]
    groups = kit.groups_for(session.format, trip=bool(content.get("field_trip")))
    ticked = set(content.get("checks") or [])
    checks = [check for group in groups for check in CHECKS[group]]
    return {
        "cop": session.cop.name, "title": _("Plan of session %(number)s", number=session.number),
        "when": moment(session.starts_at, session.cop.zone), "place": " · ".join(one for one in place if one),
        "opening": opening, "more": more, "sum": sum_words(kit.added(rows, session.planned_minutes)),
        "rows": [
            {
                "at": at, "minutes": str(row.minutes or "–"), "activity": row.activity, "who": row.who,
                "protocol": cards.get(row.protocol, row.protocol), "aim": row.aim, "materials": row.materials,
            }
            for at, row in zip(begins(session, rows), rows, strict=True)
        ],
        "checks": [_tick(check, check.value in ticked) for check in checks],
        "words": {
            "rows": _("Minute by minute"), "at": _("At"), "minutes": _("Minutes"), "activity": _("What we do"),
            "who": _("Who"), "materials": _("Materials"), "checks": _("Before people come"),
        },
    }  # fmt: skip


def _lines(content: dict[str, Any], part: PlanPart) -> list[str]:
    return [line.strip() for line in str(content.get(part) or "").splitlines() if line.strip()]


def _tick(check: Check, done: bool) -> str:
    return _("%(what)s – done", what=words(check)) if done else words(check)
