"""Who gets a photo beside an entry, what is refused, and does nothing come twice or half?"""

import io
from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import NOW, on_one
from tests.core import photos
from tests.journals import attaching, building
from tests.registration.reading import text
from tests.statements import per_page
from trainer.core import clock, files
from trainer.core.files import StoredFile
from trainer.journals.models import Attachment
from trainer.journals.rules import Outcome
from trainer.permissions import Role

pytestmark = on_one("sqlite")  # pages and permissions; what databases keep is tested with the actions


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_folder", tmp_path)
    return tmp_path


def lying(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def statuses(browser, attachment):
    return [browser.get(f"/attachments/{attachment.ref}/{what}").status_code for what in ("file", "small")]


@pytest.fixture
def draft(session, pair):
    made = building.write(pair)
    session.commit()
    return made


def test_from_the_entry_to_a_photo_that_the_mentor_sees(session, browser_of, pair):
    writer, mentor = browser_of(pair.trainee), browser_of(pair.mentor)
    typed = {"lock": "0", "text": building.TEXT, "act": "attach"}
    there = writer.send("/journal/cohort.1-r", typed).location
    page = text(writer.get(there))
    assert "Who can be recognized in it?" in page
    asked = writer.send(there, attaching.sent(recognizable=""))
    assert (asked.status_code, "Choose one." in text(asked)) == (422, True)
    assert session.query(StoredFile).count() == 0  # it was not said, so nothing is kept
    session.rollback()
    kept = writer.send(
        there, attaching.sent(recognizable="somebody", caption="canary-caption", shows=["children"])
    )
    assert kept.status_code == 303
    page = text(writer.get(kept.location))
    session.rollback()
    assert "Only you: a consent is missing" in page
    attachment = session.query(Attachment).one()
    assert statuses(writer, attachment) == [200, 200]
    session.rollback()
    entry = attachment.entry
    building.actions.submit(entry=entry, by=builders.actor(pair.trainee), now=clock.now())
    session.commit()
    for path in (f"/entries/{entry.ref}", f"/reviews/{entry.ref}"):
        assert "canary-caption" not in text(mentor.get(path))
    assert statuses(mentor, attachment) == [404, 404]
    signed = {"who": "canary-child", "guardian": "canary-guardian", "given_on": "2021-05-20",
              "expires_on": "2021-06-20", "uses": ["journal"]}  # fmt: skip
    done = writer.send(f"/attachments/{attachment.ref}/consent", signed)
    assert "Shown with the entry" in text(writer.get(done.location))
    for path in (f"/entries/{entry.ref}", f"/reviews/{entry.ref}"):
        page = mentor.get(path).get_data(as_text=True)
        assert "canary-caption" in page
        assert f"/attachments/{attachment.ref}/small" in page
        assert "canary-child" not in page
        assert "canary-guardian" not in page
    _is_served_in_private(mentor.get(f"/attachments/{attachment.ref}/file"))
    assert mentor.get(f"/attachments/{attachment.ref}").status_code == 404  # the consents are the writer's


def _is_served_in_private(answer):
    assert photos.metadata_in(answer.data) == []
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")


def test_a_consent_taken_back_hides_the_photo_at_once_and_a_new_one_shows_it(
    session, browser_of, pair, draft
):
    attachment = attaching.attach(draft)
    consent = attaching.consent(attachment)
    building.actions.submit(entry=draft, by=builders.actor(pair.trainee), now=clock.now())
    session.commit()
    writer, mentor = browser_of(pair.trainee), browser_of(pair.mentor)
    assert statuses(mentor, attachment) == [200, 200]
    there = f"/attachments/{attachment.ref}"
    writer.send(f"/photo-consents/{consent.ref}/withdraw", page=there)
    assert statuses(mentor, attachment) == statuses(writer, attachment) == [404, 404]
    assert "canary-caption" not in text(mentor.get(f"/entries/{draft.ref}"))
    page = writer.get(there).get_data(as_text=True)
    assert "a consent was taken back" in page
    assert f"{there}/file" not in page
    assert f"{there}/cover" not in page
    again = f"{there}/consent?again={consent.ref}"
    assert 'value="Ana"' in writer.get(again).get_data(as_text=True)
    signed = {"who": "Ana", "given_on": "2021-05-24", "expires_on": "2021-06-20", "uses": ["journal"]}
    assert writer.send(f"{there}/consent", signed, page=again).status_code == 303
    assert statuses(mentor, attachment) == [200, 200]


def test_a_consent_that_ends_hides_the_photo_without_anybody_doing_anything(session, browser_of, pair, draft):
    attachment = attaching.attach(draft)
    attaching.consent(attachment, days=10)
    attaching.consent(attachment, "Bo", days=30)
    building.actions.submit(entry=draft, by=builders.actor(pair.trainee), now=clock.now())
    session.commit()
    mentor, writer = browser_of(pair.mentor), browser_of(pair.trainee)
    for days, status in ((10, 200), (11, 404)):
        clock.set_shift(NOW - clock.real_now() + timedelta(days=days))
        assert statuses(mentor, attachment) == [status, status], days
        assert statuses(writer, attachment) == [status, status], days
    assert "Hidden: a consent has ended" in text(writer.get(f"/attachments/{attachment.ref}"))


def test_a_photo_belongs_to_the_rounds_that_were_handed_in_after_it_came(session, browser_of, pair, draft):
    first = attaching.attach(draft, recognizable=False)
    building.actions.submit(entry=draft, by=builders.actor(pair.trainee), now=clock.now())
    building.review(
        draft, pair, outcome=Outcome.REVISE, again_by=(NOW + timedelta(days=9)).date(), now=clock.now()
    )
    second = attaching.attach(draft, recognizable=False, now=clock.now() + timedelta(minutes=1))
    session.commit()
    mentor = browser_of(pair.mentor)
    assert (statuses(mentor, first), statuses(mentor, second)) == ([200, 200], [404, 404])
    session.rollback()
    now = clock.now() + timedelta(minutes=2)
    building.hand_in(pair, text="Another text", lock=draft.lock, now=now)
    session.commit()
    assert statuses(mentor, second) == [200, 200]
    session.rollback()
    building.review(draft, pair, outcome=Outcome.PRIVACY_HOLD, care_kept=False, levels={}, round=2, now=now,
                    again_by=(NOW + timedelta(days=9)).date())  # fmt: skip
    session.commit()
    other = builders.make_person("Next mentor", roles=(Role.MENTOR, pair.trainee))
    session.commit()
    assert statuses(browser_of(other), second) == [404, 404]  # held to protect somebody


def test_nobody_else_gets_anything_and_an_administrator_sees_the_record_alone(
    session, browser_of, pair, draft
):
    attachment = attaching.attach(draft)
    consent = attaching.consent(attachment, "canary-child")
    building.actions.submit(entry=draft, by=builders.actor(pair.trainee), now=clock.now())
    office = builders.make_person("Ada", roles=(Role.ADMINISTRATOR, None))
    employer = builders.make_person("Cora", roles=(Role.COORDINATOR, builders.make_organization()))
    session.commit()
    for person in (office, employer):
        assert statuses(browser_of(person), attachment) == [404, 404]
    assert browser_of(employer).get("/photo-consents/all").status_code == 403
    admin = browser_of(office)
    page = admin.get("/photo-consents/all").get_data(as_text=True)
    assert "canary-child" in page
    assert "canary-guardian" in page
    assert "canary-caption" not in page
    assert attachment.ref not in page
    assert draft.ref not in page
    done = admin.send(f"/photo-consents/{consent.ref}/withdraw", page="/photo-consents/all")
    assert done.location == "/photo-consents/all"
    assert statuses(browser_of(pair.mentor), attachment) == [404, 404]
    assert "Taken back" in text(browser_of(pair.trainee).get("/photo-consents"))


def test_the_same_upload_twice_is_kept_once(session, browser_of, draft, folder):
    writer = browser_of(draft.person)
    there = f"/entries/{draft.ref}/attachments"
    first, second = (writer.send(there, attaching.sent()) for _ in range(2))
    session.rollback()
    assert first.location == second.location
    assert session.query(Attachment).count() == 1
    assert len(lying(folder)) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it has no bytes"),
        (b"#!/bin/sh\nrm -rf /", "This kind of file is not taken, whatever its name says"),
        (photos.jpeg((400, 400))[:2500], "a part of the file is missing"),
        (photos.bomb(), "This photo has too many points"),
        (b"\0\0\0\x18ftypmp42" + b"\0" * 50 + b"hdlr\0\0\0\0\0\0\0\0vide", "This is a film"),
    ],
    ids=["empty", "script", "cut off", "bomb", "film"],
)
def test_what_is_refused_says_why_and_leaves_nothing(session, browser_of, draft, folder, data, said):
    writer = browser_of(draft.person)
    there = f"/entries/{draft.ref}/attachments"
    answer = writer.send(there, attaching.sent(data, caption="canary-typed"))
    assert answer.status_code == 422
    assert said in text(answer)
    assert "canary-typed" in text(answer)
    told = writer.send(there, attaching.sent(data), headers={"Accept": "application/json"})
    assert said in told.json["problem"]
    session.rollback()
    assert (session.query(StoredFile).count(), lying(folder)) == (0, [])


