"""Does each page show what is on record, to the right person, and take what it should?"""

from datetime import date, timedelta

import pytest

from tests import builders
from tests.certification import building
from tests.certification.acting import DECLINE, RETURN, certified, decide
from tests.conftest import on_one
from tests.statements import per_page
from trainer.certification.models import CertificationFile, Credential, Decision, Waiver
from trainer.certification.rules import CredentialState, FileState
from trainer.core import numbers
from trainer.core.db import db
from trainer.core.program import Setting

pytestmark = on_one("postgresql")  # what pages say; what databases keep is tested with the actions


def test_the_path_shows_every_criterion_with_what_was_counted(session, browser_of):
    journey = building.make_journey()
    session.commit()
    page = browser_of(journey.trainee).get("/path").get_data(as_text=True)
    assert "My path" in page
    for words in (
        "5 of 6 sessions attended live, 1 made up.", "12 of 12 reflections and 6 of 6 traces accepted.",
        "Sessions: 6 (needed: 6); months with one: 6; led: 6.", "The mentor has not signed off yet.",
        "Ask for certification",
    ):  # fmt: skip
        assert words in page
    assert page.count('id="R') == 16
    assert page.count("<details><summary>") == 16, "each opens to its records"
    assert "canary" not in page


def test_edition_2026_says_what_is_not_yet_recorded(session, browser_of):
    journey = building.make_journey(edition="2026")
    session.commit()
    page = browser_of(journey.trainee).get("/path").get_data(as_text=True)
    assert page.count('id="R') == 23
    assert page.count(">Not yet recorded<") == 5
    assert "Ask for certification" not in page


def test_who_is_in_no_cohort_sees_where_to_begin(session, browser_of):
    person = builders.make_person()
    session.commit()
    assert "Your path begins with a cohort" in browser_of(person).get("/path").get_data(as_text=True)


def test_a_program_that_is_not_loaded_is_said(session, browser_of):
    journey = building.make_journey()
    journey.enrollment.program_edition = "1999"
    session.commit()
    assert "edition 1999 are not loaded" in browser_of(journey.trainee).get("/path").get_data(as_text=True)


def test_records_lead_to_pages_that_this_reader_may_open(session, browser_of, app):
    journey = building.make_journey()
    session.commit()
    routes = {rule.rule for rule in app.url_map.iter_rules()}
    own = browser_of(journey.trainee).get("/path").get_data(as_text=True)
    office = browser_of(journey.administrator).get(f"/path/{journey.enrollment.ref}").get_data(as_text=True)
    entry = f'href="/entries/{journey.rows["practicum.7-t"].ref}"'
    debrief = f'href="/debriefs/{journey.rows["debrief 1"].ref}"'
    for rule, link in (("/entries/<entry_ref>", entry), ("/debriefs/<debrief_ref>", debrief)):
        assert (link in own) == (rule in routes)
        assert link not in office, "an administrator reads neither journals nor debriefs"


def test_the_mentor_sees_the_path_and_others_do_not(session, browser_of):
    journey = building.make_journey()
    other = builders.make_person()
    session.commit()
    where = f"/path/{journey.enrollment.ref}"
    assert browser_of(journey.mentor).get(where).status_code == 200
    assert browser_of(other).get(where).status_code == 404
    assert browser_of(journey.trainee).get(where + "/sign-off").status_code == 404
    assert browser_of(journey.mentor).get(where + "/request").status_code == 404


def test_from_the_request_to_the_certificate_on_the_pages(session, browser_of):
    journey = building.make_journey()
    where = f"/path/{journey.enrollment.ref}"
    session.commit()
    trainee, mentor, office = (
        browser_of(one) for one in (journey.trainee, journey.mentor, journey.administrator)
    )
    assert "Nothing waits for your sign-off" in mentor.get(f"{where}/sign-off").get_data(as_text=True)
    assert trainee.send(f"{where}/request", {"name": ""}).status_code == 422
    assert trainee.send(f"{where}/request", {"name": "Rosa Medina"}).status_code == 303
    assert trainee.send(f"{where}/request", {"name": "Rosa"}, page="/me").status_code == 422
    assert "nothing to ask for now" in trainee.get(f"{where}/request").get_data(as_text=True)
    empty = mentor.send(f"{where}/sign-off", {"given": "yes", "statement": ""})
    assert empty.status_code == 422
    words = {"given": "yes", "statement": "I <b>saw</b> it."}
    assert mentor.send(f"{where}/sign-off", words).status_code == 303
    assert "I &lt;b&gt;saw&lt;/b&gt; it." in trainee.get("/path").get_data(as_text=True)
    session.rollback()
    file = session.query(CertificationFile).one()
    assert journey.trainee.name in office.get("/files").get_data(as_text=True)
    page = office.get(f"/files/{file.ref}").get_data(as_text=True)
    assert "Every criterion is met or waived." in page
    answer = office.send(f"/files/{file.ref}/decision", {"outcome": "grant", "reason": "All there."},
                         page=f"/files/{file.ref}")  # fmt: skip
    assert answer.status_code == 303
    session.rollback()
    credential = session.query(Credential).one()
    assert f"/certificates/{credential.ref}" in trainee.get("/path").get_data(as_text=True)
    assert "Certified" in office.get("/files?show=decided").get_data(as_text=True)


