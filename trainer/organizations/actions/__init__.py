"""What can be done with organizations and who belongs to them? One verb each; the files beside this one say how."""

from trainer.organizations.actions.consortia import (
    change_consortium,
    join_consortium,
    leave_consortium,
    make_consortium,
)
from trainer.organizations.actions.memberships import add_member, add_members, confirm, decline, end
from trainer.organizations.actions.organizations import (
    appoint_coordinator,
    change_organization,
    make_organization,
)
from trainer.organizations.actions.regions import add_region, remove_region, rename_region
from trainer.organizations.actions.work import describe_work

__all__ = [
    "add_member",
    "add_members",
    "add_region",
    "appoint_coordinator",
    "change_consortium",
    "change_organization",
    "confirm",
    "decline",
    "describe_work",
    "end",
    "join_consortium",
    "leave_consortium",
    "make_consortium",
    "make_organization",
    "remove_region",
    "rename_region",
]
