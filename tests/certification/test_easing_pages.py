"""Can an administrator ease what is asked for on its pages, and nobody who may not judge?"""

import re
from datetime import UTC, datetime, timedelta

from tests import builders
from tests.certification import building
from tests.certification.acting import DECLINE, decide
from tests.conftest import on_one
from trainer.certification.models import ProgramEdition, Waiver
from trainer.certification.rules import engine
from trainer.core.i18n import has_name

pytestmark = on_one("postgresql")  # what pages and papers say; what databases keep is tested with the actions


def test_waivers_numbers_and_the_deadline_on_the_file(session, browser_of, waiting):
    session.delete(waiting.rows["meeting 3"])
    session.delete(waiting.rows["debrief 2"])
    session.delete(waiting.rows["sign-in 6 Ana"])
    session.commit()
    office, where = browser_of(waiting.administrator), f"/files/{waiting.ref}"
    page = office.get(where).get_data(as_text=True)
    assert "Waive a criterion" in page
    own = waiting.rows["session 2"].ref

    def send(what, data):
        return office.send(f"{where}/{what}", data)

    assert "R07" in office.get(f"{where}/waivers").get_data(as_text=True)
    refused = send("waivers", {"criterion": "R07", "scope": own, "waiver_reason": "canary-typed"})
    assert refused.status_code == 422
    assert "canary-typed" in refused.get_data(as_text=True)
    assert send("waivers", {"criterion": "R07", "waiver_reason": ""}).status_code == 422
    assert send("waivers", {"criterion": "R01", "waiver_reason": "x"}).status_code == 422
    assert send("waivers", {"criterion": "R08", "waiver_reason": "x"}).status_code == 422
    assert (
        send("waivers", {"criterion": "R07", "scope": "", "waiver_reason": "canary-waiver"}).status_code
        == 303
    )
    assert send("waivers", {"criterion": "R08", "scope": own, "waiver_reason": "ill"}).status_code == 303
    easier = {"number": "R11 members_present", "value": "3", "number_reason": "rural"}
    assert send("numbers", {**easier, "value": "9"}).status_code == 422
    assert send("numbers", easier).status_code == 303
    assert send("deadline", {"until": "2030-01-01", "extend_reason": "x"}).status_code == 422
    assert send("deadline", {"until": "2021-10-01", "extend_reason": "x"}).status_code == 303
    page = office.get(where).get_data(as_text=True)
    assert page.count(">Waived<") == 3
    assert "Every criterion that can be waived" in office.get(f"{where}/waivers").get_data(as_text=True)
    assert "No criterion is open" in office.get(f"{where}/numbers").get_data(as_text=True)
    assert "Every criterion is met or waived." in page
    assert "canary-waiver" in page
    session.rollback()
    assert session.query(Waiver).count() == 3
    path = browser_of(waiting.trainee).get("/path").get_data(as_text=True)
    assert "canary-waiver" not in path, "reasons of waivers are for administrators"


def test_a_number_is_called_by_its_name_in_the_language_of_its_reader(session, browser_of, waiting):
    session.delete(waiting.rows["practicum.9-t"].submissions[0])
    session.delete(waiting.rows["practicum.9-t"])
    session.delete(waiting.rows["sign-in 6 Ana"])
    waiting.administrator.language = "es"
    session.commit()
    office, where = browser_of(waiting.administrator), f"/files/{waiting.ref}"
    form = office.get(f"{where}/numbers").get_data(as_text=True)
    assert "Huellas de la práctica (R06): ahora 6" in form
    assert "Participantes en cada sesión (R11): ahora 4" in form
    none = {"number": "R06 traces", "value": "0", "number_reason": "No children in the room this year"}
    for value, says in (
        ("", "Complete este campo."),
        ("tres", "Escriba un número entero."),
        ("-1", "entero."),
    ):
        answer = office.send(f"{where}/numbers", {**none, "value": value})
        assert answer.status_code == 422
        assert answer.get_data(as_text=True).count(says) == 2, "above the form and beside the field"
    assert office.send(f"{where}/numbers", none).status_code == 303, "a zero is a number"
    assert "R06 · Huellas de la práctica: 0" in office.get(where).get_data(as_text=True)


def test_every_number_that_may_be_eased_has_a_name(session):
    building.load_program()
    editions = session.query(ProgramEdition).all()
    criteria = [one for edition in editions for one in engine.criteria_of(edition.content)]
    eased = {name for one in criteria if one.numbers_waivable for name in one.numbers}
    assert eased
    assert [name for name in sorted(eased) if not has_name(name, "number")] == []


def test_who_may_not_judge_reads_why_and_a_decided_file_is_eased_no_more(session, browser_of, waiting, now):
    acts = {"waivers": "waiver_reason", "numbers": "number_reason", "deadline": "extend_reason"}
    builders.make_grant(waiting.mentor, building.Role.ADMINISTRATOR)
    session.commit()

    def no_form(person, words):
        for act, field in acts.items():
            page = browser_of(person).get(f"/files/{waiting.ref}/{act}").get_data(as_text=True)
            assert words in page
            assert field not in page

    no_form(waiting.mentor, "You mentor this person, or did.")
    session.rollback()
    decide(waiting, session.merge(waiting.file), now, outcome=DECLINE)
    session.commit()
    no_form(waiting.administrator, "This file is decided.")


def test_the_page_of_the_deadline_says_the_last_day_and_how_far_it_can_move(session, browser_of, waiting):
    office = browser_of(waiting.administrator)
    where = f"/files/{waiting.ref}/deadline"
    page = office.get(where).get_data(as_text=True)
    last = re.search(r"Last day to ask</dt><dd>([^<]*)<", page)
    most = re.search(r"Can be moved to</dt><dd>([^<]*) at most<", page)
    assert last
    assert most
    day = datetime.strptime(most[1], "%a, %b %d, %Y").replace(tzinfo=UTC).date()
    later = {"until": (day + timedelta(days=1)).isoformat(), "extend_reason": "x"}
    assert office.send(where, later).status_code == 422
    assert office.send(where, {**later, "until": day.isoformat()}).status_code == 303
    assert f"Last day to ask</dt><dd>{most[1]}<" in office.get(where).get_data(as_text=True)