def test_the_mentor_who_administrates_cannot_decide(session, browser_of, waiting):
    builders.make_grant(waiting.mentor, building.Role.ADMINISTRATOR)
    session.commit()
    mentor = browser_of(waiting.mentor)
    page = mentor.get(f"/files/{waiting.ref}").get_data(as_text=True)
    assert "You mentor this person, or did." in page
    assert "Save the decision" not in page
    answer = mentor.send(f"/files/{waiting.ref}/decision", {"outcome": "grant", "reason": "x"}, page="/me")
    assert answer.status_code == 422
    assert "You mentor this person, or did." in answer.get_data(as_text=True)
    session.rollback()
    assert session.query(Decision).count() == 0


@pytest.mark.parametrize("outcome", [RETURN, DECLINE])
def test_words_typed_while_it_was_decided_come_back(session, browser_of, waiting, now, outcome):
    decide(waiting, waiting.file, now, outcome)
    session.commit()
    where, path = f"/files/{waiting.ref}", f"/path/{waiting.enrollment.ref}/sign-off"
    office, mentor = browser_of(waiting.administrator), browser_of(waiting.mentor)
    session.rollback()
    for act, data in (
        ("decision", {"outcome": "return", "reason": "canary-typed"}),
        ("deadline", {"until": "2031-01-01", "extend_reason": "canary-typed"}),
        ("waivers", {"criterion": "R01", "waiver_reason": "canary-typed"}),
    ):
        answer = office.send(f"{where}/{act}", data, page="/me")
        assert answer.status_code == 422
        assert "canary-typed" in answer.get_data(as_text=True), act
    answer = mentor.send(path, {"given": "no", "statement": "canary-typed"}, page="/me")
    assert answer.status_code == 422
    assert "canary-typed" in answer.get_data(as_text=True)


