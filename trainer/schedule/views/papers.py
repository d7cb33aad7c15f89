"""What is there to print and to share? A flyer of an offering and a year on paper, both tagged PDFs, and pictures."""

import html
from typing import Any

import flask
from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from trainer.core import clock, documents, i18n, program
from trainer.core.errors import NotFound
from trainer.core.i18n import LANGUAGES, locale_code
from trainer.core.web import guard
from trainer.core.web.brake import brake
from trainer.schedule import queries
from trainer.schedule.models import Offering
from trainer.schedule.views import filters, kept
from trainer.schedule.views.blueprint import bp
from trainer.schedule.views.public import YearPage, by_month, refuse_draft, site_url
from trainer.schedule.wording import dates

MOST_LINES = 12
SECONDS = 300


@bp.get("/offerings/<offering_ref>/flyer.pdf")
@brake("papers", "PAPER_LIMIT", methods=("GET",))
@guard.public(offering=queries.offering_by_ref)
def flyer(offering: Offering) -> flask.Response:
    """One page about one offering, with a code that opens its page. `in`: another language than the reader's."""
    refuse_draft(offering)
    language = _language()
    with force_locale(language):
        body = documents.public_pdf("flyer", _flyer(offering), language=language)
    name = f"flyer-{offering.year.slug}-{offering.ref[:8].lower()}.pdf"
    return kept.file(body, "application/pdf", name, seconds=SECONDS)


@bp.get("/schedule/<year_slug>/schedule.pdf")
@brake("papers", "PAPER_LIMIT", methods=("GET",))
@guard.public
def year_pdf(year_slug: str) -> flask.Response:
    """A published year on paper, as it is looked at: with the same filters as its page."""
    year = queries.year_by_slug(year_slug)
    if year is None or year.version == 0:
        raise NotFound
    language = _language()
    wanted = filters.wanted(year, queries.regions(year) if "region" in flask.request.args else ())
    page = by_month(queries.published_offerings(year), wanted)
    address = site_url("schedule.year", year_slug=year.slug, **wanted.address())
    with force_locale(language):
        title = _("Learning together, %(year)s", year=year.label)
        version = _(
            "Version %(number)s, published %(day)s.", number=year.version, day=i18n.day_of(year.published_at)
        )
        values = {
            "title": title,
            "program": documents.writable(program.name()),
            "lede": _("Trainings and monthly gatherings for people who bring Communities of Practice to life in early"
                      " learning."),
            "chosen": documents.writable(" · ".join(wanted.words())),
            "groups": _groups(page),
            "address": address,
            "qr": documents.qr_svg(address),
            "footer": f"{version} {address}",
            "words": {
                "when": _("When"), "what": _("What"), "where": _("Where"),
                "qr_alt": _("QR code: opens this schedule on the web, with any later change"),
            },
        }  # fmt: skip
        body = documents.public_pdf("schedule", values, language=language)
    return kept.file(body, "application/pdf", f"schedule-{year.slug}.pdf", seconds=SECONDS)


@bp.get("/offerings/<offering_ref>/social.png")
@guard.public(offering=queries.offering_by_ref)
def social(offering: Offering) -> flask.Response:
    """The picture that stands beside a shared link to an offering."""
    refuse_draft(offering)
    place = dates.place_words(offering)
    where = i18n.words(offering.format) + (f" · {place}" if place else "")
    return _picture(i18n.words(offering.kind), offering.title, dates.offering_when(offering), where)


@bp.get("/schedule/<year_slug>/social.png")
@guard.public
def year_social(year_slug: str) -> flask.Response:
    """The picture that stands beside a shared link to a year."""
    year = queries.year_by_slug(year_slug)
    if year is None or year.version == 0:
        raise NotFound
    count = len(queries.published_offerings(year))
    said_count = ngettext("%(num)s offering", "%(num)s offerings", count)
    return _picture(_("Annual schedule"), _("Learning together, %(year)s", year=year.label), said_count, "")


def _picture(kicker: str, title: str, when: str, where: str) -> flask.Response:
    words = {"kicker": kicker, "title": title, "when": when, "where": where, "program": program.name()}
    shown = {name: documents.writable(text) for name, text in words.items()}
    body = documents.png("social", shown, language=locale_code())
    return kept.file(body, "image/png", "social.png", seconds=SECONDS)


