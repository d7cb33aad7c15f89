"""What does a list of people say that somebody pasted or uploaded? CSV or a workbook, with or without headings."""

from trainer.accounts.rules import tidy
from trainer.core import spreadsheets, tables
from trainer.core.errors import Reason, Refused
from trainer.organizations.rules.listing import ListedPerson

HEADINGS = (
    ("name", "nombre", "full name", "nombre completo", "person", "persona"),
    (
        "email",
        "e-mail",
        "mail",
        "email address",
        "e-mail address",
        "correo",
        "correo electrónico",
        "correo electronico",
    ),
    ("role", "job", "job title", "title", "position", "puesto", "rol", "cargo", "función", "funcion"),
    (
        "organization",
        "organisation",
        "agency",
        "employer",
        "organización",
        "organizacion",
        "agencia",
        "empleador",
    ),
)
"""The columns of a team's list and the headings they go by, in English and Spanish."""


def read(data: str | bytes, *, most: int) -> list[ListedPerson]:
    """The rows of a pasted or uploaded list, with or without a line of headings. Raises Refused with line numbers."""
    if isinstance(data, bytes) and spreadsheets.is_workbook(data):
        data = spreadsheets.as_csv(data, most=most + 1)
    text = (tables.decode(data) if isinstance(data, bytes) else data).lstrip("\ufeff")
    headings = _made_up_headings(text)
    try:
        rows = tables.read_csv(headings + text, columns=HEADINGS, required=2, most=most)
    except Refused as refused:
        raise Refused(
            [_one_line_up(reason) for reason in refused.reasons] if headings else refused.reasons
        ) from None
    up = 1 if headings else 0
    return [
        ListedPerson(
            row.line - up,
            tidy(row.cells["name"]),
            row.cells["email"].strip(),
            tidy(row.cells["role"]),
            tidy(row.cells["organization"]),
        )
        for row in rows
    ]


def _made_up_headings(text: str) -> str:
    """A line of headings for a list that has none, in the order its first line shows."""
    lines = text.strip("\r\n").splitlines()
    first = lines[0] if lines else ""
    mark = max(",;\t", key=first.count)
    cells = [cell.strip().strip('"').casefold() for cell in first.split(mark)]
    has_address = any("@" in cell for cell in cells)
    is_heading = not has_address and any(cell in names for cell in cells for names in HEADINGS)
    if not first.strip() or is_heading or (not has_address and len(cells) < 2):
        return ""
    names = ["email", "name", "role"] if "@" in cells[0] else ["name", "email", "role"]
    return mark.join(names) + "\n"


def _one_line_up(reason: Reason) -> Reason:
    line = reason.facts.get("line")
    return Reason(reason.code, {**reason.facts, "line": line - 1}) if isinstance(line, int) else reason
