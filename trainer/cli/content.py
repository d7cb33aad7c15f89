"""How do courses and schedules come in? Each command names every mistake before it writes anything."""

import sys
from pathlib import Path

import click

from trainer.accounts.actor import SYSTEM
from trainer.certification import loading as program_loading
from trainer.cli import packages, start
from trainer.cli.preview import COURSES, preview
from trainer.core import clock
from trainer.core.db import writing
from trainer.core.errors import Refused
from trainer.core.i18n import sentence
from trainer.curriculum import loading, reading
from trainer.schedule import actions as schedule_actions
from trainer.schedule.rules.soundness import PlanReason
from trainer.schedule.wording.report import lines as report_lines

MOST_SHOWN = 100
"""Mistakes named at once: whoever mends these sees the next ones."""


@click.group("courses")
def courses() -> None:
    """Check the courses that authors write, and load them."""


@courses.command("check")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=COURSES)
def check(folder: Path) -> None:
    """Name file and line of every mistake in the courses and in the editions of the program."""
    written, editions, problems = _read(folder)
    if problems:
        _name(problems)
        sys.exit(1)
    click.echo(
        f"{len(written.courses)} courses, {len(written.pieces)} cards, templates, terms and pictures, "
        f"{len(editions)} editions of the program, no mistakes."
    )


def _read(folder: Path) -> tuple[reading.Written, list[reading.Program], list[reading.Problem]]:
    """What is written in a folder, the editions of the program, and every mistake in either, in order."""
    written = reading.read_folder(folder)
    editions, mistakes = program_loading.check(folder)
    return written, editions, sorted([*written.problems, *mistakes])


def _name(problems: list[reading.Problem]) -> None:
    for problem in problems[:MOST_SHOWN]:
        click.echo(str(problem), err=True)
    left = len(problems) - MOST_SHOWN
    click.echo(
        f"{len(problems)} mistakes." + (f" {left} of them are not shown." if left > 0 else ""), err=True
    )


@courses.command("load")
def load() -> None:
    """Load the courses and the program: a new edition beside the old one, corrected text under the same ids."""
    if problems := _read(COURSES)[2]:
        _name(problems)
        click.echo("Nothing was loaded.", err=True)
        sys.exit(1)
    with start.context():
        try:
            loaded, kept = load_courses()
        except Refused as refused:
            for reason in refused.reasons:
                click.echo(sentence(reason), err=True)
            sys.exit(1)
        click.echo("\n".join(f"Loaded {name}." for name in loaded) or "All courses are loaded already.")
        for name in kept:
            click.echo(f"Not in the folder any more, and kept: {name}.")


def load_courses() -> tuple[list[str], list[str]]:
    """Load the project's courses and program, all of it or nothing. Raises Refused.

    The names of what is new or corrected; and of what is loaded, has gone from the folder and stays.
    """
    written = loading.read(COURSES)
    with writing():
        now = clock.now()
        loaded = loading.take_in(written.courses, by=SYSTEM, now=now)
        loaded += loading.take_in_pieces(written.pieces, by=SYSTEM, now=now)
        loaded += program_loading.load(COURSES, by=SYSTEM, now=now)
        return loaded, loading.not_written_any_more(written)


@click.group("schedule")
def schedule() -> None:
    """Bring a year's schedule in."""


@schedule.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", required=True, help="The program year, for example 2021-22.")
@click.option("--history", is_flag=True, help="Allow dates that have passed.")
@click.option("--check", "only_check", is_flag=True, help="Report, and write nothing.")
def import_schedule(file: Path, year: str, history: bool, only_check: bool) -> None:
    """Import a schedule from a CSV file, after reporting every row's problems."""
    with start.context(), writing():
        report = schedule_actions.import_file(
            data=file.read_bytes(),
            year_slug=year,
            history=history,
            check=only_check,
            by=SYSTEM,
            now=clock.now(),
        )
        for line in report_lines(report):
            click.echo(line, err=not report.ok)
        if not history and any(reason.code is PlanReason.DATE_PASSED for _line, reason in report.problems):
            click.echo("To import a year that is over, add --history.", err=True)
        if only_check:
            click.echo("Nothing was written: this was only a check.")
        if not report.ok:
            sys.exit(1)


for _command in (preview, packages.pack, packages.unpack):
    courses.add_command(_command)

COMMANDS = [courses, schedule]
