"""What may a browser send when a year is planned? Choices and months are handed in; rules judge the plan."""

from trainer.schedule.forms.offering import DATES, OfferingForm, values_of
from trainer.schedule.forms.sessions import SeriesPart, SessionRow, SessionRows, session_plans
from trainer.schedule.forms.steps import CancelForm, DiscardForm, NewOfferingForm, TrainerForm, YearForm

__all__ = [
    "DATES",
    "CancelForm",
    "DiscardForm",
    "NewOfferingForm",
    "OfferingForm",
    "SeriesPart",
    "SessionRow",
    "SessionRows",
    "TrainerForm",
    "YearForm",
    "session_plans",
    "values_of",
]
