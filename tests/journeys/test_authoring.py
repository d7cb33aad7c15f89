"""Does an author see a mistake where it is, and mend it from the message; is a person moved to a new edition?"""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests import builders
from tests.courses.planting import line_of, plant, write_example
from tests.journeys import chromium
from tests.journeys.walking import done, to
from tests.learning import building
from tests.start import processes
from trainer.accounts.actor import SYSTEM
from trainer.cli import content
from trainer.learning import actions, queries
from trainer.learning.models import Enrollment
from trainer.permissions import Role

FORBIDDEN = 403
MODULE = "tea-and-talk/01-first-cup"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small example of how to write a course."""
    return write_example(tmp_path / "courses")


@pytest.fixture
def preview(folder: Path, tmp_path: Path) -> Iterator[str]:
    """`trainer courses preview` of that folder, as an author starts it; it ends by Ctrl+C and leaves nothing."""
    data = tmp_path / "data"
    with subprocess.Popen(
        [sys.executable, "-m", "trainer.cli", "courses", "preview", "--folder", str(folder), "--port", "0"],
        env=processes.environment(data), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    ) as process:  # fmt: skip
        assert process.stdout
        try:
            said = process.stdout.readline()
            assert said.startswith("Open http://localhost:"), said + process.stdout.read()
            yield said.split()[1]
            process.send_signal(signal.SIGINT)
            assert (process.wait(chromium.SECONDS), process.stdout.read()) == (0, "Ctrl+C ends it.\n")
        finally:
            process.kill()
    assert not data.exists()


@pytest.fixture
def page(chrome) -> Iterator[Page]:
    """The author's browser."""
    watch = chromium.Watch()
    watch.expect(404)
    context = chromium.new_context(chrome)
    watch.follow(context)
    yield context.new_page()
    context.close()
    assert watch.problems == []


def test_an_author_breaks_a_file_and_mends_it_from_the_message(folder, preview, page):
    page.goto(preview)
    assert page.request.get(preview, headers={"Host": "elsewhere.example"}).status == FORBIDDEN
    page.get_by_role("link", name="La primera taza").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("El agua ya está al fuego")
    expect(main).to_contain_text("Ningún error en la carpeta")
    plant(folder, f"{MODULE}/es.md", "El agua ya está al fuego", "La olla ya canta")
    expect(main).to_contain_text("La olla ya canta")

    plant(folder, f"{MODULE}/module.toml", 'audience = "trainers"', 'audience = "everybody"')
    line = line_of(folder / MODULE / "module.toml", "audience")
    place = f"{MODULE}/module.toml, línea {line}:"
    expect(main).to_contain_text(place)
    expect(main).to_contain_text(
        "“everybody” is unknown for “audience”. It can be: writer, trainers, mentor, cohort."
    )
    expect(main).to_contain_text("La olla ya canta")
    checked = CliRunner().invoke(content.check, [str(folder)])
    assert f"{MODULE}/module.toml:{line}: “everybody” is unknown" in checked.output

    plant(folder, f"{MODULE}/module.toml", "[[objective]]", "[[objective")  # the module cannot be read at all
    expect(main).to_contain_text("This is not TOML")
    plant(folder, f"{MODULE}/module.toml", "[[objective", "[[objective]]")
    expect(main).to_contain_text("La olla ya canta")
    lines = (folder / MODULE / "module.toml").read_text("utf-8").split("\n")
    lines[line - 1] = 'audience = "mentor"'
    (folder / MODULE / "module.toml").write_text("\n".join(lines), "utf-8")
    expect(main).to_contain_text("Ningún error en la carpeta")


def test_an_administrator_moves_a_person_to_a_new_edition(session, site, now):
    building.load_courses()
    renata = builders.make_person("Renata Morales", roles=Role.ADMINISTRATOR)
    cohort = building.make_cohort(building.ready(2))
    first = queries.trainees(cohort)[0]
    edition = building.course("facilitator-cohort")
    actions.finish_module(person=first.person, edition=edition, module="cohort.1", by=SYSTEM, now=now)
    building.newer("facilitator-cohort", without=("cohort.2",), now=now)
    session.commit()
    page = site.page(renata, viewport=chromium.PHONE)
    to(page, "Cohorts")
    page.get_by_role("link", name="Editions of courses").click()
    page.get_by_role("link", name="2 people").click()
    page.get_by_role("link", name="Trainee 01").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Done, and counts in both (1)")
    expect(main).to_contain_text("Nothing of it is deleted")
    page.get_by_role("button", name="Move to the edition 2099").click()
    expect(page.get_by_role("alert")).to_contain_text("Why?")
    page.get_by_label("Why?").fill("The group goes on with the new scenes.")
    page.get_by_role("button", name="Move to the edition 2099").dblclick()
    done(page, "Trainee 01 is on the edition 2099 now, and is told by mail.")
    assert sorted(edition for (edition,) in site.rows(select(Enrollment.course_edition))) == sorted(
        [edition.edition, "2099"]
    )
    mail = site.mail(first.person.email)[0]
    assert "The group goes on with the new scenes." in mail.body

    mine = site.page(first.person, viewport=chromium.PHONE)
    mine.goto(site.link_in(mail, "/courses/facilitator-cohort"))
    expect(mine.get_by_role("main")).to_contain_text("moved you from the edition")
    expect(mine.get_by_role("main")).to_contain_text("Read, check open")
