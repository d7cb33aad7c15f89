"""What may a browser send when a change of mentor gets another day?"""

from flask_babel import lazy_gettext as _l
from wtforms import DateField

from trainer.core.forms import OnceForm, required, sensible_day


class DayForm(OnceForm):
    """The new day of a change of mentor."""

    on = DateField(_l("New day"), [required(), sensible_day])
