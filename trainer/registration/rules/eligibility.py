"""Who may register at all: everybody, certified facilitators, people in a cohort, or who is invited?"""

import enum
from dataclasses import dataclass
from datetime import date

from trainer.schedule.rules.kinds import Eligibility


class EligibilityReason(enum.StrEnum):
    """Why an offering is not for somebody. Facts: ended."""

    NO_CERTIFICATE = "no_certificate"
    CERTIFICATE_ENDED = "certificate_ended"
    NO_COHORT = "no_cohort"
    NOT_INVITED = "not_invited"


class EligibilityFact(enum.StrEnum):
    """What makes an offering one for somebody. Facts: since, until."""

    CERTIFIED = "eligible_certified"
    CERTIFIED_UNTIL = "eligible_certified_until"
    IN_COHORT = "eligible_in_cohort"
    INVITED = "eligible_invited"


@dataclass(frozen=True)
class Standings:
    """What is on record of somebody: the last certificate (first and last day), the cohort, the invitation.

    Each as (since, until); until None: no end is known. `invited`: the day.
    """

    certificate: tuple[date, date | None] | None = None
    cohort: tuple[date, date | None] | None = None
    invited: date | None = None


def _holds(period: tuple[date, date | None] | None, today: date) -> bool:
    return period is not None and period[0] <= today and (period[1] is None or period[1] >= today)


def why_not_eligible(
    eligibility: Eligibility, known: Standings, *, today: date
) -> tuple[EligibilityReason, dict[str, object]] | None:
    """Why an offering is not for somebody today, with what was found, or None (rows A08, A09)."""
    if eligibility is Eligibility.CERTIFIED and not _holds(known.certificate, today):
        if known.certificate and known.certificate[1] and known.certificate[1] < today:
            return EligibilityReason.CERTIFICATE_ENDED, {"ended": known.certificate[1]}
        return EligibilityReason.NO_CERTIFICATE, {}
    if eligibility is Eligibility.COHORT and not _holds(known.cohort, today):
        return EligibilityReason.NO_COHORT, {}
    if eligibility is Eligibility.INVITED and known.invited is None:
        return EligibilityReason.NOT_INVITED, {}
    return None


def what_made_eligible(
    eligibility: Eligibility, known: Standings
) -> tuple[EligibilityFact, dict[str, object]] | None:
    """What is shown to somebody for whom an offering is; None where it is for everybody."""
    if eligibility is Eligibility.CERTIFIED and known.certificate:
        since, until = known.certificate
        if until is None:
            return EligibilityFact.CERTIFIED, {"since": since}
        return EligibilityFact.CERTIFIED_UNTIL, {"since": since, "until": until}
    if eligibility is Eligibility.COHORT and known.cohort:
        return EligibilityFact.IN_COHORT, {"since": known.cohort[0]}
    if eligibility is Eligibility.INVITED and known.invited:
        return EligibilityFact.INVITED, {"since": known.invited}
    return None
