"""How does a message leave the house? A mail without room for a forged header, and one conversation with the server."""

import re
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import format_datetime
from typing import Any
from urllib.parse import unquote, urlparse

TIMEOUT = 20.0
LOCAL = {"localhost", "127.0.0.1", "::1"}
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,189}")
_BREAKS = re.compile(r"[\x00-\x20\x7f\x85\u2028\u2029]+")


class MailProblem(Exception):
    """A message was not accepted; the text says what the server said, for administrators."""


class ServerAway(MailProblem):
    """The server cannot be reached, or refuses us altogether: nothing is wrong with this message."""


class TryLater(MailProblem):
    """The server did not take this message now, and says that it may later."""


class NeverAccepted(MailProblem):
    """The server will never take this message for this recipient."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes along. `params` are those of its Content-Type."""

    name: str
    content: bytes
    kind: str
    params: Mapping[str, str] = field(default_factory=dict)


def one_line(text: str) -> str:
    """The text on one line: what stands in a header can end no header."""
    return _BREAKS.sub(" ", text).strip()


def header_text(text: str) -> str:
    """The text for a header, where what looks like an encoded word would be read as what it encodes."""
    return one_line(text).replace("=?", "=\N{ZERO WIDTH SPACE}?")


def address_of(name: str, email: str) -> Address:
    """Name and address for a header. Raises NeverAccepted when no server could understand the address."""
    if not _ADDRESS.fullmatch(email):
        raise NeverAccepted("this is no e-mail address")
    user, _at, domain = email.rpartition("@")
    try:
        return Address(header_text(name)[:200], username=user, domain=domain)
    except (ValueError, IndexError):
        raise NeverAccepted("this is no e-mail address") from None


def compose(
    *, message_id: str, sender: tuple[str, str], to: tuple[str, str], subject: str, body: str, language: str,
    now: datetime, attachments: Sequence[Attachment] = (), answers: tuple[str, str] | None = None,
) -> EmailMessage:  # fmt: skip
    """The message, as plain text. `sender`, `to` and `answers` (whom a reply reaches; nobody: the sender) are name and
    address. Raises NeverAccepted for a broken address."""
    message = EmailMessage(policy=SMTP_POLICY)
    message["Message-ID"] = f"<{message_id}>"
    message["Date"] = format_datetime(now)
    message["From"] = address_of(*sender)
    message["To"] = address_of(*to)
    if answers is not None:
        message["Reply-To"] = address_of(*answers)
    message["Subject"] = header_text(subject)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    for attachment in attachments:
        maintype, _slash, subtype = attachment.kind.partition("/")
        message.add_attachment(
            attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name,
            params=dict(attachment.params),
        )  # fmt: skip
    message["Content-Language"] = language
    return message


class Smtp:
    """One conversation with the mail server, opened at the first message; use it in a `with`."""

    def __init__(self, url: str, *, our_name: str, timeout: float = TIMEOUT) -> None:
        parts = urlparse(url)
        self.secure = parts.scheme == "smtps"
        self.host = parts.hostname or "localhost"
        self.port = parts.port or (465 if self.secure else 587)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.our_name, self.timeout = our_name, timeout
        self.server: smtplib.SMTP | None = None

    def __enter__(self) -> "Smtp":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """End the conversation, whatever state it is in."""
        server, self.server = self.server, None
        if server is not None:
            try:
                server.quit()
            except (OSError, smtplib.SMTPException):
                server.close()

    def send(self, message: EmailMessage, *, sender: str, to: str) -> None:
        """Hand the message over; the server has accepted it when this returns. Raises a MailProblem."""
        try:
            if self.server is None:
                self.server = self._open()
            self.server.send_message(message, from_addr=sender, to_addrs=[to])
        except smtplib.SMTPRecipientsRefused as refused:
            raise _refusal(*refused.recipients[to]) from refused
        except smtplib.SMTPDataError as refused:
            raise _refusal(refused.smtp_code, refused.smtp_error) from refused
        except smtplib.SMTPNotSupportedError as refused:
            raise NeverAccepted("the server cannot send to addresses with such letters") from refused
        except (OSError, smtplib.SMTPException) as problem:  # includes a sender or password it does not want
            self.close()
            raise ServerAway(_said(problem)) from problem

    def _open(self) -> smtplib.SMTP:
        if self.secure:
            kind: Any = smtplib.SMTP_SSL
            more: dict[str, Any] = {"context": ssl.create_default_context()}
        else:
            kind, more = smtplib.SMTP, {}
        server: smtplib.SMTP = kind(
            self.host, self.port, local_hostname=self.our_name, timeout=self.timeout, **more
        )
        try:
            server.ehlo_or_helo_if_needed()
            if not self.secure and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            elif not self.secure and self.password and self.host not in LOCAL:
                raise smtplib.SMTPException("the server offers no encryption; the password was not sent")
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server


def _refusal(code: int, said: bytes | str) -> MailProblem:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    words = one_line(f"{code} {text}")
    if code == 421:
        return ServerAway(words)
    return NeverAccepted(words) if code >= 500 else TryLater(words)


def _said(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPResponseException):
        text = problem.smtp_error
        return one_line(
            f"{problem.smtp_code} {text.decode('utf-8', 'replace') if isinstance(text, bytes) else text}"
        )
    return one_line(f"{type(problem).__name__}: {problem}")
