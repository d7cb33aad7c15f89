"""What may a browser send on the page of each step of setting a CoP up? The idea has its own file beside this one."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from trainer.core.forms import OnceForm, WholeNumberField, no_line_break, required
from trainer.practice.forms.charters import CharterForm
from trainer.practice.forms.idea import (
    LINE,
    LONG,
    CommunityForm,
    ConfidenceForm,
    DomainForm,
    PartForm,
    PracticeForm,
    VisionForm,
    choices_of,
)
from trainer.practice.rules.guidance import Equipment, Frequency, Model
from trainer.practice.rules.setup import Part

MOST_A_YEAR = 60


class ShapeForm(PartForm):
    """Which shape it takes."""

    part = Part.SHAPE
    model = RadioField(_l("Which shape fits your CoP?"), [Optional()], choices=choices_of(Model))
    commonality = SelectField(
        _l("What do the teams have in common?"),
        [Optional()],
        choices=[
            SelectChoice("", _l("Not decided yet")),
            SelectChoice("metric", _l("A measure they want to improve")),
            SelectChoice("subgroup", _l("A group of children")),
            SelectChoice("strategy", _l("A strategy they try")),
            SelectChoice("other", _l("Something else")),
        ],
    )
    common_on = StringField(_l("Which one?"), LINE)
    school_level = SelectMultipleField(
        _l("School level"),
        choices=[
            SelectChoice("preschool", _l("Preschool")),
            SelectChoice("elementary", _l("Elementary school")),
            SelectChoice("middle", _l("Middle school")),
            SelectChoice("high", _l("High school")),
        ],
    )
    reach = RadioField(
        _l("Where do the teams come from?"),
        [Optional()],
        choices=[
            SelectChoice("one", _l("One district")),
            SelectChoice("several", _l("Several districts")),
        ],
    )
    region = StringField(
        _l("Region"), LINE, description=_l("For instance: Bay Area, Central Valley, Southern California.")
    )


class FacilitationForm(PartForm):
    """How the facilitation is shared."""

    part = Part.FACILITATION
    sharing = TextAreaField(
        _l("Who does what?"),
        [LONG],
        description=_l("With two of you: who opens, who keeps time, who writes to members afterward?"),
    )
    time = TextAreaField(
        _l("How much time do you give it?"),
        [LONG],
        description=_l(
            "Hours a month for planning, the session itself, and what follows. Who has agreed to it?"
        ),
    )
    accountability = TextAreaField(
        _l("What can members count on?"),
        [LONG],
        description=_l("And what do you count on from them, each time you meet?"),
    )


class RhythmForm(PartForm):
    """How often it meets."""

    part = Part.RHYTHM
    frequency = SelectField(
        _l("How often do you meet?"), [Optional()], choices=choices_of(Frequency, _l("Not decided yet"))
    )
    number = WholeNumberField(
        _l("How many sessions in the first year?"),
        [Optional(), NumberRange(1, MOST_A_YEAR, _l("Enter a number from 1 to 60."))],
    )
    mandatory = WholeNumberField(
        _l("How many of them should nobody miss?"),
        [Optional(), NumberRange(0, MOST_A_YEAR, _l("Enter a number from 0 to 60."))],
        description=_l("In a school year, at least every other one."),
    )
    rhythm = StringField(
        _l("In your words"),
        LINE,
        description=_l("As it stands in the charter. For instance: every second Thursday, 4 to 5:30 PM."),
    )
    first_on = CharterForm.first_on
    starts = CharterForm.starts
    minutes = CharterForm.minutes


class PlaceForm(PartForm):
    """Where it meets."""

    part = Part.PLACE
    format = CharterForm.format
    place = CharterForm.place
    parking = TextAreaField(
        _l("How do people get in?"),
        [LONG],
        description=_l(
            "Entrance, step-free way, parking and what it costs, bus. It goes into the welcome mail."
        ),
    )
    platform = SelectField(
        _l("Platform, when somebody joins online"),
        [Optional()],
        choices=[
            SelectChoice("", _l("None")),
            SelectChoice("teams", "Microsoft Teams"),
            SelectChoice("zoom", "Zoom"),
            SelectChoice("other", _l("Another one")),
        ],
    )
    platform_other = StringField(_l("Which other platform?"), LINE)
    involve = TextAreaField(
        _l("How do you include those who cannot come?"),
        [LONG],
        description=_l("Notes, a call, a place online: agree on it before somebody misses a session."),
    )


class RoomForm(PartForm):
    """Whether a hybrid room serves everybody in it."""

    part = Part.ROOM
    equipment = RadioField(
        _l("What connects the room with those who join online?"), [Optional()], choices=choices_of(Equipment)
    )
    checks = SelectMultipleField(
        _l("What have you tried out?"),
        choices=[
            SelectChoice("seen", _l("People online see everybody in the room")),
            SelectChoice("heard", _l("People online hear everybody, also from the far end")),
            SelectChoice("screen", _l("The room sees and hears people online on a large screen")),
            SelectChoice("helper", _l("Somebody in the room looks after those online")),
            SelectChoice("tested", _l("We tried it with one person online before the first session")),
        ],
    )


class TypicalForm(PartForm):
    """What a session is usually like."""

    part = Part.TYPICAL
    typical = TextAreaField(
        _l("What happens in a typical session?"),
        [Length(max=4000)],
        description=_l("One part per line, its minutes first. For instance: 10 Arrive and opening image."),
    )


class FlyerForm(PartForm):
    """What a flyer says beside what is known."""

    part = Part.FLYER
    headline = StringField(
        _l("Headline"),
        [Length(max=120), no_line_break],
        description=_l(
            "A question of your own work, for instance: How do the last ten minutes before lunch become calm?"
        ),
    )
    words = TextAreaField(
        _l("Two or three sentences"),
        [Length(max=700)],
        description=_l("Whom you would like to meet, and what they can expect. No jargon."),
    )
    contact = StringField(
        _l("Whom to call or write to"),
        LINE,
        description=_l("It is printed on the flyer, so choose a number or address that may be public."),
    )


class WelcomeForm(PartForm):
    """The welcome mail."""

    part = Part.WELCOME
    subject = StringField(_l("Subject"), LINE)
    body = TextAreaField(_l("The message"), [Length(max=4000)])


class RationaleForm(OnceForm):
    """Why a CoP does otherwise than a guideline says."""

    rationale = TextAreaField(
        _l("Why do you do it otherwise?"),
        [required(), LONG],
        description=_l("Your reason stands beside the guideline, with your name and the date."),
    )


class InvitationsForm(PartForm):
    """How people are invited, in a few words; who was invited is a list of its own."""

    part = Part.INVITATIONS
    invitations = CharterForm.invitations


PART_FORMS: dict[Part, type[PartForm]] = {
    form.part: form
    for form in (
        DomainForm, CommunityForm, PracticeForm, VisionForm, ConfidenceForm, ShapeForm, FacilitationForm, RhythmForm,
        PlaceForm, RoomForm, TypicalForm, FlyerForm, WelcomeForm, InvitationsForm,
    )
}  # fmt: skip
"""The form of each step that is written on a page; the other steps are lists, or pages that were there before."""
