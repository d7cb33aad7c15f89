"""Is everybody counted once when three hundred members sign in by one code within two minutes?"""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from tests import builders
from tests.practice import building
from tests.trial import ground
from tests.trial.ground import Stand
from tests.trial.outcome import Row, some
from tests.trial.strangers import stranger
from trainer.core import clock
from trainer.core.db import db
from trainer.practice.models import Member, SignIn

FAULT = "door"
TWO_MINUTES = 120.0


@dataclass(frozen=True)
class Size:
    """How many are on the list, how many type a name that is not; everybody taps twice."""

    listed: int = 270
    new: int = 30
    rounds: int = 2


SMALL = Size(listed=40, new=10, rounds=1)


def trial(kinds: tuple[str, ...], size: Size) -> Iterator[Row]:
    """One row per database."""
    for kind in kinds:
        with ground.stand(kind, 2, FAULT) as stand:
            yield on(stand, size)


def on(stand: Stand, size: Size) -> Row:
    """The control, then the figure."""
    broken, _seconds = round_of(stand, stand.broken, min(size.listed, 60), min(size.new, 20))
    problems, seconds = [], []
    for _number in range(size.rounds):
        found, took = round_of(stand, stand.site, size.listed, size.new)
        problems += found
        seconds.append(took)
    people = size.listed + size.new
    return Row(
        "1", f"sign-in by one code, {stand.ground.kind}",
        f"{people} members of one CoP, {size.new} of them new, all from one address and each tapping twice, within two"
        " minutes: everybody is counted once and thanked",
        f"{size.rounds} rounds of {2 * people} posts: {some(problems)}; the slowest round took {max(seconds):.1f} s",
        f"no lock: {some(broken, 2)}",
        not problems and max(seconds) <= TWO_MINUTES, bool(broken),
    )  # fmt: skip


def round_of(stand: Stand, site: object, listed: int, new: int) -> tuple[list[str], float]:
    """Everybody comes at once; then the rows are counted."""
    with stand.ground.app.app_context():
        now = clock.now()
        trainee = building.make_trainee(mentor=builders.make_person())
        cop = building.make_cop(trainee, now=now - timedelta(days=9))
        session = building.make_session(cop, now)
        members = [member.ref for member in building.make_members(cop, listed, now=now)]
        token, session_id, cop_id = session.token, session.id, cop.id
        db.session.commit()
        db.session.remove()
    fields = [{"member": ref, "name": ""} for ref in members]
    fields += [{"member": "", "name": f"Newcomer {number}"} for number in range(new)]
    cookie = f"{stand.cookies.name}={stranger(stand)}".encode()
    own = stand.cookies.of(1).encode()
    posts = [stand.post(f"/s/{token}", 1, one).replace(own, cookie) for one in fields for _twice in range(2)]
    began = time.monotonic()
    given = ground.answers(stand.ask(site, posts, 303, at_once=40))
    took = time.monotonic() - began
    statuses = Counter(answer.status for answer in given)
    problems = [] if statuses == {303: len(posts)} else [f"answers {dict(statuses)}"]
    with stand.ground.app.app_context():
        rows = select(func.count(), func.count(SignIn.member_id.distinct())).where(
            SignIn.session_id == session_id
        )
        counted = tuple(db.session.execute(rows).one())
        people = db.session.scalar(select(func.count()).where(Member.cop_id == cop_id))
        db.session.remove()
    if counted != (len(fields), len(fields)) or people != len(fields):
        problems.append(f"{counted} counted, {people} members, {len(fields)} came")
    return problems, took
