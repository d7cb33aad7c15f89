"""What are states, reasons, tasks and acts in an own CoP called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules import (
    AgreementKind,
    CharterState,
    CopSessionState,
    CopState,
    DebriefState,
    EventKind,
    GroupKind,
    LeadRole,
    PracticeReason,
    SignInSource,
    TaskKind,
)
from trainer.practice.rules.counting import CountReason
from trainer.practice.wording import debriefs, inquiry, inviting, papers, setup, voices

__all__ = [
    "debriefs",
    "inquiry",
    "inviting",
    "papers",
    "setup",
    "voices",
]
