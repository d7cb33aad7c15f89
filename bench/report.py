"""What came out? Tables in Markdown, PASS or SHORT per line, and a profile under every page that is too slow."""

import platform
import sqlite3
import statistics
from dataclasses import dataclass
from datetime import date

import psutil

from bench import inside, references, sites
from bench.measuring import POST, Filled, Run

MOST_STATEMENTS = 14
MOST_GROWTH = 1.3
MUCH_FASTER = 1.25
BUSY = (
    "\nOther programs kept this machine busy: requests a second wander by half between neighbouring rounds. What an"
    " answer costs in processor time does not: judge by it, and run again when it is quiet."
)
TITLES = {POST: "one registration (POST)"}


@dataclass(frozen=True)
class Verdict:
    """One target, what was measured, and whether it holds."""

    text: str
    holds: bool

    def __str__(self) -> str:
        return f"- {'PASS ' if self.holds else 'SHORT'} {self.text}"


def machine() -> str:
    """What it was measured on, without its name."""
    model = platform.processor()
    for line in _lines("/proc/cpuinfo"):
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"{psutil.cpu_count()} cores ({model}), {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}; "
        f"load before the run {psutil.getloadavg()[0]:.1f}"
    )


def _lines(path: str) -> list[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().splitlines()
    except OSError:
        return []


def table(run: Run) -> str:
    """Every page of one site."""
    memory = run.memory
    share = f"{memory.share:.0f} MB a worker ({memory.resident:.0f} MB resident)" if memory else ""
    lines = [
        f"### {run.filled.label}: {run.server}, {sites.WORKERS} workers, {share}\n",
        "| page | requests/s | beside its reference | p50 ms | p99 ms | processor ms | SQL statements | bytes |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for key, title, beside in _rows(run.filled):
        look = run.filled.looks[key]
        if key in run.filled.missing:
            lines.append(f"| {title} | missing ({look.status}) | | | | | | |")
            continue
        ratio = f"{run.beside(key, run, beside):.2f} × ({beside})" if beside else ""
        lines.append(
            f"| {title} | {run.rate(key):,.0f} | {ratio} | {run.percentile(key, 50):.1f}"
            f" | {run.percentile(key, 99):.1f} | {run.work(key):.2f} | {len(look.statements)} | {len(look.body):,} |"
        )
    busy = max(r.busy / r.took for r in run.results["a"])
    lines.append(f"\nThe load client was busy for {busy:.0%} of the time at reference (a).")
    return "\n".join([*lines, *(f"- wrong answer: {text}" for text in run.wrong()[:5])])


def _rows(filled: Filled) -> list[tuple[str, str, str]]:
    return [(page.key, page.title, page.beside) for page in filled.pages] + [(POST, TITLES[POST], "")]


def compared(runs: list[Run]) -> str:
    """The servers beside each other, on the same database in the same rounds."""
    lines = [
        f"| {runs[0].filled.label} | " + " | ".join(run.server for run in runs) + " |",
        "|---|" + "---:|" * len(runs),
    ]
    for key, title, _beside in _rows(runs[0].filled):
        if key not in runs[0].filled.missing:
            cells = [f"{run.rate(key):,.0f}/s · p99 {run.percentile(key, 99):.0f} ms" for run in runs]
            lines.append(f"| {title} | " + " | ".join(cells) + " |")
    memories = [f"{run.memory.share:.0f} MB" if run.memory else "" for run in runs]
    return "\n".join([*lines, "| memory of a worker | " + " | ".join(memories) + " |"])


def decision(runs: list[Run]) -> str:
    """How the servers do over all pages, beside the one that production uses."""
    ours = next(run for run in runs if run.server == sites.DECIDED)
    keys = [key for key in ours.results if key not in "abc" and all(run.rate(key) for run in runs)]
    lines, better = [], False
    for run in runs:
        faster = statistics.geometric_mean([run.beside(key, ours, key) for key in keys])
        lighter = statistics.geometric_mean([(ours.work(key) or 1) / (run.work(key) or 1) for key in keys])
        slowest = max(run.percentile(key, 99) for key in keys)
        lines.append(
            f"{run.server}: {faster:.2f} × the answers over all pages ({lighter:.2f} × by processor time),"
            f" worst p99 {slowest:.0f} ms"
        )
        better = better or (run is not ours and min(faster, lighter) >= MUCH_FASTER)
    told = (
        "reconsider it"
        if better
        else f"it stays: none gives {MUCH_FASTER} × its answers, which a change would need"
    )
    return f"Beside {sites.DECIDED}, which production uses: {'; '.join(lines)}. Decision: {told}."


def speed(run: Run) -> list[tuple[str, Verdict]]:
    """Whether each page keeps up with its reference: (page, verdict)."""
    found = []
    for page in run.filled.pages:
        if not page.beside or page.key in run.filled.missing:
            continue
        ratio = run.beside(page.key, run, page.beside)
        worked = run.work(page.beside) / run.work(page.key) if run.work(page.key) else 0.0
        text = (
            f"{page.title} on {run.filled.label}: {ratio:.2f} of ({page.beside}), at least {page.least}"
            f" (by processor time {worked:.2f})"
        )
        found.append((page.key, Verdict(text, ratio >= page.least)))
    return found


def answers(run: Run) -> list[tuple[str, Verdict]]:
    """Whether every answer was the one expected: (page, verdict)."""
    wrong = len(run.wrong())
    return [("", Verdict(f"{run.server} on {run.filled.label}: {wrong} wrong answers", wrong == 0))]


def growth(few: Run, many: Run) -> list[tuple[str, Verdict]]:
    """Whether a page takes as long with many people as with few: (page, verdict)."""
    found = []
    for key, title, _beside in _rows(few.filled):
        if key in "abc" or key in few.filled.missing or key in many.filled.missing:
            continue
        longer = few.beside(key, many, key)
        worked = many.work(key) / few.work(key) if few.work(key) else 0.0
        times = f"{longer:.2f} × the time with {few.filled.people:,} (by processor time {worked:.2f})"
        text = f"{title} on {many.filled.label}: {times}, at most {MOST_GROWTH}"
        found.append((key, Verdict(text, 0 < longer <= MOST_GROWTH)))
    return found


def statements(filled: list[Filled]) -> list[tuple[str, Verdict]]:
    """Whether a page sends few statements, and as many with many people as with few: (page, verdict)."""
    found = []
    for key, title, _beside in _rows(filled[0]):
        if key in "abc" or any(key in database.missing for database in filled):
            continue
        counts = [len(database.looks[key].statements) for database in filled]
        numbers = ", ".join(str(count) for count in counts)
        holds = max(counts) <= MOST_STATEMENTS and max(counts) == min(counts)
        if key == POST:
            holds = max(counts) == min(counts)
        text = f"{title} on {filled[0].kind}: {numbers} statements" + (
            "" if key == POST else f", at most {MOST_STATEMENTS}"
        )
        found.append((key, Verdict(text, holds)))
    return found


def profile(filled: Filled, key: str) -> str:
    """Where the time of a page goes, for a page that is too slow."""
    page = next((page for page in filled.pages if page.key == key), None)
    if page is None:
        return ""
    again = inside.repeated(filled.looks[key].statements)
    text = inside.Insider(filled.app, filled.cookies).profile(page)
    return "\n".join(
        [f"#### Where the time goes: {page.title}, {filled.label}\n", "```", text, *again, "```"]
    )


def head(today: date, title: str) -> str:
    """What was measured, how, on what."""
    lines = [f"# {title}, {today.isoformat()}\n", machine() + ".", ""]
    if psutil.getloadavg()[0] > 1:
        lines.insert(2, BUSY)
    lines += [f"- Reference ({key}): {says}." for key, says in references.specification()]
    return "\n".join(lines)
