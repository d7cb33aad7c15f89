"""Does what authors wrote come in whole or not at all, and does what is loaded keep its meaning?"""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests import builders
from tests.courses.planting import COURSES, copy_course, plant, write_example
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.core.audit import AuditRow
from trainer.core.db import writing
from trainer.core.errors import Refused
from trainer.core.i18n import sentence
from trainer.curriculum import loading, queries
from trainer.curriculum.models import CourseEdition, Part
from trainer.curriculum.models import Piece as PieceRow
from trainer.curriculum.rules import PieceKind
from trainer.learning.models import CheckTry, ModuleProgress, Reflection
from trainer.learning.queries import learner

MODULE, EN = "tea-and-talk/01-first-cup/module.toml", "tea-and-talk/01-first-cup/en.md"
COURSE, CARD = "tea-and-talk/course.toml", "cards/first-round/card.toml"

ANSWER = """[[check.answer]]
id = "c"
en = "The biscuits"
es = "Las galletas"
explanation.en = "Later."
explanation.es = "Después."
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of courses/README.md."""
    return write_example(tmp_path)


def kept(session):
    """Everything that was loaded, row by row, as the database has it."""
    session.expire_all()
    editions = select(
        CourseEdition.course, CourseEdition.edition, CourseEdition.digest, CourseEdition.loaded_at
    )
    pieces = select(PieceRow.kind, PieceRow.name, PieceRow.position, PieceRow.digest, PieceRow.loaded_at)
    return [
        list(session.execute(editions.order_by(CourseEdition.id))),
        list(session.execute(pieces.order_by(PieceRow.id))),
    ]


def test_all_of_the_folder_loads_once(session, now):
    written = loading.read(COURSES)
    assert len(loading.load(COURSES, by=SYSTEM, now=now)) == len(written.courses) + len(written.pieces)
    before = kept(session)
    assert loading.load(COURSES, by=SYSTEM, now=now + timedelta(days=1)) == []
    assert kept(session) == before
    minutes = {row.course: row.minutes for row in session.query(CourseEdition)}
    assert minutes == {course.id: course.minutes for course in written.courses}
    course = queries.edition("cop-101").content
    for piece in written.pieces:
        row = queries.piece(piece.kind, piece.id)
        assert row is not None
        assert row.content["id"] == piece.id
    session.expire_all()
    assert queries.edition("cop-101").content is course, (
        "what is large is read once, however many terms there are"
    )


def test_pieces_come_in_order_and_a_correction_reaches_everybody(session, folder, now):
    more = '[[term]]\nid = "{0}"\nen = "{0}"\nes = "{0}"\nmeaning.en = "One."\nmeaning.es = "Uno."\n'
    glossary = folder / "glossary.toml"
    glossary.write_text(more.format("pot") + glossary.read_text("utf-8") + more.format("cup"), "utf-8")
    assert set(loading.load(folder, by=SYSTEM, now=now)) == {
        "tea-and-talk 2020-21", "card first-round", "template name-list", "term pot", "term circle", "term cup",
        "picture pot",
    }  # fmt: skip
    assert [row.name for row in queries.pieces(PieceKind.TERM)] == ["pot", "circle", "cup"]
    card = queries.piece(PieceKind.CARD, "first-round")
    assert (card.titles["es"], [one["minutes"] for one in card.content["steps"]]) == ("Primera ronda", [2, 8])
    assert queries.piece(PieceKind.TEMPLATE, "first-round") is None
    plant(folder, CARD, "Nobody comments", "Nobody answers")
    glossary.write_text(glossary.read_text("utf-8").replace(more.format("pot"), ""), "utf-8")
    assert loading.load(folder, by=SYSTEM, now=now) == ["card first-round", "term circle", "term cup"]
    session.expire_all()
    assert (
        queries.piece(PieceKind.CARD, "first-round")
        .content["steps"][1]["text"]["en"]
        .endswith("Nobody answers.")
    )
    assert loading.not_written_any_more(loading.read(folder)) == ["term pot"]
    assert queries.piece(PieceKind.TERM, "pot").content["meaning"]["es"] == "Uno."


def test_a_correction_of_text_reaches_the_same_edition(session, folder, now):
    loading.load(folder, by=SYSTEM, now=now)
    plant(folder, EN, "A warm cup", "A hot cup")
    assert loading.load(folder, by=SYSTEM, now=now) == ["tea-and-talk 2020-21"]
    (edition,) = session.query(CourseEdition)
    assert "A hot cup" in edition.content["modules"][0]["text"]["en"]


