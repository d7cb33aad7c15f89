"""Can a module be printed with room to write, read aloud in order, in every language of its course?"""

import dataclasses
import io
import itertools
import json

import pypdf
import pytest

from tests.conftest import on_one
from tests.courses.planting import write_example
from tests.learning import building
from trainer.accounts.actor import SYSTEM
from trainer.core import documents
from trainer.core.web.brake import limiter
from trainer.curriculum import loading, reading
from trainer.learning import workbooks
from trainer.learning.workbooks import texts

TEXT = """Begin **here**, with [a word](term:circle) and [a page](https://example.org/a).

## First

- one
- two
  1. deeper

> said

![A pot](picture:pot)

### Below

| A | B |
| --- | --- |
| c | d |
"""


def plain(value):
    return json.loads(json.dumps(dataclasses.asdict(value), default=str))


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = write_example(tmp_path_factory.mktemp("example"))
    next(folder.glob("tea-and-talk/*/en.md")).write_text(TEXT, "utf-8")
    return reading.read_folder(folder)


def values_of(written, language="en", **more):
    content = {**plain(written.courses[0]), **more}
    pieces = {(one.kind.value, one.id): plain(one) for one in written.pieces}
    return workbooks.values(
        content, [one["id"] for one in content["modules"]], language=language, pieces=pieces, program="Program",
        address="https://cops.example/courses/tea-and-talk",
    )  # fmt: skip


def headings(pdf):
    """The levels of its headings, in the order in which they are read aloud."""
    found = []

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            name = str(node.get("/S", ""))
            if len(name) == 3 and name.startswith("/H") and name[2].isdigit():
                found.append(int(name[2]))
            if "/K" in node:
                walk(node["/K"])

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def drawn(values):
    """How many lines are drawn."""
    pdf = pypdf.PdfReader(io.BytesIO(documents.pdf("workbook", values, language="en")))
    return sum(page.get_contents().get_data().count(b" l\n") for page in pdf.pages)


def without_lines(values):
    for section in values["parts"][0]["sections"]:
        section["blocks"] = [one for one in section["blocks"] if one["kind"] != "lines"]
    return values


def test_a_workbook_has_the_text_and_room_to_write(written):
    made = values_of(written)
    (part,) = made["parts"]
    assert (made["title"], part["kicker"], part["minutes"]) == (
        "The first cup",
        "Module 1 of 1",
        "30 minutes",
    )
    titles = [section["title"] for section in part["sections"]]
    assert titles == [
        "What you will be able to do",
        "",
        "To write about",
        "Knowledge check",
        "Further reading",
        "Words",
        "Notes",
    ]
    text = part["sections"][1]["blocks"]
    assert [one["kind"] for one in text] == ["p", "heading", "list", "quote", "picture", "heading", "table"]
    assert [(one["text"], one["strong"], one["url"]) for one in text[0]["runs"]][1:3] == [
        ("here", True, ""),
        (", with ", False, ""),
    ]
    assert {
        "text": " (https://example.org/a)",
        "strong": False,
        "em": False,
        "url": "https://example.org/a",
    } in text[0]["runs"]
    assert text[2]["items"][1][1]["kind"] == "numbers"
    assert (text[4]["alt"], "class=" in text[4]["svg"], text[4]["width"]) == ("A pot", False, 370)
    assert texts.wide('<svg viewBox="0 0 440 812">') == 249
    assert [one["level"] for one in text if one["kind"] == "heading"] == [1, 2]


