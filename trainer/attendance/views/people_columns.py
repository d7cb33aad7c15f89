"""What does this room add to a coordinator's list of people? The clock hours of this program year."""

from datetime import date

from flask_babel import gettext as _

from trainer.attendance import queries
from trainer.attendance.wording import hours
from trainer.core import clock
from trainer.organizations.views.blueprint import Column, add_column
from trainer.schedule.rules import years


def _title() -> str:
    return _("Hours this program year")


def _hours(person_ids: list[int]) -> dict[int, str]:
    starts = years.starts_for(clock.today())
    minutes = queries.minutes_among(person_ids, date(starts, 7, 1), date(starts + 1, 6, 30))
    return {person_id: hours(minutes.get(person_id, 0)) for person_id in person_ids}


add_column(Column(_title, _hours))
