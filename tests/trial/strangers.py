"""Can somebody outside learn who has an account, or guess a password (trust.md 21)?"""

import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from bench import pages, sites
from tests import builders
from tests.accounts.ways import GOOD, OTHER
from tests.trial import ground
from tests.trial.ground import Answer, Stand
from tests.trial.outcome import Row, some
from trainer.accounts.signin import passwords
from trainer.accounts.signin.models import Account
from trainer.core.db import db

ALLOWED = 10
CLOSE = 0.2
"""The medians of known and unknown names may differ by this part; without the hash it is nine tenths."""


@dataclass(frozen=True)
class Size:
    """How many sign-ins are timed, half for names that exist; how many guesses come from as many addresses."""

    timed: int = 300
    guesses: int = 60


SMALL = Size(timed=40, guesses=16)
HEADING = "status and length the same for known and unknown; times close; ≤ 10 wrong tries in 10 minutes"


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, 3, "quick_unknown", "tries") as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    few = Size(timed=20, guesses=14)
    broken = compared(stand, stand.broken, few, "a")[0] + guessed(
        stand, stand.broken, few, "control@example.org"
    )
    problems, times = compared(stand, stand.site, size, "b")
    problems += guessed(stand, stand.site, size, "victim@example.org")
    problems += guessed(stand, stand.site, size, "nobody@example.org", known=False)
    known, unknown = times
    return Row(
        "21", f"sign-in by strangers, {stand.ground.kind}", f"{HEADING}, also from {size.guesses} addresses",
        f"{size.timed} timed: medians known {known * 1e3:.1f} ms, unknown {unknown * 1e3:.1f} ms, difference"
        f" {abs(known - unknown) * 1e3:.1f} ms; {size.guesses} guesses: {some(problems)}",
        f"unknown names not hashed, tries not counted: {some(broken, 2)}",
        not problems, len(broken) >= 2,
    )  # fmt: skip


def account(stand: Stand, email: str) -> None:
    """Somebody who signs in with GOOD."""
    with stand.ground.app.app_context():
        person = builders.make_person(email=email)
        db.session.query(Account).filter_by(person_id=person.id).one().password = passwords.hashed(GOOD)
        db.session.commit()
        db.session.remove()


def sign_in(stand: Stand, email: str, password: str, address: str) -> bytes:
    """One post of the sign-in form, from this address on the network."""
    cookie = f"{stand.cookies.name}={stranger(stand)}"
    body = urlencode({"email": email, "password": password, "csrf_token": stand.cookies.csrf})
    head = ground.plain(pages.get("/sign-in", cookie)).decode().replace("GET", "POST", 1)
    head = head.replace("203.0.113.7", address).removesuffix("\r\n")
    return (
        f"{head}Origin: https://{sites.HOST}\r\nReferer: https://{sites.HOST}/sign-in\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def stranger(stand: Stand) -> str:
    """The cookie of a browser that has seen the sign-in page."""
    serializer = stand.ground.app.session_interface.get_signing_serializer(stand.ground.app)
    return str(serializer.dumps({"csrf_token": pages.CSRF}))


def compared(stand: Stand, site: sites.Site, size: Size, mark: str) -> tuple[list[str], tuple[float, float]]:
    """Known and unknown names in turn, one after the other: what differs, and the medians."""
    per_name = ALLOWED - 2
    half = size.timed // 2
    known = [f"{mark}-known-{number:03d}@example.org" for number in range(half // per_name + 1)]
    for email in known:
        account(stand, email)
    times: dict[bool, list[float]] = {True: [], False: []}
    seen: dict[bool, Counter[tuple[int, int]]] = {True: Counter(), False: Counter()}
    for number in range(half):
        name = known[number // per_name]
        for exists, email in ((True, name), (False, name.replace("known", "wrong"))):
            post = sign_in(stand, email, OTHER, f"198.51.{number % 250}.{exists + 1}")
            [result] = [r for r in stand.ask(site, [post], 422, at_once=1) if r.answers]
            times[exists] += result.times
            [answer] = ground.answers([result])
            seen[exists][answer.status, length(answer)] += 1
    problems = [] if seen[True] == seen[False] else [f"known {dict(seen[True])}, unknown {dict(seen[False])}"]
    medians = [statistics.median(times[exists] or [0.0]) for exists in (True, False)]
    if abs(medians[0] - medians[1]) > CLOSE * max(medians):
        problems.append(f"median of known {medians[0] * 1e3:.0f} ms, of unknown {medians[1] * 1e3:.0f} ms")
    return problems, (medians[0], medians[1])


def length(answer: Answer) -> int:
    """How long head and page are together."""
    return len(answer.head) + len(answer.body)


def guessed(stand: Stand, site: sites.Site, size: Size, email: str, *, known: bool = True) -> list[str]:
    """Many guesses at once for one name, each from its own address; then the right password."""
    if known:
        account(stand, email)
    posts = [sign_in(stand, email, f"{OTHER} {n}", f"192.0.2.{n + 1}") for n in range(size.guesses)]
    given = Counter(answer.status for answer in ground.answers(stand.ask(site, posts, 422, at_once=16)))
    last = sign_in(stand, email, GOOD, "192.0.2.254")
    [after] = ground.answers(stand.ask(site, [last], 429, at_once=1))
    fine = given == {422: ALLOWED, 429: size.guesses - ALLOWED} and after.status == 429
    return (
        [] if fine else [f"{size.guesses} guesses answered {dict(given)}, the right password {after.status}"]
    )
