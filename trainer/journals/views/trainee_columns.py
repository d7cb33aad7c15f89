"""What does this room add to a mentor's list of trainees? How many entries wait for an answer."""

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from trainer.journals import queries
from trainer.mentoring.views.blueprint import Column, add_column


def _title() -> str:
    return _("Journal")


def _waiting(person_ids: list[int]) -> dict[int, Markup]:
    found = queries.waiting_by_writer(person_ids)
    return {
        person_id: Markup('<a href="{}">{}</a>').format(
            flask.url_for("journals.reviews"), ngettext("%(num)d entry waits", "%(num)d entries wait", count)
        )
        for person_id, count in found.items()
    }


add_column(Column(_title, _waiting))
