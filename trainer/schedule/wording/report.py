"""How does an import tell what it did? Lines for a terminal."""

from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.core.i18n import sentence, words
from trainer.schedule.actions.years import ImportReport, Outcome
from trainer.schedule.wording.dates import offering_when


def lines(report: ImportReport) -> list[str]:
    """What each row makes, then one sentence for the whole. With problems, only the problems."""
    if report.problems:
        found = [
            (_("Line %(line)s: ", line=line) if line else "") + sentence(reason)
            for line, reason in report.problems
        ]
        return [*found, _("Nothing was imported. Correct the file and import it again.")]
    rows = [
        f"{row.line:>4}  {words(row.outcome)}: {row.title}, {offering_when(row.plan)}"
        for row in report.rows
        if row.plan
    ]
    made, there = len(report.made), report.count(Outcome.ALREADY)
    said = ngettext("%(num)s offering was drafted.", "%(num)s offerings were drafted.", made)
    if there:
        said += " " + ngettext("%(num)s was already there.", "%(num)s were already there.", there)
    return [*rows, said]
