"""Are the tables that people really have read whole, or refused with the line that is wrong (trust.md 18 and 19)?"""

import csv
import io

import pytest

from trainer.core import tables
from trainer.core.errors import Refused
from trainer.core.tables import TableReason

COLUMNS = [("name", "full name"), ("email", "e-mail"), ("job",)]
PLAIN = "name,email,job\nAna Muñoz,ana@example.org,Coach\nBo,bo@example.org,\n"


def read(data, most=100):
    return tables.read_csv(data, columns=COLUMNS, required=2, most=most)


def why(data, most=100):
    with pytest.raises(Refused) as refused:
        read(data, most)
    return [(reason.code, reason.facts.get("line")) for reason in refused.value.reasons]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-be").join([b"\xfe\xff", b""]),
        PLAIN.encode("latin-1"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace(",", ";"),
        PLAIN.replace(",", "\t"),
        "\n\n" + PLAIN,
        PLAIN.replace("name,", "Full Name,").replace("email", "E-MAIL"),
        PLAIN.replace("Ana Muñoz", '"Ana Muñoz"').replace("Coach", ' "Coach"'.strip()),
        "name,email,job,shoe size\n" + "".join(f"{line},9\n" for line in PLAIN.splitlines()[1:]),
    ],
)
def test_it_reads_what_people_have(data):
    first, second = read(data)
    assert first.cells == {"name": "Ana Muñoz", "email": "ana@example.org", "job": "Coach"}
    assert (second.cells["name"], second.cells["job"]) == ("Bo", "")


def test_lines_are_those_of_the_file():
    rows = read('name,email\n\n"A\nB",a@x.org\nC,c@x.org\n')
    assert [(row.line, row.cells["name"]) for row in rows] == [(3, "A\nB"), (5, "C")]


def test_quoted_delimiters_are_text():
    assert read('name,email\n"Ruiz, Ana",a@x.org\n')[0].cells["name"] == "Ruiz, Ana"


@pytest.mark.parametrize(
    ("data", "reasons"),
    [
        ("", [(TableReason.EMPTY, None)]),
        (" \r\n \n", [(TableReason.EMPTY, None)]),
        ("name,email\n", [(TableReason.EMPTY, None)]),
        ("name,email\n,\n", [(TableReason.EMPTY, None)]),
        ("name\nAna\n", [(TableReason.MISSING_COLUMN, 1)]),
        ("Ana,ana@x.org\n", [(TableReason.MISSING_COLUMN, 1), (TableReason.MISSING_COLUMN, 1)]),
        ("name,email,e-mail\nA,a@x.org,b@x.org\n", [(TableReason.TWICE_COLUMN, 1)]),
        ('name,email\n"Ana"x,a@x.org\n', [(TableReason.STRAY_QUOTE, 2)]),
        ('name,email\nA,a@x.org\n"Ana,a@x.org\n', [(TableReason.STRAY_QUOTE, 3)]),
        ("name,email\nA,a@x.org,more\n", [(TableReason.TOO_MANY_CELLS, 2)]),
        ("name,email\nA,a@x.org\n" + "B" * 2001 + ",b@x.org\n", [(TableReason.TOO_LONG, 3)]),
        ("name,email\nA\x07,a@x.org\n", [(TableReason.CONTROL_CHARACTER, 2)]),
        (b"name,email\nA\x00,a@x.org\n", [(TableReason.NOT_TEXT, None)]),
        ("name,email\nA\x00,a@x.org\n", [(TableReason.CONTROL_CHARACTER, 2)]),
        (b"\xff\xfe\x00", [(TableReason.NOT_TEXT, None)]),
        (b"\x89PNG\r\n\x1a\n\x00\x00", [(TableReason.NOT_TEXT, None)]),
        (b"x" * 5_000_001, [(TableReason.TOO_LARGE, None)]),
    ],
)
def test_it_says_what_is_wrong_and_where(data, reasons):
    assert why(data) == reasons


def test_all_lines_that_are_wrong_are_named_and_nothing_is_read():
    data = "name,email\nA,a@x.org\nB,b@x.org,1\nC,c@x.org\nD,d@x.org,1\n"
    assert why(data) == [(TableReason.TOO_MANY_CELLS, 3), (TableReason.TOO_MANY_CELLS, 5)]


def test_more_rows_than_allowed_are_refused():
    data = "name,email\n" + "A,a@x.org\n" * 101
    assert why(data) == [(TableReason.TOO_MANY_ROWS, None)]
    assert len(read(data, most=101)) == 101


RISKY = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "  @x", "\n=1", "\u00a0=1",
    "\u3000＝1", "\ufeff=1",
]  # fmt: skip


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_begins_like_a_formula(text):
    out = tables.write_csv(["name", text], [[text, 1]]).decode("utf-8-sig")
    header, row = csv.reader(io.StringIO(out, newline=""))
    for cell in (header[1], row[0]):
        assert cell == "'" + text


@pytest.mark.parametrize("value", ["Ana", "a=b", "1-2", "", None, 5, "ana@example.org", "O'Neill"])
def test_what_is_no_formula_stays_as_it_is(value):
    assert tables.safe_cell(value) == ("" if value is None else str(value))


def test_what_was_written_is_read_again():
    data = tables.write_csv(["name", "email"], [["Muñoz, Ana", "a@x.org"], ['"B"', "b@x.org"]])
    assert data.startswith(b"\xef\xbb\xbf")
    assert [row.cells["name"] for row in read(data)] == ["Muñoz, Ana", '"B"']
