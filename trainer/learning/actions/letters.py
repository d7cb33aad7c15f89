"""Which message does a step of an application or of an enrollment send, and which unsent one does it take back?

No message says why: people share addresses. The reasons stand on the page that it leads to.
"""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from trainer.accounts import queries as account_queries
from trainer.core import clock, outbox
from trainer.core.db import db
from trainer.learning.models import Application, Enrollment
from trainer.learning.rules import ApplicationState, StepKind
from trainer.permissions import Permission

OWN_PAGE = "/enrollment"


def _to_administrators(
    kind: str, key: str, params: dict[str, Any], *, but: int | None, now: datetime
) -> None:
    for grant in db.session.scalars(account_queries.administrators()):
        if grant.person_id != but:
            outbox.put(
                kind=kind, to=grant.person_id, now=now, dedupe=f"{kind}:{key}:{grant.person_id}:{now.isoformat()}",
                params=params, access=(Permission.COHORT_MANAGE.value, []),
            )  # fmt: skip


def applied(application: Application, *, now: datetime) -> None:
    """It has arrived: whoever applied has it in writing, and the administrators are asked to read it."""
    cohort, person = application.cohort, application.person
    outbox.put(
        kind="learning.applied", to=person.id, now=now,
        dedupe=f"learning.applied:{application.ref}:{now.isoformat()}",
        params={"cohort": cohort.name, "path": f"/apply/{cohort.ref}"},
    )  # fmt: skip
    _to_administrators(
        "learning.application", application.ref,
        {"who": person.name, "cohort": cohort.name, "path": f"/applications/{application.ref}"},
        but=person.id, now=now,
    )  # fmt: skip


def answered(application: Application, *, now: datetime) -> None:
    """Accepted, on hold or declined: that it was answered, and how; the words stand on the page."""
    accepted = application.state is ApplicationState.ACCEPTED
    outbox.put(
        kind="learning.application_answered", to=application.person_id, now=now,
        dedupe=f"learning.application_answered:{application.ref}:{now.isoformat()}",
        params={
            "cohort": application.cohort.name, "answer": application.state.value,
            "path": OWN_PAGE if accepted else f"/apply/{application.cohort.ref}",
        },
    )  # fmt: skip


def changed(enrollment: Enrollment, kind: StepKind, *, now: datetime) -> None:
    """The person is told that their enrollment changed."""
    outbox.put(
        kind="learning.changed", to=enrollment.person_id, now=now,
        dedupe=f"learning.changed:{enrollment.ref}:{kind.value}:{now.isoformat()}",
        params={"cohort": enrollment.cohort.name, "step": kind.value, "path": OWN_PAGE},
    )  # fmt: skip


def left(enrollment: Enrollment, *, now: datetime) -> None:
    """The administrators learn that somebody has left by themselves."""
    params = {
        "who": enrollment.person.name,
        "cohort": enrollment.cohort.name,
        "path": f"/cohorts/{enrollment.cohort.ref}",
    }
    _to_administrators("learning.left", enrollment.ref, params, but=enrollment.person_id, now=now)


def deferral_asked(enrollment: Enrollment, *, now: datetime) -> None:
    """The administrators are asked whether somebody can be deferred."""
    params = {
        "who": enrollment.person.name, "cohort": enrollment.cohort.name, "path": person_page(enrollment),
    }  # fmt: skip
    _to_administrators("learning.deferral_asked", enrollment.ref, params, but=enrollment.person_id, now=now)


def deferral_declined(enrollment: Enrollment, *, now: datetime) -> None:
    """The person is told that they cannot be deferred; why stands on their page."""
    outbox.put(
        kind="learning.deferral_declined", to=enrollment.person_id, now=now,
        dedupe=f"learning.deferral_declined:{enrollment.ref}:{now.isoformat()}",
        params={"cohort": enrollment.cohort.name, "path": OWN_PAGE},
    )  # fmt: skip


def come_back_on(enrollment: Enrollment, *, now: datetime) -> None:
    """On the day that was agreed on, the person is asked whether they are back. Taken back when they are, or leave."""
    stop_asking_back(enrollment, now=now)
    if enrollment.back_on is None:
        return
    zone = clock.zone(enrollment.cohort.offering.zone)
    outbox.put(
        kind="learning.back", to=enrollment.person_id, now=now,
        dedupe=f"{_back(enrollment)}{enrollment.back_on.isoformat()}:{now.isoformat()}",
        params={"cohort": enrollment.cohort.name, "path": OWN_PAGE},
        not_before=datetime.combine(enrollment.back_on, time(8), zone).astimezone(UTC),
        not_after=datetime.combine(enrollment.back_on + timedelta(days=30), time(8), zone).astimezone(UTC),
    )  # fmt: skip


def stop_asking_back(enrollment: Enrollment, *, now: datetime) -> None:
    """Whoever is back, or has left, is asked no more."""
    outbox.cancel(dedupe_prefix=_back(enrollment), now=now)


def _back(enrollment: Enrollment) -> str:
    return f"learning.back:{enrollment.ref}:"


def person_page(enrollment: Enrollment) -> str:
    """The page of one enrollment, for administrators."""
    return f"/cohorts/{enrollment.cohort.ref}/people/{enrollment.ref}"
