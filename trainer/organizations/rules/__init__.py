"""What kinds of organizations are there, where does a membership stand, and why can it not change that way?"""

import enum
from collections.abc import Collection
from datetime import date


class OrganizationKind(enum.StrEnum):
    """Who sends people (row A15)."""

    COUNTY_OFFICE = "county_office"
    FIRST_5 = "first_5"
    AGENCY = "agency"
    DISTRICT = "district"
    SCHOOL = "school"
    FAMILY_CHILD_CARE = "family_child_care"
    CENTER = "center"
    OTHER = "other"


class Level(enum.StrEnum):
    """How far an organization reaches (row A16)."""

    LOCAL = "local"
    REGIONAL = "regional"
    STATEWIDE = "statewide"


class MembershipState(enum.StrEnum):
    """A coordinator names somebody; the person confirms. What has ended stays as history."""

    INVITED = "invited"
    ACTIVE = "active"
    DECLINED = "declined"
    ENDED = "ended"


LIVE = (MembershipState.INVITED, MembershipState.ACTIVE)


class MembershipReason(enum.StrEnum):
    """Why a membership cannot change that way."""

    ALREADY_MEMBER = "already_member"
    NOT_OPEN = "not_open"
    NOT_LIVE = "not_live"
    NOT_THEIRS = "not_theirs"
    BEFORE_IT_BEGAN = "before_it_began"


class OrganizationReason(enum.StrEnum):
    """Why an organization cannot be like that."""

    NAME_TAKEN = "name_taken"
    NAME_MISSING = "name_missing"


def why_not_answer(state: MembershipState) -> MembershipReason | None:
    """Why a person cannot confirm or decline a membership, or None."""
    return None if state is MembershipState.INVITED else MembershipReason.NOT_OPEN


def why_not_end(state: MembershipState, *, since: date, on: date) -> MembershipReason | None:
    """Why a membership cannot end on that day, or None."""
    if state not in LIVE:
        return MembershipReason.NOT_LIVE
    return MembershipReason.BEFORE_IT_BEGAN if on < since else None


class WorkRole(enum.StrEnum):
    """What somebody does in early learning (rows A22, C12)."""

    TEACHER = "teacher"
    OWNER = "owner"
    LEADER = "leader"
    COACH = "coach"
    COMMUNITY = "community"
    OTHER = "other"


class Setting(enum.StrEnum):
    """Where somebody works (domain.md 5.6)."""

    CENTER = "center"
    FAMILY_CHILD_CARE = "family_child_care"
    HEAD_START = "head_start"
    SCHOOL = "school"
    AGENCY = "agency"
    OTHER = "other"


SETTING_OF = {
    OrganizationKind.COUNTY_OFFICE: Setting.AGENCY,
    OrganizationKind.FIRST_5: Setting.AGENCY,
    OrganizationKind.AGENCY: Setting.AGENCY,
    OrganizationKind.DISTRICT: Setting.SCHOOL,
    OrganizationKind.SCHOOL: Setting.SCHOOL,
    OrganizationKind.FAMILY_CHILD_CARE: Setting.FAMILY_CHILD_CARE,
    OrganizationKind.CENTER: Setting.CENTER,
    OrganizationKind.OTHER: Setting.OTHER,
}
"""What kind of workplace an organization is (domain.md 5.6)."""


class AgeBand(enum.StrEnum):
    """How old the children are with whom somebody works (row C12), or whom an offering is about (domain.md 5.6)."""

    UNDER_ONE = "0-1"
    ONE = "1-2"
    TWO = "2-3"
    THREE = "3-4"
    FOUR = "4-5"


class ConsortiumReason(enum.StrEnum):
    """Why a consortium, or an organization in it, cannot change that way."""

    NAME_TAKEN = "consortium_name_taken"
    NAME_MISSING = "consortium_name_missing"
    ALREADY_THERE = "already_there"
    NOT_THERE = "not_there"
    DAY_TO_COME = "day_to_come"
    BEFORE_IT_JOINED = "before_it_joined"
    DAYS_OVERLAP = "days_overlap"


class RegionReason(enum.StrEnum):
    """Why the list of regions cannot change that way. Facts: organizations."""

    NAME_TAKEN = "region_name_taken"
    NAME_MISSING = "region_name_missing"
    IN_USE = "region_in_use"


def why_not_join(
    *, since: date, today: date, stays: Collection[tuple[date, date | None]]
) -> ConsortiumReason | None:
    """Why an organization cannot join a consortium on that day, or None; `stays`: its days there, both included."""
    if any(until is None for _since, until in stays):
        return ConsortiumReason.ALREADY_THERE
    if since > today:
        return ConsortiumReason.DAY_TO_COME
    overlaps = any(until is not None and since <= until for _since, until in stays)
    return ConsortiumReason.DAYS_OVERLAP if overlaps else None


def why_not_leave(*, since: date, until: date | None, on: date, today: date) -> ConsortiumReason | None:
    """Why an organization cannot leave a consortium on that day, or None."""
    if until is not None:
        return ConsortiumReason.NOT_THERE
    if on > today:
        return ConsortiumReason.DAY_TO_COME
    return ConsortiumReason.BEFORE_IT_JOINED if on < since else None
