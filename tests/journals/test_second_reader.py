"""Does somebody else read an entry only as long as they should, and do the people of an entry talk among themselves?"""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.journals import building
from tests.journals.building import code, letters
from tests.mentoring.building import mail
from tests.registration.reading import rows, text
from tests.statements import per_page
from trainer.accounts.models import Grant
from trainer.core.errors import Refused
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.journals import actions, queries, rules
from trainer.journals.models import SecondReading
from trainer.journals.queries import talk
from trainer.journals.rules import Outcome, SecondReason
from trainer.messages.models import Post
from trainer.permissions import Role


def second_mentor(name="Sam Second"):
    """Somebody who mentors another trainee."""
    return building.make_writer("Other Trainee", builders.make_person(name)).mentor


def tasks(person, now):
    """What waits for somebody, without what waits for them as the mentor of others."""
    found = queries.waiting(builders.actor(person), now=now)
    return [task.reason.code.value for task in found if "second" in task.reason.code]


@pytest.mark.parametrize(
    ("reader", "mentors", "theirs", "employers", "reason"),
    [
        (2, True, False, [], None),
        (1, True, False, [], "second_is_writer"),
        (2, False, False, [], "second_no_such_mentor"),
        (2, True, True, [], "second_is_mentor"),
        (2, True, False, ["Sunrise"], "second_same_employer"),
        (2, True, True, ["Sunrise"], "second_same_employer"),
    ],
)
def test_who_can_be_a_second_reader(reader, mentors, theirs, employers, reason):
    found = rules.why_not_second_reader(
        reader_id=reader, writer_id=1, mentors=mentors, is_their_mentor=theirs, employers=employers
    )
    assert found == reason


@pytest.mark.parametrize(("minute", "told"), [(0, 15), (14, 15), (15, 30), (46, 60)])
def test_several_lines_make_one_mail(minute, told):
    start = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
    assert rules.told_at(start + timedelta(minutes=minute, seconds=3)) == start + timedelta(minutes=told)


def test_the_right_begins_and_ends_with_the_reading_and_so_does_the_mail(session, pair, entry, now):
    sam, trainee = second_mentor(), builders.actor(pair.trainee)
    office = builders.actor(builders.make_person(roles=Role.ADMINISTRATOR))
    reading = actions.ask_second(entry=entry, reader=None, why="canary-why", by=trainee, now=now)
    with pytest.raises(Refused) as refused:
        actions.ask_second(entry=entry, reader=sam, why="again", by=builders.actor(pair.mentor), now=now)
    assert code(refused) is SecondReason.ALREADY
    assert tasks(pair.mentor, now) == ["journals_name_second"]
    assert tasks(sam, now) == []
    actions.name_second(reading=reading, reader=sam, by=office, now=now)
    session.commit()
    assert tasks(sam, now) == ["journals_read_second"]
    actions.say(entry=entry, handed_in=True, text="canary-said", by=trainee, now=now)
    kinds = {(row.kind, row.to_person) for row in letters(session)}
    assert {("journals.second_named", sam.id), ("journals.second_told", pair.trainee_id),
            ("journals.posted", sam.id), ("journals.posted", pair.mentor_id)} <= kinds  # fmt: skip
    assert ("journals.posted", pair.trainee_id) not in kinds
    for row in letters(session):
        assert "canary" not in json.dumps(row.params)
        assert "canary" not in mail(row, "es").body
    later = now + timedelta(minutes=1)
    actions.end_second(reading=reading, by=builders.actor(sam), now=later)
    session.commit()
    [grant] = [row for row in rows(session, Grant) if row.role is Role.SECOND_READER]
    assert grant.until == later
    assert tasks(sam, later) == []
    left = [
        row
        for row in rows(session, OutboxRow)
        if row.to_person == sam.id and row.state is OutboxState.WAITING
    ]
    assert [
        row.kind for row in left if row.kind.startswith("journals.") and row.params["path"].count(entry.ref)
    ] == []
    assert [row.to_person for row in letters(session) if row.kind == "journals.posted"] == [pair.mentor_id]
    with pytest.raises(Refused):
        actions.say(entry=entry, handed_in=True, text="x", by=builders.actor(sam), now=later)
    with pytest.raises(Refused) as refused:
        actions.end_second(reading=reading, by=trainee, now=later)
    assert code(refused) is SecondReason.ENDED