def test_a_correction_of_an_older_edition_does_not_make_it_the_latest(session, folder, now):
    loading.load(folder, by=SYSTEM, now=now)
    plant(folder, COURSE, '"2020-21"', '"2026"')
    loading.load(folder, by=SYSTEM, now=now + timedelta(days=1))
    plant(folder, COURSE, '"2026"', '"2020-21"')
    plant(folder, EN, "A warm cup", "A hot cup")
    assert loading.load(folder, by=SYSTEM, now=now + timedelta(days=2)) == ["tea-and-talk 2020-21"]
    assert queries.edition("tea-and-talk").edition == "2026"


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ('"tea.1-r"', '"tea.1-last"', "tea.1-r (exit)", "tea.1-last (exit)"),
        ('moment = "exit"', 'moment = "between"', "tea.1-r (exit)", "tea.1-r"),
        ('"tea.1-q1"', '"tea.1-q0"', "tea.1-q1, tea.1-q1/a, tea.1-q1/b", "tea.1-q0, tea.1-q0/a, tea.1-q0/b"),
        ('id = "b"', 'id = "z"', "tea.1-q1/b", "tea.1-q1/z"),
        ('# "several":', f"{ANSWER}# ", "–", "tea.1-q1/c"),
    ],
)
def test_other_parts_need_a_new_edition_and_the_refusal_says_which(
    session, folder, now, old, new, gone, come
):
    loading.load(folder, by=SYSTEM, now=now)
    before = kept(session)
    plant(folder, MODULE, old, new)
    with pytest.raises(Refused) as refused:
        loading.load(folder, by=SYSTEM, now=now)
    said = sentence(refused.value.reasons[0])
    assert f"Gone: {gone}. New: {come}. Give it a new edition" in said
    assert kept(session) == before


def progress(session):
    """Every row of what people have done, as the database has it."""
    session.expire_all()
    return [
        list(session.execute(select(*model.__table__.c).order_by(model.id)))
        for model in (Part, ModuleProgress, CheckTry, Reflection)
    ]


def in_the_middle(session, now):
    """200 people who are somewhere in the middle of the first edition."""
    names = [f"Learner {number:03}" for number in range(200)]
    made = session.execute(
        insert(Person).returning(Person.id),
        [{"name": name, "sort_name": name.casefold(), "email": "", "created_at": now} for name in names],
    )
    ids = list(made.scalars())
    here = {"course": "tea-and-talk", "edition": "2020-21"}
    session.execute(insert(Part), [
        {**here, "person_id": one, "part": part, "on": now.date(), "cause": "test"}
        for one in ids for part in ("check:tea.1", "exit:tea.1-r")[: one % 3]
    ])  # fmt: skip
    session.execute(insert(ModuleProgress), [
        {**here, "person_id": one, "module": "tea.1", "opened_at": now, "seen_at": now, "place": "why-tea"}
        for one in ids
    ])  # fmt: skip
    return ids


def line_of(person_id):
    """How the course stands for somebody, as their page shows it."""
    (line,) = learner.course_lines(person_id, "tea-and-talk")
    return line.edition.edition, line.done, line.missing, line.completed, line.lines[0].state


def test_a_new_edition_changes_nobodys_progress(session, folder, now):
    loading.load(folder, by=SYSTEM, now=now)
    ids = in_the_middle(session, now)
    done, lines = progress(session), [line_of(one) for one in ids[:3]]
    assert [edition for edition, *_ in lines] == ["2020-21"] * 3
    assert sorted(len(missing) for _edition, _done, missing, *_ in lines) == [0, 1, 2]
    plant(folder, COURSE, '"2020-21"', '"2026"')
    plant(folder, MODULE, '"tea.1-q1"', '"tea.1-q0"')
    assert loading.load(folder, by=SYSTEM, now=now + timedelta(days=1)) == ["tea-and-talk 2026"]
    assert progress(session) == done
    assert [line_of(one) for one in ids[:3]] == lines
    assert line_of(builders.make_person("New").id)[0] == "2026"


BREAKS = {
    CARD: (b"minutes = 8", b"minutes = 9", "card.toml:2: The steps add up to 11 minutes"),
    EN: (b"## Why", b"# Why", "en.md:3: Begin at ##"),
    MODULE: (b"minutes = 30", b"minutes = = 30", "module.toml:2: This is not TOML"),
    "pictures/pot.svg": (b"<circle", b"<script/><circle", "pot.svg:2: <script> has no place here"),
    "glossary.toml": (b"circle", b"c\xffrcle", "glossary.toml:2: This is not UTF-8"),
}


def test_a_broken_folder_changes_nothing_and_says_where(session, folder, now):
    loading.load(folder, by=SYSTEM, now=now)
    session.commit()
    before, audited = kept(session), session.query(AuditRow).count()
    plant(folder, "templates/name-list/en.md", "I have thanked", "I thanked")
    for name, (old, new, said) in BREAKS.items():
        whole = (folder / name).read_bytes()
        (folder / name).write_bytes(whole.replace(old, new, 1))
        with pytest.raises(Refused) as refused, writing():
            loading.load(folder, by=SYSTEM, now=now + timedelta(days=1))
        assert said in sentence(refused.value.reasons[0])
        assert (kept(session), session.query(AuditRow).count()) == (before, audited)
        (folder / name).write_bytes(whole)
    assert loading.load(folder, by=SYSTEM, now=now) == ["template name-list"]


def test_what_cannot_all_come_in_does_not_come_in_at_all(session, folder, now):
    copy_course(folder, "zest", needs="tea-and-talk")
    loading.load(folder, by=SYSTEM, now=now)
    session.commit()
    before = kept(session)
    plant(folder, EN, "A warm cup", "A hot cup")
    plant(folder, "zest/01-first-cup/module.toml", 'id = "b"', 'id = "z"')
    with pytest.raises(Refused), writing():
        loading.load(folder, by=SYSTEM, now=now)
    assert kept(session) == before
