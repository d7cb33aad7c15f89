"""Is every photo upright and free of what came with it, and is everything hostile refused in words?"""

import io

import pytest
from PIL import Image

from tests.core import photos
from trainer.core import picture_process, pictures
from trainer.core.pictures import NotAPicture, PictureReason, TooLarge


def opened(data):
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (photos.jpeg((3000, 1500)), (1000, 2000)),
        (photos.jpeg(mode="CMYK", orientation=3), (80, 40)),
        (photos.jpeg(mode="L", progressive=True), (40, 80)),
        (photos.png(), (80, 40)),
        (photos.heic(), (80, 40)),
        (photos.animated(), (80, 40)),
    ],
    ids=["turned and large", "cmyk", "gray and progressive", "png", "heic", "animated"],
)
def test_a_photo_is_upright_and_nothing_comes_along(data, size):
    made = pictures.make_safe(io.BytesIO(data))
    assert opened(made.data).size == size
    assert max(opened(made.thumbnail).size) <= picture_process.SMALL
    assert [photos.metadata_in(one) for one in (made.data, made.thumbnail)] == [[], []]
    assert "exif" not in opened(made.data).info


def test_a_turned_photo_is_turned_back():
    """Held with its left side up: what was left (red) is on top."""
    made = opened(pictures.make_safe(io.BytesIO(photos.jpeg(orientation=6))).data)
    top, bottom = made.getpixel((20, 5)), made.getpixel((20, 75))
    assert top[0] > 150 > bottom[0]


def test_16_bits_keep_dark_and_bright():
    made = opened(pictures.make_safe(io.BytesIO(photos.deep())).data).convert("L")
    left, middle, right = (made.getpixel((x, 20)) for x in (2, 40, 78))
    assert left < 20 < middle - 80
    assert middle < right - 80


@pytest.mark.parametrize(
    ("data", "error", "reason"),
    [
        (b"", NotAPicture, PictureReason.EMPTY),
        (b"#!/bin/sh\nrm -rf /", NotAPicture, PictureReason.NOT_A_PICTURE),
        (b"\xff\xd8\xff\xe0 not at all", NotAPicture, PictureReason.CUT_OFF),
        (photos.jpeg((400, 400))[:2500], NotAPicture, PictureReason.CUT_OFF),
        (photos.heic((400, 400))[:-300], NotAPicture, PictureReason.CUT_OFF),
        (photos.bomb(), TooLarge, PictureReason.TOO_MANY_POINTS),
        (photos.bomb(5_000, color=6), TooLarge, PictureReason.TOO_MANY_POINTS),
    ],
    ids=["empty", "script", "half a head", "cut off", "heic cut off", "bomb", "four bytes for each point"],
)
def test_what_is_hostile_is_refused_in_words(data, error, reason):
    with pytest.raises(error) as refused:
        pictures.make_safe(io.BytesIO(data))
    assert refused.value.reasons[0].code is reason


def test_more_bytes_than_a_phone_writes_are_not_even_looked_at(monkeypatch):
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(TooLarge):
        pictures.make_safe(io.BytesIO(photos.jpeg()))
