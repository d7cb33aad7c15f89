"""Does every message of these rooms read well, in both languages, with what its action puts into it?"""

import pytest

from tests import builders
from tests.accounts.ways import mails
from trainer.accounts import actions, queries
from trainer.accounts.signin import actions as signin_actions
from trainer.messages import rendering
from trainer.organizations import actions as organizations
from trainer.permissions import Role


@pytest.fixture
def put_out(session, now):
    """Every kind of message once, by the action that writes it."""
    admin = builders.make_person("Renata Silva", roles=Role.ADMINISTRATOR)
    by = builders.actor(admin)
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    organization = builders.make_organization("Little Rivers")
    bo = actions.make_person(name="Bo", email="bo@example.org", by=by, now=now)
    actions.invite(person=bo, by=by, now=now, about="Little Rivers")
    join = {"language": "en", "onward": None, "now": now, "mail_key": "k"}
    actions.answer_join(name="Cleo", email="cleo@example.org", **join)
    actions.answer_join(name="Ana", email="ana@example.org", **join)
    signin_actions.ask_reset(email="ana@example.org", language="en", now=now)
    signin_actions.ask_reset(email="nobody@example.org", language="en", now=now)
    account = queries.account_of(ana.id)
    signin_actions.change_password(account=account, password_hash="x", by=by, now=now)
    signin_actions.ask_new_email(account=account, email="new@example.org", by=by, now=now)
    signin_actions.ask_new_email(account=account, email="ana@example.org", by=by, now=now)
    session.commit()
    secret = mails("accounts.email_confirm")[0].params["path"].rsplit("/", 1)[1]
    return admin, ana, organization, secret


def _rest(put_out, session, now):
    admin, ana, organization, secret = put_out
    by = builders.actor(admin)
    signin_actions.change_email(secret=secret, now=now)
    actions.suspend(person=ana, by=by, now=now)
    actions.reactivate(person=ana, by=by, now=now)
    organizations.appoint_coordinator(
        organization=organization, name="Ana Ruiz", email="new@example.org", by=by, now=now
    )
    for name in ("Dee", "Eve", "Flo"):
        person = builders.make_person(name, email=f"{name}@example.org".lower())
        membership = organizations.add_member(
            organization=organization, name=name, email=person.email, by=by, now=now
        )
        if name == "Dee":
            organizations.decline(membership=membership, by=builders.actor(person), now=now)
        elif name == "Eve":
            organizations.confirm(membership=membership, by=builders.actor(person), now=now)
            organizations.end(membership=membership, on=membership.since, by=by, now=now)
    session.commit()


KINDS = {
    "accounts.already", "accounts.email_asked", "accounts.email_changed", "accounts.email_confirm",
    "accounts.email_taken", "accounts.invitation", "accounts.password_changed", "accounts.reactivated",
    "accounts.reset", "accounts.reset_unknown", "accounts.suspended", "organizations.coordinator",
    "organizations.declined", "organizations.ended", "organizations.membership",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_message_is_rendered(put_out, session, now, language):
    session.commit()
    _rest(put_out, session, now)
    rows = [row for row in mails() if row.state == "waiting"]
    assert {row.kind for row in rows} == KINDS
    for row in rows:
        said = rendering.render(
            kind=row.kind, params=row.params, name="Ana\r\nBcc: x@y.de", language=language,
            sender=("Program", "program@example.org"), now=now,
        )  # fmt: skip
        assert said.subject
        assert "\n" not in said.subject
        assert "None" not in said.body
        assert "%(" not in said.body
        if "path" in row.params:
            assert f"http://localhost{row.params['path']}" in said.body
