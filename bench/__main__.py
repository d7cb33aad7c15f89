"""`make bench`: fill, start, measure, say what holds. ARGS=--quick for a look, ARGS=--keep to write bench/RESULT.md."""

import argparse
import sys
from pathlib import Path

from bench import measuring, report, sites
from bench.measuring import Filled, Run
from trainer.core import clock

RESULT = Path(__file__).parent / "RESULT.md"
COUNTS = [1_000, 10_000, 100_000]
QUICK_COUNTS = [1_000, 10_000]
MIDDLE = 10_000


class Paper:
    """What is printed is also kept."""

    def __init__(self) -> None:
        self.parts: list[str] = []

    def say(self, text: str) -> None:
        """Print it, and remember it."""
        print(text + "\n", flush=True)
        self.parts.append(text)


def main() -> None:
    """Measure, and end with 1 when a target is missed only if asked (`--strict`)."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="SQLite alone, up to 10,000 people, in two minutes"
    )
    parser.add_argument("--keep", action="store_true", help=f"write the result to bench/{RESULT.name}")
    parser.add_argument("--strict", action="store_true", help="fail when a target is missed")
    given = parser.parse_args()
    paper = Paper()
    began = sites.seconds()
    paper.say(report.head(clock.real_now().date(), "The generated year, measured"))
    kinds, counts = (["SQLite"], QUICK_COUNTS) if given.quick else (["SQLite", "PostgreSQL"], COUNTS)
    rounds, seconds = (3, 0.4) if given.quick else (5, 0.5)
    short = sum(_one_kind(paper, kind, counts, rounds, seconds) for kind in kinds)
    print(f"Took {sites.seconds() - began:.0f} s; {short} target(s) short.")
    if given.keep:
        RESULT.write_text("\n\n".join(paper.parts) + "\n", encoding="utf-8")
    sys.exit(1 if given.strict and short else 0)


def _one_kind(paper: Paper, kind: str, counts: list[int], rounds: int, seconds: float) -> int:
    with measuring.databases(kind, counts) as filled:
        times = ", ".join(f"{database.people:,} people in {database.seconds:.1f} s" for database in filled)
        paper.say(f"## {kind}\n\nFilled: {times}; 20 registrations each.")
        for text in sorted({text for database in filled for text in database.missing.values()}):
            paper.say(f"- MISSING {text}")
        others = [server for server in sites.SERVERS if server != sites.DECIDED]
        plan = [(sites.DECIDED, database) for database in filled]
        plan += [(server, database) for server in others for database in filled if database.people == MIDDLE]
        with measuring.started(plan) as runs:
            measuring.measure(runs, rounds=rounds, seconds=seconds)
        return _say(paper, filled, runs)


def _say(paper: Paper, filled: list[Filled], runs: list[Run]) -> int:
    ours = [run for run in runs if run.server == sites.DECIDED]
    for run in ours:
        paper.say(report.table(run))
    middle = sorted((run for run in runs if run.filled.people == MIDDLE), key=lambda run: run.server)
    paper.say(
        "### The servers beside each other\n\n" + report.compared(middle) + "\n\n" + report.decision(middle)
    )
    found = [(run.filled, key, verdict) for run in ours for key, verdict in report.speed(run)]
    found += [(run.filled, key, verdict) for run in runs for key, verdict in report.answers(run)]
    found += [(filled[-1], key, verdict) for key, verdict in report.growth(ours[0], ours[-1])]
    found += [(filled[-1], key, verdict) for key, verdict in report.statements(filled)]
    paper.say("### Targets\n\n" + "\n".join(str(verdict) for _database, _key, verdict in found))
    short = {key: database for database, key, verdict in found if not verdict.holds}
    for key, database in short.items():
        if text := report.profile(database, key):
            paper.say(text)
    return sum(not verdict.holds for _database, _key, verdict in found)


if __name__ == "__main__":
    main()
