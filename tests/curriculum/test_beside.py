"""Are cards, templates, terms and drawings read whole, and is what is wrong with them or with a file itself named?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.courses.planting import line_of, plant, write_example
from trainer.curriculum import reading
from trainer.curriculum.rules import PieceKind

COURSE, MODULE = "tea-and-talk/course.toml", "tea-and-talk/01-first-cup/module.toml"
EN, ES = "tea-and-talk/01-first-cup/en.md", "tea-and-talk/01-first-cup/es.md"
CARD, TEMPLATE = "cards/first-round/card.toml", "templates/name-list/template.toml"
GLOSSARY, LABELS, DRAWING = "glossary.toml", "pictures/pot.toml", "pictures/pot.svg"
LIST, ASSESSMENT = "templates/name-list/en.md", "self-assessment.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of courses/README.md, with a self-assessment beside it."""
    lines = ['title.en = "Where am I?"', 'title.es = "¿Dónde estoy?"']
    lines += ['intro.en = "Be kind."', 'intro.es = "Con calma."']
    for value, word in enumerate(("never", "often"), 1):
        lines += ["[[scale]]", f"value = {value}", f'en = "{word}"', f'es = "{word}…"']
    for number in range(1, 9):
        lines += ["[[area]]", f"competency = {number}"]
        for letter in "ab":
            lines += [
                "[[area.statement]]",
                f'id = "{number}{letter}"',
                'en = "I pour tea."',
                'es = "Sirvo té."',
            ]
    (tmp_path / ASSESSMENT).write_text("\n".join(lines), "utf-8")
    return write_example(tmp_path)


def test_everything_beside_the_courses_is_read(folder: Path) -> None:
    written = reading.read_folder(folder)
    assert written.problems == []
    by_kind = {piece.kind: piece for piece in written.pieces}
    assert set(by_kind) == set(PieceKind)
    card, template = by_kind[PieceKind.CARD], by_kind[PieceKind.TEMPLATE]
    assert isinstance(card, reading.Card)
    assert [step.minutes for step in card.steps] == [2, 8]
    assert card.source == reading.Origin(name="A book of rounds", url="https://example.org/rounds")
    assert card.text["es"].startswith("Úsela cuando")
    assert isinstance(template, reading.Template)
    assert "____ 3\n\n[ ] I have" in template.text["en"]
    term, picture = by_kind[PieceKind.TERM], by_kind[PieceKind.PICTURE]
    assert isinstance(term, reading.Term)
    assert (term.id, term.words["es"], term.meaning["en"][:16]) == ("circle", "círculo", "A way of sitting")
    assert isinstance(picture, reading.Picture)
    assert picture.svg["es"] == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 120">'
        '<circle class="brand-line" fill="none" cx="170" cy="60" r="40"></circle>'
        '<text class="ink strong middle" x="170" y="66">Té</text></svg>'
    )
    assessment = by_kind[PieceKind.SELF_ASSESSMENT]
    assert isinstance(assessment, reading.SelfAssessment)
    assert assessment.id == "self-assessment"
    assert [grade.value for grade in assessment.scale] == [1, 2]
    assert [statement.id for area in assessment.areas for statement in area.statements][:3] == [
        "1a",
        "1b",
        "2a",
    ]


CIRCLE = '<circle class="brand-line"'