def test_nobody_who_works_with_the_writer_reads_it(session, pair, entry, now):
    sam = second_mentor()
    assert [one.id for one in talk.could_read(entry, now=now)] == [sam.id]
    place = builders.make_organization()
    for person in (sam, pair.trainee):
        builders.make_membership(person, place)
    assert talk.could_read(entry, now=now) == []
    with pytest.raises(Refused) as refused:
        actions.ask_second(entry=entry, reader=sam, why="w", by=builders.actor(pair.mentor), now=now)
    assert code(refused) is SecondReason.SAME_EMPLOYER


@on_one("sqlite")
def test_the_pages_of_a_second_reading(app, session, browser_of, pair, entry, now):
    sam, office = second_mentor(), builders.make_person(roles=Role.ADMINISTRATOR)
    entry.submissions[0].due_on = now.date() - timedelta(days=1)
    session.commit()
    page, asking = f"/entries/{entry.ref}", f"/entries/{entry.ref}/second-reader"
    reader, writer, admin = browser_of(sam), browser_of(pair.trainee), browser_of(office)
    assert "1 journal entries wait" in text(admin.get("/home"))
    late = text(admin.get("/second-readers"))
    assert "Tia Tran" in late.split("Answers that are late")[1]
    assert "canary" not in late
    assert (
        reader.get(page).status_code == admin.get(page).status_code == reader.get(asking).status_code == 404
    )
    assert "Sam Second" not in text(writer.get(asking))  # the writer does not choose
    assert writer.send(asking, {"why": "I would like another view"}).status_code == 303
    waits = text(admin.get(asking))
    assert "I would like another view" in waits
    assert "canary" not in waits
    assert admin.send(asking, {"reader": sam.ref}).status_code == 303
    seen = text(reader.get(page))
    assert "canary-text" in seen
    assert "as a second reader, until you are done" in seen
    assert "Answer this entry" not in seen
    assert reader.get(f"/reviews/{entry.ref}").status_code == 404
    assert "Sam Second reads this entry as well, as a second reader, since Mon, May 24, 2021" in text(
        writer.get(page)
    )
    assert reader.send(f"{page}/say", {"text": "I see a door"}, page=page).status_code == 303
    for browser in (writer, browser_of(pair.mentor)):
        assert "I see a door" in text(browser.get(page))
    [reading] = rows(session, SecondReading)
    assert reader.send(f"/second-readings/{reading.ref}/end", {}, page=page).status_code == 303
    assert reader.get(page).status_code == 404
    assert reader.send(f"{page}/say", {"text": "x"}, page="/home").status_code == 404
    assert "I see a door" in text(writer.get(page))


@on_one("postgresql")
def test_what_was_said_is_changed_by_its_writer_alone_and_many_lines_cost_what_one_costs(
    app, session, browser_of, pair, entry, now
):
    writer, page = browser_of(pair.trainee), f"/entries/{entry.ref}"
    assert writer.send(f"{page}/say", {"text": "I see a door"}, page=page).status_code == 303
    [post] = rows(session, Post)
    said = f"{page}/said/{post.ref}"
    assert browser_of(pair.mentor).get(said).status_code == 404
    assert writer.send(said, {"text": "I see an open door"}).status_code == 303
    assert "I see an open door" in text(browser_of(pair.mentor).get(page))
    few = per_page(app, writer, page)
    session.rollback()
    for number in range(5):
        by = builders.actor([pair.trainee, pair.mentor][number % 2])
        actions.say(entry=entry, handed_in=True, text=f"line {number}", by=by, now=now)
    session.commit()
    assert per_page(app, writer, page) == few
    assert writer.send(f"{said}/remove", {}, page=said).status_code == 303
    assert "an open door" not in text(writer.get(page))


@on_one("postgresql")
def test_what_is_held_or_not_handed_in_is_no_second_readers(session, browser_of, pair, entry, now):
    sam, mentor = second_mentor(), builders.actor(pair.mentor)
    actions.ask_second(entry=entry, reader=sam, why="w", by=mentor, now=now)
    building.review(entry, pair, outcome=Outcome.PRIVACY_HOLD, care_kept=False)
    draft = building.write(pair, "cohort.2-r", text="canary-draft")
    session.commit()
    assert "canary-text" not in text(browser_of(sam).get(f"/entries/{entry.ref}"))
    with pytest.raises(Refused) as refused:
        actions.ask_second(entry=draft, reader=sam, why="w", by=mentor, now=now)
    assert code(refused) is SecondReason.NOT_HANDED_IN
