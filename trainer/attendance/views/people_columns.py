"""What does this room add to a coordinator's list of people? The clock hours of this program year."""

from flask_babel import gettext as _

from trainer.attendance.queries import columns
from trainer.attendance.rules import goals
from trainer.attendance.wording import hours
from trainer.core import clock
from trainer.organizations.models import Organization
from trainer.organizations.views.blueprint import Column, add_column


def _title() -> str:
    return _("Hours this program year")


def _hours(person_ids: list[int], organization: Organization) -> dict[int, str]:
    period = goals.presets(clock.today())["program_year"]
    minutes = columns.minutes_among(person_ids, organization.id, period.first, period.last)
    return {person_id: hours(minutes.get(person_id, 0)) for person_id in person_ids}


add_column(Column(_title, within=_hours))
