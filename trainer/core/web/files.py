"""How does a stored file reach a browser? Privately, as what it is, and never as a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import flask
from flask_babel import lazy_gettext as _l

from trainer.core import files
from trainer.core.errors import Reason, Refused
from trainer.core.files import FileReason, StoredFile
from trainer.core.i18n import words_for
from trainer.core.pictures import PictureReason

PIECE = 1 << 16
SHOWN = ("image/jpeg", "audio/")
"""What a browser may show by itself: photos that we have drawn anew, and audio. Everything else is downloaded."""

words_for(
    {
        FileReason.NONE: _l("Choose a file first."),
        FileReason.EMPTY: _l(
            "This file is empty: it has no bytes. Choose it again, or take the photo again."
        ),
        FileReason.TOO_LARGE: _l("This file is larger than %(most)s MB. Choose a smaller or shorter one."),
        FileReason.TOO_MANY_AT_ONCE: _l(
            "You chose %(count)s files. Nothing was saved: add one at a time, because each is asked about by itself."
        ),
        FileReason.NOT_TAKEN: _l(
            "This kind of file is not taken, whatever its name says. You can add photos (JPEG, PNG, HEIC, WebP, GIF),"
            " audio (M4A, MP3, OGG, WebM, WAV) and documents (PDF, Word, Excel, PowerPoint, OpenDocument, RTF)."
        ),
        FileReason.NO_ROOM: _l(
            "The file could not be stored: the site has no room left. Nothing was saved. Please tell your program’s"
            " administrator."
        ),
        PictureReason.EMPTY: _l(
            "This file is empty: it has no bytes. Choose it again, or take the photo again."
        ),
        PictureReason.NOT_A_PICTURE: _l("This file is no photo, whatever its name says. Nothing was saved."),
        PictureReason.CUT_OFF: _l(
            "This photo is not whole: a part of the file is missing. Copy it to your device again and choose it again."
        ),
        PictureReason.TOO_LARGE: _l(
            "This photo is larger than %(most)s MB. Choose a smaller one, or pick a medium size on your phone."
        ),
        PictureReason.TOO_MANY_POINTS: _l(
            "This photo has too many points to be opened here: about %(most)s million are always possible. Pick a"
            " medium size on your phone, or take a picture of your screen with it."
        ),
        PictureReason.BUSY: _l(
            "Many photos are being saved just now. Nothing was saved of yours: send it again in a minute."
        ),
    }
)


def answer(file: StoredFile, *, name: str = "") -> flask.Response:
    """A stored file for a reader who may have it, which is the room's to say. Raises NotFound when it is hidden.

    `name`: what a download is called.
    """
    path = files.path_of(file)
    response = flask.Response(_pieces(path), content_type=file.content_type, direct_passthrough=True)
    response.content_length = file.size
    response.make_conditional(flask.request, accept_ranges=True, complete_length=file.size)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    called = "".join(letter for letter in name or file.name if letter.isprintable()) or "file"
    shown = "inline" if file.content_type.startswith(SHOWN) else "attachment"
    response.headers.set("Content-Disposition", shown, filename=called)
    return response


def _pieces(path: Path) -> Iterator[bytes]:
    """Opened when the first piece is asked for: whoever asks for none leaves nothing open."""
    with path.open("rb") as data:
        while piece := data.read(PIECE):
            yield piece


def sent(field: str, *, most: int) -> Any:
    """The one file that came in a field (a werkzeug FileStorage). Raises Refused for none, several, an empty one, and
    one of more than `most` bytes. What it is, core.contents says."""
    came = [file for file in flask.request.files.getlist(field) if file.filename]
    reason = FileReason.NONE if not came else FileReason.TOO_MANY_AT_ONCE if len(came) > 1 else None
    if reason:
        raise Refused(Reason(reason, {"count": len(came)}))
    end = came[0].stream.seek(0, 2)
    came[0].stream.seek(0)
    if not end:
        raise Refused(Reason(FileReason.EMPTY))
    if end > most:
        raise Refused(Reason(FileReason.TOO_LARGE, {"most": most >> 20}))
    return came[0]
