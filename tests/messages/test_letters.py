"""Does what rides on a message arrive as it was meant: the calendar file, the language, every kind there is?"""

import re
from pathlib import Path

import icalendar
import pytest

import trainer
from tests import builders
from tests.conftest import on_one
from tests.messages import letters
from trainer import worker
from trainer.core import calendar, i18n

pytestmark = on_one("sqlite")  # what pages and papers say; what databases keep is tested with the actions

KINDS = sorted(
    path.name.removesuffix(".txt")
    for path in (Path(trainer.__file__).parent / "templates" / "mail").glob("*.txt")
)
EVIL = "CoP, 101; día\r\nBEGIN:VEVENT\r\nUID:evil\r\nEND:VEVENT " + "学" * 60


@pytest.mark.parametrize(("status", "method"), [("CONFIRMED", "PUBLISH"), ("CANCELLED", "CANCEL")])
def test_the_calendar_file_arrives_whole(app, session, server, status, method):
    event = {
        "uid": "o.s1", "sequence": 4, "title": EVIL, "starts": "2021-09-15T16:00:00+00:00",
        "ends": "2021-09-15T22:00:00+00:00", "zone": "America/Los_Angeles", "place": EVIL, "url": "https://x.example/",
        "status": status,
    }  # fmt: skip
    letters.put(params={"title": EVIL, "calendar": [event]})
    session.commit()
    worker.run_once(app)
    [mail] = server.mails
    [part] = mail.message.iter_attachments()
    assert part.get_content_type() == "text/calendar"
    assert (part.get_param("method"), part.get_param("charset"), part.get_filename()) == (
        method, "utf-8", "calendar.ics",
    )  # fmt: skip
    whole = icalendar.Calendar.from_ical(mail.calendar)
    [found] = whole.walk("VEVENT")
    assert (str(found["summary"]), str(found["location"])) == (calendar.plain(EVIL),) * 2
    assert (str(found["uid"]), int(str(found["sequence"])), str(found["status"])) == ("o.s1", 4, status)
    assert str(whole["method"]) == method
    assert mail.message["Bcc"] is None
    assert EVIL.replace("\r\n", " ") in str(mail.message["Subject"])


def test_a_stranger_s_message_is_in_the_language_it_carries(app, session, server):
    params = {"on": "2021-09-15", "at": "2021-09-15T16:00:00+00:00", "language": "es"}
    letters.put(kind="test.day", params=params)
    session.commit()
    worker.run_once(app)
    assert "mié, 15 de sept de 2021" in server.mails[0].text
    assert server.mails[0].message["Content-Language"] == "es"


@pytest.mark.parametrize("language", ["xx", "", None, "../../en"])
def test_an_unknown_language_is_english(app, session, server, language):
    letters.put(params={"title": "x", "language": language})
    session.commit()
    worker.run_once(app)
    assert server.mails[0].message["Content-Language"] == "en"


def test_a_person_s_mail_goes_where_it_is_when_it_is_sent(app, session, server):
    ana = builders.make_person("Ana", email="old@example.org")
    letters.put(to=ana.id)
    session.commit()
    ana.email = "new@example.org"
    session.commit()
    worker.run_once(app)
    assert server.mails[0].recipients == ["new@example.org"]


def test_letters_of_all_alphabets_arrive(app, session, server):
    ana = builders.make_person("Zoë 学 ਸਿੱਖ", email="zoë@example.org")
    letters.put(to=ana.id, params={"title": "学習 – ਸਿੱਖਣਾ"})
    session.commit()
    worker.run_once(app)
    [mail] = server.mails
    assert mail.recipients == ["zoë@example.org"]
    assert "学習 – ਸਿੱਖਣਾ" in mail.text


def test_every_kind_has_a_name_for_the_log(app):
    assert [kind for kind in KINDS if not i18n.has_name(kind, "message")] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_begins_with_its_subject(app, kind):
    source, _name, _fresh = app.jinja_env.loader.get_source(app.jinja_env, f"mail/{kind}.txt")
    assert "Subject: " in source.split("\n\n")[0]


ACTIONS = sorted(
    {
        found[1]
        for path in Path(trainer.__file__).parent.rglob("*.py")
        for found in re.finditer(r"action=\"([a-z_]+\.[a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
)


def test_every_action_has_a_name_for_the_trail(app):
    assert len(ACTIONS) > 20
    assert [action for action in ACTIONS if not i18n.has_name(action, "action")] == []


def test_what_looks_like_an_encoded_word_stays_what_was_written(app, session, server):
    ana = builders.make_person("Ana =?utf-8?q?Bo=0D=0A?=")
    letters.put(to=ana.id, params={"title": "=?utf-8?q?Evil=0D=0ABcc:_victim@example.org?="})
    session.commit()
    worker.run_once(app)
    [mail] = server.mails
    for header, written in (
        ("Subject", "=?utf-8?q?Evil=0D=0ABcc:_victim@example.org?="),
        ("To", "=?utf-8?q?Bo=0D=0A?="),
    ):
        assert written in str(mail.message[header]).replace("\u200b", "")


def test_who_writes_themselves_gets_the_answers_in_the_reader_s_frame(app, session, server):
    ana, tess = (
        builders.make_person("Ana", language="es"),
        builders.make_person("Tess", email="tess@example.org"),
    )
    params = {"cohort": "Cohort 8", "writer": "Tess", "subject": "The book", "text": "Line one\n\nLine two"}
    for number, more in enumerate(({"reply_to": tess.id}, {})):
        letters.put(number, kind="learning.letter", to=ana.id, params={**params, **more})
    session.commit()
    worker.run_once(app)
    one, two = server.mails
    assert (one.message["Reply-To"], two.message["Reply-To"]) == ("Tess <tess@example.org>", None)
    assert one.message["Content-Language"] == "es"
    assert "Line one\n\nLine two" in one.text


def test_mail_about_posts_leads_to_them_and_to_the_button_that_stops_it(app, session, server):
    params = {"cohort": "Cohort 8", "path": "/cohorts/x/together", "stop": "/cohort-mail/y"}
    for number, kind in enumerate(("learning.posts", "learning.post_reported")):
        letters.put(number, kind=kind, params=params)
    session.commit()
    worker.run_once(app)
    for mail in server.mails:
        assert "http://localhost/cohorts/x/together" in mail.text
    assert ["/cohort-mail/y" in mail.text for mail in server.mails] == [True, False]
