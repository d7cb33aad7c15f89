"""What may be sent about how a CoP is doing: an answer of a member, a decision of a facilitator?"""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import OnceForm, chosen, required
from trainer.practice.rules.health import OPEN, Continuation, Item

CANNOT_SAY = "cannot_say"


class OpenHealthForm(OnceForm):
    """The three open questions; `health_form` adds what is rated."""

    keep = TextAreaField(_l("What should we keep?"), [Length(max=2_000)])
    change = TextAreaField(_l("What should we stop or start?"), [Length(max=2_000)])
    story = TextAreaField(
        _l("Tell one short story: what happened here, what you did, what changed"), [Length(max=2_000)]
    )

    def numbers(self) -> dict[str, int]:
        """What was rated, by item; "can't say" is left out."""
        said = {item.value: self[f"item_{item.value}"].data for item in Item}
        return {name: int(value) for name, value in said.items() if value and value != CANNOT_SAY}

    def texts(self) -> dict[str, str]:
        """What was written."""
        return {name: self[name].data or "" for name in OPEN}


_STEPS = [
    *(SelectChoice(str(step), str(step)) for step in range(1, 6)),
    SelectChoice(CANNOT_SAY, _l("Can’t say")),
]
_fields: dict[str, Any] = {
    f"item_{item.value}": RadioField("", [Optional()], choices=_STEPS) for item in Item
}
HealthForm: type[OpenHealthForm] = type("HealthForm", (OpenHealthForm,), _fields)


class DecisionForm(OnceForm):
    """What was decided about the next year."""

    kind = RadioField(
        _l("What did you decide together?"),
        [chosen()],
        choices=[
            SelectChoice(Continuation.CONTINUE.value, _l("We go on as we are")),
            SelectChoice(Continuation.CHANGE.value, _l("We go on, and change something")),
            SelectChoice(Continuation.PAUSE.value, _l("We pause")),
        ],
    )
    reasons = TextAreaField(
        _l("Why, and what will be different?"),
        [required(), Length(max=4_000)],
        description=_l("A few sentences. Whoever facilitates this group later will be glad of them."),
    )
