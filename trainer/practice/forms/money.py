"""What may a browser send about a CoP's money?"""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FileField, HiddenField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from trainer.core.forms import Form, OnceForm, chosen, no_line_break, required, sensible_day
from trainer.core.i18n import words
from trainer.practice.rules.money import CURRENCIES, BudgetLine, MoneyKind, as_cents

_CURRENCIES = [SelectChoice(one, one, render_kw={"translate": "no"}) for one in CURRENCIES]
_LINE = [Length(max=200), no_line_break]


def sum_of_money(_form: Any, field: Any) -> None:
    """A sum as people type it."""
    if field.data and as_cents(field.data) is None:
        raise ValidationError(_("Enter a sum such as 12.50."))


class MoneyForm(OnceForm):
    """One sum."""

    kind = RadioField(_l("What happened?"), [chosen()], default=MoneyKind.EXPENSE.value)
    what = StringField(_l("What for"), [required(), *_LINE])
    amount = StringField(
        _l("Sum"),
        [required(), Length(max=20), sum_of_money],
        description=_l("For something given in kind: what it would have cost."),
    )
    currency = SelectField(_l("Currency"), choices=_CURRENCIES)
    line = SelectField(_l("Budget line"), default=BudgetLine.FOOD.value)
    giver = StringField(_l("Who gave or paid"), _LINE)
    on = DateField(_l("Day"), [required(), sensible_day])
    session = SelectField(_l("For which session"), default="")

    def offer(self, sessions: Iterable[tuple[str, str]]) -> None:
        """The kinds, lines and sessions that can be chosen, in the reader's words."""
        form: Any = self
        form.kind.choices = [SelectChoice(one, words(one)) for one in MoneyKind]
        form.line.choices = [SelectChoice(one, words(one)) for one in BudgetLine]
        form.session.choices = [
            SelectChoice("", _("The CoP as a whole")),
            *(SelectChoice(*one) for one in sessions),
        ]


class RemoveForm(Form):
    """Take a sum back."""

    money = HiddenField()


class ReceiptForm(OnceForm):
    """A photo or a PDF of a receipt."""

    file = FileField(_l("The receipt"), description=_l("A photo, as your phone takes it, or a PDF."))


def budget_form() -> type[Form]:
    """A field for what is planned, and one for what is hoped for in kind, on each line."""
    fields: dict[str, Any] = {"budget_currency": SelectField(_l("Currency"), choices=_CURRENCIES)}
    for line in BudgetLine:
        for part in ("cents", "in_kind"):
            fields[f"{part}_{line.value}"] = StringField(
                words(line), [Optional(), Length(max=20), sum_of_money]
            )
    return type("BudgetForm", (Form,), fields)
