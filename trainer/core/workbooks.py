"""How does a table become a workbook? One sheet as XLSX, written with nothing but a zip file and plain XML."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from trainer.core.tables import safe_cell

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STILL = (1980, 1, 1, 0, 0, 0)
"""The same table gives the same bytes, whenever it is written."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEETML}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_SHEETML}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_SHEETML}.styles+xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_LINKS = (
    f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_BOLD, _DATE = 1, 2


def write_xlsx(title: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A workbook of one sheet: numbers are numbers, dates are dates, no text is taken for a formula (trust.md 19)."""
    lines = [_line(1, [_text(name, _BOLD) for name in header])]
    lines += [_line(number, [_cell(value) for value in row]) for number, row in enumerate(rows, start=2)]
    sheet = (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="{max(len(header), 1)}" width="20" '
        f'customWidth="1"/></cols><sheetData>{"".join(lines)}</sheetData></worksheet>'
    )
    book = (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        f'<sheet name="{_name(title)}" sheetId="1" r:id="r1"/></sheets></workbook>'
    )
    return write_zip(
        {
            "[Content_Types].xml": _TYPES.encode(), "_rels/.rels": _ROOT.encode(), "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": _LINKS.encode(), "xl/styles.xml": _STYLES.encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
        }
    )  # fmt: skip


def write_zip(files: dict[str, bytes]) -> bytes:
    """An archive of these files by name, each with the same date: what is in it decides its bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(zipfile.ZipInfo(name, STILL), body, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _line(number: int, cells: Sequence[str]) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(value: object) -> str:
    if isinstance(value, bool) or value is None:
        return _text("" if value is None else str(value))
    if isinstance(value, int | float):
        return f"<c><v>{value}</v></c>"
    if isinstance(value, date) and not isinstance(value, datetime) and value >= date(1900, 3, 1):
        return f'<c s="{_DATE}"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    return _text(str(value))


def _text(value: str, style: int = 0) -> str:
    kept = "".join(char for char in safe_cell(value) if char in "\t\n\r" or ord(char) >= 32)
    kept = "".join(char for char in kept if char not in "\ufffe\uffff")
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{escape(kept)}</t></is></c>'


def _name(title: str) -> str:
    """What a sheet may be called: at most 31 letters, none of those that spreadsheets keep for themselves."""
    kept = "".join(char for char in title if char not in "[]:*?/\\'" and char.isprintable())
    return escape(kept.strip()[:31] or "Sheet", {'"': "&quot;"})