def _language() -> str:
    wanted = flask.request.args.get("in", "")
    return wanted if wanted in LANGUAGES else locale_code()


def _groups(page: YearPage) -> list[dict[str, Any]]:
    groups = [(i18n.day(month.starts, "month"), month.offerings) for month in page.months]
    groups += [(_("Date to be decided"), page.undated), (_("On request"), page.on_request)]
    return [
        {"title": title.capitalize(), "rows": [_row(one) for one in offerings]}
        for title, offerings in groups
        if offerings
    ]


def _row(offering: Offering) -> dict[str, str]:
    where = [i18n.words(offering.format), dates.place_words(offering), offering.region]
    about = dates.length_words(offering.minutes, offering.length)
    standing = queries.standing_of(offering, clock.today(offering.zone))
    state = {
        "canceled": _("Canceled"),
        "not_open_yet": _("Registration opens %(day)s", day=i18n.day(offering.opens_on)),
    }
    times = dates.common_times(offering)
    shown = {
        "when": dates.offering_when(offering) + (f", {times}" if times else ""),
        "title": offering.title,
        "note": " · ".join(text for text in (offering.audience, about) if text),
        "where": ", ".join(dict.fromkeys(text for text in where if text)),
        "state": state.get(standing.value, ""),
    }
    return {
        **{name: documents.writable(text) for name, text in shown.items()},
        "address": site_url("schedule.offering", offering_ref=offering.ref),
    }


def _flyer(offering: Offering) -> dict[str, Any]:
    """Every word on the flyer."""
    address = site_url("schedule.offering", offering_ref=offering.ref)
    lines = [
        {"when": dates.session_when(one, offering.zone), "label": documents.writable(one.label)}
        for one in offering.sessions
    ]
    rest = len(lines) - MOST_LINES
    canceled = _("Canceled: %(why)s", why=offering.canceled_why or offering.title)
    published = i18n.day_of(offering.year.published_at)
    return {
        "title": documents.writable(offering.title),
        "kind": i18n.words(offering.kind),
        "when": dates.offering_when(offering),
        "program": documents.writable(program.name()),
        "about": documents.writable(_about(offering)),
        "canceled": documents.writable(canceled) if offering.state.value == "canceled" else "",
        "sessions": lines[:MOST_LINES] if len(lines) > 1 or dates.common_times(offering) else [],
        "more": ngettext("and %(num)s more", "and %(num)s more", rest) if rest > 0 else "",
        "facts": [[words, documents.writable(text)] for words, text in _facts(offering) if text],
        "address": address,
        "address_shown": address.partition("://")[2],
        "qr": documents.qr_svg(address),
        "footer": _("As published on %(day)s. Later changes stand on the page.", day=published) if published else "",
        "words": {
            "when": _("Days and times"), "register": _("Read more and register"),
            "qr_alt": _("QR code: opens the page of this offering, where you can register"),
        },
    }  # fmt: skip


def _about(offering: Offering) -> str:
    """What the pages say about it, as plain text: its own description, or the sentence that fits its kind."""
    return html.unescape(str(flask.get_template_attribute("schedule/parts.html", "about")(offering)))


def _facts(offering: Offering) -> list[tuple[str, str]]:
    """What stands beside the text: words and value; those without a value are left out."""
    opens, closes = offering.opens_on, offering.closes_on
    languages = dates.language_words(offering.languages)
    if offering.interpretation:
        languages = f"{languages}. {offering.interpretation}".removeprefix(". ")
    return [
        (_("Format"), i18n.words(offering.format)),
        (_("Place"), dates.place_words(offering)),
        (_("Length"), dates.length_words(offering.minutes, offering.length)),
        (_("Who it is for"), offering.audience),
        (_("Needed first"), _("CoP 101, or another introduction to CoPs") if offering.prerequisite else ""),
        (_("Languages"), languages),
        (_("Led by"), "; ".join(offering.led_by)),
        (_("Price"), offering.price),
        (_("Registration opens"), i18n.day(opens) if opens and opens > clock.today(offering.zone) else ""),
        (_("Registration closes"), i18n.day(closes)),
    ]
