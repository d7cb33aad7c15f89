"""What does the number of a certificate look like, and was it typed as it was printed?"""

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that nobody mistakes for one another: no I, L, O, U."""

RANDOM, CHECK, GROUP = 26, 2, 4
LENGTH = RANDOM + CHECK
PRIME = 1021
"""The largest prime below 32 times 32. One wrong letter, or two neighbors that changed places, never pass."""

_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", " ": "", "-": "", "–": "", "\u00a0": ""})


def new_number() -> str:
    """A new number: 130 random bits, which nobody guesses, and two check letters."""
    body = "".join(secrets.choice(LETTERS) for _ in range(RANDOM))
    return body + check_letters(body)


def check_letters(body: str) -> str:
    """The two letters that follow from the others."""
    value = 0
    for letter in body:
        value = (value * len(LETTERS) + LETTERS.index(letter)) % PRIME
    # The whole number, check letters included, leaves no remainder.
    rest = (-value * len(LETTERS) ** CHECK) % PRIME
    return LETTERS[rest // len(LETTERS)] + LETTERS[rest % len(LETTERS)]


def read(typed: str) -> str | None:
    """The number as it is stored; None when it cannot be one. Small letters, spaces and dashes are forgiven."""
    if len(typed) > 4 * LENGTH:
        return None
    number = typed.strip().upper().translate(_READ_AS)
    if len(number) != LENGTH or any(letter not in LETTERS for letter in number):
        return None
    return number if check_letters(number[:RANDOM]) == number[RANDOM:] else None


def shown(number: str) -> str:
    """The number as it is printed: in groups of four."""
    return "-".join(number[start : start + GROUP] for start in range(0, len(number), GROUP))
