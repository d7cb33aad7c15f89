"""Are a CoP's papers whole, do they say what is known by themselves, and is there proof that each arrived?"""

import io
from datetime import date, timedelta

import pypdf
import pytest

from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import refusal, text
from tests.practice.test_setup import seen
from trainer.core.outbox import OutboxRow
from trainer.practice.models import Delivery, Paper
from trainer.practice.rules import papers
from trainer.practice.rules.papers import PaperKind, PaperReason, Way

PAGES = on_one("postgresql")
WHOLE = dict.fromkeys(papers.NEEDED[PaperKind.REPORT], "x")
DAY = date(2021, 6, 30)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({}, None),
        ({"content": {**WHOLE, "learned": " "}}, PaperReason.INCOMPLETE),
        ({"to_whom": " "}, PaperReason.NAME_MISSING),
        ({"way": Way.MAIL, "address": False}, PaperReason.ADDRESS_WRONG),
        ({"on": date(2021, 7, 1)}, PaperReason.DAY_WRONG),
    ],
)
def test_a_paper_is_handed_over_whole_to_somebody_on_a_day_that_has_been(change, reason):
    facts = {
        "kind": PaperKind.REPORT, "content": WHOLE, "way": Way.PAPER, "to_whom": "Council", "address": False,
        "on": DAY, "today": DAY, **change,
    }  # fmt: skip
    problem = papers.why_not_hand_over(**facts)
    assert (problem and problem[0]) == reason


def test_a_fiscal_year_begins_in_july():
    assert [papers.fiscal_label(papers.fiscal_year(day)) for day in (DAY, DAY + timedelta(days=1))] == [
        "20-21",
        "21-22",
    ]


@PAGES
def test_a_contract_activity_description_says_what_is_known_in_both_languages(house):
    building.approve(house.cop, by=house.mentor, now=house.now)
    house.session.commit()
    tess, page = house.browser("tess"), f"/cops/{house.cop.ref}/papers/activity/2020"
    assert "Write it for FY 20-21" in text(tess.get(f"/cops/{house.cop.ref}/papers"))
    half = {"code": "3125", "need": "Hard mornings <b>\n☂", "activities": "Six sessions"}
    saved = tess.send(page, {"seen": seen(tess, page), **half})
    shown = text(tess.get(saved.location))
    assert "Evidence Informed – Industry Standard" in shown
    assert "#outcomes" in shown
    assert tess.send(saved.location, {"to_whom": "County", "way": "paper"}).status_code == 422
    late = tess.send(page, {"seen": "0", **half, "outcomes": "Typed late"})
    assert (late.status_code, "Typed late" in late.get_data(as_text=True)) == (422, True)
    tess.send(page, {"seen": seen(tess, page), **half, "outcomes": "Confidence"})
    [paper] = house.fresh(Paper)
    for language, word in (("en", "Level of evidence"), ("es", "3125")):
        answer = tess.get(f"/cop-papers/{paper.ref}/paper.pdf?in={language}")
        pdf = pypdf.PdfReader(io.BytesIO(answer.get_data()))
        said = " ".join(one.extract_text() for one in pdf.pages)
        for known in (word, building.CHARTER["domain"], "Confidence", "<b>", "20-21"):
            assert known in said
        assert (pdf.trailer["/Root"]["/Lang"], "/StructTreeRoot" in pdf.trailer["/Root"]) == (language, True)


@PAGES
def test_a_report_reaches_its_council_and_the_proof_keeps_what_it_said(house):
    session = house.meet(house.now - timedelta(days=3))
    tess, page = house.browser("tess"), f"/cop-sessions/{session.ref}/report"
    words = {"council": "Site council", "formed": "yes", "learned": "Waiting can be calm", "feedback": "Good"}
    where = tess.send(page, {"seen": seen(tess, page), **words}).location.partition("?")[0]
    assert "Members present" in text(tess.get(where))
    by_mail = {"to_whom": "Pat Chair", "way": "mail", "address": "pat@council.example"}
    assert tess.send(where, {**by_mail, "address": "pat"}).status_code == 422
    tess.send(where, by_mail)
    tess.send(where, {"to_whom": "Lee", "way": "paper", "on": "2021-05-22"})
    mail, paper = house.fresh(Delivery)
    [row] = [one for one in house.fresh(OutboxRow) if one.kind == "practice.paper"]
    assert (row.address, row.params["path"]) == ("pat@council.example", f"/handed/{mail.token}")
    tess.send(page, {"seen": seen(tess, page), **words, "learned": "Changed later"})
    stranger = house.browser_of(None)
    link = f"/handed/{mail.token}"
    read = text(stranger.get(link))
    assert "Waiting can be calm" in read
    assert "Changed later" not in read
    assert "Member 01" not in read
    assert stranger.get(f"/handed/{paper.token}").status_code == 404
    assert stranger.send(link, {"who": " "}).status_code == 422
    assert stranger.send(link, {"who": "Pat Chair"}).status_code == 303
    late = {
        "delivery": house.fresh(Delivery)[0],
        "who": "Somebody else",
        "on": None,
        "by": None,
        "now": house.now,
    }
    assert refusal(building.actions.confirm_delivery, **late) == [PaperReason.CONFIRMED]
    assert tess.send(where, {"delivery": paper.ref, "who": "Lee", "on": "2021-05-01"}).status_code == 422
    tess.send(where, {"delivery": paper.ref, "who": "Lee", "on": "2021-05-23"})
    assert [(one.confirmed_by, bool(one.confirmed_on)) for one in house.fresh(Delivery)] == [
        ("Pat Chair", True),
        ("Lee", True),
    ]
    assert text(tess.get(f"/cops/{house.cop.ref}/papers")).count("Pat Chair") == 2
    assert house.browser("admin").get(where).status_code == 404
