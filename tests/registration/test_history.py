"""Does a person read every step of their registration, in order and in their own time?"""

import re
from datetime import timedelta

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.core.outbox import OutboxRow
from trainer.permissions import Role
from trainer.registration import actions, duties


def test_every_step_is_read_in_order_and_in_the_persons_own_time(session, now, browser_of):
    offering = builders.make_offering(capacity=1)
    seated = [builders.make_registration(offering, builders.make_person())]
    first = builders.make_person()
    actions.register(offering=offering, person=first, by=builders.actor(first), now=now)
    ana = builders.make_person("Ana Ruiz", zone="America/New_York")
    mine = actions.register(offering=offering, person=ana, by=builders.actor(ana), now=now)
    actions.withdraw(registration=seated[0], by=SYSTEM, now=now)
    actions.withdraw(
        registration=actions.places.queries.live_registration(offering.id, first.id), by=SYSTEM, now=now
    )
    letter = session.query(OutboxRow).filter_by(kind="registration.offer", to_person=ana.id).one()
    assert letter.params["ends_zone"] == "America/New_York"
    duties.due(now + timedelta(days=3, minutes=1))
    office = builders.make_person(roles=Role.ADMINISTRATOR)
    coordinator = builders.make_person(roles=(Role.COORDINATOR, builders.make_organization()))
    address, page = f"/registrations/{mine.ref}", f"/registrations/{mine.ref}/steps"
    session.commit()

    text = browser_of(ana).get(page).get_data(as_text=True)
    steps = re.findall(r"<b>([^<]+)</b>", text.split('<ol class="timeline">')[1].split("</ol>")[0])
    assert steps == [
        "Put on the waitlist as number 2",
        "Seat offered until Thu, May 27, 2021, 12:00\xa0PM EDT",
        "The offered place was not taken in time and went to the next person.",
    ]
    assert "by itself, as the rules say" in text
    assert browser_of(office).get(page).status_code == 200
    assert browser_of(coordinator).get(page).status_code == 404

    late = browser_of(ana).send(f"{address}/accept", {}, page=address)
    assert late.status_code == 409
    assert "was not answered in time" in late.get_data(as_text=True)
