"""How does an uploaded photo become one that may be shown? Drawn anew, upright, small, with nothing that came along.

Decoders are large and their input is anybody's: they run in a process of their own (picture_process.py) with bounded
memory and time, at most two at once on a machine, and never inside a process that answers requests.
"""

import contextlib
import enum
import fcntl
import os
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from trainer.core import picture_process
from trainer.core.errors import Reason, Refused
from trainer.core.files import PIECE

MOST_BYTES = 45 << 20
"""How large a photo may be: phones write up to 40 MB."""

AT_ONCE = 2
ENVIRONMENT = {"PATH": os.defpath, "MALLOC_ARENA_MAX": "1"}
PATIENCE = 10.0
"""Seconds that one picture may take, and that one waits for its turn."""


class PictureReason(enum.StrEnum):
    """Why a file cannot be shown as a photo. Facts: most (megabytes)."""

    EMPTY = "picture_empty"
    NOT_A_PICTURE = "picture_not_one"
    CUT_OFF = "picture_cut_off"
    TOO_LARGE = "picture_too_large"
    TOO_MANY_POINTS = "picture_too_many_points"
    BUSY = "picture_busy"


class NotAPicture(Refused):
    """No photo, or one that is not whole."""


class TooLarge(Refused):
    """More bytes, more points or more work than one photo may bring."""


@dataclass(frozen=True)
class SafePicture:
    """A JPEG of at most 2000 pixels and a small one of at most 480, both upright and without any metadata."""

    data: bytes
    thumbnail: bytes


def make_safe(stream: BinaryIO) -> SafePicture:
    """Draw a photo anew. Raises NotAPicture or TooLarge, both of which are Refused with a reason in words.

    Waits for its turn when two others are being drawn, so it stands before the lock of the database is taken.
    """
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as made:
        _copy(stream, given)
        with _turn():
            code = _run(given, made)
        if code:
            raise _refusal(code)
        made.seek(0)
        return SafePicture(_piece(made), _piece(made))


def _copy(stream: BinaryIO, given: Any) -> None:
    """Into a file of its own, which is all that the process sees."""
    size = 0
    while piece := stream.read(PIECE):
        size += len(piece)
        if size > MOST_BYTES:
            raise TooLarge(Reason(PictureReason.TOO_LARGE, {"most": MOST_BYTES >> 20}))
        given.write(piece)
    if not size:
        raise NotAPicture(Reason(PictureReason.EMPTY))
    given.flush()
    given.seek(0)


def _run(given: Any, made: Any) -> int:
    """The exit code of the process; negative when it was ended by a signal, such as for too much time."""
    try:
        return subprocess.run(  # noqa: S603 - our own file, and nothing of the photo in the command
            command(), stdin=given, stdout=made, stderr=subprocess.DEVNULL, cwd="/", env=ENVIRONMENT,
            timeout=PATIENCE,
        ).returncode  # fmt: skip
    except subprocess.TimeoutExpired:
        return -1


_START = "import runpy, sys; file, *sys.path = sys.argv[1:]; runpy.run_path(file, run_name='__main__')"


def command() -> list[str]:
    """What is run: the file, and where it finds Pillow; without what a start of Python else looks at and imports."""
    start = [sys.executable, "-I", "-S", "-c", _START, str(Path(picture_process.__file__).resolve())]
    return [*start, *(path for path in sys.path if path)]


def _refusal(code: int) -> Refused:
    most = {"most": picture_process.MOST_OTHER_POINTS}
    if code == picture_process.NOT_A_PICTURE:
        return NotAPicture(Reason(PictureReason.NOT_A_PICTURE))
    if code == picture_process.CUT_OFF:
        return NotAPicture(Reason(PictureReason.CUT_OFF))
    return TooLarge(Reason(PictureReason.TOO_MANY_POINTS, most))


def _piece(made: Any) -> bytes:
    (length,) = struct.unpack(">I", made.read(4))
    data: bytes = made.read(length)
    return data


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """One of two places on this machine, whichever process or thread asks. A killed process gives its place back."""
    deadline = time.monotonic() + PATIENCE
    with contextlib.ExitStack() as stack:
        places = [stack.enter_context(_place(number)) for number in range(AT_ONCE)]
        while not any(_taken(place) for place in places):
            if time.monotonic() > deadline:
                raise Refused(Reason(PictureReason.BUSY))
            time.sleep(0.02)
        yield


def _place(number: int) -> Any:
    path = Path(tempfile.gettempdir()) / f"trainer-pictures-{os.getuid()}-{number}"
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "wb")


def _taken(place: Any) -> bool:
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
