"""What can be done with organizations and who belongs to them? One verb each; the files beside this one say how."""

from trainer.organizations.actions.memberships import add_member, confirm, decline, end
from trainer.organizations.actions.organizations import (
    appoint_coordinator,
    change_organization,
    make_organization,
)
from trainer.organizations.actions.work import describe_work

__all__ = [
    "add_member",
    "appoint_coordinator",
    "change_organization",
    "confirm",
    "decline",
    "describe_work",
    "end",
    "make_organization",
]
