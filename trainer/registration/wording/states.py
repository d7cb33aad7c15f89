"""How are states, causes and what becomes of a row said to a reader?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import words_for
from trainer.registration.rules import EndCause, RegisterReason, RegistrationState

words_for(
    {
        RegistrationState.REQUESTED: _l("Requested"),
        RegistrationState.REGISTERED: _l("Registered"),
        RegistrationState.WAITLISTED: _l("On the waitlist"),
        RegistrationState.OFFERED: _l("Place offered"),
        RegistrationState.CANCELED: _l("Canceled"),
        RegistrationState.ATTENDED: _l("Attended"),
        RegistrationState.PARTLY_ATTENDED: _l("Partly attended (no credit)"),
        RegistrationState.NO_SHOW: _l("No-show"),
        RegistrationState.EXCUSED: _l("Excused"),
        EndCause.WITHDRAWN: _l("The place was given back."),
        EndCause.OFFER_DECLINED: _l("The offered place was declined."),
        EndCause.OFFER_ENDED: _l("The offered place was not taken in time and went to the next person."),
        EndCause.CLAIM_DECLINED: _l("The claim of earlier training was declined."),
        EndCause.OFFERING_CANCELED: _l("The offering was canceled."),
        EndCause.SUBSTITUTED: _l("Somebody else of the organization took over the seat."),
        EndCause.APPROVAL_DECLINED: _l("The registration was not approved."),
    }
)

words_for(
    {
        RegisterReason.NOT_PUBLISHED: _l("This has not been published yet, so nobody can register."),
        RegisterReason.OFFERING_CANCELED: _l("This was canceled, so nobody can register."),
        RegisterReason.ON_REQUEST: _l("This is arranged on request. Ask us, and we will plan it with you."),
        RegisterReason.NOT_OPEN_YET: _l("Registration opens on %(opens)s."),
        RegisterReason.CLOSED: _l("Registration closed on %(closes)s."),
        RegisterReason.BEGAN: _l("This began on %(began)s. Registration is closed."),
        RegisterReason.OVER: _l("This is over. Registration is closed."),
        RegisterReason.ALREADY_REGISTERED: _l("There already is a registration for this person here."),
        RegisterReason.PREREQUISITE_MISSING: _l(
            "%(course)s is needed first, and it is not on record. Tell us about earlier training below."
        ),
        RegisterReason.WRONG_FORMAT: _l("Choose how to take part."),
        RegisterReason.CANNOT_WITHDRAW: _l("This registration can no longer be withdrawn."),
        RegisterReason.NO_OFFER: _l("No place is offered here right now. Look at the page again."),
        RegisterReason.OFFER_ENDED: _l("The offer ended on %(ends)s. The place goes to the next person."),
        RegisterReason.OFFER_GONE: _l(
            "The offer has ended: it was not answered in time, and the place went to the next person. You can register"
            " again; that is the end of the line."
        ),
        RegisterReason.OFFER_WAS_DECLINED: _l(
            "This offer was declined before, and the place went to the next person. You can register again."
        ),
        RegisterReason.GIVEN_BACK: _l(
            "This place was given back before, so there is nothing to answer. You can register again."
        ),
        RegisterReason.TEAM_ANSWERS: _l(
            "This place is offered to a whole team, and %(organization)s answers for all of it. If you cannot come,"
            " withdraw: the others keep their places."
        ),
        RegisterReason.ALL_TAKEN: _l(
            "%(name)s cannot get a place in %(title)s: all %(capacity)s places are taken or held. Nothing was changed."
            " Raise the number of places in the schedule first, or wait until one is given back."
        ),
        RegisterReason.OTHERS_WAIT: _l(
            "%(name)s cannot get a place in %(title)s: %(waiting)s on the waitlist come first. Nothing was changed."
            " Raise the number of places in the schedule, so that there is one for everybody."
        ),
        RegisterReason.NO_PLACE: _l("This person has no place here, so nothing can have become of it."),
    }
)
