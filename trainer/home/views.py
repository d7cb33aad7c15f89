"""What does each person see first? The public home, my home, my calendar, and who may do what."""

import hashlib
import hmac
from typing import Any

import flask
from flask_babel import force_locale
from flask_babel import gettext as _

from trainer import permissions
from trainer.accounts import actions as accounts_actions
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import Actor
from trainer.accounts.models import Feed
from trainer.core import calendar as calendars
from trainer.core import clock, i18n, program
from trainer.core.agenda import Event
from trainer.core.errors import NotFound
from trainer.core.forms import Form
from trainer.core.web import guard
from trainer.home import queries, rules
from trainer.home.queries import agenda, serving
from trainer.home.queries import glance as at_a_glance
from trainer.home.queries import progress as far
from trainer.learning import queries as learning_queries
from trainer.learning.models import Cohort
from trainer.messages import queries as message_queries
from trainer.permissions import Permission, Role

bp = flask.Blueprint("home", __name__)

Place = tuple[str, str, tuple[str, ...]]
"""An entry of the menu: its words, its endpoint, and the addresses that belong to it."""


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
    now, today = clock.now(), clock.today()
    mine = queries.of_person(actor.person_id, language=i18n.locale_code(), today=today)
    trains = actor.scope_ids(Role.TRAINER, "offering")
    office, cohorts = (
        serving.of_administrator(now=now, today=today)
        if actor.holds(Role.ADMINISTRATOR)
        else (None, serving.cohorts_of(actor, now=now, today=today))
    )
    return flask.render_template(
        "home/mine.html",
        mine=mine,
        tasks=agenda.waiting(actor, now=now, rooms=mine.rooms),
        coming=agenda.coming(actor.person_id, now=now, places=mine.places, trains=trains, rooms=mine.rooms),
        said=_said,
        progress=far.of_trainee(actor),
        sending=queries.of_coordinator(actor.scope_ids(Role.COORDINATOR, "organization"), today=today),
        training=queries.trainings_given(trains),
        cohorts=cohorts,
        office=office,
        serves=any(actor.holds(role) for role in (Role.ADMINISTRATOR, Role.TRAINER, Role.MENTOR)),
        hour=now.astimezone(clock.zone(actor.zone)).hour,
    )


def _said(text: Any) -> str:
    """A task's or an event's words: a reason in the reader's language, or the title as it was typed."""
    return text if isinstance(text, str) else i18n.sentence(text)


@bp.get("/me/calendar")
@guard.signed_in
def calendar() -> str:
    """My private calendar address: for the calendar on my phone, until I close it."""
    actor = guard.actor()
    feed = accounts_queries.feed_of(actor.person_id)
    trains = actor.scope_ids(Role.TRAINER, "offering")
    return flask.render_template(
        "home/calendar.html", address=_address(feed) if feed else None, feed=feed, form=Form(),
        coming=agenda.coming(actor.person_id, now=clock.now(), trains=trains), said=_said,
    )  # fmt: skip


@bp.post("/me/calendar")
@guard.signed_in
def change_calendar() -> Any:
    """Make a new address, which closes the old one; or only close it."""
    if not Form().validate_on_submit():
        raise NotFound
    person = accounts_queries.own_person(guard.actor())
    if flask.request.form.get("close"):
        accounts_actions.revoke_feed(person=person, by=guard.actor(), now=clock.now())
        flask.flash(_("The address is closed. A calendar that uses it gets no more dates."), "done")
    else:
        accounts_actions.make_feed(person=person, by=guard.actor(), now=clock.now())
        flask.flash(_("Your calendar address is ready."), "done")
    return flask.redirect(flask.url_for("home.calendar"), 303)


@bp.get("/calendar/<token>.ics")
@guard.public
def feed(token: str) -> flask.Response:
    """The dates of whoever has this address. Wrong, closed and unknown ones get the same answer."""
    ref, _dot, signature = token.partition(".")
    found = accounts_queries.feed_by_ref(ref) if ref.isascii() else None
    if found is None or not hmac.compare_digest(signature.encode(), _signature(found).encode()):
        raise NotFound
    now = clock.now()
    grants = accounts_queries.grants_of(found.person_id, now=now)
    trained = [one for one in grants if one.role is Role.TRAINER and one.scope_kind == "offering"]
    trains = [one.scope_id for one in trained if one.scope_id is not None]
    with force_locale(found.person.language):  # what fetches it says no language, or its maker's
        events = [_for_calendar(one) for one in agenda.calendar(found.person_id, now=now, trains=trains)]
    body = calendars.file(events, now=now, name=program.name())
    return flask.Response(body, mimetype="text/calendar", headers={"Cache-Control": "private, max-age=900"})


def _address(feed: Feed) -> str:
    return flask.url_for("home.feed", token=f"{feed.ref}.{_signature(feed)}", _external=True)


def _signature(feed: Feed) -> str:
    """What the address holds beside the row's name: who can read the database cannot read the calendars."""
    key = str(flask.current_app.secret_key).encode()
    return hmac.new(key, f"calendar:{feed.ref}".encode(), hashlib.sha256).hexdigest()[:40]


def _address_of(event: Event) -> str:
    """A link of somebody else's, or a page of this site in full."""
    if event.link.startswith("/"):
        return flask.url_for("home.front", _external=True).rstrip("/") + event.link
    return event.link or flask.url_for(event.endpoint, _external=True, **event.values)


