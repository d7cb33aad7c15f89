"""What does this room add to a coordinator's list of people? Who has completed CoP 101, which others ask for."""

from trainer.core.i18n import words
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.rules import CompletionKind
from trainer.organizations.views.blueprint import Column, add_column
from trainer.schedule.rules.kinds import OfferingKind

FIRST_COURSE = "cop-101"


def _title() -> str:
    return words(OfferingKind.COP_101)


def _completed(person_ids: list[int]) -> dict[int, str]:
    done = curriculum_queries.completed_among(person_ids, FIRST_COURSE)
    return dict.fromkeys(done, words(CompletionKind.COMPLETED))


add_column(Column(_title, _completed))
