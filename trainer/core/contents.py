"""What is a file, going by its first bytes? Neither its name nor what the browser says of it is trusted."""

import enum
from dataclasses import dataclass

HEAD = 4096
"""How many bytes are looked at."""


class Family(enum.StrEnum):
    """What can be done with a file: a photo is drawn anew, an audio note is played, a document is only downloaded."""

    PHOTO = "photo"
    AUDIO = "audio"
    DOCUMENT = "document"


@dataclass(frozen=True)
class Content:
    """A kind of file that is taken: its family, its media type and how its name ends."""

    family: Family
    type: str
    ending: str


JPEG = Content(Family.PHOTO, "image/jpeg", "jpg")
PDF = Content(Family.DOCUMENT, "application/pdf", "pdf")
_PHOTOS = {"png": "image/png", "gif": "image/gif", "webp": "image/webp", "heic": "image/heic"}
_AUDIO = {
    "webm": "audio/webm", "ogg": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg", "wav": "audio/wav",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
_DOCUMENTS = {
    "docx": f"{_OFFICE}.wordprocessingml.document", "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation", "odt": f"{_OPEN}.text", "ods": f"{_OPEN}.spreadsheet",
    "odp": f"{_OPEN}.presentation", "rtf": "application/rtf",
}  # fmt: skip
_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1", b"hevc", b"avif")
_AUDIO_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash")


def what(head: bytes, name: str = "") -> Content | None:
    """What a file is whose first bytes these are; None for what is not taken.

    The name only tells Word from Excel, which are both archives of one kind: it decides how a download is called,
    never whether a browser shows it.
    """
    return _photo(head) or _audio(head) or _document(head, name)


def _photo(head: bytes) -> Content | None:
    ending = ""
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        ending = "png"
    elif head.startswith((b"GIF87a", b"GIF89a")):
        ending = "gif"
    elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        ending = "webp"
    elif head[4:8] == b"ftyp" and head[8:12] in _HEIF_BRANDS:
        ending = "heic"
    return Content(Family.PHOTO, _PHOTOS[ending], ending) if ending else None


def _audio(head: bytes) -> Content | None:
    ending = ""
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]:
        ending = "webm"
    elif head.startswith(b"OggS"):
        ending = "ogg"
    elif head[4:8] == b"ftyp" and head[8:12] in _AUDIO_BRANDS:
        ending = "m4a"
    elif head.startswith(b"ID3") or (
        head[:1] == b"\xff" and head[1:2] in (b"\xfb", b"\xf3", b"\xf2", b"\xfa")
    ):
        ending = "mp3"
    elif head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        ending = "wav"
    return Content(Family.AUDIO, _AUDIO[ending], ending) if ending else None


def _document(head: bytes, name: str) -> Content | None:
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"{\\rtf"):
        return Content(Family.DOCUMENT, _DOCUMENTS["rtf"], "rtf")
    if not head.startswith(b"PK\x03\x04"):
        return None
    for ending in ("odt", "ods", "odp"):
        if head[30:38] == b"mimetype" and head[38:].startswith(_DOCUMENTS[ending].encode() + b"PK"):
            return Content(Family.DOCUMENT, _DOCUMENTS[ending], ending)
    ending = name.rpartition(".")[2].lower()
    if b"[Content_Types].xml" in head[:HEAD] and ending in ("docx", "xlsx", "pptx"):
        return Content(Family.DOCUMENT, _DOCUMENTS[ending], ending)
    return None
