"""What may a browser send when people of a cohort show themselves, talk, lend and write?"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.core.forms import (
    LINE,
    OnceForm,
    no_line_break,
    required,
    sensible_day,
)
from trainer.learning.rules.together import MOST_LETTER, MOST_SUBJECT
from trainer.messages.rules import MOST_POST


class IntroductionForm(OnceForm):
    """What one's cohort sees; every field is one's own choice."""

    name = StringField(_l("The name that your cohort sees"), [Length(max=LINE), no_line_break])
    place = StringField(_l("Where you are"), [Length(max=LINE), no_line_break])
    pronouns = StringField(_l("Your pronouns"), [Length(max=60), no_line_break])
    languages = StringField(_l("Languages that you speak"), [Length(max=LINE), no_line_break])
    email = BooleanField(_l("Share my e-mail with my cohort"))
    mails = BooleanField(_l("Send me a mail when something new is written"))


class PostForm(OnceForm):
    """A post. The name is asked for only of who has none in this cohort yet."""

    name = StringField(_l("The name that your cohort sees"), [Length(max=LINE), no_line_break])
    text = TextAreaField(_l("What would you like to say?"), [required(), Length(max=MOST_POST)])


class WhyForm(OnceForm):
    """Why a post should be looked at, or was hidden."""

    why = TextAreaField(_l("Why?"), [required(), Length(max=1_000)])


class MaterialForm(OnceForm):
    """Something that everybody in the cohort needs to have."""

    title = StringField(_l("What everybody needs to have"), [required(), Length(max=LINE), no_line_break])


class LetterForm(OnceForm):
    """A message to people of a cohort, who are ticked beside it."""

    subject = StringField(_l("Subject"), [required(), Length(max=MOST_SUBJECT), no_line_break])
    text = TextAreaField(_l("Your message"), [required(), Length(max=MOST_LETTER)])
    answers = BooleanField(_l("People can answer to my e-mail address"), default=True)


def copies_form(lines: Sequence[tuple[str, str, str, date | None]], states: list[tuple[str, str]]) -> Any:
    """A form that asks where each person's copy is: the fields `state-<ref>` and `until-<ref>`. `lines`: the ref, the
    name, the state now and the day until which it is lent."""
    fields: dict[str, Any] = {}
    for ref, who, state, until in lines:
        fields[f"state-{ref}"] = SelectField(
            _("State of the copy of %(name)s", name=who),
            choices=[SelectChoice(*one) for one in states],
            default=state,
        )
        fields[f"until-{ref}"] = DateField(
            _("Lent to %(name)s until", name=who), [Optional(), sensible_day], default=until
        )
    return type("CopiesForm", (OnceForm,), fields)()
