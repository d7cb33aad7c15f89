"""What may a browser send about seats: held for somebody, approved, given to a colleague?"""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    RadioField,
    SelectField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.accounts.forms import email_field
from trainer.core.forms import OnceForm, WholeNumberField, chosen, required


class ReserveForm(OnceForm):
    """Seats held for an organization or a consortium; the choices are handed in."""

    holder = SelectField(_l("For whom"), [chosen(), required()])
    format = RadioField(_l("Which seats?"), [chosen()])
    count = WholeNumberField(_l("How many seats"), [required()])
    release_on = DateField(
        _l("Release date"),
        [required()],
        description=_l(
            "On this day the seats that nobody uses return to everybody, and to the waitlist first."
        ),
    )
    roll_over = RadioField(_l("What becomes of the seats that nobody uses?"), [chosen()])
    roll_over_to = SelectField(_l("Which offering"), [Optional()])

    def offer(
        self,
        *,
        formats: list[tuple[str, str]],
        organizations: list[tuple[str, str]],
        consortia: list[tuple[str, str]],
        following: list[tuple[str, str]],
    ) -> None:
        """Hand in the choices; a field with nothing to choose disappears."""
        groups = {"": [("", _("Choose one"))], _("Organizations"): organizations, _("Consortia"): consortia}
        self.holder.choices = {name: choices for name, choices in groups.items() if choices}
        self.roll_over_to.choices = [("", _("Choose one")), *following]
        if len(formats) > 1:
            self.format.choices = [SelectChoice(*choice) for choice in formats]
        else:
            del self.format


class ApprovalForm(OnceForm):
    """An administrator's decision about a request for a place."""

    decision = RadioField(
        _l("Your decision"),
        [chosen()],
        choices=[
            SelectChoice("approve", _l("Approve: they get a seat, or a number on the waitlist")),
            SelectChoice("decline", _l("Decline")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"),
        [Length(max=2000)],
        description=_l("Needed when you decline. The person and their coordinators will read it."),
    )


class ColleagueForm(OnceForm):
    """Who takes a seat over; the choices are handed in."""

    colleague = SelectField(_l("Who takes the seat?"), [chosen(), required()])


class ColleagueAddressForm(OnceForm):
    """Who takes one's own seat over, by their address: the names of colleagues are not shown."""

    email = email_field(_l("E-mail address of your colleague"))
