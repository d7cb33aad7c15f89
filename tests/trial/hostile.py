"""Which photos does a phone write, and which files does somebody send who means ill? For the trial of pictures."""

import io
import os
import zipfile
from dataclasses import dataclass, replace
from typing import Any

from PIL import Image

from tests.core import photos

MB = 1 << 20
TURNS = range(1, 9)
TALL_FROM, RED_FIRST = 5, (1, 4, 5, 6)
"""Which notes of a camera mean a tall picture, and which leave red, stored on the left, on the left or on top."""


@dataclass(frozen=True)
class Size:
    """How large the largest photo is, how many points phones have, how many are sent at once and in one form.

    `only`: the files with these names.
    """

    megabytes: int = 40
    points: tuple[tuple[int, int], ...] = ((4032, 3024), (8064, 6048), (12_000, 9_000))
    at_once: int = 12
    files: int = 200
    most_seconds: float = 2.0
    only: tuple[str, ...] = ()


SMALL = Size(megabytes=9, points=((1200, 900),), at_once=3, files=60)
TINY = replace(SMALL, at_once=2, files=20, only=("turn 6", "padded", "script", "bomb"))


@dataclass(frozen=True)
class Sent:
    """One file: what it is, its bytes, and whether it is kept. `turned`: what a camera noted about how it was held."""

    what: str
    data: bytes
    kept: bool
    turned: int = 0


def everything(size: Size) -> list[Sent]:
    """Photos as phones write them, and what is sent by those who mean ill."""
    kept = [Sent(f"turn {turn}", photos.jpeg((1200, 800), orientation=turn), True, turn) for turn in TURNS]
    kept += [
        Sent(f"{mode}, progressive", photos.jpeg((900, 600), mode, 1, progressive=True), True)
        for mode in ("L", "CMYK")
    ]
    kept += [Sent("PNG with place", photos.png((900, 600)), True), Sent("16 bits", photos.deep(), True)]
    kept += [
        Sent("animated", photos.animated(), True),
        Sent("with a page behind it", photos.jpeg() + b"<script>alert(1)</script>", True),
    ]
    kept += [Sent("padded", photos.jpeg() + b"\0" * (size.megabytes * MB), True)]
    for width, height in size.points:
        kept.append(
            Sent(
                f"HEIC {width * height // 1_000_000} MP",
                photos.heic((width, height)),
                width * height < 52_000_000,
            )
        )
        kept.append(
            Sent(f"JPEG {width * height // 1_000_000} MP", noisy(width, height, size.megabytes), True)
        )
    whole = photos.jpeg((1200, 800))
    refused = {
        "empty": b"", "script": b"#!/bin/sh\nrm -rf /\n", "page": b"<!doctype html><script>alert(1)</script>",
        "drawing": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "head alone": whole[:20],
        "cut off": whole[: len(whole) // 2], "HEIC cut off": photos.heic((800, 600))[:-500], "bomb": photos.bomb(),
        "bomb with its points": photos.bomb(20_000, rows=2_000), "four bytes each": photos.bomb(7_000, color=6),
        "GIF of 65535": b"GIF89a%b\x80\0\0%b,\0\0\0\0%b\0\x02\x02L\x01\0;" % (b"\xff" * 4, bytes(6), b"\xff" * 4),
        "JPEG of 65535": photos.jpeg((16, 16)).replace(b"\x00\x10\x00\x10\x03", b"\xff\xff\xff\xff\x03"),
        "program": b"MZ" + os.urandom(5_000), "noise": b"\xff\xd8\xff\xe0" + os.urandom(50_000),
        "archive": archive(), "TIFF": photos.saved(photos.colored(), "TIFF"), "too large": whole + b"\0" * (46 * MB),
    }  # fmt: skip
    made = kept + [Sent(what, data, False) for what, data in refused.items()]
    return [one for one in made if one.what in (size.only or (one.what,))]


def noisy(width: int, height: int, megabytes: int) -> bytes:
    """A JPEG that grows large, as detail does: up to so many megabytes."""
    tile = Image.frombytes("RGB", (512, 512), os.urandom(512 * 512 * 3))
    made = Image.new("RGB", (width, height))
    for x in range(0, width, 512):
        for y in range(0, height, 512):
            made.paste(tile, (x, y))
    for quality in (88, 70, 50, 30, 10):
        data = photos.saved(made, "JPEG", quality=quality, exif=photos.notes(1))
        if len(data) < megabytes * MB:
            break
    return data


def archive() -> bytes:
    """A packed file that calls itself a photo."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("photo.jpg", b"\0" * (20 * MB))
    return made.getvalue()


def upright(picture: Any, turn: int) -> bool:
    """Whether red is where the eye saw it, for each of the eight ways in which a phone can be held."""
    width, height = picture.size
    tall, plain = turn >= TALL_FROM, picture.convert("RGB")
    places = ((width // 2, height // 4), (width // 2, 3 * height // 4)) if tall else (
        (width // 4, height // 2), (3 * width // 4, height // 2))  # fmt: skip
    reds = [plain.getpixel(place)[0] for place in places]
    return (height > width) == tall and (reds[0] > reds[1] + 80) == (turn in RED_FIRST)
