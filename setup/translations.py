"""Which texts are translated, and are the compiled catalogs younger than their sources?

`compile` (at every start; quick when nothing changed) writes the .mo files; `update` collects the texts of
the program into messages.pot and brings each language's messages.po up to date with it.
"""

import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
FOLDER = ROOT / "trainer" / "translations"
TEMPLATE = FOLDER / "messages.pot"
MAPPING = ROOT / "setup" / "babel.cfg"
LANGUAGES = ("es",)  # besides English, in which the texts are written
KEYWORDS = (
    "_l",
    "lazy_gettext",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
    "lazy_pgettext:1c,2",
    "lazy_ngettext:1,2",
)
NOT_KEPT = (
    "Project-Id",
    "Report-Msgid",
    "POT-Creation",
    "PO-Revision",
    "Last-Tr",
    "Language-Team",
    "Generated-By",
)
"""Lines of a catalog's head that would name a person or a moment, and so change without a change of the texts."""


def pybabel(*arguments: str) -> None:
    """Runs Babel's own command and stops with its message when it fails."""
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", "-q", *arguments], cwd=ROOT, check=True)


def stale_catalogs() -> list[pathlib.Path]:
    """Sources whose compiled form is missing or older."""
    sources = sorted(FOLDER.glob("*/LC_MESSAGES/*.po"))
    return [po for po in sources if not _is_current(po, po.with_suffix(".mo"))]


def _is_current(po: pathlib.Path, mo: pathlib.Path) -> bool:
    return mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime


def compile_catalogs() -> None:
    """Writes what is missing or old."""
    for po in stale_catalogs():
        language = po.parent.parent.name
        pybabel("compile", "-i", str(po), "-o", str(po.with_suffix(".mo")), "-l", language)


def update_catalogs() -> None:
    """Collects the texts, then merges them into every language; guesses ("fuzzy") are never made."""
    words = [part for keyword in KEYWORDS for part in ("-k", keyword)]
    about = ["--project=trainer", "--sort-by-file", "--no-location", "--add-comments=Translators:"]
    FOLDER.mkdir(exist_ok=True)
    pybabel("extract", "-F", str(MAPPING), *words, *about, "-o", str(TEMPLATE), "trainer")
    for language in LANGUAGES:
        po = FOLDER / language / "LC_MESSAGES" / "messages.po"
        if not po.exists():
            pybabel("init", "-i", str(TEMPLATE), "-o", str(po), "-l", language)
        merge = ["--no-fuzzy-matching", "--ignore-obsolete", "--width=110", "--ignore-pot-creation-date"]
        pybabel("update", *merge, "-i", str(TEMPLATE), "-o", str(po), "-l", language)
        po.write_text(with_short_head(po.read_text(encoding="utf-8")), encoding="utf-8")


def with_short_head(text: str) -> str:
    """A catalog whose head says only which language it is and how its letters and plurals work."""
    head, rest = text.lstrip().split("\n\n", 1)
    lines = [line for line in head.splitlines() if not line.startswith("#")]
    return "\n".join(line for line in lines if not line[1:].startswith(NOT_KEPT)) + "\n\n" + rest


def main(task: str) -> None:
    """Runs the named task."""
    if task == "update":
        update_catalogs()
    compile_catalogs()


if __name__ == "__main__":
    main(sys.argv[1])