def test_more_than_one_file_or_more_than_fit(session, browser_of, draft):
    writer = browser_of(draft.person)
    there = f"/entries/{draft.ref}/attachments"
    many = attaching.sent() | {"file": [(io.BytesIO(b"x"), f"{number}.jpg") for number in range(200)]}
    assert "You chose 200 files" in text(writer.send(there, many))
    session.rollback()
    for _ in range(12):
        attaching.attach(draft, recognizable=False)
    session.commit()
    assert "more do not fit" in text(writer.send(there, attaching.sent()))


def test_a_large_photo_is_taken_here_and_nowhere_else(session, browser_of, draft):
    """More than the 8 MB of other pages; a form of that size elsewhere is too large still."""
    writer = browser_of(draft.person)
    there = f"/entries/{draft.ref}/attachments"
    large = photos.jpeg() + b"\0" * (9 << 20)
    assert attaching.post_large(writer, there, large).status_code == 303
    assert attaching.post_large(writer, "/journal/cohort.1-r", large).status_code == 413
    assert attaching.post_large(writer, there, large, claimed=49 << 20).status_code == 413
    assert attaching.post_large(browser_of(None), there, large, page="/sign-in").status_code == 413


def test_covered_faces_take_the_place_of_the_others_for_good(session, browser_of, draft, folder):
    attachment = attaching.attach(draft)
    session.commit()
    before = {path.name for path in lying(folder)}
    there = f"/attachments/{attachment.ref}/cover"
    writer = browser_of(draft.person)
    assert "data-src" in writer.get(there).get_data(as_text=True)
    assert writer.send(there, attaching.sent()).status_code == 303
    assert before.isdisjoint(path.name for path in lying(folder))
    page = text(writer.get(f"/attachments/{attachment.ref}"))
    assert "Faces were covered on" in page
    assert "Nobody, you said." in page
    gone = writer.send(f"/attachments/{attachment.ref}/remove", page=f"/attachments/{attachment.ref}")
    assert gone.location == "/journal/cohort.1-r"
    assert lying(folder) == []
    assert writer.get(f"/attachments/{attachment.ref}").status_code == 404


