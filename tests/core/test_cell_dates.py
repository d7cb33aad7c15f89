"""Is a day, a month or a time of a workbook read as its sheet shows it, and a number as a number?"""

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from trainer.core import spreadsheets
from trainer.core.cell_dates import Shows, shown_by
from trainer.core.workbooks import write_xlsx, write_zip


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("General", Shows.NUMBER), ("0.00", Shows.NUMBER), ('#,##0 "days"', Shows.NUMBER), ("0.00E+00", Shows.NUMBER),
        ("[Red]0", Shows.NUMBER), ("m/d/yyyy", Shows.DAY), ("yyyy\\-mm\\-dd", Shows.DAY), ('d "de" mmmm', Shows.DAY),
        ("[$-409]mmmm d, yyyy;@", Shows.DAY), ("mmm\\-yy", Shows.MONTH), ("mmmm yyyy", Shows.MONTH),
        ("h:mm AM/PM", Shows.TIME), ("[h]:mm", Shows.TIME), ("m/d/yy h:mm", Shows.MOMENT), ("yyyy", Shows.DAY),
    ],
)  # fmt: skip
def test_a_format_says_what_it_shows(code, shows):
    assert shown_by(code) is shows


def rows_of(book):
    return list(csv.reader(io.StringIO(spreadsheets.as_csv(book, most=9))))


def restyled(book, numbers, more=""):
    """The workbook with these built-in formats in place of ours, and something else about it."""
    with zipfile.ZipFile(io.BytesIO(book)) as given:
        files = {name: given.read(name) for name in given.namelist()}
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    files["xl/styles.xml"] = re.sub(
        rb"<cellXfs.*</cellXfs>", f"<cellXfs>{styles}</cellXfs>".encode(), files["xl/styles.xml"]
    )
    files["xl/workbook.xml"] = files["xl/workbook.xml"].replace(b"<sheets>", f"{more}<sheets>".encode())
    return write_zip(files)


def test_what_we_write_ourselves_is_read_back():
    book = write_xlsx("A", ["day", "places"], [[date(2021, 9, 15), 44454], [date(2022, 3, 1), 2.5]])
    assert rows_of(book)[1:] == [["2021-09-15", "44454"], ["2022-03-01", "2.5"]]


@pytest.mark.parametrize(
    ("number", "read"), [(14, "2021-11-01"), (17, "November 2021"), (22, "2021-11-01"), (2, "44501")]
)
def test_days_are_written_as_they_are_shown(number, read):
    book = write_xlsx("A", ["day"], [[date(2021, 11, 1)]])
    assert rows_of(restyled(book, [0, 0, number]))[1] == [read]


def test_times_and_years_counted_from_1904():
    book = write_xlsx("A", ["starts"], [[0.375], [0.645833333333333]])
    assert rows_of(restyled(book, [18, 0, 0]))[1:] == [["0.375"], ["0.645833333333333"]], (
        "without a style: a number"
    )
    styled = restyled(book, [0, 0, 0])
    with zipfile.ZipFile(io.BytesIO(styled)) as given:
        files = {name: given.read(name) for name in given.namelist()}
    files["xl/worksheets/sheet1.xml"] = files["xl/worksheets/sheet1.xml"].replace(b"<c><v>", b'<c s="3"><v>')
    times = restyled(write_zip(files), [0, 0, 0, 20])
    assert rows_of(times)[1:] == [["09:00"], ["15:30"]]
    old = restyled(write_xlsx("A", ["day"], [[date(2021, 11, 1)]]), [0, 0, 14], '<workbookPr date1904="1"/>')
    assert rows_of(old)[1] == ["2025-11-02"]
