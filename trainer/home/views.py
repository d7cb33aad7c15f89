"""What does each person see first? The public home, my home, and who may do what."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer import permissions
from trainer.core import clock, i18n
from trainer.core.web import guard
from trainer.home import queries
from trainer.permissions import Permission, Role

bp = flask.Blueprint("home", __name__)


@bp.get("/")
@guard.public
def front() -> str:
    """The public home: what this is, how one becomes a facilitator, what comes next."""
    return flask.render_template("home/front.html", coming=queries.coming_offerings(today=clock.today()))


@bp.get("/home")
@guard.signed_in
def mine() -> str:
    """My home: what waits for me, what comes next, how far have I come."""
    actor = guard.actor()
    now = clock.now()
    mine = queries.of_person(actor.person_id, now=now)
    return flask.render_template(
        "home/mine.html",
        mine=mine,
        courses=queries.course_titles(i18n.locale_code()),
        offerings=queries.offerings_by_id(mine.places),
        sending=queries.of_coordinator(actor.scope_ids(Role.COORDINATOR, "organization"), today=now.date()),
        training=queries.trainings_given(actor.scope_ids(Role.TRAINER, "offering")),
        office=queries.of_administrator(today=now.date()) if actor.holds(Role.ADMINISTRATOR) else None,
        hour=now.astimezone(clock.zone(actor.zone)).hour,
    )


@bp.get("/permissions")
@guard.needs(Permission.TABLE_SEE)
def who_may() -> str:
    """Who may do what: drawn from the table that decides."""
    return flask.render_template("home/who_may.html", table=permissions.TABLE)


@bp.get("/accessibility")
@guard.public
def accessibility() -> str:
    """What we promise about access, and where to say that something is in the way."""
    return flask.render_template("home/accessibility.html")


@bp.get("/privacy")
@guard.public
def privacy() -> str:
    """What is kept about a person, and who can see it."""
    return flask.render_template("home/privacy.html")


@bp.get("/health")
@guard.public
def health() -> flask.Response:
    """For the machine that watches: answers when the site and its database do."""
    queries.coming_offerings(today=clock.today())
    return flask.Response("ok\n", mimetype="text/plain")


@bp.app_context_processor
def navigation() -> dict[str, Any]:
    """The main menu of this visitor: places they can use, never a page that would refuse them."""
    actor = guard.actor()
    path = flask.request.path if flask.has_request_context() else ""

    menu: list[dict[str, Any]] = []

    def add(label: str, endpoint: str, under: str) -> None:
        if endpoint in flask.current_app.view_functions:  # a room may be closed
            menu.append({"label": label, "url": flask.url_for(endpoint), "current": path.startswith(under)})

    if actor is not None:
        add(_("Home"), "home.mine", "/home")
    add(_("Schedule"), "schedule.current", "/schedule")
    for permission, label, endpoint, under in (
        (Permission.ORGANIZATION_PEOPLE, _("Organizations"), "organizations.index", "/organizations"),
        (Permission.SCHEDULE_MANAGE, _("Plan the year"), "schedule.years", "/manage"),
        (Permission.PEOPLE_MANAGE, _("People"), "accounts.people", "/people"),
        (Permission.CLAIM_DECIDE, _("Claims"), "registration.claims", "/claims"),
        (Permission.MESSAGES_LOG, _("Messages"), "messages.log", "/messages"),
    ):
        if permissions.holds_anywhere(actor, permission):
            add(label, endpoint, under)
    return {"main_nav": menu, "footer_nav": _footer()}


def _footer() -> list[dict[str, str]]:
    return [
        {"label": _("Accessibility"), "url": flask.url_for("home.accessibility")},
        {"label": _("Privacy"), "url": flask.url_for("home.privacy")},
    ]
