"""Who is here? For administrators: everybody, what they hold, and what can be done about their account."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.accounts import actions, queries
from trainer.accounts.forms import ContactForm, GrantForm, NewPersonForm
from trainer.accounts.models import Grant, Person
from trainer.accounts.views.blueprint import bp, name_scopes, scope_names, searched
from trainer.core import clock
from trainer.core.errors import NotFound, Refused
from trainer.core.forms import Form
from trainer.core.i18n import sentence, words
from trainer.core.web import guard
from trainer.permissions import GRANTABLE, Permission, Role


@bp.get("/people")
@guard.needs(Permission.PEOPLE_MANAGE)
def people() -> str:
    """Everybody, by name."""
    search = searched()
    page = queries.people(search=search, after=flask.request.args.get("after"))
    return flask.render_template("accounts/people.html", page=page, search=search)


@bp.route("/people/new", methods=["GET", "POST"])
@guard.needs(Permission.PEOPLE_MANAGE)
def new_person() -> Any:
    """Invite somebody, without an organization."""
    form = NewPersonForm()
    if form.validate_on_submit():
        actor, now = guard.actor(), clock.now()
        person = queries.person_by_name_and_email(form.name.data, form.email.data)
        if person is None:
            person = actions.make_person(name=form.name.data, email=form.email.data, by=actor, now=now)
        if queries.account_of(person.id) is None:
            actions.invite(person=person, by=actor, now=now)
            flask.flash(_("%(name)s is invited.", name=person.name), "done")
        return flask.redirect(flask.url_for("accounts.person", person_ref=person.ref), 303)
    return flask.render_template("accounts/new_person.html", form=form), 422 if form.is_submitted() else 200


def _back(person: Person) -> Any:
    return flask.redirect(flask.url_for("accounts.person", person_ref=person.ref), 303)


def _page(person: Person, *, form: GrantForm | None = None, problems: list[str] | None = None) -> str:
    grants = queries.grants_of(person.id, now=clock.now())
    form = form or GrantForm()
    held = {grant.role for grant in grants}
    form.role.choices = [(role.value, words(role)) for role in _whole_program() if role not in held]
    return flask.render_template(
        "accounts/person.html", person=person, account=queries.account_of(person.id), grants=grants, form=form,
        scope_names=scope_names(grants), problems=problems or [], invitation=queries.last_invitation(person.id),
        now=clock.real_now(),
    )  # fmt: skip


def _whole_program() -> list[Role]:
    return [role for role, scope in GRANTABLE.items() if scope is None]


@bp.get("/people/<person_ref>")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def person(person: Person) -> str:
    """One person: facts, roles, account."""
    return _page(person)


@bp.route("/people/<person_ref>/change", methods=["GET", "POST"])
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def change_person(person: Person) -> Any:
    """Correct a name; and the address of somebody who has no account yet."""
    form = ContactForm(obj=person)
    account = queries.account_of(person.id)
    if account is not None:
        del form.email
    if form.validate_on_submit():
        actor, now = guard.actor(), clock.now()
        actions.change_profile(
            person=person, name=form.name.data, language=person.language, zone=person.zone, by=actor, now=now
        )
        if account is None:
            actions.change_contact(person=person, email=form.email.data, by=actor, now=now)
        flask.flash(_("Saved."), "done")
        return _back(person)
    page = flask.render_template("accounts/change_person.html", form=form, person=person)
    return page, 422 if form.is_submitted() else 200


@bp.post("/people/<person_ref>/roles")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def grant_role(person: Person) -> Any:
    """Give a role for the whole program."""
    form = GrantForm()
    form.role.choices = [(role.value, words(role)) for role in _whole_program()]
    if not form.validate_on_submit():
        return _page(person, form=form), 422
    try:
        actions.grant(person=person, role=form.role.data, cause="given", by=guard.actor(), now=clock.now())
    except Refused as refused:
        return _page(person, problems=[sentence(reason) for reason in refused.reasons]), 409
    flask.flash(_("%(name)s now holds the role.", name=person.name), "done")
    return _back(person)


@bp.post("/people/<person_ref>/roles/<grant_ref>/end")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref, grant=queries.grant_by_ref)
def end_role(person: Person, grant: Grant) -> Any:
    """Take a role away. The last administrator stays."""
    if grant.person_id != person.id:
        raise NotFound
    try:
        actions.end_grant(grant=grant, by=guard.actor(), now=clock.now())
    except Refused as refused:
        return _page(person, problems=[sentence(reason) for reason in refused.reasons]), 409
    flask.flash(_("The role was taken away."), "done")
    return _back(person)


@bp.post("/people/<person_ref>/invite")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def invite_again(person: Person) -> Any:
    """Send the invitation once more."""
    if not Form().validate_on_submit():
        return _page(person), 422
    actions.invite_again(person=person, by=guard.actor(), now=clock.now())
    flask.flash(_("A new invitation is on its way to %(email)s.", email=person.email), "done")
    return _back(person)


@bp.post("/people/<person_ref>/suspend")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def suspend(person: Person) -> Any:
    """Close the account for now."""
    try:
        actions.suspend(person=person, by=guard.actor(), now=clock.now())
    except Refused as refused:
        return _page(person, problems=[sentence(reason) for reason in refused.reasons]), 409
    flask.flash(_("The account is closed; every device was signed out."), "done")
    return _back(person)


@bp.post("/people/<person_ref>/reactivate")
@guard.needs(Permission.PEOPLE_MANAGE, person=queries.person_by_ref)
def reactivate(person: Person) -> Any:
    """Open the account again."""
    actions.reactivate(person=person, by=guard.actor(), now=clock.now())
    flask.flash(_("The account is open again."), "done")
    return _back(person)


def _named(ids: list[int]) -> dict[int, tuple[str, str]]:
    """A mentor's role is for a trainee."""
    return {
        one.id: (one.name, flask.url_for("accounts.person", person_ref=one.ref))
        for one in queries.people_named(ids)
    }


name_scopes("person", _named)
