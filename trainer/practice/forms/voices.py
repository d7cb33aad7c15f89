"""What may a member send who has no account: to join, about themselves, after a session, as a story?"""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.core.forms import Form, OnceForm, no_line_break, required
from trainer.core.i18n import words
from trainer.organizations.rules import AgeBand, Setting
from trainer.practice.rules.voices import DEVICES, SCALE, About, Barrier, Has, Said, Told

LONG = 2_000


class TicksField(SelectMultipleField):
    """Several may be ticked."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class AboutForm(Form):
    """What somebody says of themselves. Only the name is needed; each other thing says what it is for."""

    name = StringField(
        _l("Your name"),
        [required(), Length(max=200), no_line_break],
        description=_l("As the others call you. You find it on the sign-in page at the door."),
    )
    email = StringField(
        _l("E-mail address"),
        [Length(max=254), no_line_break],
        description=_l(
            "So that the link to your own page reaches you, and news of the group. Without it, keep the link yourself."
        ),
    )
    role = StringField(
        _l("What you do"),
        [Length(max=100), no_line_break],
        description=_l(
            "For instance teacher, owner, family child care provider. It helps to bring different views together."
        ),
    )
    ages = TicksField(
        _l("Ages of the children you work with"),
        description=_l("So that examples fit. In reports it is only a number, never your name."),
    )
    setting = RadioField(
        _l("Where you work"),
        [Optional()],
        description=_l("So that the group knows which settings it speaks for."),
    )

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self.ages.choices = [(band.value, words(band)) for band in AgeBand]
        self.setting.choices = [(one.value, words(one)) for one in Setting]

    def about(self) -> About:
        """What was filled in."""
        return About(
            name=self.name.data or "", role=self.role.data or "", email=self.email.data or "",
            ages=self.ages.data or [], setting=self.setting.data or "",
        )  # fmt: skip


class JoinForm(AboutForm, OnceForm):
    """Joining: the same, and that one agrees."""

    agree = BooleanField(_l("I have read what is kept and who reads it, and I agree"))
    keep_confidence = BooleanField(_l("I will keep what we agreed about confidence"))


OWNED = [
    SelectChoice(Has.OWN.value, _l("Yes, my own")),
    SelectChoice(Has.SHARED.value, _l("Shared with others")),
    SelectChoice(Has.NONE.value, _l("No")),
]


class AccessForm(Form):
    """What a member needs to take part (row C06)."""

    computer = RadioField(_l("Do you have a computer or tablet to meet with?"), [Optional()], choices=OWNED)
    camera = RadioField(_l("Does it have a camera?"), [Optional()], choices=OWNED)
    microphone = RadioField(_l("Does it have a microphone that works?"), [Optional()], choices=OWNED)
    language = StringField(
        _l("In which language do you speak most freely?"),
        [Length(max=100), no_line_break],
        description=_l("So that the facilitator can pair people, or ask for an interpreter."),
    )
    transport = StringField(
        _l("What makes it hard to get to a place?"),
        [Length(max=300), no_line_break],
        description=_l("Bus times, parking, somebody to take you along."),
    )
    needs = TextAreaField(
        _l("What do you need to take part well?"),
        [Length(max=1_000)],
        description=_l("For instance large print, captions, a room without steps, a break, child care."),
    )

    def content(self) -> dict[str, str]:
        """What was answered."""
        return {
            name: (self[name].data or "").strip() for name in (*DEVICES, "language", "transport", "needs")
        }


STEPS = [SelectChoice(str(step), str(step)) for step in SCALE]


class FeedbackForm(OnceForm):
    """One minute after a session (domain.md 5.5)."""

    worth = RadioField(_l("It was worth my time"), [Optional()], choices=STEPS)
    able = RadioField(_l("I was able to take part"), [Optional()], choices=STEPS)
    take = TextAreaField(_l("One thing I will use or try"), [Length(max=LONG)])
    question = TextAreaField(_l("One question I still have"), [Length(max=LONG)])
    barriers = TicksField(_l("What would have made it easier to take part?"))
    easier = StringField(_l("What exactly?"), [Length(max=500), no_line_break])
    quote = BooleanField(_l("You may quote what I wrote, without my name"))

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)
        self.barriers.choices = [(one.value, words(one)) for one in Barrier]

    def said(self) -> Said:
        """What was answered."""
        return Said(
            worth=int(self.worth.data) if self.worth.data else None,
            able=int(self.able.data) if self.able.data else None,
            take=self.take.data or "", question=self.question.data or "", barriers=self.barriers.data or [],
            easier=self.easier.data or "", quote=bool(self.quote.data),
        )  # fmt: skip


class StoryForm(OnceForm):
    """A value story, and where it may be shown."""

    happened = TextAreaField(_l("What happened in this group?"), [Length(max=LONG)])
    did = TextAreaField(_l("What did you do with it?"), [Length(max=LONG)])
    changed = TextAreaField(_l("What changed, and for whom?"), [Length(max=LONG)])
    in_cop = BooleanField(_l("Our group may read it, with my name"))
    to_agency = BooleanField(_l("The agency that trains our facilitator may read it, without my name"))
    in_reports = BooleanField(_l("It may stand in reports, without my name"))

    def told(self) -> Told:
        """What was written."""
        return Told(
            happened=self.happened.data or "", did=self.did.data or "", changed=self.changed.data or "",
            in_cop=bool(self.in_cop.data), to_agency=bool(self.to_agency.data), in_reports=bool(self.in_reports.data),
        )  # fmt: skip
