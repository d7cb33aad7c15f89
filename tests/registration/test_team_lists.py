"""Is a pasted or uploaded list read as people have it, or refused whole with its line?"""

import io
import re

import pytest

from tests.registration.desk import Desk, outcomes
from tests.registration.reading import rows, text
from trainer.registration import forms


@pytest.fixture
def desk(session, browser_of):
    return Desk(session, browser_of, capacity=2)


@pytest.mark.parametrize(
    "typed",
    [
        "Ana Ruiz,ana@example.org,Lead",
        "Ana Ruiz;ana@example.org;Lead",
        "Ana Ruiz\tana@example.org\tLead",
        "ana@example.org, Ana Ruiz, Lead",
        "E-mail,Job title,Name\nana@example.org,Lead,Ana Ruiz",
        "\n\nnombre;correo;cargo\n\nAna Ruiz;ana@example.org;Lead\n\n",
    ],
)
def test_a_list_may_have_a_heading_or_none_and_any_order(typed):
    [row] = forms.read_team(typed)
    assert (row.name, row.email, row.job) == ("Ana Ruiz", "ana@example.org", "Lead")


def test_line_numbers_are_those_of_what_was_pasted():
    assert [row.line for row in forms.read_team("A,a@x.org\n\nB,b@x.org")] == [1, 3]
    assert [row.line for row in forms.read_team("name,email\nA,a@x.org\nB,b@x.org")] == [2, 3]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"name,role\nAna,Lead\n", "there is no column “email”"),
        (b'name,email\n"Ana,ana@example.org\nBen,ben@example.org\n', "quotation mark"),
        (b"name,email\n" + b"A,a@example.org\n" * 10_000, "more than 500 rows"),
        (b"name,email\nA\x00na,ana@example.org\n", "not a text file"),
        (b"name,email\nAna,ana@example.org,x,y,z\n", "Line 2 has more cells"),
        (b"PK\x03\x04\x00\x00", "not a text file"),
        (b"name,email\nA\x07na,ana@example.org\n", "Line 2 holds a character"),
        (b"", "nobody on the list"),
        (b"name,email,name\nA,a@example.org,B\n", "is there twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole_with_its_line(session, desk, data, says):
    answer = desk.preview("", file=(io.BytesIO(data), "team.csv"))
    assert answer.status_code == 422
    assert says in text(answer)
    assert rows(session) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_files_as_people_have_them_are_read(session, desk, encoding):
    data = "Nombre;Correo;Puesto\r\nJosé Núñez;jose@example.org;Líder\r\n".encode(encoding)
    page = desk.preview("", file=(io.BytesIO(data), "equipo.csv"))
    assert page.status_code == 200
    assert "José Núñez" in text(page)
    assert outcomes(page) == ["Gets a seat"]


def test_a_pasted_list_with_a_nul_byte_or_too_long_keeps_what_was_typed(session, desk):
    answer = desk.preview("Ana,ana@example.org\x00")
    assert (answer.status_code, "cannot be stored" in text(answer)) == (422, True)
    answer = desk.preview("A,a@example.org\n" * 501)
    assert (answer.status_code, "more than 500 rows" in text(answer)) == (422, True)
    assert answer.get_data(as_text=True).count("a@example.org") == 501


def test_html_and_formulas_in_names_stay_text(session, desk):
    typed = 'name,email\n<script>alert(1)</script>,a@example.org\n"=HYPERLINK(""http://x"")",b@example.org'
    page = desk.preview(typed)
    assert "<script>alert" not in page.get_data(as_text=True)
    answer = desk.confirm(page, typed)
    assert answer.status_code == 303
    file = desk.browser.get(f"/organizations/{desk.organization.ref}/registrations.csv").get_data(
        as_text=True
    )
    cells = re.split(r"[,\r\n]", file.replace('"', ""))
    assert "'=HYPERLINK(http://x)" in cells
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize("more", ["\n" * 300_000, "," + "x" * 1_900 + "\n"])
def test_a_file_longer_than_the_field_can_be_confirmed_as_it_was_shown(session, desk, more):
    """Blank lines and columns we do not read make a file long, and no list too long."""
    lines = [f"Person {number},p{number}@example.org,Aide" for number in range(120)]
    data = "name,email,role,notes\n" + "".join(
        line + more if more[0] == "," else line + "\n" for line in lines
    )
    data += more if more[0] == "\n" else ""
    page = desk.preview("", file=(io.BytesIO(data.encode()), "team.csv"))
    html = page.get_data(as_text=True)
    assert (page.status_code, len(html) < 250_000) == (200, True)
    shown = re.search(r'<textarea[^>]*name="text"[^>]*>(.*?)</textarea>', html, re.DOTALL)[1]
    assert desk.confirm(page, shown.strip()).status_code == 303