def _for_calendar(event: Event) -> dict[str, Any]:
    return {
        "uid": event.uid, "sequence": event.sequence, "title": _said(event.title),
        "starts": event.starts_at.isoformat(), "ends": event.ends_at.isoformat(), "zone": event.zone,
        "place": event.place, "url": _address_of(event),
        "status": calendars.CANCELED if event.canceled else "CONFIRMED",
    }  # fmt: skip


@bp.get("/cohorts/<cohort_ref>/glance")
@guard.needs(Permission.COHORT_FOLLOW, cohort=learning_queries.cohort_by_ref)
def glance(cohort: Cohort) -> str:
    """A cohort at a glance: who is where, who has been silent, what is due; tick some and write to them."""
    days, show = rules.days_of(flask.request.args.get("days")), rules.show_of(flask.request.args.get("show"))
    reported = message_queries.reported_in(cohort.circle)
    found = at_a_glance.of_cohort(cohort, now=clock.now(), days=days)
    return flask.render_template(
        "home/glance.html", cohort=cohort, glance=found, shown=found.shown(show), show=show, shows=list(rules.Show),
        days=days, choices=rules.CHOICES, reported=reported, Due=rules.Due,
        phase=cohort.phase_on(clock.today(cohort.offering.zone)),
    )  # fmt: skip


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
    places: list[Place] = [(_("Home"), "home.mine", ("/home",))] if actor is not None else []
    places.append((_("Schedule"), "schedule.current", ("/schedule", "/offerings")))
    if actor is not None:
        places += _own_places(actor)
    places += [
        (label, endpoint, under)
        for permission, label, endpoint, under in (
            (
                Permission.ORGANIZATION_MANAGE, _("Organizations"), "organizations.index",
                ("/organizations", "/consortia", "/regions"),
            ),
            (Permission.SCHEDULE_MANAGE, _("Plan the year"), "schedule.years", ("/manage",)),
            (Permission.COHORT_MANAGE, _("Cohorts"), "learning.cohorts", ("/cohorts", "/editions", "/applications")),
            (
                Permission.CERTIFICATION_FILE, _("Certifications"), "certification.files",
                ("/files", "/path", "/certificates"),
            ),
            (Permission.PEOPLE_MANAGE, _("People"), "accounts.people", ("/people",)),
            (Permission.CLAIM_DECIDE, _("Claims"), "registration.claims", ("/claims", "/approvals")),
            (Permission.MESSAGES_LOG, _("Messages"), "messages.log", ("/messages", "/audit")),
        )
        if permissions.holds_anywhere(actor, permission)
    ]  # fmt: skip
    here = next((endpoint for _label, endpoint, under in places if _is_under(path, under)), "")
    menu = [
        {"label": label, "url": flask.url_for(endpoint), "current": endpoint == here}
        for label, endpoint, _under in places
        if endpoint in flask.current_app.view_functions  # a room may be closed
    ]
    return {"main_nav": menu, "footer_nav": _footer()}


def _is_under(path: str, places: tuple[str, ...]) -> bool:
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _own_places(actor: Actor) -> list[Place]:
    """Where somebody's own work is: a trainee's road, a mentor's trainees, a coordinator's people, all courses."""
    cops = (
        "/cops",
        "/cop-sessions",
        "/cop-members",
        "/cop-invitations",
        "/cop-papers",
        "/charters",
        "/debriefs",
    )
    pairs = ("/mentoring", "/pairs", "/meetings")
    to_learn = ("/courses", "/cards", "/templates", "/glossary", "/apply")
    places: list[Place] = [(_("Courses"), "learning.courses", to_learn)]
    if actor.holds(Role.TRAINEE):
        places += [
            (_("My path"), "certification.mine", ("/path", "/enrollment", "/certificates")),
            (_("My cohort"), "learning.my_cohort", ("/my-cohort", "/cohorts")),
            (_("My journal"), "journals.mine", ("/journal", "/entries")),
            (_("My CoP"), "practice.cops", cops),
            (_("My mentor"), "mentoring.mine", pairs),
        ]
    elif actor.holds(Role.MENTOR):
        places.append((_("My cohorts"), "learning.my_cohort", ("/my-cohort", "/cohorts")))
    if actor.holds(Role.ADMINISTRATOR) and not actor.holds(Role.MENTOR):
        places.append((_("CoPs"), "practice.cops", cops))
    if any(actor.holds(role) for role in (Role.TRAINEE, Role.MENTOR, Role.REVIEWER)):
        presenting = ("/showcase", "/calls", "/proposals", "/co-presenters")
        places.append((_("Showcase"), "showcase.mine", presenting))
    if actor.holds(Role.MENTOR):
        places += [
            (_("My trainees"), "mentoring.mine", (*pairs, "/path")),
            (_("Entries to answer"), "journals.reviews", ("/reviews",)),
            (_("Their CoPs"), "practice.cops", cops),
        ]
    if actor.holds(Role.COORDINATOR) and not actor.holds(Role.ADMINISTRATOR):
        places.append(
            (_("My people"), "organizations.mine", ("/my-people", "/organizations", "/memberships"))
        )
    return places


def _footer() -> list[dict[str, str]]:
    return [
        {"label": _("Check a certificate"), "url": flask.url_for("certification.check")},
        {"label": _("Our words"), "url": flask.url_for("learning.glossary")},
        {"label": _("Accessibility"), "url": flask.url_for("home.accessibility")},
        {"label": _("Privacy"), "url": flask.url_for("home.privacy")},
    ]
