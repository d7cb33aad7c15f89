"""Do people who vote, invite or appoint at the same moment all get a normal answer, and is it done once?"""

from tests import builders
from tests.journals.test_races import at_once, get
from tests.registration.reading import rows
from tests.registration.test_series import make_series
from trainer.accounts.models import Grant, Person
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.organizations import actions as organization_actions
from trainer.organizations.models import Organization
from trainer.permissions import Role
from trainer.registration.actions import invitations, series
from trainer.registration.models import Invited, Topic, Vote
from trainer.schedule.models import Offering

MANY = 5


def test_first_votes_of_one_person_at_once_are_one_vote_and_a_topic_that_goes_meanwhile_is_named(
    session, app, now
):
    offering, (ana, _hers), (ben, _his) = make_series()
    by = builders.actor(ana)
    topic = series.suggest_topic(offering=offering, person=ana, text="Trust", by=by, now=now)
    ids = topic.id, ben.id, offering.id
    session.commit()
    session.remove()

    def vote():
        series.vote(topic=get(Topic, ids[0]), person=get(Person, ids[1]), wants=True)

    def remove():
        series.remove_topic(offering=get(Offering, ids[2]), topic=get(Topic, ids[0]), by=by, now=now)

    assert at_once(app, [vote] * MANY) == [None] * MANY
    assert session.query(Vote).count() == 2
    session.rollback()
    answers = at_once(app, [remove, *[vote] * MANY])
    assert all(answer is None or "topic_gone" in gone(answer) for answer in answers), answers
    assert rows(session, Topic) == []


def gone(answer):
    """The reasons of a refusal; who looked for the topic after it was taken away was told by the page before."""
    if isinstance(answer, Refused):
        return {reason.code.value for reason in answer.reasons}
    return {"topic_gone"} if type(answer).__name__ == "NoResultFound" else {repr(answer)}


def test_one_person_invited_by_many_at_once_is_on_the_list_and_told_once(session, app, now):
    offering = builders.make_offering()
    people = [builders.make_person() for _ in range(3)]
    by = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    id, emails = offering.id, [person.email for person in people]
    session.commit()
    session.remove()

    def invite(emails):
        return lambda: invitations.invite(offering=get(Offering, id), emails=emails, by=by, now=now)

    acts = [invite(emails if n % 2 else emails[::-1]) for n in range(MANY)]
    assert at_once(app, acts) == [[]] * MANY
    assert session.query(Invited).count() == 3
    assert len(rows(session, OutboxRow)) == 3


def test_one_coordinator_appointed_by_many_at_once_is_written_down_once(session, app, now):
    id = builders.make_organization().id
    by = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    session.commit()
    session.remove()

    def appoint():
        return organization_actions.appoint_coordinator(
            organization=get(Organization, id), name="Luz Vega", email="luz@example.org", by=by, now=now
        ).id

    def name():
        return organization_actions.add_member(
            organization=get(Organization, id), name="Ana Ruiz", email="ana@example.org", by=by, now=now
        ).id

    told = at_once(app, [appoint] * MANY)
    assert sum(isinstance(one, Refused) for one in told) == MANY - 1, told
    assert len({*at_once(app, [name] * MANY)}) == 1
    assert sum(one.role is Role.COORDINATOR for one in rows(session, Grant)) == 1
    assert sorted(person.name for person in rows(session, Person))[:2] == ["Ana Ruiz", "Luz Vega"]
    assert len(rows(session, Person)) == 3
