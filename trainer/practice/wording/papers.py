"""What does a paper of a CoP say, part by part, and what are its kinds and ways called?"""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from trainer.core import program
from trainer.core.i18n import LANGUAGES, day, moment, names_for, words, words_for
from trainer.organizations.rules import AgeBand, WorkRole
from trainer.practice.models import Paper
from trainer.practice.queries import Setup
from trainer.practice.rules.papers import (
    EVIDENCE,
    FIELDS,
    ActivityCode,
    PaperKind,
    PaperReason,
    Way,
    fiscal_label,
)
from trainer.practice.rules.setup import Part
from trainer.practice.wording.telling import where

words_for(
    {
        PaperKind.ACTIVITY: _l("Contract activity description"),
        PaperKind.PLAN: _l("Two-year plan"),
        PaperKind.REPORT: _l("Report to a council"),
    }
)
words_for(
    {
        Way.MAIL: _l("By mail, with a link to confirm"),
        Way.PAPER: _l("On paper"),
        Way.MEETING: _l("Presented at a meeting"),
        Way.UPLOAD: _l("Uploaded where they asked for it"),
    }
)
words_for(
    {
        ActivityCode.CCRR: _l("3104 – Child care resource and referral services"),
        ActivityCode.QUALITY: _l("3125 – Quality child care"),
    }
)
words_for(
    {
        PaperReason.INCOMPLETE: _l("Some parts are still empty. Fill them in before you hand it over."),
        PaperReason.NAME_MISSING: _l("Say who it is."),
        PaperReason.ADDRESS_WRONG: _l("To send it by mail, enter an e-mail address."),
        PaperReason.DAY_WRONG: _l(
            "Choose a day on which it can have been: not in the future, and not before it went out."
        ),
        PaperReason.CONFIRMED: _l("%(name)s has confirmed it already."),
    }
)
names_for("message", {"practice.paper": _l("A paper of a CoP is handed to you")})
names_for(
    "action",
    {
        "cop_paper.save": _l("Saved a paper of a CoP"),
        "cop_paper.hand_over": _l("Handed a paper of a CoP over"),
        "cop_paper.confirm": _l("Confirmed that a paper arrived"),
    },
)


def title(paper: Paper) -> str:
    """What a paper is called: its kind with its year or its session."""
    if paper.session is not None:
        return _("%(kind)s, session %(number)s", kind=words(paper.kind), number=paper.session.number)
    return f"{words(paper.kind)}, {years(paper.kind, paper.year)}"


def years(kind: PaperKind, year: int) -> str:
    """The fiscal year of a paper; of a plan, both."""
    if kind is PaperKind.PLAN:
        return _("%(first)s and %(second)s", first=fiscal(year), second=fiscal(year + 1))
    return fiscal(year)


def fiscal(year: int) -> str:
    """A fiscal year as funders write it."""
    return _("FY %(years)s", years=fiscal_label(year))


def values(
    paper: Paper, found: Setup, labels: dict[str, str], *, members: int, present: int
) -> dict[str, Any]:
    """Every word of a paper, in the language that is set: what is known of the CoP, and what was written for it."""
    cop, content = paper.cop, paper.content
    code = content.get("code")
    written = [
        [labels[name], str(content[name])]
        for name in FIELDS[paper.kind]
        if content.get(name) and name not in ("code", "council", "formed")
    ]
    return {
        "title": title(paper),
        "cop": cop.name,
        "program": program.name(),
        "facts": [
            [label, value] for label, value in _facts(paper, found, members=members, present=present) if value
        ],
        "code": words(ActivityCode(code)) if code else "",
        "sections": [*_known(paper, found), *written],
        "footer": _("As written on %(day)s", day=moment(paper.saved_at, cop.zone)),
    }


def _facts(paper: Paper, found: Setup, *, members: int, present: int) -> list[tuple[str, str]]:
    cop, session = paper.cop, paper.session
    community, rhythm = found.of(Part.COMMUNITY), found.of(Part.RHYTHM)
    names = ", ".join(one.person.name for one in cop.facilitators if one.until is None)
    if session is not None:
        return [
            (_("Council"), str(paper.content.get("council") or "")),
            (_("Council formed"), _formed(paper)),
            (_("Session"), _("Session %(number)s on %(day)s", number=session.number, day=day(session.on))),
            (_("Minutes"), str(session.minutes or session.planned_minutes)),
            (_("Members present"), str(present)),
            (_("Facilitators"), names),
        ]
    code = paper.content.get("code")
    return [
        (_("Fiscal year"), years(paper.kind, paper.year)),
        (_("Activity code"), words(ActivityCode(code)) if code else ""),
        (_("Level of evidence"), EVIDENCE if paper.kind is PaperKind.ACTIVITY else ""),
        (_("Facilitators"), names),
        (_("Members"), str(members)),
        (_("What they do"), ", ".join(words(WorkRole(one)) for one in community.get("roles") or [])),
        (_("Ages of the children"), ", ".join(words(AgeBand(one)) for one in community.get("ages") or [])),
        (_("Language"), LANGUAGES.get(cop.language, cop.language)),
        (_("How often it meets"), str(rhythm.get("rhythm") or "")),
        (_("Sessions in the year"), str(rhythm.get("number") or "")),
        (_("Where"), where(found, None)),
    ]


def _formed(paper: Paper) -> str:
    return {"yes": _("Yes"), "no": _("Not yet"), "unknown": _("Not known")}.get(
        str(paper.content.get("formed")), ""
    )


def _known(paper: Paper, found: Setup) -> list[list[str]]:
    """What is written elsewhere and belongs into the paper: domain, community, practice; for a plan, the vision."""
    practice, vision = found.of(Part.PRACTICE), found.of(Part.VISION)
    shared = "\n".join(str(practice[name]) for name in ("share", "make") if practice.get(name))
    aims = "\n".join(str(vision[name]) for name in ("hopes", "objectives", "goals") if vision.get(name))
    structure = [
        [_("Domain"), str(found.of(Part.DOMAIN).get("domain") or paper.cop.domain)],
        [_("Community"), str(found.of(Part.COMMUNITY).get("audience") or "")],
        [_("Practice"), shared],
    ]
    parts = {
        PaperKind.ACTIVITY: structure,
        PaperKind.PLAN: [structure[0], [_("Vision, objectives and goals"), aims]],
        PaperKind.REPORT: structure[:1],
    }
    return [part for part in parts[paper.kind] if part[1]]
