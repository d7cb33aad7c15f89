"""What may a browser send about a CoP? The files beside this one say it for each part."""

from trainer.practice.forms.charters import CharterForm, DecideForm
from trainer.practice.forms.cops import HEADINGS, AnswerForm, FacilitatorForm, FoundForm
from trainer.practice.forms.debriefs import DebriefForm, PreparedForm
from trainer.practice.forms.health import DecisionForm, HealthForm
from trainer.practice.forms.idea import PartForm, for_form
from trainer.practice.forms.inviting import (
    AnswerInvitationForm,
    InviteForm,
    PickForm,
    TeamForm,
    VenueForm,
    strengths_form,
    teams_form,
)
from trainer.practice.forms.keeping import OfferForm, TurnForm
from trainer.practice.forms.members import (
    DoorForm,
    MemberForm,
    MembersForm,
    SignInForm,
    TakeBackForm,
    read_members,
)
from trainer.practice.forms.papers import PAPER_FORMS, ConfirmedForm, ConfirmForm, HandOverForm, PaperForm
from trainer.practice.forms.sessions import FORMATS, HoldForm, PlanForm, SessionForm, ValuesForm, hold_form
from trainer.practice.forms.setup import PART_FORMS, RationaleForm
from trainer.practice.forms.voices import AboutForm, AccessForm, FeedbackForm, JoinForm, StoryForm

__all__ = [
    "FORMATS",
    "HEADINGS",
    "PAPER_FORMS",
    "PART_FORMS",
    "AboutForm",
    "AccessForm",
    "AnswerForm",
    "AnswerInvitationForm",
    "CharterForm",
    "ConfirmForm",
    "ConfirmedForm",
    "DebriefForm",
    "DecideForm",
    "DecisionForm",
    "DoorForm",
    "FacilitatorForm",
    "FeedbackForm",
    "FoundForm",
    "HandOverForm",
    "HealthForm",
    "HoldForm",
    "InviteForm",
    "JoinForm",
    "MemberForm",
    "MembersForm",
    "OfferForm",
    "PaperForm",
    "PartForm",
    "PickForm",
    "PlanForm",
    "PreparedForm",
    "RationaleForm",
    "SessionForm",
    "SignInForm",
    "StoryForm",
    "TakeBackForm",
    "TeamForm",
    "TurnForm",
    "ValuesForm",
    "VenueForm",
    "for_form",
    "hold_form",
    "read_members",
    "strengths_form",
    "teams_form",
]