def test_audio_is_played_in_pieces_and_documents_are_only_downloaded(session, browser_of, draft):
    writer = browser_of(draft.person)
    there = f"/entries/{draft.ref}/attachments"
    for data, once in ((attaching.NOTE, "a" * 22), (b"%PDF-1.7 <script>", "b" * 22)):
        assert writer.send(there, attaching.sent(data, "x.html", once=once)).status_code == 303
    session.rollback()
    audio, document = session.query(Attachment).order_by(Attachment.position)
    part = writer.get(f"/attachments/{audio.ref}/file", headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.data, part.mimetype) == (206, b"OggS", "audio/ogg")
    paper = writer.get(f"/attachments/{document.ref}/file")
    assert paper.headers["Content-Disposition"] == "attachment; filename=document.pdf"
    page = writer.get("/journal/cohort.1-r").get_data(as_text=True)
    assert "<audio controls" in page
    assert "media-src 'self'" in writer.get("/journal").headers["Content-Security-Policy"]


def test_a_list_of_many_costs_what_one_costs(app, session, browser_of, pair, draft):
    pages = ("/journal/cohort.1-r", "/photo-consents")
    attaching.consent(attaching.attach(draft))
    session.commit()
    writer = browser_of(pair.trainee)
    few = per_page(app, writer, *pages)
    session.rollback()
    for _ in range(8):
        attaching.consent(attaching.attach(draft))
    session.commit()
    assert per_page(app, writer, *pages) == few
