"""Is the certificate a good document? Structure, language and alternative text are read back from the file itself."""

import io
from datetime import date

import pypdf
import pypdfium2
import pytest
import typst
import zxingcpp

from tests import builders
from tests.certification import building
from tests.certification.acting import ask, by, decide, sign
from trainer.certification import actions
from trainer.certification.models import Credential
from trainer.certification.rules import CredentialState
from trainer.core import documents, numbers

HOUSE = {
    "name": "I3 Institute",
    "address": "1 Main St, Oakland",
    "signatory": "Ada Okafor",
    "signatory_title": "Director",
}
BARE = """#set document(title: "x")
#image(bytes("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"), format: "svg")
"""
NAME = "Rosa María Nguyễn-O’Brien"


@pytest.fixture
def holder(session, now):
    """Somebody who was certified, with a waiver on the file that nobody outside may ever see."""
    journey = building.make_journey()
    journey.trainee.email = "canary-mail@example.org"
    actions.set_issuer(**HOUSE, by=by(journey.administrator), now=now)
    session.delete(journey.rows["meeting 3"])
    file = ask(journey, now, name=NAME)
    sign(journey, file, now)
    actions.waive(file=file, criterion="R07", reason="canary-waiver", by=by(journey.administrator), now=now)
    decide(journey, file, now)
    session.commit()
    journey.credential = session.query(Credential).one()
    return journey


def read(journey, browser_of, language="en"):
    answer = browser_of(journey.trainee).get(f"/certificates/{journey.credential.ref}.pdf?in={language}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    return pypdf.PdfReader(io.BytesIO(answer.get_data()))


def elements(node):
    """Every element of the structure tree below a node, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        kid = kid.get_object() if hasattr(kid, "get_object") else kid
        if isinstance(kid, dict) and "/S" in kid:
            yield kid
            yield from elements(kid)


@pytest.mark.parametrize(("language", "heading"), [("en", "Certified CoP Facilitator"), ("es", "")])
def test_it_is_tagged_and_says_its_language_and_title(holder, browser_of, language, heading):
    pdf = read(holder, browser_of, language)
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.metadata.title
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()
    tree = list(elements(root["/StructTreeRoot"]))
    tags = [str(one["/S"]) for one in tree]
    assert tags.count("/H1") == 1
    assert tags.count("/P") >= 12, "each line is a paragraph of its own"
    assert "/Link" in tags
    if heading:
        assert pdf.metadata.title == heading


def test_its_picture_has_words(holder, browser_of):
    tree = list(elements(read(holder, browser_of).trailer["/Root"]["/StructTreeRoot"]))
    figures = [one for one in tree if one["/S"] == "/Figure"]
    assert [str(one["/Alt"]) for one in figures] == [
        "QR code: opens the page that says whether this certificate is valid"
    ]


def test_it_shows_what_a_certificate_shows_and_nothing_private(holder, browser_of):
    pdf = read(holder, browser_of)
    assert len(pdf.pages) == 1
    text = " ".join(pdf.pages[0].extract_text().split())
    for words in (
        NAME, "Certified CoP Facilitator", numbers.shown(holder.credential.number), "May 24, 2021", "May 24, 2024",
        *HOUSE.values(), "CoP Facilitator Program", "2020-21", "6 sessions", "clock hours", "Purpose and domain",
        "http://localhost/check",
    ):  # fmt: skip
        assert words in text, words
    everything = text + str(pdf.metadata) + str(holder.credential.shown)
    for secret in ("canary", "R07", "waive", holder.mentor.name, holder.cohort.name):
        assert secret not in everything, secret


def test_its_qr_code_opens_the_check_of_this_certificate(holder, browser_of, client):
    """Drawn as a reader draws it, read as a phone reads it, and opened."""
    answer = browser_of(holder.trainee).get(f"/certificates/{holder.credential.ref}.pdf")
    page = pypdfium2.PdfDocument(answer.get_data())[0]
    drawn = page.render(scale=4, grayscale=True)
    picture = memoryview(bytes(drawn.buffer)).cast("B", shape=[drawn.height, drawn.stride])
    found = [code.text for code in zxingcpp.read_barcodes(picture)]
    assert found == [f"http://localhost/check/{holder.credential.number}"]
    checked = client.get(found[0].removeprefix("http://localhost"))
    assert "This certificate is valid." in checked.get_data(as_text=True)


def test_only_the_holder_and_administrators_get_it(holder, session, browser_of):
    other = builders.make_person()
    session.commit()
    where = f"/certificates/{holder.credential.ref}.pdf"
    for person, status in ((holder.administrator, 200), (holder.mentor, 404), (other, 404), (None, 303)):
        assert browser_of(person).get(where).status_code == status


def test_it_stays_as_it_was_issued(holder, session, browser_of, now):
    holder.trainee.name = "Another Name"
    actions.set_issuer(**{**HOUSE, "name": "Another House"}, by=by(holder.administrator), now=now)
    session.commit()
    text = " ".join(read(holder, browser_of).pages[0].extract_text().split())
    assert NAME in text
    assert "Another" not in text


def test_a_very_long_name_stays_on_one_page(holder, session, browser_of):
    holder.credential.shown = {**holder.credential.shown, "name": "Maximiliana " * 8}
    session.commit()
    assert len(read(holder, browser_of).pages) == 1


def test_a_picture_without_words_would_not_become_a_file(tmp_path, monkeypatch):
    """The negative control: the layout is held to PDF/UA while it is set."""
    layout = (documents.FOLDER / "certificate.typ").read_text()
    assert layout.count("alt: values.words.qr_alt") == 1
    (tmp_path / "bare.typ").write_text(BARE)
    monkeypatch.setattr(documents, "FOLDER", tmp_path)
    with pytest.raises(typst.TypstError):
        documents.pdf("bare", {}, language="en")


@pytest.mark.parametrize("text", ["#panic()", "$x$ *bold* @label <tag>", "</script>", '"\\', "Ana\u0301"])
def test_a_name_is_text_and_never_markup(text):
    assert documents.can_write(text)


def test_a_letter_without_a_sign_is_found():
    assert not documents.can_write("王")


def test_the_day_of_issue_is_the_day_in_the_zone_of_the_cohort(session, now):
    journey = building.make_journey(name="Late Evening")
    late = now.replace(hour=3)  # May 24 in UTC, May 23 in California
    file = ask(journey, late)
    sign(journey, file, late)
    decide(journey, file, late)
    assert session.query(Credential).one().issued_on == date(2021, 5, 23)


def test_a_reason_typed_while_it_was_revoked_comes_back(holder, session, browser_of, now):
    revoked = {"to": CredentialState.REVOKED, "reason": "x", "by": by(holder.administrator), "now": now}
    actions.change_credential(credential=session.query(Credential).one(), **revoked)
    session.commit()
    where = f"/certificates/{session.query(Credential).one().ref}"
    session.rollback()
    answer = browser_of(holder.administrator).send(
        where, {"to": "valid", "reason": "canary-typed"}, page="/me"
    )
    assert answer.status_code == 422
    assert "canary-typed" in answer.get_data(as_text=True)
