"""How is it said why a mentor fits a trainee, and why another one cannot be?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.accounts.models import Person
from trainer.core.errors import Reason
from trainer.core.i18n import decimal, sentence, words
from trainer.learning.models import Enrollment
from trainer.mentoring.queries import Search
from trainer.mentoring.rules.pairing import Fit, Match
from trainer.organizations.rules import Setting
from trainer.schedule.wording.dates import language_words


@dataclass(frozen=True)
class Choice:
    """One possible mentor on the page. `problem`: why it cannot be."""

    person: Person
    trainees: int
    fits: list[tuple[str, bool]]
    problem: str

    @property
    def short(self) -> str:
        """The reasons in one line."""
        return self.problem or " · ".join(text for text, _good in self.fits)


@dataclass(frozen=True)
class Line:
    """A trainee with the mentor proposed for them and everybody else who could be."""

    enrollment: Enrollment
    best: Choice | None
    choices: list[Choice]

    @property
    def open(self) -> list[Choice]:
        """Those who could be."""
        return [one for one in self.choices if not one.problem]

    @property
    def barred(self) -> list[Choice]:
        """Those who cannot, each with why."""
        return [one for one in self.choices if one.problem]


def choices(found: Search, trainee: Person, *, without: int | None = None) -> list[Choice]:
    """Everybody for one trainee, best first, those who cannot last. `without`: who mentors them now."""
    return [_choice(found, trainee, one) for one in found.ranked(trainee.id) if one.guide != without]


def line(found: Search, enrollment: Enrollment, best: Match | None) -> Line:
    """A trainee on the page of proposals."""
    all_of_them = choices(found, enrollment.person)
    proposed = next((one for one in all_of_them if best and one.person.id == best.guide), None)
    return Line(enrollment, proposed, all_of_them)


def sentences(problems: Iterable[Reason]) -> list[str]:
    """Refusals in the reader's words."""
    return [sentence(one) for one in problems]


def _choice(found: Search, trainee: Person, match: Match) -> Choice:
    candidate = found.people[match.guide]
    fits = [(sentence(Reason(fit, _facts(facts))), fit not in AGAINST) for fit, facts in match.reasons]
    problem = ""
    if match.bar:
        code, facts = match.bar
        problem = sentence(
            Reason(code, {"mentor": candidate.person.name, "trainee": trainee.name, **_facts(facts)})
        )
    return Choice(candidate.person, candidate.trainees, fits, problem)


AGAINST = (Fit.NO_LANGUAGE, Fit.OTHER_REGION, Fit.ZONES_APART)
"""What is worth knowing and speaks rather against it."""


def _facts(facts: Mapping[str, Any]) -> dict[str, Any]:
    said = dict(facts)
    if "languages" in said:
        said["languages"] = language_words(said["languages"])
    if "setting" in said:
        said["setting"] = (
            words(Setting(said["setting"])) if said["setting"] in set(Setting) else said["setting"]
        )
    if "hours" in said:
        said["hours"] = decimal(said["hours"])
    return said
