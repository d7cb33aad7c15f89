"""Does an edition come in whole or not at all, and does what is loaded keep its meaning?"""

import shutil
from pathlib import Path

import pytest

from trainer.accounts.actor import SYSTEM
from trainer.core.errors import Refused
from trainer.curriculum import loading
from trainer.curriculum.models import CourseEdition

COURSES = Path(__file__).parents[2] / "courses"


@pytest.fixture
def copied(tmp_path):
    return Path(shutil.copytree(COURSES, tmp_path / "courses"))


def change(folder: Path, name: str, old: str, new: str) -> None:
    file = next(path for path in sorted(folder.rglob(name)) if old in path.read_text(encoding="utf-8"))
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_the_courses_load_once(session, now):
    assert len(loading.load(COURSES, by=SYSTEM, now=now)) == 4
    assert loading.load(COURSES, by=SYSTEM, now=now) == []
    minutes = {row.course: row.minutes for row in session.query(CourseEdition)}
    assert minutes == {
        "cop-101": 900, "refresher": 360, "facilitator-cohort": 540, "facilitator-practicum": 360,
    }  # fmt: skip


def test_a_correction_of_text_reaches_the_same_edition(session, now, copied):
    loading.load(copied, by=SYSTEM, now=now)
    page = copied / "cop-101" / "01-what-makes-a-cop" / "en.md"
    page = page if page.exists() else next((copied / "cop-101").rglob("en.md"))
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    assert len(loading.load(copied, by=SYSTEM, now=now)) == 1
    assert session.query(CourseEdition).filter_by(course="cop-101").count() == 1


def test_other_parts_need_a_new_edition(session, now, copied):
    loading.load(copied, by=SYSTEM, now=now)
    change(copied / "cop-101", "module.toml", "101.5-exit", "101.5-last")
    with pytest.raises(Refused):
        loading.load(copied, by=SYSTEM, now=now)


def test_a_mistake_in_one_course_loads_none(session, now, copied):
    change(copied / "refresher", "course.toml", "minutes = 360", "minutes = 350")
    with pytest.raises(Refused):
        loading.load(copied, by=SYSTEM, now=now)
    assert session.query(CourseEdition).count() == 0
