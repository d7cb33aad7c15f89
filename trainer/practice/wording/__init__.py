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
from trainer.practice.wording import (
    afterwards,
    debriefs,
    inquiry,
    inviting,
    keeping,
    kit,
    money,
    papers,
    setup,
    voices,
)

__all__ = [
    "afterwards",
    "debriefs",
    "inquiry",
    "inviting",
    "keeping",
    "kit",
    "money",
    "papers",
    "setup",
    "voices",
]

# One call for each enum: members of two enums with the same word are the same key of a dict.
words_for(
    {
        GroupKind.COP: _l("Community of practice (CoP)"),
        GroupKind.PLC: _l("Professional learning community (PLC)"),
        GroupKind.CFG: _l("Critical Friends Group (CFG)"),
    }
)
words_for(
    {
        CopState.PLANNED: _l("Being planned"),
        CopState.ACTIVE: _l("Meets"),
        CopState.PAUSED: _l("Pauses"),
        CopState.CLOSED: _l("Closed"),
    }
)
words_for(
    {
        CharterState.DRAFT: _l("Draft"),
        CharterState.SUBMITTED: _l("Waiting for a decision"),
        CharterState.APPROVED: _l("Approved"),
        CharterState.RETURNED: _l("Returned"),
    }
)
words_for(
    {
        CopSessionState.PLANNED: _l("Planned"),
        CopSessionState.HELD: _l("Held"),
        CopSessionState.CANCELED: _l("Canceled"),
    }
)
words_for(
    {
        LeadRole.LEAD: _l("Led"),
        LeadRole.CO_LEAD: _l("Co-led"),
    }
)
words_for(
    {
        SignInSource.QR: _l("With the code at the door"),
        SignInSource.TYPED: _l("Typed in"),
        SignInSource.CORRECTED: _l("Added later"),
    }
)
words_for(
    {
        AgreementKind.CONFIDENTIALITY: _l("About keeping confidence"),
    }
)
words_for(
    {
        DebriefState.DUE: _l("Not yet recorded"),
        DebriefState.HELD: _l("Recorded"),
    }
)
words_for(
    {
        EventKind.COP_SESSION: _l("%(cop)s, session %(number)s"),
    }
)

words_for(
    {
        TaskKind.SIGN_PROMISE: _l("Read and sign the privacy promise"),
        TaskKind.WRITE_CHARTER: _l("Finish the charter of %(cop)s and send it for approval"),
        TaskKind.CHANGE_CHARTER: _l("The charter of %(cop)s came back: change it and send it again"),
        TaskKind.DECIDE_CHARTER: _l("Decide about the charter of %(cop)s"),
        TaskKind.HOLD_SESSION: _l("Write down how session %(number)s of %(cop)s went"),
        TaskKind.WRITE_DEBRIEF: _l("Talk session %(number)s of %(cop)s over with your mentor"),
        TaskKind.DEBRIEF_STEP: _l("Your next step from the debrief of session %(number)s, %(cop)s"),
        TaskKind.FINISH_CYCLE: _l("Finish cycle %(number)s of %(cop)s"),
        TaskKind.HOLD_DEBRIEF: _l("Talk session %(number)s of %(cop)s over with %(name)s"),
    }
)

words_for(
    {
        CountReason.NOT_HELD: _l("It has not been written down as held."),
        CountReason.NO_CHARTER: _l("The charter is not approved yet, so this session does not count."),
        CountReason.CHARTER_LATER: _l(
            "The charter was approved on %(approved)s, after this session began. The session does not count, and this"
            " cannot be dated back."
        ),
        CountReason.TOO_SHORT: _l("It took %(minutes)s minutes; at least %(needed)s are needed."),
        CountReason.TOO_FEW_MEMBERS: _l(
            "%(present)s members signed in, facilitators and mentors not counted; at least %(needed)s are needed."
        ),
        CountReason.NOBODY_LED: _l("It does not say who led it."),
        CountReason.TOO_MANY_LED: _l("%(leads)s people led it; at most %(most)s may."),
    }
)

