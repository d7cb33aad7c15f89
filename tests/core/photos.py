"""How does a test get a photo with everything in it that a phone writes?"""

import io
import struct
import zlib
from typing import Any

from PIL import Image, PngImagePlugin

SECRET = b"canary-gps"
"""Stands in every corner of a photo in which a note fits."""


def colored(size: tuple[int, int] = (80, 40), mode: str = "RGB") -> Any:
    """Left red, right blue, so that a turn is seen."""
    made = Image.new("RGB", size, (200, 30, 30))
    made.paste((30, 30, 200), (size[0] // 2, 0, *size))
    return made.convert(mode)


def notes(orientation: int = 6) -> Any:
    """What a phone writes about place, camera and holder."""
    made = Image.Exif()
    made[0x0112], made[0x010F], made[0x9286] = orientation, SECRET.decode(), SECRET.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (37.0, 46.0, 30.0), 29: SECRET.decode()})
    return made


def jpeg(size: tuple[int, int] = (80, 40), mode: str = "RGB", orientation: int = 6, **more: Any) -> bytes:
    """A JPEG with place, comment, XMP and a profile that is none."""
    given = {"exif": notes(orientation), "comment": SECRET, "xmp": SECRET, "icc_profile": SECRET, **more}
    return saved(colored(size, mode), "JPEG", quality=90, **given)


def png(size: tuple[int, int] = (80, 40), mode: str = "RGBA") -> bytes:
    """A PNG with text and place."""
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", SECRET.decode())
    said.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return saved(colored(size, mode), "PNG", pnginfo=said, exif=notes(1))


def heic(size: tuple[int, int] = (80, 40)) -> bytes:
    """What an iPhone writes."""
    import pillow_heif

    out = io.BytesIO()
    made = pillow_heif.from_pillow(colored(size))
    made.info["exif"] = notes(1).tobytes()
    made.save(out, quality=80)
    return out.getvalue()


def animated() -> bytes:
    """Two pictures in one file."""
    return saved(colored(), "GIF", save_all=True, append_images=[Image.new("RGB", (80, 40))], comment=SECRET)


def deep() -> bytes:
    """16 bits for each point, from dark to bright."""
    points = b"".join(struct.pack("<H", x * 800) for x in range(80)) * 40
    return saved(Image.frombytes("I;16", (80, 40), points), "PNG")


def bomb(side: int = 30_000, rows: int = 1, color: int = 0) -> bytes:
    """A small file whose head promises more than fits into any memory; `rows` of it are there."""
    head = struct.pack(">IIBBBBB", side, side, 1 if color == 0 else 8, color, 0, 0, 0)
    points = zlib.compress(bytes(side * (4 if color else 1) + 1) * rows)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", points) + _chunk(b"IEND", b"")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def saved(picture: Any, format: str, **more: Any) -> bytes:
    """As a file."""
    out = io.BytesIO()
    picture.save(out, format, **more)
    return out.getvalue()


def segments(data: bytes) -> list[int]:
    """The markers of a JPEG up to its points: what stands beside them is in APPn and COM."""
    found, place = [], 2
    while data[place] == 0xFF and data[place + 1] != 0xDA:
        found.append(data[place + 1])
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    return found


def metadata_in(data: bytes) -> list[str]:
    """What a JPEG holds besides its points; empty as it must be. Its tables and the plain JFIF head are needed."""
    found = [f"marker {marker:02x}" for marker in segments(data) if 0xE1 <= marker <= 0xEF or marker == 0xFE]
    return [*found, *(["the canary"] if SECRET in data else [])]
