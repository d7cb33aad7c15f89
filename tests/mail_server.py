"""Which mail server do the tests send to, and what did it receive?"""

from __future__ import annotations

import asyncio
import contextlib
import email
import email.message
import email.policy
import functools
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope


@dataclass
class ReceivedMail:
    """One message as the server got it: who it was for, and its bytes."""

    sender: str
    recipients: list[str]
    content: bytes

    @property
    def message(self) -> email.message.EmailMessage:
        """The parsed message; parsing problems are in its `defects`."""
        return email.message_from_bytes(self.content, policy=email.policy.default)

    @property
    def text(self) -> str:
        """What the reader reads, with plain line ends."""
        body = self.message.get_body(("plain",))
        return body.get_content().replace("\r\n", "\n") if body else ""

    @property
    def calendar(self) -> bytes:
        """The calendar file that came along."""
        found = [
            part for part in self.message.iter_attachments() if part.get_content_type() == "text/calendar"
        ]
        return bytes(found[0].get_payload(decode=True)) if found else b""


@dataclass
class SmtpServer:
    """A mail server in a thread. "Sent" means recorded in `mails`.

    `refuse` is asked for every recipient and may answer "451 try later" or "550 no such mailbox".
    `on_accept` runs after a message is recorded and before the sender hears so: the moment to kill the
    sender.
    """

    refuse: Callable[[str], str | None] = lambda address: None
    on_accept: Callable[[ReceivedMail], None] = lambda mail: None
    mails: list[ReceivedMail] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Envelope, address: str, options: Any
    ) -> str:
        """One recipient: aiosmtpd's name for it."""
        refusal = self.refuse(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Envelope) -> str:
        """One message: aiosmtpd's name for it."""
        content = envelope.original_content or b""
        mail = ReceivedMail(envelope.mail_from or "", list(envelope.rcpt_tos), content)
        self.mails.append(mail)
        await asyncio.get_running_loop().run_in_executor(None, self.on_accept, mail)
        return "250 OK"


async def _end_conversations() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@contextlib.contextmanager
def smtp_server(**settings: Any) -> Iterator[SmtpServer]:
    """A running mail server on a free port of this machine; takes the fields of SmtpServer."""
    receiver = SmtpServer(**settings)
    loop = asyncio.new_event_loop()

    async def listen() -> asyncio.Server:
        make = functools.partial(SMTP, receiver, hostname="localhost", enable_SMTPUTF8=True)
        return await loop.create_server(make, receiver.host, receiver.port)

    # All of it in a thread of its own: a browser of the same process may keep a loop in this one.
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(listen(), loop).result(10)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        loop.call_soon_threadsafe(server.close)
        asyncio.run_coroutine_threadsafe(_end_conversations(), loop).result(10)
        asyncio.run_coroutine_threadsafe(loop.shutdown_default_executor(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