def test_prompts_and_questions_have_room_to_write(written):
    (part,) = values_of(written)["parts"]
    prompts, checks = part["sections"][2]["blocks"], part["sections"][3]["blocks"]
    assert [one["kind"] for one in prompts] == ["heading", "quiet", "lines"]
    assert prompts[2]["count"] == 12
    assert prompts[1]["runs"][0]["text"].startswith("If that comes too close: If you would rather")
    assert [(one["round"], one["wide"], len(one["items"])) for one in checks if one["kind"] == "boxes"] == [
        (True, False, 2), (False, False, 3), (False, True, 3),
    ]  # fmt: skip
    assert [one["count"] for one in checks if one["kind"] == "lines"] == [5]
    assert checks[-1]["runs"][1]["url"] == "https://cops.example/courses/tea-and-talk/tea.1/check"
    (module,) = plain(written.courses[0])["modules"]
    turned = [{**one, "answers": one["answers"][::-1]} for one in module["checks"]]
    (other,) = values_of(written, modules=[{**module, "checks": turned}])["parts"]
    there = next(one for one in other["sections"][3]["blocks"] if one.get("wide"))
    assert there == next(one for one in checks if one.get("wide")), "the right order gives the answer away"


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_it_is_tagged_and_its_headings_are_in_order(written, language):
    body = documents.pdf("workbook", values_of(written, language), language=language)
    assert b"/StructTreeRoot" in body
    pdf = pypdf.PdfReader(io.BytesIO(body))
    assert str(pdf.trailer["/Root"]["/Lang"]) == language
    assert pdf.metadata.title == {"es": "La primera taza"}.get(language, "The first cup")
    levels = headings(pdf)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))
    words = " ".join(page.extract_text() for page in pdf.pages)
    assert {"en": "To write about", "es": "Para escribir", "fr": "Pour écrire"}[language] in words
    assert words.count("https://") >= 2
    assert (
        drawn(values_of(written, language)) - drawn(without_lines(values_of(written, language)))
        == 12 + 5 + 10
    )


def test_a_whole_course_begins_with_its_modules(written):
    first = plain(written.courses[0])["modules"][0]
    made = values_of(written, modules=[first, {**first, "id": "tea.2", "title": {"en": "The second cup"}}])
    assert (made["title"], made["whole"], len(made["parts"])) == ("Tea and talk", True, 2)
    levels = headings(pypdf.PdfReader(io.BytesIO(documents.pdf("workbook", made, language="en"))))
    assert levels[:3] == [1, 2, 3]
    assert all(later <= before + 1 for before, later in itertools.pairwise(levels))


def test_the_language_is_one_of_the_course():
    assert workbooks.language_for(["en", "es", "fr"], "fr", "es") == "fr"
    assert workbooks.language_for(["en", "es"], "fr", "es") == "es"
    assert workbooks.language_for(["en", "es"], "", "vi") == "en"


@on_one("sqlite")
def test_whoever_learns_prints_a_module_or_the_course(app, session, browser_of, tmp_path, monkeypatch, now):
    written = loading.read(write_example(tmp_path))
    loading.take_in(written.courses, by=SYSTEM, now=now)
    loading.take_in_pieces(written.pieces, by=SYSTEM, now=now)
    person, _offering = building.make_learner("Ana")
    session.commit()
    made = []
    real = documents.pdf
    documents._pdf.cache_clear()

    def noted(layout, values, *, language):
        made.extend([(layout, language)] if layout == "workbook" else [])
        return real(layout, values, language=language)

    monkeypatch.setattr(documents, "pdf", noted)
    browser, path = browser_of(person), "/courses/tea-and-talk/tea.1/workbook.pdf"
    answer = browser.get(f"{path}?in=es")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == 'inline; filename="workbook-tea-and-talk-tea.1-es.pdf"'
    assert browser.get(f"{path}?in=es").data == answer.data
    assert browser.get("/courses/tea-and-talk/workbook.pdf?in=en").status_code == 200
    assert made == [("workbook", "es"), ("workbook", "en")], "the same paper is made once"
    assert 'href="/courses/tea-and-talk/tea.1/workbook.pdf' in browser.get("/courses/tea-and-talk/tea.1").text
    assert browser.get("/courses/tea-and-talk/none/workbook.pdf").status_code == 404
    assert browser_of(None).get(path).status_code == 303
    monkeypatch.setitem(app.config, "PAPER_LIMIT", "1 per day")
    limiter.reset()
    assert [browser.get(path).status_code for _time in range(2)] == [200, 429]