def test_a_decision_keeps_what_was_typed_when_it_is_refused(session, browser_of, waiting):
    session.delete(waiting.rows["charter"])
    session.commit()
    where = f"/files/{waiting.ref}"
    answer = browser_of(waiting.administrator).send(
        f"{where}/decision", {"outcome": "grant", "reason": "typed words"}, page=where
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "typed words" in page
    assert "essential and not met: R09" in page


def test_a_file_can_be_opened_before_the_request(session, browser_of):
    journey = building.make_journey()
    session.commit()
    office = browser_of(journey.administrator)
    assert journey.trainee.name in office.get("/files?show=under-way").get_data(as_text=True)
    where = f"/path/{journey.enrollment.ref}"
    answer = office.send(f"{where}/file", {}, page=where)
    assert answer.status_code == 303
    page = office.get(answer.location).get_data(as_text=True)
    assert "Asked with the request" in page
    assert "Save the decision" not in page
    session.rollback()
    assert session.query(CertificationFile).one().state is FileState.IN_TRAINING


def test_who_issues_certificates(session, browser_of, now):
    journey = building.make_journey()
    session.commit()
    office = browser_of(journey.administrator)
    assert "Say who issues certificates" in office.get("/files").get_data(as_text=True)
    data = {"name": "I3 Institute", "address": "1 Main St", "signatory": "Ada", "signatory_title": "Director"}
    assert office.send("/files/issuer", {**data, "name": ""}).status_code == 422
    unknown = office.send("/files/issuer", {**data, "signatory": "Ada \N{GRINNING FACE}"})
    assert unknown.status_code == 422
    assert "Ada \N{GRINNING FACE}" in unknown.get_data(as_text=True)
    assert office.send("/files/issuer", data).status_code == 303
    assert "Say who issues" not in office.get("/files").get_data(as_text=True)
    session.rollback()
    assert session.get(Setting, "certification_issuer").value == data
    assert certified(journey, now).shown["issuer"] == data


@pytest.mark.parametrize("page", ["path", "file"])
def test_a_page_sends_as_many_statements_for_much_as_for_little(app, session, browser_of, waiting, page):
    where = f"/path/{waiting.enrollment.ref}" if page == "path" else f"/files/{waiting.ref}"
    office = browser_of(waiting.administrator)
    office.get(where)
    few = per_page(app, office, where)
    session.rollback()
    for number in range(7, 37):
        building.make_session(
            waiting, number, building.OWN[-1], [building.make_member(waiting.cop, f"M{number}")]
        )
    for number in range(10):
        db.session.add(
            Waiver(
                file_id=waiting.file.id, criterion="R08", scope=f"s{number}", numbers={}, reason="x",
                by_person=waiting.administrator.id, at=building.at(date(2021, 5, 1)),
            )
        )  # fmt: skip
    session.commit()
    assert per_page(app, office, where) == few
    assert few[0] <= 12


def test_the_queue_sends_as_many_statements_for_thirty_as_for_one(app, session, browser_of, waiting):
    office = browser_of(waiting.administrator)
    pages = [f"/files?show={show}" for show in ("waiting", "under-way", "decided")]
    few = per_page(app, office, *pages)
    session.rollback()
    for number in range(30):
        enrollment = building.make_enrollment(builders.make_person(), name=f"Cohort {number}")
        db.session.add(
            CertificationFile(
                enrollment=enrollment, person=enrollment.person, requested_at=building.at(date(2021, 5, 1)),
                state=(FileState.REQUESTED, FileState.PRACTICUM, FileState.DECLINED)[number % 3],
                changed_at=building.at(date(2021, 5, 1)),
            )
        )  # fmt: skip
    session.commit()
    assert per_page(app, office, *pages) == few
    assert max(few) <= 12
    assert office.get("/files?show=elsewhere").status_code == 404


def test_whoever_asked_first_stands_first_also_after_the_sign_off(session, browser_of, waiting):
    office = browser_of(waiting.administrator)
    session.rollback()
    first = building.make_enrollment(builders.make_person("Anton Early"), name="Cohort E")
    last = building.make_enrollment(builders.make_person("Zita Late"), name="Cohort L")
    for enrollment, asked, changed in ((first, 1, 30), (last, 20, 20)):
        db.session.add(
            CertificationFile(
                enrollment=enrollment, person=enrollment.person, state=FileState.IN_REVIEW,
                requested_at=building.at(date(2021, 4, asked)), changed_at=building.at(date(2021, 4, changed)),
            )
        )  # fmt: skip
    session.commit()
    page = office.get("/files").get_data(as_text=True)
    assert page.index("Anton Early") < page.index("Zita Late")


def test_a_certificate_is_suspended_and_its_holder_reads_why(session, browser_of, now):
    journey = building.make_journey()
    credential = certified(journey, now)
    ref = credential.ref
    session.commit()
    office, where = browser_of(journey.administrator), f"/certificates/{ref}"
    assert office.send(where, {"to": "suspended", "reason": ""}).status_code == 422
    assert office.send(where, {"to": "valid", "reason": "x"}).status_code == 422
    assert office.send(where, {"to": "suspended", "reason": "canary-why"}).status_code == 303
    assert "Suspended" in office.get("/files?show=decided").get_data(as_text=True)
    holder = browser_of(journey.trainee)
    assert "canary-why" in holder.get(where).get_data(as_text=True)
    path = holder.get("/path").get_data(as_text=True)
    assert "You are a Certified CoP Facilitator" not in path
    assert "Certificate: Suspended" in path
    assert holder.send(where, {"to": "valid", "reason": "x"}, page="/me").status_code == 404
    assert browser_of(journey.mentor).get(where).status_code == 404
    session.rollback()
    assert session.query(Credential).one().state is CredentialState.SUSPENDED
    assert numbers.shown(credential.number) in holder.get(where).get_data(as_text=True)


def test_a_declined_file_says_so_to_the_trainee_alone(session, browser_of, waiting, now):
    decide(waiting, session.merge(waiting.file), now, outcome=DECLINE)
    session.commit()
    page = browser_of(waiting.trainee).get("/path").get_data(as_text=True)
    assert "canary-reason" in page
    assert "Ask for certification" not in page


def test_a_certificate_that_has_expired_is_not_listed_as_if_it_were_valid(session, browser_of, waiting, now):
    decide(waiting, waiting.file, now)
    session.commit()
    office = browser_of(waiting.administrator)
    listed = office.get("/files?show=decided").get_data(as_text=True)
    assert waiting.trainee.name in listed
    assert ">Expired<" not in listed
    session.rollback()
    credential = session.query(Credential).one()
    credential.issued_on, credential.expires_on = (
        now.date() - timedelta(days=1097),
        now.date() - timedelta(days=1),
    )
    session.commit()
    assert ">Expired<" in office.get("/files?show=decided").get_data(as_text=True)
