"""Do you work there? The page on which a person confirms or declines, and may leave later."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock
from trainer.core.forms import Form
from trainer.core.web import guard
from trainer.organizations import actions, queries
from trainer.organizations.models import Membership
from trainer.organizations.views.blueprint import bp
from trainer.permissions import Permission


@bp.get("/memberships/<membership_ref>")
@guard.needs(Permission.MEMBERSHIP_ANSWER, membership=queries.membership_by_ref)
def membership(membership: Membership) -> str:
    """The question, or how it was answered."""
    return flask.render_template("organizations/membership.html", membership=membership, form=Form())


def _answered(text: str) -> Any:
    flask.flash(text, "done")
    return flask.redirect("/home", 303)


@bp.post("/memberships/<membership_ref>/confirm")
@guard.needs(Permission.MEMBERSHIP_ANSWER, membership=queries.membership_by_ref)
def confirm(membership: Membership) -> Any:
    """Yes, I work there."""
    actions.confirm(membership=membership, by=guard.actor(), now=clock.now())
    return _answered(_("Thank you. %(name)s is in your account now.", name=membership.organization.name))


@bp.post("/memberships/<membership_ref>/decline")
@guard.needs(Permission.MEMBERSHIP_ANSWER, membership=queries.membership_by_ref)
def decline(membership: Membership) -> Any:
    """No, I do not."""
    actions.decline(membership=membership, by=guard.actor(), now=clock.now())
    return _answered(
        _("Thank you. We told %(name)s that you do not work there.", name=membership.organization.name)
    )


@bp.post("/memberships/<membership_ref>/leave")
@guard.needs(Permission.MEMBERSHIP_ANSWER, membership=queries.membership_by_ref)
def leave(membership: Membership) -> Any:
    """I no longer work there."""
    name, today = membership.organization.name, clock.today()
    actions.end(membership=membership, on=max(today, membership.since), by=guard.actor(), now=clock.now())
    return _answered(_("You have left %(name)s. Your own records stay with you.", name=name))
