"""What can be waived, by how much may the deadline move, and what can nobody do?"""

from datetime import date

from tests.certification import building
from tests.certification.acting import ask, by, refused
from trainer.certification import actions, queries
from trainer.certification.rules import (
    CertificationReason,
    FileState,
)


def waive(journey, file, now, criterion, **more):
    return actions.waive(
        file=file, criterion=criterion, reason="x", by=by(journey.administrator), now=now, **more
    )


def test_what_can_be_waived_and_what_cannot(session, now):
    journey = building.make_journey()
    file = actions.open_file(enrollment=journey.enrollment, by=by(journey.administrator), now=now)
    own = journey.rows["session 2"].ref
    for code, more, reason in (
        ("R01", {}, CertificationReason.NOT_WAIVABLE),
        ("R21", {}, CertificationReason.NOT_WAIVABLE),
        ("R23", {}, CertificationReason.NOT_WAIVABLE),
        ("R10", {"numbers": {"sessions": 5}}, CertificationReason.NOT_WAIVABLE),
        ("R11", {}, CertificationReason.ONLY_NUMBERS),
        ("R11", {"numbers": {"members": 5}}, CertificationReason.NUMBERS_NOT_EASIER),
        ("R11", {"numbers": {"members": 6}}, CertificationReason.NUMBERS_NOT_EASIER),
        ("R11", {"numbers": {"children": 1}}, CertificationReason.UNKNOWN_CRITERION),
        ("R08", {}, CertificationReason.ONLY_PER_SESSION),
        ("R08", {"scope": "elsewhere"}, CertificationReason.UNKNOWN_SESSION),
        ("R07", {"scope": own}, CertificationReason.UNKNOWN_SESSION),
        ("R14", {}, CertificationReason.UNKNOWN_CRITERION),
        ("R99", {}, CertificationReason.UNKNOWN_CRITERION),
    ):
        assert refused(waive, journey, file, now, code, **more) is reason, (code, more)
    waive(journey, file, now, "R07")
    assert refused(waive, journey, file, now, "R07") is CertificationReason.ALREADY_WAIVED
    waive(journey, file, now, "R08", scope=own)
    waive(journey, file, now, "R11", numbers={"members": 4})
    waive(journey, file, now, "R11", numbers={"members_present": 3})
    papers = queries.path_of(journey.enrollment, day=now.date()).of("waiver")
    assert {(one.code, one.name) for one in papers} == {(c, "Ada Admin") for c in ("R07", "R08", "R11")}
    nothing = {"file": file, "criterion": "R03", "reason": " ", "by": by(journey.administrator), "now": now}
    assert refused(actions.waive, **nothing) is CertificationReason.REASON_MISSING


def test_the_deadline_moves_in_steps_and_not_for_ever(session, now):
    """Begun on May 21, 2020: 15 months end on August 21, 2021, 24 months on May 21, 2022."""
    journey = building.make_journey()
    file = actions.open_file(enrollment=journey.enrollment, by=by(journey.administrator), now=now)

    def extend(until):
        return actions.extend(file=file, until=until, reason="x", by=by(journey.administrator), now=now).until

    assert refused(extend, date(2021, 8, 21)) is CertificationReason.EXTENSION_NOT_LATER
    assert refused(extend, date(2021, 11, 20)) is CertificationReason.EXTENSION_TOO_LONG
    assert extend(date(2021, 11, 19)) == date(2021, 11, 19)
    assert extend(date(2022, 2, 17)) == date(2022, 2, 17)
    assert refused(extend, date(2022, 5, 22)) is CertificationReason.EXTENSION_TOO_LONG
    assert extend(date(2022, 5, 18)) == date(2022, 5, 18)
    path = queries.path_of(journey.enrollment, day=date(2022, 5, 18))
    assert path.deadline == date(2022, 5, 18)
    assert refused(extend, date(2022, 5, 22)) is CertificationReason.EXTENSION_TOO_LONG


def test_after_the_deadline_nobody_asks_without_an_extension(session, now):
    journey = building.make_journey()
    late = now.replace(month=9)
    assert refused(ask, journey, late) is CertificationReason.ESSENTIAL_OPEN
    file = actions.open_file(enrollment=journey.enrollment, by=by(journey.administrator), now=late)
    actions.extend(
        file=file, until=date(2021, 10, 1), reason="A birth.", by=by(journey.administrator), now=late
    )
    assert ask(journey, late).state is FileState.REQUESTED
