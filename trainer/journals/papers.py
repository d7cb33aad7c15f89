"""What stands in somebody's whole journal when they take it along: fields, a page of its own, paper, an archive?"""

import base64
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, Any

import flask
from flask_babel import gettext as _
from markupsafe import Markup

from trainer.accounts.models import Person
from trainer.core import clock, documents, files
from trainer.core.errors import NotFound
from trainer.core.files import StoredFile
from trainer.core.i18n import day, locale_code, moment, words
from trainer.core.web.assets import STATIC
from trainer.journals import queries, rules
from trainer.journals.models import Attachment, Review, Submission
from trainer.journals.queries import Kept
from trainer.journals.rules import Shows
from trainer.journals.rules.attachments import AttachmentKind, Shown, who_sees
from trainer.journals.wording import LEVELS
from trainer.schedule.wording.advice import area_words

SHEET = STATIC / "css" / "journal-export.css"


@dataclass(frozen=True)
class Whole:
    """A journal as plain fields, and the files that go with it by their references."""

    content: dict[str, Any]
    files: dict[str, StoredFile]


def whole_of(person: Person) -> Whole:
    """The whole journal, in the reader's language where the site gives the words.

    Of answers, what their writer may read; never a mentor's private note. Files that cannot be taken along today are
    named with the reason.
    """
    kept = queries.whole_journal(person.id)
    beside = queries.files_to_take([one.entry.id for one in kept])
    entries = [_entry(one, number, beside.get(one.entry.id, [])) for number, one in enumerate(kept, start=1)]
    taken = {file["ref"] for entry in entries for file in entry["files"] if file["path"]}
    content = {
        "title": _("Journal of %(name)s", name=person.name), "name": person.name,
        "made_at": clock.now().isoformat(), "made_on": day(clock.today()),
        "entries": entries,
    }  # fmt: skip
    stored = {one.ref: one.file for found in beside.values() for one in found if one.ref in taken}
    return Whole(content, stored)


def _entry(kept: Kept, number: int, attached: Sequence[Attachment]) -> dict[str, Any]:
    entry, prompt, language = kept.entry, kept.prompt, locale_code()
    open_ = rules.why_not_write(entry.state) is None
    session = entry.cop_session
    return {
        "ref": entry.ref, "kind": words(entry.kind), "session": entry.session or None,
        "title": entry.title or (prompt.text(language) if prompt else rules.beginning(entry.text)),
        "prompt": prompt.text(language) if prompt else None, "state": words(entry.state),
        "who": words(entry.narrowed) if entry.audience != "writer" else words(rules.Audience.ONLY_ME),
        "made_at": entry.made_at.isoformat(), "made_on": day(clock.day(entry.made_at)),
        "draft": entry.text if open_ or not entry.submissions else None,
        "belongs_to": _("%(cop)s, session %(number)s", cop=session.cop.name, number=session.number)
        if session else None,
        **_beside(entry.beside), "rounds": [_round(one) for one in entry.submissions],
        "files": [_file(one, f"files/{number:03}-{position}") for position, one in enumerate(attached, start=1)],
    }  # fmt: skip


def _file(one: Attachment, place: str) -> dict[str, Any]:
    """A photo, note or document: where it lies in the archive, or why it does not. Of what is hidden, no word."""
    found = who_sees(recognizable=one.recognizable, private=False, consents=one.consents, today=clock.today())
    reason = _reasons().get(found, "")
    try:
        files.path_of(one.file)
    except NotFound:
        reason = reason or _("the file is no longer there")
    name = words(one.kind)
    if reason:
        return {
            "ref": one.ref,
            "name": name,
            "path": "",
            "reason": reason,
            "caption": "",
            "alt": "",
            "picture": False,
        }
    return {
        "ref": one.ref, "name": name, "path": f"{place}{PurePosixPath(one.file.name).suffix}", "reason": "",
        "caption": one.caption, "alt": one.alt, "picture": one.kind is AttachmentKind.PHOTO,
    }  # fmt: skip


def _reasons() -> dict[Shown, str]:
    return {
        Shown.NO_CONSENT: _("the consent of somebody who can be recognized is not recorded"),
        Shown.NOT_FOR_JOURNAL: _("somebody in it did not allow the journal"),
        Shown.EXPIRED: _("a consent has ended"),
        Shown.WITHDRAWN: _("a consent was taken back"),
    }


def _beside(beside: rules.Beside) -> dict[str, Any]:
    return {
        "shows": [words(Shows(one)) for one in beside.shows],
        "areas": [area_words(str(one)) for one in beside.areas],
        "links": [one.as_json() for one in beside.links],
    }


