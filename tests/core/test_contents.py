"""Is a file taken for what its first bytes say, and never for what its name says?"""

import io
import zipfile

import pytest

from trainer.core.contents import Family, what


def office(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return made.getvalue()


@pytest.mark.parametrize(
    ("head", "name", "family", "ending"),
    [
        (b"\xff\xd8\xff\xe0", "x.exe", Family.PHOTO, "jpg"),
        (b"\x89PNG\r\n\x1a\n", "", Family.PHOTO, "png"),
        (b"\0\0\0\x18ftypheic", "", Family.PHOTO, "heic"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "", Family.PHOTO, "webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", "", Family.AUDIO, "wav"),
        (b"\x1a\x45\xdf\xa3\x01\0\0\0\x42\x82\x84webm", "", Family.AUDIO, "webm"),
        (b"OggS\0", "", Family.AUDIO, "ogg"),
        (b"\0\0\0\x1cftypM4A ", "", Family.AUDIO, "m4a"),
        (b"ID3\x04", "", Family.AUDIO, "mp3"),
        (b"%PDF-1.7", "x.jpg", Family.DOCUMENT, "pdf"),
        (office("[Content_Types].xml", "word/document.xml"), "Plan.DOCX", Family.DOCUMENT, "docx"),
        (office("mimetype", "content.xml"), "plan.odt", Family.DOCUMENT, "odt"),
    ],
)  # fmt: skip
def test_first_bytes_say_what_it_is(head, name, family, ending):
    found = what(head, name)
    assert found is not None
    assert (found.family, found.ending) == (family, ending)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"#!/bin/sh\nrm -rf /", "photo.jpg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "photo.jpg"),
        (b"<!doctype html><script>", "note.pdf"),
        (b"MZ\x90\0", "photo.jpg"),
        (b"", "photo.jpg"),
        (office("evil.class"), "plan.docx"),
        (office("[Content_Types].xml"), "plan.docm"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old.doc"),
    ],
)
def test_everything_else_is_not_taken(head, name):
    assert what(head, name) is None
