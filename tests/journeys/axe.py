"""Is this page accessible, as far as a machine can tell? Deque's axe, run inside the page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parent.parent / "vendor" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
RUN = """
async (options) => {
  const found = await axe.run(document, options);
  return found.violations.map((one) => ({
    id: one.id, impact: one.impact, help: one.help,
    nodes: one.nodes.map((node) => `${node.html.slice(0, 200)} | ${node.any.concat(node.all, node.none)
      .map((check) => check.message).join("; ").slice(0, 300)}`),
  }));
}
"""


@dataclass(frozen=True)
class Violation:
    """One rule that a page breaks, and where."""

    rule: str
    impact: str
    help: str
    nodes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}\n      " + "\n      ".join(self.nodes[:3])


def violations(page: Page, *, only: tuple[str, ...] = ()) -> list[Violation]:
    """Every violation on the page as it stands; `only` some rules, when the others have been asked already."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(
            SCRIPT.read_text(encoding="utf-8")
        )  # through the debugger, so the page's policy stays on
    options: dict[str, Any] = {
        "resultTypes": ["violations"],
        "runOnly": {"type": "tag", "values": list(TAGS)},
    }
    if only:
        options["runOnly"] = {"type": "rule", "values": list(only)}
    return [
        Violation(one["id"], one["impact"] or "", one["help"], tuple(one["nodes"]))
        for one in page.evaluate(RUN, options)
    ]
