"""Do the editions of the program come in as data, and does what judges people never change afterwards?"""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.certification.building import COURSES
from trainer.accounts.actor import SYSTEM
from trainer.certification import loading, rules
from trainer.certification.models import ProgramEdition
from trainer.certification.rules import findings
from trainer.cli import content
from trainer.core.errors import Refused
from trainer.core.i18n import has_words
from trainer.curriculum import reading

ENUMS = (
    rules.FileState, rules.CredentialState, rules.Shown, rules.DecisionOutcome, rules.CertificationReason,
    rules.TaskKind, rules.EventKind, findings.Verdict, findings.Counted, findings.Wanting, findings.RecordKind,
    loading.ProgramReason,
)  # fmt: skip


@pytest.fixture
def copied(tmp_path):
    return Path(shutil.copytree(COURSES, tmp_path / "courses"))


def plant(folder: Path, old: str, new: str, name: str = "program-2026.toml") -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def line_of(folder: Path, words: str, name: str = "program-2026.toml") -> int:
    lines = (folder / name).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if words in line)


def test_both_editions_load_once(session, now):
    assert loading.load(COURSES, by=SYSTEM, now=now) == ["cop-facilitator 2020-21", "cop-facilitator 2026"]
    assert loading.load(COURSES, by=SYSTEM, now=now) == []
    kept = {
        row.edition: [one["code"] for one in row.content["criteria"]] for row in session.query(ProgramEdition)
    }
    assert {edition: len(codes) for edition, codes in kept.items()} == {"2020-21": 16, "2026": 23}


def test_better_wording_reaches_an_edition_in_use(session, now, copied):
    loading.load(copied, by=SYSTEM, now=now)
    plant(copied, 'en = "Modules of the cohort complete"', 'en = "All modules finished"')
    plant(copied, 'title.en = "Training"', 'title.en = "Learning"')
    assert loading.load(copied, by=SYSTEM, now=now + timedelta(days=1)) == ["cop-facilitator 2026"]
    row = session.query(ProgramEdition).filter_by(edition="2026").one()
    assert row.content["criteria"][1]["text"]["en"] == "All modules finished"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("numbers.modules = 6", "numbers.modules = 5"),
        ('kind = "waivable"\nwaived_per', 'kind = "essential"\nwaived_per'),
        ("numbers_waivable = true", "numbers_waivable = false"),
        ('[[criterion]]\ncode = "R22"', '[[criterion]]\ncode = "R25"\nnot_recorded = true'),
    ],
)
def test_rules_in_use_do_not_change(session, now, copied, old, new):
    loading.load(copied, by=SYSTEM, now=now)
    before = session.query(ProgramEdition).filter_by(edition="2026").one().digest
    plant(copied, old, new)
    with pytest.raises(Refused) as caught:
        loading.load(copied, by=SYSTEM, now=now)
    assert caught.value.reasons[0].code is loading.ProgramReason.RULES_CHANGED
    assert session.query(ProgramEdition).filter_by(edition="2026").one().digest == before


def test_an_edition_in_use_learns_to_count_but_does_not_forget(session, now, copied):
    counted, before = (
        'code = "R18"\nkind = "waivable"\n',
        'code = "R18"\nkind = "waivable"\nnot_recorded = true\n',
    )
    plant(copied, counted, before)
    loading.load(copied, by=SYSTEM, now=now)
    plant(copied, before, counted)
    assert loading.load(copied, by=SYSTEM, now=now) == ["cop-facilitator 2026"]
    content = session.query(ProgramEdition).filter_by(edition="2026").one().content
    assert not next(one for one in content["criteria"] if one["code"] == "R18")["not_recorded"]
    plant(copied, counted, before)
    with pytest.raises(Refused):
        loading.load(copied, by=SYSTEM, now=now)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("numbers.makeup_days = 30", "", 'code = "R03"', "“numbers.makeup_days” is missing"),
        ('code = "R14"\nkind = "essential"\nnot_recorded = true', 'code = "R14"\nkind = "essential"', 'code = "R14"',
         "Nothing in the product counts R14 yet"),
        ("numbers.led = 4", "", 'code = "R10"', "“numbers.led” is missing"),
    ],
)  # fmt: skip
def test_what_could_not_be_counted_is_named_by_line(copied, old, new, line, said):
    plant(copied, old, new)
    _programs, problems = loading.check(copied)
    named = [problem for problem in problems if said in problem.message]
    assert [problem.line for problem in named] == [line_of(copied, line)]


def test_two_files_of_one_edition_are_a_mistake(copied):
    plant(copied, 'edition = "2026"', 'edition = "2020-21"')
    _programs, problems = reading.read_programs(copied)
    assert "in another file already" in str(problems[0])


def test_a_folder_without_a_program_is_a_mistake(tmp_path):
    programs, problems = reading.read_programs(tmp_path)
    assert programs == []
    assert len(problems) == 1


def test_a_mistake_in_one_edition_loads_none(session, now, copied):
    plant(copied, 'kind = "setting"', 'kind = "wish"')
    with pytest.raises(Refused):
        loading.load(copied, by=SYSTEM, now=now)
    assert session.query(ProgramEdition).count() == 0


def test_the_command_checks_courses_and_editions(copied):
    runner = CliRunner()
    good = runner.invoke(content.check, [str(copied)])
    assert (good.exit_code, "2 editions of the program" in good.output) == (0, True)
    plant(copied, "months = 12", "months = 13")
    bad = runner.invoke(content.check, [str(copied)])
    assert bad.exit_code == 1
    assert f"program-2026.toml:{line_of(copied, 'months = 13')}:" in bad.output


@pytest.mark.parametrize("kind", ENUMS)
def test_every_word_of_the_room_is_worded(app, kind):
    assert [member for member in kind if not has_words(member)] == []
