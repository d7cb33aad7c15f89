"""What may a browser send when certification is asked for, signed off, waived, extended, decided or checked?"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, StopValidation, ValidationError

from trainer.certification.rules import CertificationReason
from trainer.core import documents
from trainer.core.errors import Reason
from trainer.core.forms import Form, OnceForm, WholeNumberField, chosen, no_line_break, required, typed
from trainer.core.i18n import sentence

MOST_WORDS = 4_000


class RequestForm(OnceForm):
    """A trainee asks for certification."""

    name = StringField(
        _l("Your name as it should stand on the certificate"),
        [required(), Length(max=100), no_line_break],
        description=_l(
            "It need not be your legal name. It cannot be changed once the certificate is issued."
        ),
    )


class SignOffForm(OnceForm):
    """A mentor states what was seen and verified, or declines."""

    given = RadioField(
        _l("Your answer"),
        [chosen()],
        choices=[
            SelectChoice(
                "yes", _l("I sign off: I am satisfied that this happened, and that the hours are true")
            ),
            SelectChoice("no", _l("I decline, for the reasons below")),
        ],
    )
    statement = TextAreaField(
        _l("What you have seen and verified"),
        [required(), Length(max=MOST_WORDS)],
        description=_l(
            "For instance: which sessions you heard about or watched, what you read, how you checked the dates. No"
            " names of children or members."
        ),
    )


class OpenForm(OnceForm):
    """A button and nothing else."""


class WaiverForm(OnceForm):
    """An administrator waives a criterion, one session's part of it, or eases its numbers."""

    criterion = RadioField(_l("Criterion"), [chosen()])
    scope = SelectField(_l("For which session"), description=_l("Only where a waiver covers one session."))
    waiver_reason = TextAreaField(_l("Reason"), [required(), Length(max=MOST_WORDS)])

    def offer(self, criteria: Sequence[tuple[str, str]], sessions: Sequence[tuple[str, str]]) -> None:
        """Hand in the choices; a field with nothing to choose disappears."""
        self.criterion.choices = [SelectChoice(*choice) for choice in criteria]
        if sessions:
            self.scope.choices = [
                SelectChoice("", _l("The whole criterion")),
                *(SelectChoice(*one) for one in sessions),
            ]
        else:
            del self.scope


def _whole(_form: Any, field: Any) -> None:
    """One sentence for what is no number, in words of ours."""
    if field.data is None:
        field.errors[:] = []
        raise StopValidation(str(_l("Enter a whole number.")))


class NumberForm(OnceForm):
    """An administrator eases one number of a criterion whose numbers may be eased."""

    number = RadioField(_l("Which number"), [chosen()])
    value = WholeNumberField(
        _l("The lower number for this file"),
        [typed(), _whole, NumberRange(0, 1000, _l("Enter a whole number."))],
    )
    number_reason = TextAreaField(_l("Reason"), [required(), Length(max=MOST_WORDS)])

    def offer(self, numbers: Sequence[tuple[str, str]]) -> None:
        """Hand in the choices."""
        self.number.choices = [SelectChoice(*choice) for choice in numbers]


class ExtendForm(OnceForm):
    """An administrator moves the deadline."""

    until = DateField(_l("New last day"), [required()])
    extend_reason = TextAreaField(_l("Reason"), [required(), Length(max=MOST_WORDS)])
    extend_said = TextAreaField(
        _l("What the trainee reads about it"), [Length(max=MOST_WORDS)],
        description=_l("It stands on “My enrollment”. The reason above stays with the administrators."),
    )  # fmt: skip


class DecideForm(OnceForm):
    """An administrator grants, returns or declines."""

    outcome = RadioField(
        _l("Your decision"),
        [chosen()],
        choices=[
            SelectChoice("grant", _l("Grant: the certificate is issued at once")),
            SelectChoice("return", _l("Return, with a list of what is missing")),
            SelectChoice("decline", _l("Decline")),
        ],
    )
    reason = TextAreaField(
        _l("Reason"),
        [required(), Length(max=MOST_WORDS)],
        description=_l("The trainee and the mentor read it. It never stands on the certificate."),
    )


class CredentialForm(OnceForm):
    """An administrator suspends, revokes or reinstates a certificate."""

    to = RadioField(_l("What should happen"), [chosen()])
    reason = TextAreaField(
        _l("Reason"),
        [required(), Length(max=MOST_WORDS)],
        description=_l("Read by the holder and the administrators. The public page never shows it."),
    )

    def offer(self, choices: Sequence[tuple[str, Any]]) -> None:
        """Hand in what can follow from the state of today."""
        self.to.choices = [SelectChoice(*choice) for choice in choices]


def _printable(_form: Any, field: Any) -> None:
    """A letter without a sign in our fonts stops every certificate that it would stand on."""
    if not documents.can_write(field.data):
        raise ValidationError(sentence(Reason(CertificationReason.NAME_NOT_PRINTABLE)))


class IssuerForm(Form):
    """Who issues certificates, as it stands on each new one."""

    name = StringField(_l("Organization"), [required(), Length(max=120), no_line_break, _printable])
    address = StringField(
        _l("Its address, in one line"), [required(), Length(max=200), no_line_break, _printable]
    )
    signatory = StringField(_l("Who signs"), [required(), Length(max=100), no_line_break, _printable])
    signatory_title = StringField(
        _l("Title of whoever signs"), [required(), Length(max=100), no_line_break, _printable]
    )
