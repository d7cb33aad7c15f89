"""What are a CoP's sums called, and why can one not be kept?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.money import BudgetLine, MoneyKind, MoneyReason

words_for(
    {
        MoneyKind.EXPENSE: _l("Spent"),
        MoneyKind.IN_KIND: _l("Given in kind"),
        MoneyKind.DONATION: _l("Donated"),
    }
)
words_for(
    {
        BudgetLine.VENUE: _l("Room"),
        BudgetLine.PARKING: _l("Parking"),
        BudgetLine.FOOD: _l("Food and drink"),
        BudgetLine.MATERIALS: _l("Materials"),
        BudgetLine.TRAVEL: _l("Travel"),
        BudgetLine.INTERPRETING: _l("Interpreting and access"),
        BudgetLine.CHILD_CARE: _l("Child care"),
        BudgetLine.PRESENTERS: _l("Guest presenters"),
        BudgetLine.PRIZES: _l("Door prizes and incentives"),
        BudgetLine.OTHER: _l("Other"),
    }
)
words_for(
    {
        MoneyReason.WHAT_MISSING: _l("Say what it was for."),
        MoneyReason.CENTS_WRONG: _l("Enter a sum above zero and up to %(most)s, such as 12.50."),
        MoneyReason.DAY_WRONG: _l("This day lies ahead. Write down what has happened."),
        MoneyReason.NO_SUCH_SESSION: _l("This session is not one of this CoP."),
        MoneyReason.RECEIPT_NOT_TAKEN: _l(
            "This file is neither a photo nor a PDF, whatever its name says. Nothing was saved: take a photo of the"
            " receipt."
        ),
    }
)
names_for(
    "action",
    {
        "cop.money": _l("Wrote a sum of a CoP down"),
        "cop.receipt": _l("Added a receipt"),
        "cop.remove_receipt": _l("Removed a receipt"),
        "cop.remove_money": _l("Took a sum of a CoP back"),
        "cop.budget": _l("Saved the budget of a CoP"),
    },
)
