"""Which password is good enough? Length, and nothing that a guesser would try first."""

import enum
import functools
import itertools
import re
import unicodedata
from pathlib import Path

SHORTEST = 12
LONGEST = 128
MOST_LEFT = 4
"""So many characters must be left of a password when what everybody knows is taken out of it, or it is refused."""

_LEET = str.maketrans("0134578@$!|+€", "oleastbasilte")
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/", "1q2w3e4r5t6y7u8i9o0p", "qazwsxedcrfvtgbyhnujmikolp",
)  # fmt: skip


class PasswordReason(enum.StrEnum):
    """Why a password is refused. Facts: least, most."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    COMMON = "common"
    PERSONAL = "personal"


def normal(password: str) -> str:
    """The same password, however a keyboard composed its letters (NFKC)."""
    return unicodedata.normalize("NFKC", password)


def why_not_password(password: str, *, email: str = "", name: str = "") -> PasswordReason | None:
    """Why this password cannot be taken, or None. It is given as typed."""
    text = normal(password)
    if len(text) < SHORTEST:
        return PasswordReason.TOO_SHORT
    if len(text) > LONGEST:
        return PasswordReason.TOO_LONG
    plain = text.casefold()
    if _is_common(plain):
        return PasswordReason.COMMON
    if _is_made_of(plain, _personal_words(email, name)):
        return PasswordReason.PERSONAL
    return None


@functools.cache
def _listed() -> frozenset[str]:
    text = (Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


@functools.cache
def _words() -> tuple[str, ...]:
    """The listed words that stand in front of a year or a row of digits in countless passwords, longest first."""
    stems = {re.sub(r"[^a-z]+", "", word.translate(_LEET)) for word in _listed()} | _listed()
    return tuple(sorted((stem for stem in stems if len(stem) >= 4), key=len, reverse=True))


def _is_common(plain: str) -> bool:
    squeezed = re.sub(r"[\s._\-]+", "", plain)
    core = re.sub(r"^[\W\d_]+(?=[\w@$|€])|[\W\d_]+$", "", squeezed)
    for shape in {plain, squeezed, squeezed.translate(_LEET), core.translate(_LEET)} - {""}:
        if shape in _listed() or len(set(shape)) <= 4 or _repeats(shape) or _left_of_runs(shape) < MOST_LEFT:
            return True
        if _is_made_of(shape, _words()):
            return True
    return False


def _is_made_of(plain: str, words: tuple[str, ...] | list[str]) -> bool:
    """Whether little is left when at most two known words, the digits and the signs are taken out."""
    rest, taken = plain, 0
    for word in words:
        if taken < 2 and word in rest:
            rest = rest.replace(word, " ")
            taken += 1
    if not taken:
        return False
    return len(re.sub(r"[\W\d_]+", "", rest)) < MOST_LEFT


def _repeats(text: str) -> bool:
    """'abcabcabcabc', 'passpasspass': one short piece again and again."""
    return any(
        (text[:size] * (len(text) // size + 1))[: len(text)] == text for size in range(1, len(text) // 2 + 1)
    )


def _left_of_runs(text: str) -> int:
    """How many characters do not follow from the one before by a keyboard's row, the alphabet or counting."""
    left = 1
    for before, char in itertools.pairwise(text):
        pair = before + char
        if before != char and not any(pair in run or pair in run[::-1] for run in _RUNS):
            left += 1
    return left


def _personal_words(email: str, name: str) -> list[str]:
    whole = [email.casefold(), *re.split(r"[@.]", email.casefold()), *name.casefold().split()]
    whole.append("".join(name.casefold().split()))
    return sorted({word for word in whole if len(word) >= 3}, key=len, reverse=True)
