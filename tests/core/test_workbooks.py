"""Is a workbook one that spreadsheets open, with numbers as numbers and no text taken for a formula?"""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pytest

from trainer.core import tables
from trainer.core.workbooks import write_xlsx, write_zip

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(body):
    book = zipfile.ZipFile(io.BytesIO(body))
    for name in book.namelist():
        ElementTree.fromstring(book.read(name))
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [[(cell.get("t"), "".join(cell.itertext())) for cell in row] for row in sheet.iter(f"{SPACE}row")]


def test_numbers_and_dates_are_values_and_everything_else_is_text():
    rows = cells(
        write_xlsx(
            "Hours: [2020/21]",
            ["Name", "Hours"],
            [["Ana & <Bo>", 4.5], [date(2021, 5, 24), -3], [None, True]],
        )
    )
    text = "inlineStr"
    assert rows == [
        [(text, "Name"), (text, "Hours")], [(text, "Ana & <Bo>"), (None, "4.5")], [(None, "44340"), (None, "-3")],
        [(text, ""), (text, "True")],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1", "＠x", " =1", "a\x0bb\ufffe"]
)
def test_no_cell_begins_as_a_formula_and_no_letter_breaks_the_file(text):
    (kind, head), (_kind, body) = (
        cells(write_xlsx("x", [text], [[text]]))[0] + cells(write_xlsx("x", ["x"], [[text]]))[1]
    )
    assert kind == "inlineStr"
    assert not tables.FORMULA.match(head)
    assert not tables.FORMULA.match(body)


def test_the_same_content_gives_the_same_bytes():
    files = {"a.txt": b"a", "ñ/b.txt": b"b"}
    assert write_zip(files) == write_zip(files)
    assert zipfile.ZipFile(io.BytesIO(write_zip(files))).namelist() == ["a.txt", "ñ/b.txt"]
