"""Do files come and go with the transaction that names them, and does nobody get a hidden one?"""

import io
import os
from datetime import timedelta

import pytest

from trainer.core import clock, files
from trainer.core.db import db
from trainer.core.errors import NotFound, Refused


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "_folder", tmp_path)
    return tmp_path


def put(data=b"canary-bytes", **more):
    given = {
        "kind": "photo",
        "content_type": "image/jpeg",
        "name": "a.jpg",
        "by": None,
        "now": clock.now(),
        **more,
    }
    return files.put(io.BytesIO(data), **given)


def lying(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_comes_and_goes_with_its_transaction(session, folder):
    put()
    session.rollback()
    assert lying(folder) == []  # refused or failed: nothing is left behind
    kept = put()
    session.commit()
    assert (lying(folder), kept.size) == ([kept.ref], 12)
    with files.open_(kept) as data:
        assert data.read() == b"canary-bytes"
    files.remove(kept)
    session.rollback()
    assert lying(folder) == [kept.ref]  # the removal was taken back, and so are its bytes
    files.remove(kept)
    session.commit()
    assert lying(folder) == []
    with pytest.raises(NotFound):
        files.open_(kept)


def test_nobody_gets_what_is_hidden_or_has_expired(session):
    file, today = put(), clock.today()
    for hidden, until, shown in ((None, None, True), (clock.now(), None, False), (None, today, True),
                                 (None, today - timedelta(days=1), False)):  # fmt: skip
        file.hidden_at, file.shown_until = hidden, until
        if shown:
            files.open_(file).close()
        else:
            with pytest.raises(NotFound):
                files.open_(file)


def test_what_a_killed_process_left_behind_is_swept_and_what_is_being_written_is_not(session, folder):
    kept = put()
    session.commit()
    for name, hours in (("orphan", 25), ("half.new", 25), ("now.new", 1), (kept.ref, 25)):
        path = folder / kept.ref[:2] / name
        path.touch()
        at = clock.real_now().timestamp() - hours * 3600
        os.utime(path, (at, at))
    assert files.sweep() == 2
    assert lying(folder) == sorted([kept.ref, "now.new"])


def test_a_full_disk_is_refused_in_words(session, folder, monkeypatch):
    def full(_number):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Refused) as refused:
        put()
    assert refused.value.reasons[0].code is files.FileReason.NO_ROOM
    assert lying(folder) == []
    assert db.session.query(files.StoredFile).count() == 0
