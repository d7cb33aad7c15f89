"""How are kinds, levels and states of organizations said to a reader, and why something cannot be?"""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words, words_for
from trainer.organizations.rules import (
    AgeBand,
    ConsortiumReason,
    Level,
    MembershipReason,
    MembershipState,
    OrganizationKind,
    OrganizationReason,
    RegionReason,
    Setting,
    WorkRole,
)
from trainer.organizations.rules.listing import LineProblem, MemberOutcome

words_for(
    {
        OrganizationKind.COUNTY_OFFICE: _l("County office of education"),
        OrganizationKind.FIRST_5: _l("First 5 commission"),
        OrganizationKind.AGENCY: _l("Agency"),
        OrganizationKind.DISTRICT: _l("School district"),
        OrganizationKind.SCHOOL: _l("School"),
        OrganizationKind.FAMILY_CHILD_CARE: _l("Family child care home"),
        OrganizationKind.CENTER: _l("Child care center"),
        OrganizationKind.OTHER: _l("Other organization"),
    }
)
words_for({Level.LOCAL: _l("Local"), Level.REGIONAL: _l("Regional"), Level.STATEWIDE: _l("Statewide")})
words_for(
    {
        WorkRole.TEACHER: _l("Teacher or caregiver"), WorkRole.OWNER: _l("Owner or operator"),
        WorkRole.LEADER: _l("Leader or administrator"), WorkRole.COACH: _l("Coach or consultant"),
        WorkRole.COMMUNITY: _l("Community partner or family leader"), WorkRole.OTHER: _l("Something else"),
    }
)  # fmt: skip
words_for(
    {
        Setting.CENTER: _l("Child care center"), Setting.FAMILY_CHILD_CARE: _l("Family child care home"),
        Setting.HEAD_START: _l("Head Start"), Setting.SCHOOL: _l("School"), Setting.AGENCY: _l("Agency"),
        Setting.OTHER: _l("Somewhere else"),
    }
)  # fmt: skip
words_for(
    {
        AgeBand.UNDER_ONE: _l("Under 1 year"), AgeBand.ONE: _l("1 year"), AgeBand.TWO: _l("2 years"),
        AgeBand.THREE: _l("3 years"), AgeBand.FOUR: _l("4 years"),
    }
)  # fmt: skip
words_for(
    {
        MembershipState.INVITED: _l("Not confirmed yet"),
        MembershipState.ACTIVE: _l("Confirmed"),
        MembershipState.DECLINED: _l("Declined"),
        MembershipState.ENDED: _l("Ended"),
    }
)
words_for(
    {
        MembershipReason.ALREADY_MEMBER: _l("This person is in the list already."),
        MembershipReason.NOT_OPEN: _l("This question has been answered already, or it was taken back."),
        MembershipReason.NOT_LIVE: _l("This person is no longer in the list."),
        MembershipReason.NOT_THEIRS: _l("Only the person themselves can answer this."),
        MembershipReason.BEFORE_IT_BEGAN: _l("This day is before the person came into the list."),
        OrganizationReason.NAME_TAKEN: _l("There is an organization with this name already."),
        OrganizationReason.NAME_MISSING: _l("Give the organization a name."),
        ConsortiumReason.NAME_TAKEN: _l("There is a consortium with this name already."),
        ConsortiumReason.NAME_MISSING: _l("Give the consortium a name."),
        ConsortiumReason.ALREADY_THERE: _l("This organization belongs to the consortium already."),
        ConsortiumReason.NOT_THERE: _l("This organization has left the consortium already."),
        ConsortiumReason.DAY_TO_COME: _l("Choose today or an earlier day."),
        ConsortiumReason.BEFORE_IT_JOINED: _l("This day is before the organization joined."),
        ConsortiumReason.DAYS_OVERLAP: _l("On this day the organization still belonged to the consortium."),
        RegionReason.NAME_TAKEN: _l("This region is in the list already."),
        RegionReason.NAME_MISSING: _l("Give the region a name."),
        RegionReason.IN_USE: _l(
            "Organizations are in this region: %(organizations)s. Give them another region first, or rename this one."
        ),
    }
)

words_for(
    {
        LineProblem.NAME_MISSING: _l("The name is missing."),
        LineProblem.NAME_TOO_LONG: _l("The name is longer than 200 characters."),
        LineProblem.JOB_TOO_LONG: _l("The role is longer than 100 characters."),
        LineProblem.REPEATS: _l("This is the person of line %(of)s again."),
        LineProblem.ORGANIZATION_MISSING: _l("The organization is missing."),
        LineProblem.ORGANIZATION_UNKNOWN: _l(
            "There is no organization “%(name)s” here. Write its name as it stands in the list of organizations, or add"
            " it there first."
        ),
        LineProblem.ORGANIZATION_NOT_YOURS: _l(
            "“%(name)s” is not one of your organizations. You can register people only for those you answer for."
        ),
        LineProblem.ORGANIZATION_OTHER: _l(
            "“%(name)s” is another organization, and this list is for one only."
        ),
        MemberOutcome.ASKED: _l("Will be asked to confirm"),
        MemberOutcome.ALREADY: _l("In the list already"),
    }
)

names_for(
    "message",
    {
        "organizations.coordinator": _l("You are a coordinator"),
        "organizations.membership": _l("Confirm your organization"),
        "organizations.declined": _l("Somebody declined to belong"),
        "organizations.ended": _l("You no longer belong to an organization"),
    },
)

names_for(
    "action",
    {
        "organization.make": _l("Added an organization"),
        "person.work": _l("Said what work they do"),
        "organization.change": _l("Changed an organization"),
        "consortium.make": _l("Added a consortium"),
        "consortium.change": _l("Changed a consortium"),
        "consortium.join": _l("Added an organization to a consortium"),
        "consortium.leave": _l("Ended belonging to a consortium"),
        "region.add": _l("Added a region"),
        "region.rename": _l("Renamed a region"),
        "region.remove": _l("Removed a region"),
        "membership.add": _l("Listed a person in an organization"),
        "membership.confirm": _l("Confirmed an organization"),
        "membership.decline": _l("Declined an organization"),
        "membership.end": _l("Ended belonging to an organization"),
    },
)


def age_words(bands: Iterable[str]) -> str:
    """'2 years, 3 years': how old the children are."""
    return ", ".join(words(AgeBand(band)) for band in bands)
