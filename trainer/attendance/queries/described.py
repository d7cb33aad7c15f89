"""What does a record say about its offering and about the employer of that day, word for word as it was then?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from trainer.attendance.rules import records as record_rules
from trainer.core import program
from trainer.core.db import db
from trainer.curriculum.models import CourseEdition
from trainer.organizations.models import Membership
from trainer.organizations.rules import SETTING_OF, MembershipState
from trainer.registration.models import Registration
from trainer.schedule.models import Offering

BELONGED = (MembershipState.ACTIVE, MembershipState.ENDED)


def of_offering(offering: Offering, course: CourseEdition | None, trainers: list[str]) -> dict[str, Any]:
    """The fields that all records of an offering share; who led it is the lines of the plan, else the trainers."""
    sponsor, address = issuer()
    return {
        "title": offering.title, "course_code": offering.course_code, "approval_code": offering.approval_code,
        "languages": list(offering.languages), "ages": list(offering.ages), "trainer_ids": list(offering.trainer_ids),
        "accredited": record_rules.accredited(), "trainers": list(offering.led_by) or trainers, "zone": offering.zone,
        "sponsor": sponsor, "sponsor_address": address, "edition": course.edition if course else "",
    }  # fmt: skip


def shares_of(offering: Offering, course: CourseEdition | None) -> dict[str, int]:
    """How an offering's minutes lie over the areas: as it was planned, else as its course says, else unknown."""
    planned = {str(area): int(minutes) for area, minutes in offering.competencies.items()}
    return planned or record_rules.course_shares(course.content["modules"] if course else ())


def issuer() -> tuple[str, str]:
    """The organization that gives the trainings, with its address: who issues certificates, else the program."""
    kept: Mapping[str, str] = (
        db.session.scalar(select(program.Setting.value).where(program.Setting.name == program.ISSUER)) or {}
    )
    return kept.get("name") or program.name(), kept.get("address", "")


def employers(registrations: Iterable[Registration]) -> dict[tuple[int, int], Membership]:
    """The confirmed memberships behind places that an organization sent people to, by person and organization."""
    pairs = {(one.person_id, one.organization_id) for one in registrations if one.organization_id is not None}
    if not pairs:
        return {}
    found = db.session.scalars(
        select(Membership)
        .where(
            Membership.person_id.in_({person_id for person_id, _organization in pairs}),
            Membership.organization_id.in_({organization for _person_id, organization in pairs}),
            Membership.state.in_(BELONGED),
        )
        .order_by(Membership.since)
    )
    return {(one.person_id, one.organization_id): one for one in found}


def of_employer(registration: Registration, employer: Membership | None, on: date) -> dict[str, Any]:
    """The employer of that day and its name then, what the person did there, and what kind of place it is."""
    organization = registration.organization
    there = employer is not None and employer.since <= on
    return {
        "organization_id": registration.organization_id, "employer": organization.name if organization else "",
        "role": employer.job if employer and there else "",
        "setting": SETTING_OF[organization.kind].value if organization else "",
    }  # fmt: skip
