"""Do attachments and consents keep to their rules, and do two at once stay whole? On both databases."""

import io
import threading
from datetime import timedelta

import pytest

from tests import builders
from tests.journals import attaching, building
from trainer.core import clock, files
from trainer.core.audit import AuditRow
from trainer.core.db import begin_write, db
from trainer.core.errors import Refused
from trainer.core.files import FileReason, StoredFile
from trainer.journals import actions
from trainer.journals.models import Attachment, Entry
from trainer.journals.queries import attachments
from trainer.journals.rules import EntryState, WriteReason
from trainer.journals.rules.attachments import MOST_ATTACHED, AttachmentKind, AttachmentReason, Use


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_folder", tmp_path)


def test_a_consent_shows_and_hides_by_the_file_itself(session, pair):
    """Whoever serves the file need not know of consents: a showcase, an export, a page made next year."""
    entry = building.write(pair)
    attachment = attaching.attach(entry)
    first = attaching.consent(attachment, uses=["journal", "showcase"], days=30)
    other = attaching.consent(attachment, "Bo", days=60)
    today = clock.today()
    both = (attachment.file, attachment.thumb)
    assert {file.shown_until for file in both} == {today + timedelta(days=30)}
    assert [one.id for one in attachments.visible([entry.id])] == [attachment.id]
    assert attachments.visible([entry.id], Use.SHOWCASE) == []  # Bo did not allow that
    actions.withdraw_consent(consent=first, by=builders.actor(pair.trainee), now=clock.now())
    assert not any(file.shown(today) for file in both)
    assert attachments.visible([entry.id]) == attachments.shown([entry.id]) == []
    actions.withdraw_consent(consent=other, by=builders.actor(pair.trainee), now=clock.now())
    attaching.consent(attachment)
    assert not any(file.shown(today) for file in both)  # Bo's is still missing
    attaching.consent(attachment, "Bo", days=5)
    assert all(file.shown(today) for file in both)
    assert attachments.shown([entry.id], today=today + timedelta(days=6)) == []
    session.flush()
    said = session.query(AuditRow).filter(AuditRow.action.startswith("journals.")).all()
    assert [row.action for row in said][-6:] == [
        "journals.consent", "journals.consent", "journals.withdraw_consent", "journals.withdraw_consent",
        "journals.consent", "journals.consent",
    ]  # fmt: skip
    assert "Ana" not in str([row.facts for row in said])
    assert "canary" not in str([row.facts for row in said])


def test_only_the_writer_and_only_while_the_entry_is_open(session, pair):
    entry = building.write(pair)
    attachment = attaching.attach(entry, recognizable=False)
    with pytest.raises(Refused) as refused:
        actions.attach(entry=entry, prepared=attaching.prepared(), recognizable=False, caption="", alt="", shows=[],
                       by=builders.actor(pair.mentor), now=clock.now())  # fmt: skip
    assert building.code(refused) is WriteReason.NOT_THE_WRITER
    actions.submit(entry=entry, by=builders.actor(pair.trainee), now=clock.now())
    with pytest.raises(Refused) as refused:
        attaching.attach(entry)
    assert building.code(refused) is WriteReason.BEING_READ
    writer = builders.actor(pair.trainee)
    for act in (actions.say_recognizable, actions.remove):  # to protect somebody is never too late
        act(attachment=attachment, by=writer, now=clock.now())
    with pytest.raises(Refused) as refused:
        actions.remove(attachment=attachment, by=writer, now=clock.now())
    assert building.code(refused) is AttachmentReason.GONE
    assert entry.state is EntryState.SUBMITTED


def test_what_is_too_large_for_its_kind_is_refused():
    data = io.BytesIO(attaching.NOTE)
    with pytest.raises(Refused) as refused:
        actions.prepare(data, name="note.ogg", size=26 << 20)
    assert building.code(refused) is FileReason.TOO_LARGE
    found = actions.prepare(data, name="note.ogg", size=len(attaching.NOTE))
    assert (found.kind, found.content_type) == (AttachmentKind.AUDIO, "audio/ogg")


def test_thirteen_at_once_are_twelve(app, session, pair):
    entry = building.write(pair)
    for _ in range(MOST_ATTACHED - 1):
        attaching.attach(entry, recognizable=False)
    session.commit()
    entry_id, refused, barrier = entry.id, [], threading.Barrier(2)

    def add():
        with app.app_context():
            barrier.wait()
            begin_write()
            try:
                attaching.attach(db.session.get(Entry, entry_id), recognizable=False)
                db.session.commit()
            except Refused as error:
                db.session.rollback()
                refused.append(error.reasons[0].code)

    both = [threading.Thread(target=add) for _ in range(2)]
    [one.start() for one in both]
    [one.join() for one in both]
    session.rollback()
    assert refused == [AttachmentReason.TOO_MANY]
    assert session.query(Attachment).count() == MOST_ATTACHED
    positions = [one.position for one in session.query(Attachment)]
    assert len(set(positions)) == MOST_ATTACHED
    assert session.query(StoredFile).count() == 2 * MOST_ATTACHED
