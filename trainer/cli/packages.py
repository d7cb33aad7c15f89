"""How does a course leave as a Common Cartridge, and how does one come in as files for an author?"""

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from trainer.cli.preview import COURSES
from trainer.curriculum import cartridge, reading


def _plain(value: Any) -> Any:
    """What was read, as it is kept when it is loaded."""
    return json.loads(json.dumps(dataclasses.asdict(value), default=str))


def _say(left: Sequence[cartridge.Left], words: str) -> None:
    for one in left:
        click.echo(f"  {one}")
    things = "1 thing" if len(left) == 1 else f"{len(left)} things"
    click.echo(f"{things} could not be {words}." if left else f"Everything was {words}.")


@click.command("pack")
@click.argument("course")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=COURSES)
def pack(course: str, file: Path, folder: Path) -> None:
    """Write a course as an IMS Common Cartridge 1.3, and say what it could not hold."""
    written = reading.read_folder(folder)
    found = next((one for one in written.courses if one.id == course), None)
    if found is None:
        there = ", ".join(one.id for one in written.courses) or "none"
        raise click.ClickException(f"There is no course “{course}” in {folder}. There are: {there}.")
    wrong = [problem for problem in written.problems if problem.path.is_relative_to(found.path.parent)]
    if wrong:
        raise click.ClickException(f"{wrong[0]} (The course has {len(wrong)} mistakes; nothing was written.)")
    pieces = {(one.kind.value, one.id): _plain(one) for one in written.pieces}
    data, left = cartridge.pack(_plain(found), pieces)
    file.write_bytes(data)
    click.echo(f"{file}: {len(data) // 1000} kB.")
    _say(left, "written as in the course")


@click.command("unpack")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def unpack(file: Path, folder: Path) -> None:
    """Write a Common Cartridge into a new FOLDER as files of a course, and name what could not be taken in."""
    try:
        left = cartridge.unpack(file.read_bytes(), folder)
    except cartridge.BadPackage as problem:
        raise click.ClickException(str(problem)) from None
    except FileExistsError:
        raise click.ClickException(f"{folder} is there already. Name a folder that is not.") from None
    click.echo(
        f"{folder}: written. Move it into a folder of courses; “trainer courses check” says what is still to finish."
    )
    _say(left, "taken in")
