"""What can be done with people, their accounts and their roles? One verb each; the files beside this one say how."""

from trainer.accounts.actions.accounts import (
    accept_invitation,
    answer_join,
    reactivate,
    suspend,
)
from trainer.accounts.actions.feeds import make_feed, revoke_feed
from trainer.accounts.actions.invitations import (
    cancel_invitations,
    invite,
    invite_again,
    make_link,
    renew_link,
)
from trainer.accounts.actions.people import add_person, change_contact, change_profile, make_person
from trainer.accounts.actions.promises import sign_promise
from trainer.accounts.actions.roles import end_grant, grant

__all__ = [
    "accept_invitation",
    "add_person",
    "answer_join",
    "cancel_invitations",
    "change_contact",
    "change_profile",
    "end_grant",
    "grant",
    "invite",
    "invite_again",
    "make_feed",
    "make_link",
    "make_person",
    "reactivate",
    "renew_link",
    "revoke_feed",
    "sign_promise",
    "suspend",
]
