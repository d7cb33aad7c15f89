"""What may a browser send about a CoP? The files beside this one say it for each part."""

from trainer.practice.forms.charters import CharterForm, DecideForm
from trainer.practice.forms.cops import HEADINGS, AnswerForm, FacilitatorForm, FoundForm
from trainer.practice.forms.debriefs import DebriefForm, PreparedForm
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

__all__ = [
    "FORMATS",
    "HEADINGS",
    "PAPER_FORMS",
    "PART_FORMS",
    "AnswerForm",
    "AnswerInvitationForm",
    "CharterForm",
    "ConfirmForm",
    "ConfirmedForm",
    "DebriefForm",
    "DecideForm",
    "DoorForm",
    "FacilitatorForm",
    "FoundForm",
    "HandOverForm",
    "HoldForm",
    "InviteForm",
    "MemberForm",
    "MembersForm",
    "PaperForm",
    "PartForm",
    "PickForm",
    "PlanForm",
    "PreparedForm",
    "RationaleForm",
    "SessionForm",
    "SignInForm",
    "TakeBackForm",
    "TeamForm",
    "ValuesForm",
    "VenueForm",
    "for_form",
    "hold_form",
    "read_members",
    "strengths_form",
    "teams_form",
]
