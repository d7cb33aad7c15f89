"""How are roles, and reasons of accounts and invitations, said to a reader?"""

from flask_babel import lazy_gettext as _l

from trainer.accounts.rules import AccountReason, InvitationReason
from trainer.accounts.rules.passwords import PasswordReason
from trainer.core.i18n import names_for, words_for
from trainer.permissions import Role

words_for(
    {
        Role.ADMINISTRATOR: _l("Administrator"),
        Role.COORDINATOR: _l("Coordinator"),
        Role.MENTOR: _l("Mentor"),
        Role.TRAINER: _l("Trainer"),
        Role.REVIEWER: _l("Reviewer of proposals"),
        Role.SECOND_READER: _l("Second reader"),
        Role.TRAINEE: _l("Trainee"),
        Role.COP_MEMBER: _l("Member of a CoP"),
        Role.ONESELF: _l("The person themselves"),
        Role.SIGNED_IN: _l("Anybody with an account"),
        Role.STRANGER: _l("Anybody without an account"),
    }
)
words_for(
    {
        InvitationReason.UNKNOWN: _l("We do not know this link. Part of it may be missing."),
        InvitationReason.USED: _l("This link has been used already. Each link works once."),
        InvitationReason.EXPIRED: _l("This link is too old to be used."),
        InvitationReason.CANCELED: _l("This link was canceled."),
    }
)
words_for(
    {
        AccountReason.EMAIL_TAKEN: _l("Somebody signs in with this e-mail address already."),
        AccountReason.EMAIL_WRONG: _l("This does not look like an e-mail address."),
        AccountReason.NAME_WRONG: _l("A name is missing, or it is longer than 200 characters."),
        AccountReason.HAS_ACCOUNT: _l(
            "This person has an account already, so there is nothing to invite them to."
        ),
        AccountReason.NO_ACCOUNT: _l("This person has no account yet."),
        AccountReason.LAST_ADMINISTRATOR: _l(
            "This is the last administrator who can sign in. Make somebody else an administrator first."
        ),
        AccountReason.ALREADY_GRANTED: _l("They hold this role already."),
        AccountReason.NOT_GRANTABLE: _l("This role cannot be given here."),
        AccountReason.TOO_MANY_TRIES: _l(
            "There were too many wrong passwords for this name. Wait ten minutes, or ask for a new password by mail."
        ),
        AccountReason.OTHERS_PROMISE: _l("Only the person themselves can sign a promise."),
        AccountReason.WRONG_PASSWORD: _l("This is not your current password."),
    }
)
words_for(
    {
        PasswordReason.TOO_SHORT: _l(
            "A password needs at least 12 characters. Three or four words together do well."
        ),
        PasswordReason.TOO_LONG: _l("A password has at most 128 characters."),
        PasswordReason.COMMON: _l(
            "Many people use a password like this one, so it is the first that others would try. Choose another."
        ),
        PasswordReason.PERSONAL: _l("This password is made of your name or e-mail address. Choose another."),
    }
)

names_for(
    "message",
    {
        "accounts.invitation": _l("Invitation"),
        "accounts.already": _l("You already have an account"),
        "accounts.reset": _l("Link for a new password"),
        "accounts.reset_unknown": _l("No account with this address"),
        "accounts.password_changed": _l("Password changed"),
        "accounts.email_asked": _l("Change of e-mail asked for"),
        "accounts.email_confirm": _l("Confirm the new e-mail address"),
        "accounts.email_changed": _l("E-mail address changed"),
        "accounts.email_taken": _l("E-mail address is taken"),
        "accounts.suspended": _l("Account suspended"),
        "accounts.reactivated": _l("Account reactivated"),
    },
)

names_for(
    "action",
    {
        "feed.make": _l("Made a private calendar address"),
        "feed.revoke": _l("Closed a private calendar address"),
        "account.make": _l("Made an account"),
        "account.suspended": _l("Suspended an account"),
        "account.reactivated": _l("Reactivated an account"),
        "account.ask_reset": _l("Asked for a new password"),
        "account.ask_email": _l("Asked to change the e-mail address"),
        "account.change_email": _l("Changed the e-mail address"),
        "account.change_password": _l("Changed the password"),
        "invitation.make": _l("Invited a person"),
        "invitation.cancel": _l("Canceled an invitation"),
        "person.make": _l("Added a person"),
        "person.change": _l("Changed a person's facts"),
        "promise.sign": _l("Signed a promise"),
        "role.grant": _l("Gave a role"),
        "role.end": _l("Ended a role"),
        "session.begin": _l("Signed in"),
        "session.end": _l("Signed out"),
        "session.end_others": _l("Signed out all other devices"),
    },
)
