"""How does a test get something beside an entry? A small photo as a phone writes it, and the actions themselves."""

import io
from datetime import date, timedelta
from typing import Any

from tests import builders
from tests.core import photos
from tests.journals.building import MONDAY
from trainer.journals import actions
from trainer.journals.models import Attachment, Consent, Entry
from trainer.journals.rules.attachments import AttachmentKind

NOTE = b"OggS canary-sound"


def prepared(kind: AttachmentKind = AttachmentKind.PHOTO, data: bytes = b"canary-photo") -> actions.Prepared:
    """A file that was looked at, without the process that draws it."""
    if kind is AttachmentKind.PHOTO:
        return actions.Prepared(kind, "image/jpeg", "jpg", io.BytesIO(data), b"canary-small")
    return actions.Prepared(kind, "audio/ogg", "ogg", io.BytesIO(NOTE))


def attach(entry: Entry, *, recognizable: bool = True, now: Any = MONDAY, **more: Any) -> Attachment:
    """Something beside an entry."""
    given = {"caption": "canary-caption", "alt": "Hands and blocks", "shows": ["children"], **more}
    return actions.attach(
        entry=entry, prepared=given.pop("prepared", prepared()), recognizable=recognizable,
        by=builders.actor(entry.person), now=now, **given,
    )  # fmt: skip


def consent(attachment: Attachment, who: str = "Ana", *, days: int = 365, **more: Any) -> Consent:
    """Somebody allows the journal."""
    today = date(2021, 5, 24)
    given: dict[str, Any] = {"uses": ["journal"], "guardian": "canary-guardian", **more}
    return actions.record_consent(
        attachment=attachment, who=who, given_on=today, expires_on=today + timedelta(days=days),
        by=builders.actor(attachment.entry.person), now=MONDAY, **given,
    )  # fmt: skip


def sent(data: bytes | None = None, name: str = "IMG_0001.jpg", **more: Any) -> dict[str, Any]:
    """What a browser sends to add a photo."""
    file = (io.BytesIO(photos.jpeg() if data is None else data), name)
    return {"file": file, "recognizable": "nobody", "caption": "", "alt": "", "once": "k" * 22, **more}


def post_large(
    browser: Any, path: str, data: bytes, *, claimed: int = 0, page: str = "/photo-consents"
) -> Any:
    """A photo of many megabytes, as one body; `claimed`: how long the browser says that it is."""
    fields = {"csrf_token": browser.token(page), "once": "l" * 22, "recognizable": "nobody"}
    head = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += '--edge\r\nContent-Disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n'
    body = head.encode() + data + b"\r\n--edge--\r\n"
    return browser.open(
        path, method="POST", input_stream=io.BytesIO(body), content_type="multipart/form-data; boundary=edge",
        environ_overrides={"CONTENT_LENGTH": str(claimed or len(body))},
    )  # fmt: skip
