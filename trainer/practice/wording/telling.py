"""What is told to people who may come: the welcome mail as it begins, the flyer, the pages of a journal?"""

from datetime import date, time
from typing import Any

from flask_babel import gettext as _

from trainer.core import documents
from trainer.core.i18n import clock_time, day, moment, words
from trainer.organizations.rules import AgeBand, WorkRole
from trainer.practice.models import Cop, CopSession
from trainer.practice.queries import Setup
from trainer.practice.rules.setup import Part
from trainer.schedule.rules.kinds import Format

LINES_TO_WRITE = 9
PLATFORMS = {"teams": "Microsoft Teams", "zoom": "Zoom"}


def when(cop: Cop, found: Setup, session: CopSession | None) -> str:
    """When the next session is: as it is planned, else as the charter says."""
    if session is not None:
        return moment(session.starts_at, cop.zone)
    rhythm = found.of(Part.RHYTHM)
    if not rhythm.get("first_on"):
        return str(rhythm.get("rhythm") or "")
    first = day(date.fromisoformat(rhythm["first_on"]))
    return f"{first}, {clock_time(time.fromisoformat(rhythm['starts']))}" if rhythm.get("starts") else first


def where(found: Setup, session: CopSession | None) -> str:
    """Where it is: the room, the platform, or both."""
    place = found.of(Part.PLACE)
    platform = PLATFORMS.get(str(place.get("platform")), str(place.get("platform_other") or ""))
    room = (session.place if session is not None else "") or str(place.get("place") or "")
    meets = session.format.value if session is not None else place.get("format")
    if meets == Format.VIRTUAL.value:
        return _("Online, %(platform)s", platform=platform) if platform else _("Online")
    if meets == Format.HYBRID.value and platform:
        return _("%(place)s, or online: %(platform)s", place=room, platform=platform)
    return room


def welcome(cop: Cop, found: Setup, session: CopSession | None, facilitators: list[str]) -> dict[str, str]:
    """How a welcome mail begins: what is known, in the language of the CoP, to be changed and sent (row E05)."""
    parts = [
        _("I am glad that you are coming."),
        _("When: %(when)s", when=when(cop, found, session)),
        _("Where: %(where)s", where=where(found, session)),
        str(
            found.of(Part.PLACE).get("parking")
            or _("How you get in: [entrance, step-free way, parking, bus]")
        ),
        _(
            "What to bring: something small from your week that belongs to our question – an object, a note, a photo in"
            " which no child can be recognized. If nothing comes to mind, bring yourself."
        ),
        _(
            "What will happen: we arrive, learn every name, decide together how we want to be with each other, and look"
            " at one moment from somebody’s work. What is told stays in the group; only concern for a child’s safety is"
            " reported."
        ),
        _(
            "One question to you: is there anything I should know so that you can take part well – food, "
            "hearing, sight,"
            " a baby in your arms, leaving early?"
        ),
        " & ".join(facilitators),
    ]
    return {"subject": _("%(cop)s: everything you need", cop=cop.name), "body": "\n\n".join(parts)}


def flyer_text(cop: Cop, found: Setup, session: CopSession | None) -> str:
    """The flyer as words alone, for a post or a mail (row E03)."""
    flyer = found.of(Part.FLYER)
    lines = [str(flyer.get("headline") or cop.name), str(flyer.get("words") or "")]
    lines.append("\n".join(f"{label}: {value}" for label, value in flyer_facts(cop, found, session)))
    lines.append(_("Say yes, or ask: %(contact)s", contact=flyer.get("contact") or "–"))
    return "\n\n".join(line for line in lines if line)


def flyer_facts(cop: Cop, found: Setup, session: CopSession | None) -> list[tuple[str, str]]:
    """What stands beside the words: what is known of the CoP; what is not known is left out."""
    rhythm, place, community = (found.of(part) for part in (Part.RHYTHM, Part.PLACE, Part.COMMUNITY))
    roles = ", ".join(words(WorkRole(one)) for one in community.get("roles") or [])
    ages = ", ".join(words(AgeBand(one)) for one in community.get("ages") or [])
    facts = [
        (
            _("First session") if session is None or session.number == 1 else _("Next session"),
            when(cop, found, session),
        ),
        (_("Then"), str(rhythm.get("rhythm") or "")),
        (_("Where"), where(found, session)),
        (_("How to get in"), str(place.get("parking") or "")),
        (_("For whom"), str(community.get("audience") or roles)),
        (_("Ages of the children"), ages),
    ]
    return [(label, value) for label, value in facts if value]


def flyer_values(
    cop: Cop, found: Setup, session: CopSession | None, *, program: str, address: str
) -> dict[str, Any]:
    """Every word on the flyer."""
    flyer = found.of(Part.FLYER)
    names = [one.person.name for one in cop.facilitators if one.until is None]
    return {
        "title": str(flyer.get("headline") or cop.name),
        "kind": cop.name,
        "program": program,
        "about": str(flyer.get("words") or cop.domain),
        "facts": [[label, value] for label, value in flyer_facts(cop, found, session)],
        "contact": str(flyer.get("contact") or ""),
        "qr": documents.qr_svg(address) if address else "",
        "address": address.partition("://")[2],
        "footer": _("With %(names)s. What is told there stays in the group.", names=", ".join(names)),
        "words": {
            "contact": _("Say yes, or ask"), "qr_alt": _("QR code: opens the page on which you can join"),
            "what": _("A small group, no expert at the front: we look at moments of our own work, try something, and"
                      " tell each other what came of it."),
        },
    }  # fmt: skip


def journal_values(cop: Cop, program: str) -> dict[str, Any]:
    """Every word in the journal that a member may print: questions of a journey, and room (row E06)."""
    pages = [
        (
            _("Before we begin"),
            [_("What brought me here?"), _("What do I hope for? What would I rather not?")],
        ),
        (_("After a session"), [_("What do I want to keep?"), _("What will I try before we meet again?")]),
        (
            _("A moment with a child"),
            [
                _("What did I see and hear? No names, please."),
                _("What might it mean? What else could it mean?"),
            ],
        ),
        (_("What I tried"), [_("What did I do, and what happened?"), _("What surprised me?")]),
        (_("Halfway"), [_("What is different in my days?"), _("What do I want to ask the others?")]),
        (
            _("Looking back"),
            [_("What has changed for children, for families, for me?"), _("What comes next?")],
        ),
    ]
    return {
        "title": _("My journal"),
        "cop": cop.name,
        "program": program,
        "lede": _("It belongs to you. Nobody collects it, and you show of it what you like."),
        "name": _("Name"),
        "date": _("Date"),
        "lines": LINES_TO_WRITE,
        "pages": [{"title": title, "prompts": prompts} for title, prompts in pages],
    }
