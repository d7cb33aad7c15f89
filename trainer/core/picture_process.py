"""How is a photo drawn anew? This file runs as a process of its own that may use only so much memory and time.

It reads the file from its input and writes two JPEGs to its output, each after its length: the picture, at most 2000
pixels long, and a small one. Nothing that came with the file comes out: no place, no camera, no comment, no profile.
Its exit code says what was wrong. It imports nothing of ours, so that it starts fast and knows no secret.
"""

import io
import os
import resource
import struct
import sys
import warnings
from typing import Any

NOT_A_PICTURE, TOO_LARGE, CUT_OFF = 3, 4, 5
LONGEST, SMALL, STRIP = 2000, 480, 256
MOST_POINTS = {"JPEG": 130, "MPO": 130, "progressive": 75, "PNG": 52, "HEIF": 52}
MOST_OTHER_POINTS = 20
"""In millions, by what a decoder needs for each point: a JPEG is made smaller while it is read."""
MOST_MEMORY = 300 << 20
"""Bytes that may be taken besides the 60 MB of the libraries."""
MOST_SECONDS, MOST_OUTPUT = 8, 12 << 20
FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
DRAWN, WITH_PROFILE = ("L", "RGB", "RGBA", "CMYK"), ("L", "RGB", "CMYK")
TURNED = 0x0112
"""The number of the note in which a camera says how it was held; UPRIGHT says what undoes it."""
UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}


def limit() -> None:
    """What this process may use, from here on."""
    with open("/proc/self/statm", encoding="ascii") as said:
        taken = int(said.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (taken + MOST_MEMORY, taken + MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (MOST_OUTPUT, MOST_OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def draw(file: Any, head: bytes) -> list[bytes]:
    """The picture and the small one. Raises whatever Pillow raises."""
    from PIL import Image

    found = _of_a_phone(file) if is_heif(head) else _opened(file)
    known = found.info
    while max(found.size) >= 2 * LONGEST:
        found = found.reduce(2)
    found.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    upright = _plain(found, known.get("icc_profile"))
    if known.get("turned") in UPRIGHT:
        upright = upright.transpose(Image.Transpose(UPRIGHT[known["turned"]]))
    small = upright.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return [_jpeg(upright, 85), _jpeg(small, 80)]


def is_heif(head: bytes) -> bool:
    """Whether this is what iPhones write."""
    return head[4:8] == b"ftyp" and head[8:12] != b"avif"


def _bear(format: str, size: tuple[int, int]) -> None:
    from PIL import Image

    if size[0] * size[1] > MOST_POINTS.get(format, MOST_OTHER_POINTS) * 1_000_000:
        raise Image.DecompressionBombError


def _of_a_phone(file: Any) -> Any:
    """A HEIC, which its library turns upright by itself. Its points are not copied once more."""
    import pillow_heif
    from PIL import Image

    try:
        found = pillow_heif.open_heif(file)
    except ValueError as error:
        raise OSError from error
    _bear("HEIF", found.size)
    step = 2 if max(found.size) >= 2 * LONGEST else 1
    width, height = found.size
    try:
        points = memoryview(found.data)
    except (ValueError, RuntimeError, EOFError) as error:
        raise (MemoryError if "emory" in str(error) else OSError) from None
    picture = Image.new(found.mode, (-(-width // step), -(-height // step)))
    for top in range(0, height, STRIP):  # Pillow would copy it whole, with a fourth byte for each point
        rows = min(STRIP, height - top)
        lines = bytes(points[top * found.stride : (top + rows) * found.stride])
        strip = Image.frombuffer(found.mode, (width, rows), lines, "raw", found.mode, found.stride)
        picture.paste(strip.reduce(step), (0, top // step))
    picture.info = {"icc_profile": found.info.get("icc_profile")}
    return picture


def _opened(file: Any) -> Any:
    """The first picture of any other file, with eight bits for each of its colors; `turned` says how it lies."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = max(MOST_POINTS.values()) * 1_000_000
    found: Any = Image.open(file, formats=FORMATS)
    wide = found.mode.startswith(("I", "F"))
    many = wide or found.mode in ("RGBA", "LA", "PA") or "transparency" in found.info
    kind = "progressive" if found.info.get("progressive") else "" if many else found.format or ""
    _bear(kind, found.size)
    found.draft("RGB" if found.mode != "CMYK" else "CMYK", (LONGEST, LONGEST))
    found.seek(0)
    found.load()
    kept = {"icc_profile": found.info.get("icc_profile"), "turned": found.getexif().get(TURNED)}
    if wide:  # Pillow alone would cut everything bright off
        found = found.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    elif "transparency" in found.info or found.mode in ("PA", "LA"):
        found = found.convert("RGBA")
    elif found.mode not in DRAWN:
        found = found.convert("RGB")
    found.info = kept
    return found


def _plain(found: Any, profile: bytes | None) -> Any:
    """Opaque, in the colors that every screen knows, on a canvas of its own that brings nothing along."""
    from PIL import Image

    if found.mode == "RGBA":
        canvas = Image.new("RGB", found.size, "white")
        canvas.paste(found, mask=found.getchannel("A"))
        return canvas
    in_colors = _in_known_colors(found, profile) if profile and found.mode in WITH_PROFILE else found
    canvas = Image.new("RGB", found.size)
    canvas.paste(in_colors.convert("RGB"))
    return canvas


def _in_known_colors(found: Any, profile: bytes) -> Any:
    from PIL import ImageCms

    try:
        given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(found, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile nobody can read: its colors as they are
        return found
    return made or found


def _jpeg(picture: Any, quality: int) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def main() -> int:
    """Read, draw, write; the exit code."""
    sys.stdin.buffer.seek(0)
    with open(sys.stdin.fileno(), "rb", closefd=False) as file:
        head = file.read(12)
        file.seek(0)
        warnings.simplefilter("ignore")
        from PIL import Image, UnidentifiedImageError

        if is_heif(head):
            import pillow_heif

            pillow_heif.options.DECODE_THREADS = 1
        limit()
        try:
            made = draw(file, head)
        except UnidentifiedImageError:
            return NOT_A_PICTURE
        except (Image.DecompressionBombError, MemoryError):
            return TOO_LARGE
        except (OSError, EOFError):
            return CUT_OFF
        except Exception:
            return NOT_A_PICTURE
    for data in made:
        sys.stdout.buffer.write(struct.pack(">I", len(data)) + data)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    os._exit(main())