# file, what is there, what is put in its place, words at the start of the line to be named, part of the message
MISTAKES = {
    "steps of other minutes": (CARD, "minutes = 8", "minutes = 9", "minutes = 10", "11 minutes, 1 too many"),
    "card of another folder": (CARD, '"first-round"', '"second"', "id", "name of its folder"),
    "step in one language": (CARD, 'es = "Den', '# "Den', "@2[[step]]", "“es” is missing"),
    "source without https": (CARD, '"https://example', '"http://example', "url", "is no link"),
    "template without a purpose": (TEMPLATE, "purpose.es", "# ", "purpose.en", "“es” is missing"),
    "a language promised halfway": (GLOSSARY, "meaning.es", 'meaning.fr = "x"\nmeaning.es', "[[term]]", "“fr” is"),
    "too many lines to write on": (LIST, "____ 3", "____ 999", "____ 999", "Between 1 and 30"),
    "lines to write on in a module": (EN, "A warm", "____\nA warm", "____", "belong in courses/templates"),
    "box in a module": (EN, "A warm", "- [ ] x\nA warm", "- [ ]", "belong in courses/templates"),
    "term without a meaning": (GLOSSARY, "meaning.es", "# ", "meaning.en", "“es” is missing"),
    "term with an odd id": (GLOSSARY, '"circle"', '"A circle"', "id", "cannot be an id"),
    "scale with a gap": (ASSESSMENT, "value = 2", "value = 3", "[[scale]]", "1, 2, 3"),
    "competency left out": (ASSESSMENT, "competency = 8", "competency = 9", "[[area]]", "eight competencies"),
    "assessment with an odd id": (ASSESSMENT, "title.en", 'id = "A b"\ntitle.en', "id =", "cannot be an id"),
    "statement twice": (ASSESSMENT, '"2a"', '"1a"', '@2id = "1a"', "used twice"),
    "label missing": (LABELS, "tea.es", "# ", "tea.en", "“es” is missing"),
    "label that nothing shows": (LABELS, "tea.en", 'a.en = "x"\na.es = "x"\ntea.en', "a.en", "not in the drawing"),
    "label that is nowhere": (DRAWING, "{tea}", "{pot}", "  <text", "“pot” is missing in [labels]"),
    "words in a drawing": (DRAWING, "{tea}", "Tea", "  <text", "write words as {label}"),
    "script in a drawing": (DRAWING, CIRCLE, f"<script>x</script>{CIRCLE}", "  <script", "<script> has no place"),
    "style in a drawing": (DRAWING, CIRCLE, f'{CIRCLE} style="x"', "  <circle", "“style” has no place"),
    "handler in a drawing": (DRAWING, CIRCLE, f'{CIRCLE} onclick="x"', "  <circle", "“onclick” has no place"),
    "color in a drawing": (DRAWING, 'fill="none"', 'fill="red"', "  <circle", "“red” is nothing"),
    "address in a drawing": (DRAWING, CIRCLE, f'<image href="x"/>{CIRCLE}', "  <image", "<image> has no place"),
    "marker from elsewhere": (
        DRAWING, CIRCLE, f'{CIRCLE} marker-end="url(https://a.b/c#d)"', "  <circle", "is nothing that “marker-end”",
    ),
    "marker that is not there": (DRAWING, CIRCLE, f'{CIRCLE} marker-end="url(#tip)"', "  <circle", "“#tip” is nowhere"),
    "size in a drawing": (DRAWING, "viewBox", 'width="9" viewBox', "<svg", "“width” has no place"),
    "drawing without a box": (DRAWING, ' viewBox="0 0 340 120"', "", "<svg", "Begin with <svg"),
    "entities in a drawing": (
        DRAWING, "<svg", '<!DOCTYPE svg [<!ENTITY a "b">]>\n<svg', "<!DOCTYPE", "declares no document type",
    ),
    "drawing that is not closed": (DRAWING, "</svg>", "<!---->", "<!---->", "not SVG"),
    "link to an unknown card": (EN, "card:first-round", "card:last-round", "Try the", "no card “last-round”"),
    "link to an unknown term": (ES, "term:circle", "term:square", "El agua", "no term “square”"),
    "link to an unknown module": (EN, "module:tea.1", "module:tea.2", "[the first", "no module “tea.2”"),
    "link to an unknown template": (ES, "template:name-list", "template:x", "Pruebe", "no template “x”"),
    "picture that is not there": (EN, "picture:pot", "picture:pan", "![Three", "no picture “pan”"),
    "picture inside a line": (EN, "A warm", "See ![a pot](picture:pot)\nA warm", "See", "line of its own"),
    "picture that is only linked": (EN, "A warm", "See [a pot](picture:pot)\nA warm", "See", "A picture is written"),
    "link without https": (EN, "https://example.org/tea", "http://example.org/tea", "A warm cup", "is no link"),
    "link with script": (EN, "https://example.org/tea", "javascript:alert", "A warm cup", "is no link"),
    "link without words": (EN, "[this little study]", "[]", "A warm cup", "has no words"),
    "link that is not closed": (EN, "org/tea).", "org/tea", "A warm cup", "not closed"),
    "address below": (EN, "A warm", "[1]: https://a.example/\n\nA warm", "[1]:", "right behind the words"),
    "script in a text": (EN, "A warm", "<script>x</script>\nA warm", "<script", "is HTML"),
    "comment in a text": (EN, "A warm", "<!-- x -->\nA warm", "<!--", "is HTML"),
    "HTML in a title": (MODULE, '"The first cup"', '"The <b>first</b> cup"', "title.en", "holds HTML"),
    "link in a lead": (MODULE, "Say your own name", "[Say](card:x) your own name", "lead.en", "no card “x”"),
    "heading in a guide": (
        MODULE, 'before.en = "Put', 'before.en = """\nOne\n## Two\nPut"""\nxxx = "', "## Two", "No heading here",
    ),
    "heading by a code": (MODULE, "Put the kettle", "Put\\n\\n\\n## Two\\nthe kettle", "before.en", "No heading"),
    "control character by a code": (MODULE, '"The first cup"', '"The\\u0000cup"', "title.en", "U+0000"),
    "control character in a file": (EN, "A warm", "A \x1b warm", "A \x1b warm", "U+001B"),
    "number beyond counting": (COURSE, "minutes = 30", "minutes = 99999999999999999999", "minutes", "at most"),
    "number longer than numbers": (COURSE, "minutes = 30", f"minutes = {'9' * 5000}", "id =", "not TOML"),
    "edition of no name": (COURSE, '"2020-21"', '"20/21"', "edition", "cannot name an edition"),
    "brackets in brackets": (COURSE, "[2, 4]", "[" * 3000 + "]" * 3000, "competencies", "Brackets stand in brackets"),
    "prompt and question of one id": (MODULE, '"tea.1-q1"', '"tea.1-r"', '@2id = "tea.1-r"', "used twice"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_by_file_and_line(folder: Path, mistake: str) -> None:
    name, old, new, words, message = MISTAKES[mistake]
    plant(folder, name, old, new)
    path = folder / name
    problems = reading.read_folder(folder).problems
    named = [problem for problem in problems if message in problem.message and problem.path == path]
    assert [problem.line for problem in named] == [line_of(path, words)], problems


def test_a_file_that_is_none_is_named_and_not_opened(folder: Path) -> None:
    outside = folder.parent / "outside.md"
    outside.write_text("A secret.", "utf-8")
    (folder / EN).unlink()
    (folder / EN).symlink_to(outside)
    (folder / ES).unlink()
    (folder / ES).mkdir()
    (folder / LIST).unlink()
    os.mkfifo(folder / LIST)
    (folder / "cards/first-round/es.md").write_bytes(b"x" * 200_001)
    (folder / "borrowed").symlink_to(folder.parent)
    (folder / os.fsdecode(b"\xff.toml")).touch()
    found = {
        problem.path.relative_to(folder).as_posix(): problem.message
        for problem in reading.read_folder(folder).problems
    }
    assert found == {
        EN: "This is a link to another place. Put the file itself here.",
        ES: "This is a folder, and a file of this name is expected here.",
        LIST: "This is not a file of text.",
        "cards/first-round/es.md": "This file has 200 kB; more than 200 are not read.",
        os.fsdecode(b"\xff.toml"): "Nothing reads a file of this name here.",
        "borrowed": "This is a link to another place. Put the folder itself here.",
    }


def test_a_file_under_a_wrong_name_is_named(folder: Path) -> None:
    (folder / GLOSSARY).rename(folder / "glosary.toml")
    (folder / LABELS).rename(folder / "pictures/Pot.toml")
    (folder / "cards/first-round").rename(folder / "cards/round")
    found = {(problem.path.name, problem.message[:24]) for problem in reading.read_folder(folder).problems}
    assert found >= {
        ("glosary.toml", "Nothing reads a file of "), ("Pot.toml", "A picture is two files h"),
        ("pot.toml", "This file is missing or "), ("card.toml", "The id “first-round” is "),
        ("en.md", "This leads nowhere: ther"),
    }  # fmt: skip


def test_what_a_message_quotes_is_short_and_can_be_shown(folder: Path) -> None:
    plant(folder, COURSE, '"2020-21"', f'"\\u001b[2J{"x" * 5000}"')
    (problem, *_) = [one for one in reading.read_folder(folder).problems if "cannot name" in one.message]
    assert len(problem.message) <= 310
    assert problem.message.isprintable()
