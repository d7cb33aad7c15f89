"""Is it noted who has the book, and are people written to, each alone?"""

import pytest
from sqlalchemy import select

from tests import builders
from tests.conftest import on_one
from tests.learning import building
from tests.registration.reading import rows
from trainer.core.audit import AuditRow
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow
from trainer.learning import queries
from trainer.learning.actions import looking_after as letters
from trainer.learning.models import Copy, Material
from trainer.learning.queries import looking_after


@on_one("postgresql")
def test_the_book_is_sent_lent_and_confirmed(session, browser_of, house, now):
    cohort, people = house
    enrollment = queries.enrollment_in(cohort.id, people["trainee"].id)
    state, until = f"state-{enrollment.ref}", f"until-{enrollment.ref}"
    session.commit()
    office, one = browser_of(people["trainer"]), browser_of(people["trainee"])
    here, page = f"/cohorts/{cohort.ref}/materials", f"/cohorts/{cohort.ref}/together"
    assert office.send(here, {"title": "Growing Together"}).status_code == 303
    [book] = rows(session, Material)
    assert "To be sent: 2" in office.get(here).get_data(as_text=True)
    others = {f"state-{line.ref}": "to_send" for line in looking_after.followed(cohort)}
    session.rollback()
    refused = office.send(f"{here}/{book.ref}", {**others, state: "lent"})
    assert refused.status_code == 422
    assert people["trainee"].name in refused.get_data(as_text=True)
    noted = office.send(f"{here}/{book.ref}", {**others, state: "lent", until: "2021-05-23"})
    assert noted.status_code == 303, noted.get_data(as_text=True)[3000:6000]
    said = one.get(page).get_data(as_text=True)
    assert "Please bring it back" in said
    assert one.send(f"{here}/{book.ref}/mine", page=page).status_code == 303
    [copy] = rows(session, Copy)
    assert (copy.state.value, copy.confirmed_at is not None) == ("lent", True)
    assert one.send(f"{here}/{book.ref}/mine", page=page).status_code == 409
    assert browser_of(people["mentor"]).send(f"{here}/{book.ref}/mine", page="/home").status_code == 404


def test_some_are_written_to_each_alone_once_and_a_copy_is_kept(session, browser_of, house):
    cohort, people = house
    session.rollback()
    trainer, refs = browser_of(people["trainer"]), {name: one.ref for name, one in people.items()}
    here = f"/cohorts/{cohort.ref}/write"
    page = trainer.get(f"{here}?who={refs['peer']}&who={refs['elsewhere']}").get_data(as_text=True)
    assert "1 person was ticked" in page
    assert people["left"].name not in page
    typed = {"subject": "The book", "text": "Where <b>is</b> it?", "answers": "y"}
    none = trainer.send(here, {**typed, "who": refs["elsewhere"]})
    assert none.status_code == 422
    assert "Nobody is ticked" in none.get_data(as_text=True)
    sent = {
        **typed,
        "who": [refs["trainee"], refs["peer"]],
        "once": "k" * 22,
        "csrf_token": trainer.token(here),
    }
    answers = [trainer.post(here, data=sent) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert answers[0].location == answers[1].location
    mails = [row for row in rows(session, OutboxRow) if row.kind == "learning.letter"]
    assert {row.to_person for row in mails} == {people["trainee"].id, people["peer"].id}
    assert all(row.params["reply_to"] == people["trainer"].id for row in mails)
    copy = trainer.get(answers[0].location).get_data(as_text=True)
    for text in ("The book", "Where &lt;b&gt;is", people["peer"].name, "It went to 2 people"):
        assert text in copy, text
    assert "The book" in trainer.get(f"/cohorts/{cohort.ref}/letters").get_data(as_text=True)
    [row] = session.scalars(select(AuditRow).where(AuditRow.action == "cohort.write_letter")).all()
    assert len(row.facts["to"]) == 2
    assert "book" not in str(row.facts)
    with pytest.raises(Refused):
        letters.write_letter(
            cohort=cohort, people=[people["elsewhere"]], subject="x", text="y", answers=False,
            by=builders.actor(people["trainer"]), now=building.FORMED,
        )  # fmt: skip
