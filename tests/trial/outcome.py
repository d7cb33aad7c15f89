"""What came out of a trial? A row of the table: what was wanted, what was measured, and that the check can fail."""

from collections.abc import Sequence
from dataclasses import dataclass

HEAD = ("row", "property", "figure wanted", "measured", "control", "verdict", "run")


@dataclass(frozen=True)
class Row:
    """One property on one or both databases. `control` says what the planted fault did; it must have been seen."""

    number: str
    what: str
    wanted: str
    measured: str
    control: str
    holds: bool
    control_failed: bool
    partly: bool = False
    run: str = ""

    @property
    def verdict(self) -> str:
        """Whether it holds; a check that did not fail when it should have says nothing."""
        if not self.control_failed:
            return "WORTH NOTHING: the planted fault was not seen"
        if not self.holds:
            return "FAILS"
        return "holds as far as it ran" if self.partly else "holds"

    @property
    def good(self) -> bool:
        """Whether the figure is reached and the check was seen to fail."""
        return self.holds and self.control_failed

    def cells(self) -> tuple[str, ...]:
        """The row as the table shows it."""
        return (self.number, self.what, self.wanted, self.measured, self.control, self.verdict, self.run)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    return in_columns([row.cells() for row in rows])


def in_columns(lines: Sequence[tuple[str, ...]]) -> str:
    """Cells as a Markdown table with the head of all."""
    every = [HEAD, tuple("---" for _ in HEAD), *lines]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in every)


def merged(before: str, rows: Sequence[Row]) -> str:
    """The table of an earlier text with these rows in place of the same ones, in the order of their numbers."""
    kept = [line[2:-2].split(" | ") for line in before.splitlines() if line.startswith("| ")][2:]
    known = {tuple(cells[:2]): tuple(cell.replace("\\|", "|") for cell in cells) for cells in kept}
    known |= {row.cells()[:2]: row.cells() for row in rows}
    return in_columns(sorted(known.values(), key=lambda cells: (int(cells[0]), cells[1])))


def some(problems: Sequence[str], most: int = 3) -> str:
    """A few of many problems, in a cell."""
    shown = "; ".join(" ".join(problem.split())[:160] for problem in problems[:most])
    return f"{len(problems)} problems: {shown}" if problems else "nothing wrong"