words_for(
    {
        PracticeReason.NOT_TRAINEE: _l(
            "Only somebody enrolled in the facilitator program can run a CoP here."
        ),
        PracticeReason.NAME_MISSING: _l("A name is missing, or it is longer than 200 characters."),
        PracticeReason.UNKNOWN_ZONE: _l("Choose a time zone."),
        PracticeReason.TOO_MANY_FACILITATORS: _l("A CoP has at most %(most)s facilitators."),
        PracticeReason.ALREADY_FACILITATES: _l("%(name)s facilitates this CoP already."),
        PracticeReason.LAST_FACILITATOR: _l("A CoP keeps at least one facilitator."),
        PracticeReason.CHANGED_MEANWHILE: _l(
            "Somebody else saved this while you were writing. What you typed is still here; what they saved is shown"
            " beside it."
        ),
        PracticeReason.CHARTER_WAITS: _l("This charter waits for a decision, so it cannot be changed now."),
        PracticeReason.CHARTER_INCOMPLETE: _l("A charter can be sent once all its parts are filled in."),
        PracticeReason.CHARTER_NOT_DRAFT: _l("This version was sent already."),
        PracticeReason.CHARTER_NOT_SUBMITTED: _l(
            "Nothing waits for a decision here. Look at the page again."
        ),
        PracticeReason.OWN_CHARTER: _l("Nobody decides about the charter of a CoP they have facilitated."),
        PracticeReason.REASON_MISSING: _l("Say what should change. The facilitators read it."),
        PracticeReason.MEMBER_KNOWN: _l(
            "%(name)s is a member already. For a second person of that name, add something that tells them apart."
        ),
        PracticeReason.MEMBER_EMAIL_WRONG: _l("The e-mail address of %(name)s does not look like one."),
        PracticeReason.TOO_MANY_MEMBERS: _l("A CoP has at most %(most)s members here."),
        PracticeReason.MEMBER_ENDED: _l("This person is no longer a member."),
        PracticeReason.TOO_MANY_SESSIONS: _l("At most %(most)s sessions can be planned."),
        PracticeReason.SAME_DAY: _l("There is a session on %(on)s already."),
        PracticeReason.TIME_IN_GAP: _l("On %(on)s the clocks skip %(time)s. Choose another time."),
        PracticeReason.DAY_TOO_FAR: _l("Choose a day in this century."),
        PracticeReason.MINUTES_WRONG: _l("Enter the length in minutes, from 1 to %(most)s."),
        PracticeReason.NOT_PLANNED: _l(
            "This session was held, or people signed in to it, so it cannot be canceled."
        ),
        PracticeReason.SESSION_CANCELED: _l("This session was canceled."),
        PracticeReason.NOT_BEGUN: _l("This session has not begun yet."),
        PracticeReason.SIGN_IN_NOT_OPEN: _l("Sign-in opens on %(opens)s."),
        PracticeReason.SIGN_IN_OVER: _l(
            "This session is over. Sign-in closed on %(ended)s. If you were there, tell the facilitator."
        ),
        PracticeReason.SIGN_IN_LOCKED: _l(
            "The facilitator has closed the sign-in list. If you were there, tell them."
        ),
        PracticeReason.WHY_MISSING: _l("The list is closed. Say why you change it."),
        PracticeReason.NOBODY_LED: _l("Say who led the session."),
        PracticeReason.TOO_MANY_LED: _l("At most %(most)s people lead a session."),
        PracticeReason.NOT_A_FACILITATOR: _l("Only facilitators of this CoP can have led it."),
        PracticeReason.NO_VALUES: _l("Write at least one value."),
        PracticeReason.TOO_MANY_VALUES: _l(
            "At most %(most)s values can be kept. Fewer are remembered better."
        ),
        PracticeReason.VALUE_TOO_LONG: _l("A value has at most %(most)s characters: one sentence."),
        PracticeReason.VALUES_MISSING: _l("No values are recorded yet. Record them first."),
        PracticeReason.VALUES_NEW: _l(
            "The values were recorded in this session or after it. They are taken up again in a later one."
        ),
        PracticeReason.AGREEMENT_MISSING: _l("Write down what the members agreed."),
        PracticeReason.DEBRIEF_DAY_WRONG: _l(
            "Choose the day you talked: not before the session on %(on)s and not in the future."
        ),
        PracticeReason.DEBRIEF_EMPTY: _l("Write at least one line about what you talked over."),
        PracticeReason.OTHER_MEETING: _l("This meeting was with somebody else."),
        PracticeReason.NEXT_STEP_WRONG: _l(
            "A next step has words and a day that is not before %(on)s. Write the step, or leave its day empty."
        ),
    }
)

names_for(
    "message",
    {
        "practice.facilitator_added": _l("You share the facilitation of a CoP"),
        "practice.charter_submitted": _l("A charter waits for you"),
        "practice.charter_decided": _l("Charter decided"),
        "practice.debrief_due": _l("A debrief is due"),
        "practice.debrief_reminder": _l("Reminder of a debrief"),
    },
)

names_for(
    "action",
    {
        "cop.found": _l("Founded a CoP"),
        "cop.add_facilitator": _l("Added a facilitator"),
        "cop.end_facilitator": _l("Ended a facilitator’s part"),
        "charter.save": _l("Saved a charter"),
        "charter.submit": _l("Sent a charter for approval"),
        "charter.decide": _l("Decided about a charter"),
        "cop_member.add": _l("Added a member to a CoP"),
        "cop_member.change": _l("Changed a member’s facts"),
        "cop_member.end": _l("Ended a membership in a CoP"),
        "cop_session.plan": _l("Planned a session of a CoP"),
        "cop_session.change": _l("Changed a session of a CoP"),
        "cop_session.cancel": _l("Canceled a session of a CoP"),
        "cop_session.sign_in": _l("Signed a member in"),
        "cop_session.lock": _l("Closed a sign-in list"),
        "cop_session.take_back": _l("Took a sign-in back"),
        "cop_session.hold": _l("Recorded a session as held"),
        "cop_session.correct": _l("Corrected a held session"),
        "cop_session.values": _l("Recorded shared values"),
        "cop_session.revisit": _l("Recorded that values were taken up again"),
        "cop_session.agreement": _l("Recorded the confidentiality agreement"),
        "debrief.hold": _l("Recorded a debrief"),
        "debrief.correct": _l("Changed a debrief"),
    },
)