def _round(submission: Submission) -> dict[str, Any]:
    return {
        "number": submission.round, "text": submission.text, **_beside(rules.from_json(submission.beside)),
        "handed_in_at": submission.submitted_at.isoformat(), "handed_in": moment(submission.submitted_at),
        "taken_back": submission.withdrawn_at is not None,
        "answer": _answer(submission.review) if submission.review else None,
    }  # fmt: skip


def _answer(review: Review) -> dict[str, Any]:
    return {
        "outcome": words(review.outcome), "by": review.reviewer.name, "at": review.made_at.isoformat(),
        "on": moment(review.made_at), "saw": review.saw, "question": review.question,
        "suggestion": review.suggestion, "again_by": review.again_by.isoformat() if review.again_by else None,
        "levels": {words(criterion): str(LEVELS[level - 1]) for criterion, level in review.levels.items()},
        "before_it_was_corrected": [
            {"saw": one.saw, "question": one.question, "suggestion": one.suggestion, "why": one.why,
             "outcome": words(one.outcome), "corrected_at": one.corrected_at.isoformat()}
            for one in review.earlier
        ],
    }  # fmt: skip


def as_json(whole: Whole) -> bytes:
    """The plain fields, for another program."""
    return json.dumps(whole.content, ensure_ascii=False, indent=2, default=str).encode()


def as_page(whole: Whole) -> str:
    """One page that needs nothing beside itself: its look and its pictures are in it."""
    look = Markup("<style>{}</style>").format(Markup(SHEET.read_text(encoding="utf-8")))  # noqa: S704 - our own file

    def picture(ref: str) -> str:
        with files.open_(whole.files[ref]) as file:
            kind = whole.files[ref].content_type
            return f"data:{kind};base64,{base64.b64encode(file.read()).decode()}"

    return flask.render_template(
        "journals/exported.html", content=whole.content, look=look, language=locale_code(), picture=picture
    )


def as_pdf(whole: Whole) -> bytes:
    """The journal on paper, as a tagged PDF. Letters that no font of ours has are left out."""
    content = whole.content
    labels = {
        "answer": _("The answer"), "saw": _("One thing I saw"), "question": _("One question"),
        "suggestion": _("One suggestion or resource"), "draft": _("Draft"), "taken_back": _("Taken back"),
        "links": _("Links"), "files": _("Photos and files"), "prompt": _("The question"),
        "made": _("Taken out on %(day)s", day=content["made_on"]),
        "only": _("Only you have this copy. Take care where you leave it."),
    }  # fmt: skip
    values = {
        **content, "labels": labels,
        "entries": [_on_paper(one) for one in content["entries"]],
        "none": _("Nothing is written yet."),
    }  # fmt: skip
    return documents.pdf("journal", _writable(values), language=locale_code())


def _on_paper(entry: Mapping[str, Any]) -> dict[str, Any]:
    heading = _("Session %(session)s", session=entry["session"]) if entry["session"] else _("Your own trace")
    tags = [*entry["shows"], *entry["areas"], *([entry["belongs_to"]] if entry["belongs_to"] else [])]
    rounds = [
        {**one, "heading": _("Round %(number)s", number=one["number"]),
         "when": _("Handed in on %(moment)s", moment=one["handed_in"])}
        for one in entry["rounds"]
    ]  # fmt: skip
    return {
        **entry, "kicker": " · ".join([heading, entry["kind"], entry["made_on"], entry["state"]]),
        "tags": " · ".join(tags), "rounds": rounds,
    }  # fmt: skip


def _writable(value: Any) -> Any:
    """The values without letters that cannot be printed; breaks stay where they are."""
    if isinstance(value, str):
        return "\n".join(documents.writable(line) if line.strip() else "" for line in value.split("\n"))
    if isinstance(value, dict):
        return {name: _writable(one) for name, one in value.items()}
    return [_writable(one) for one in value] if isinstance(value, list) else value


def write_archive(into: IO[bytes], whole: Whole) -> None:
    """Everything in one archive: paper, page, fields, and the files themselves, one after the other in pieces."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("journal.json", as_json(whole))
        archive.writestr("journal.html", as_page(whole))
        archive.writestr("journal.pdf", as_pdf(whole))
        for entry in whole.content["entries"]:
            for one in entry["files"]:
                if one["path"]:
                    with (
                        files.open_(whole.files[one["ref"]]) as file,
                        archive.open(one["path"], "w") as place,
                    ):
                        shutil.copyfileobj(file, place, 1 << 20)
