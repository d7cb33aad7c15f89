"""Why can something not be, in words, and what can be done about it?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import words_for
from trainer.core.tables import TableReason
from trainer.organizations.rules.listing import EmailProblem
from trainer.registration.rules import Approval
from trainer.registration.rules.approval import ApprovalReason
from trainer.registration.rules.eligibility import EligibilityFact, EligibilityReason
from trainer.registration.rules.formats import FormatReason
from trainer.registration.rules.interest import InterestReason, InterestTask
from trainer.registration.rules.season import SeasonReason
from trainer.registration.rules.seats import RollOver, SeatReason
from trainer.registration.rules.series import SeriesReason
from trainer.registration.rules.substitution import SubstitutionReason
from trainer.registration.rules.team import RowOutcome, TeamReason, UploadCount
from trainer.registration.rules.together import TogetherReason, TogetherTask
from trainer.registration.rules.walk_ins import WalkInReason
from trainer.schedule.rules.openness import OpenPoint

words_for(
    {
        WalkInReason.ON_THE_LIST: _l(
            "This person is on the list of the offering already. Look for their name there."
        ),
        WalkInReason.OFFERED: _l(
            "A place is being held for this person. They take it themselves on their own page; then they are on the"
            " list."
        ),
        WalkInReason.WAITS: _l(
            "This person is on the waitlist, and nobody is taken in past the others who wait. You can note them as a"
            " guest."
        ),
        WalkInReason.REQUESTED: _l(
            "This person asked for a place, and an administrator has not decided yet. You can note them as a guest."
        ),
        WalkInReason.NOT_ELIGIBLE: _l(
            "This is not for everybody, and this person is not among those whom it is for. You can note them as a"
            " guest; an administrator looks at it."
        ),
        WalkInReason.APPROVAL: _l(
            "An administrator approves each person here. You can note them as a guest."
        ),
        WalkInReason.PREREQUISITE: _l(
            "%(course)s is needed first, and it is not on record for this person. You can note them as a guest; an"
            " administrator looks at it."
        ),
        WalkInReason.OTHERS_WAIT: _l(
            "All places are taken, and on the waitlist stand before them: %(waiting)s. You can note them as a guest."
        ),
        WalkInReason.FULL: _l(
            "No place is free: %(taken)s of %(capacity)s are taken, and held for organizations are %(reserved)s. You"
            " can note them as a guest."
        ),
    }
)

words_for(
    {
        Approval.PENDING: _l("Waits for approval"),
        Approval.APPROVED: _l("Approved"),
        Approval.DECLINED: _l("Not approved"),
        ApprovalReason.NOT_PENDING: _l("This request no longer waits for approval. Look at the list again."),
        ApprovalReason.HAS_BEGUN: _l("This has begun or is over, so nobody gets a place any more."),
        ApprovalReason.REASON_MISSING: _l("Say why in a sentence: the person reads it."),
        ApprovalReason.NOBODY: _l("Tick at least one request."),
        SubstitutionReason.NOT_CONFIRMED: _l(
            "This person has not confirmed to work for the organization. Withdraw the registration, and register a"
            " colleague instead."
        ),
        SubstitutionReason.NO_SEAT: _l("Only a seat can go to a colleague. There is none here."),
        SubstitutionReason.NO_ORGANIZATION: _l(
            "This place was not taken for an organization, so there is no colleague to take it over. Withdraw, and it"
            " goes to the next person."
        ),
        SubstitutionReason.HAS_BEGUN: _l("This has begun, so the seat can no longer go to a colleague."),
        SubstitutionReason.NOTHING_LEFT: _l(
            "Every session of this seat has begun or was canceled, so nothing is left that a colleague could come to."
        ),
        SubstitutionReason.SAME_PERSON: _l("This person has the seat already."),
        SubstitutionReason.NOT_A_COLLEAGUE: _l(
            "Choose somebody who has confirmed to work for %(organization)s. Add new people to your list first."
        ),
        SubstitutionReason.REGISTERED: _l("%(name)s is registered here already, or waits for a place."),
        SubstitutionReason.PREREQUISITE: _l(
            "%(course)s is needed first, and it is not on record for %(name)s. Nothing was changed. Choose somebody"
            " who has completed it."
        ),
        SubstitutionReason.NOT_ELIGIBLE: _l(
            "This is not for everybody, and %(name)s is not among those whom it is for. Nothing was changed. Choose"
            " somebody else."
        ),
        SubstitutionReason.APPROVAL: _l(
            "Each person is approved here. Ask an administrator to give the seat to a colleague."
        ),
        SubstitutionReason.NOT_POSSIBLE: _l(
            "The seat cannot go to this address: nobody who confirmed to work for %(organization)s has it, or they are"
            " registered already, or something is needed first. Nothing was changed. Your coordinator can help."
        ),
    }
)

words_for(
    {
        RollOver.NONE: _l("They return to everybody"),
        RollOver.NEXT_RUN: _l("They are held again in the next run of the same kind"),
        RollOver.NAMED: _l("They are held again in the offering named below"),
        SeatReason.NO_LIMIT: _l("There is no limit here: everybody gets a seat, so none needs to be held."),
        SeatReason.TOO_FEW: _l("Reserve at least one seat."),
        SeatReason.TOO_MANY: _l("At most %(most)s seats can be reserved at once."),
        SeatReason.NOT_FREE: _l(
            "You asked for %(asked)s seats, and %(free)s are free. Reserve at most that many, or raise the number of"
            " places first."
        ),
        SeatReason.WAITED_FOR: _l(
            "%(waiting)s people wait for a seat here, so none is free. Raise the number of places first."
        ),
        SeatReason.NOT_PUBLISHED: _l("Seats can be reserved once the offering is published."),
        SeatReason.HAS_BEGUN: _l("This has begun, so seats are no longer reserved."),
        SeatReason.RELEASE_PASSED: _l("Choose a release date after today."),
        SeatReason.RELEASE_TOO_LATE: _l(
            "The offering begins on %(first)s. Release unused seats on that day at the latest."
        ),
        SeatReason.NOBODY: _l("Choose an organization or a consortium from the list."),
        SeatReason.ITSELF: _l("Choose another offering for the seats that are not used."),
        SeatReason.RELEASED: _l("These seats were released already."),
    }
)

words_for({UploadCount.ORGANIZATIONS: _l("Organizations in the file")})
words_for(
    {
        RowOutcome.SEAT: _l("Gets a seat"),
        RowOutcome.WAITLIST: _l("Waitlist"),
        RowOutcome.REQUEST: _l("Will be asked for earlier training"),
        RowOutcome.APPROVAL: _l("Waits for approval"),
        RowOutcome.ALREADY: _l("Already registered"),
        RowOutcome.NAME_MISSING: _l("The name is missing"),
        RowOutcome.NAME_TOO_LONG: _l("The name is longer than 200 characters"),
        RowOutcome.JOB_TOO_LONG: _l("The role is longer than 100 characters"),
        RowOutcome.EMAIL_WRONG: _l("The e-mail address needs a correction"),
        RowOutcome.DUPLICATE: _l("Repeats an earlier line"),
        RowOutcome.ORGANIZATION_WRONG: _l("Names another organization"),
        RowOutcome.NOT_ELIGIBLE: _l("Not on record as somebody whom this is for"),
        EmailProblem.MISSING: _l("The e-mail address is missing."),
        EmailProblem.NO_AT: _l("The e-mail address has no @."),
        EmailProblem.TWO_AT: _l("The e-mail address has more than one @."),
        EmailProblem.NOTHING_BEFORE: _l("There is nothing before the @."),
        EmailProblem.NO_DOMAIN: _l("There is nothing after the @."),
        EmailProblem.NO_DOT: _l("What follows the @ has no dot, as in example.org."),
        EmailProblem.SPACE: _l("There is a space in the e-mail address."),
        EmailProblem.STRANGE: _l("The e-mail address holds a character that no address has there."),
        EmailProblem.TOO_LONG: _l("The e-mail address is longer than 254 characters."),
        TeamReason.CHANGED: _l(
            "What you saw is no longer what would happen: the list or the places have changed. Nothing was saved."
            " Look at the new plan and confirm it."
        ),
        TeamReason.NOBODY: _l("Nobody on this list can be registered yet. Nothing was saved."),
        TeamReason.TOO_MANY: _l("At most %(most)s people can be registered at once. Split the list."),
    }
)

words_for(
    {
        TableReason.EMPTY: _l("There is nobody on the list yet. Paste, upload or tick at least one person."),
        TableReason.TOO_LARGE: _l(
            "The file is larger than %(most)s MB. Save only the three columns and try again."
        ),
        TableReason.NOT_TEXT: _l("This is not a text file. Save your table as CSV and upload that."),
        TableReason.MISSING_COLUMN: _l("Line %(line)s, the headings: there is no column “%(column)s”."),
        TableReason.TWICE_COLUMN: _l("Line %(line)s, the headings: the column “%(column)s” is there twice."),
        TableReason.STRAY_QUOTE: _l(
            'Line %(line)s: a quotation mark (") has no partner. Delete it or close it.'
        ),
        TableReason.TOO_MANY_CELLS: _l("Line %(line)s has more cells than the %(columns)s headings."),
        TableReason.TOO_LONG: _l("Line %(line)s: a cell is longer than %(most)s characters."),
        TableReason.TOO_MANY_ROWS: _l("The list has more than %(most)s rows. Split it into smaller ones."),
        TableReason.CONTROL_CHARACTER: _l(
            "Line %(line)s holds a character that cannot be stored. Delete it and type the text again."
        ),
    }
)

words_for(
    {
        EligibilityReason.NO_CERTIFICATE: _l(
            "This is for certified CoP facilitators, and no valid certificate is on record for this person."
        ),
        EligibilityReason.CERTIFICATE_ENDED: _l(
            "This is for certified CoP facilitators. The certificate of this person ended on %(ended)s."
        ),
        EligibilityReason.NO_COHORT: _l(
            "This is for people who are in a cohort now, and none is on record for this person."
        ),
        EligibilityReason.NOT_INVITED: _l(
            "This is for people who are invited, and this person is not on the list. Ask the program if that is wrong."
        ),
        EligibilityFact.CERTIFIED: _l("Certified CoP facilitator since %(since)s."),
        EligibilityFact.CERTIFIED_UNTIL: _l("Certified CoP facilitator since %(since)s, until %(until)s."),
        EligibilityFact.IN_COHORT: _l("In a cohort since %(since)s."),
        EligibilityFact.INVITED: _l("Invited on %(since)s."),
        SeriesReason.TOO_MANY_TOPICS: _l("There are %(most)s topics already. Give your vote to one of them."),
        SeriesReason.ALREADY_SUGGESTED: _l("This topic is on the list already. Give it your vote there."),
        SeriesReason.TOPIC_GONE: _l("This topic is no longer on the list. Look at it again."),
        SeriesReason.NOT_A_LINK: _l("This is not a whole link. It begins with https:// and names a site."),
        SeriesReason.SESSION_AHEAD: _l("Resources can be added once a session has begun."),
        SeriesReason.TOO_MANY_RESOURCES: _l("There are %(most)s resources already. Take one away first."),
        SeasonReason.WHOLE_ONLY: _l("This can only be joined as a whole."),
        SeasonReason.NONE_CHOSEN: _l("Tick at least one session, or come for the season."),
        SeasonReason.SESSION_OVER: _l(
            "One of these sessions is over or was canceled. Choose among those that are ahead."
        ),
        SeasonReason.SESSION_UNKNOWN: _l(
            "One of these sessions is no longer planned. Look at the list again."
        ),
        TogetherReason.NOT_READY: _l(
            "You asked to come only all together, and %(people)s of these people cannot be registered yet. Correct or"
            " remove their lines, or let the others come without them. Nothing was saved."
        ),
        TogetherReason.MORE_THAN_PLACES: _l(
            "You asked to come only all together. These are %(people)s people, and there are %(places)s places in all."
            " Nothing was saved."
        ),
        TogetherReason.NO_OFFER: _l("No places are offered to this team right now. Look at its page again."),
        TogetherReason.NOBODY_WAITS: _l(
            "This team is no longer on the waitlist, so there is nothing to give up."
        ),
        FormatReason.ONE_FORMAT: _l("There is only one way to take part here."),
        FormatReason.SAME_FORMAT: _l("You take part this way already."),
        FormatReason.NO_SEAT_HELD: _l(
            "You can change once you have a seat. If you wait, withdraw and register for the other: that is the end of"
            " its line."
        ),
        FormatReason.TOO_LATE: _l("This has begun, so seats are no longer changed. Ask the trainers."),
        FormatReason.WAITS_ALREADY: _l("You wait to change already, and keep your seat meanwhile."),
        FormatReason.NO_WISH: _l(
            "You do not wait to change. Look at the page again: it may have happened already."
        ),
        TogetherTask.ANSWER: _l("Answer for your team: %(people)s places in %(title)s, held until %(ends)s"),
        OpenPoint.DATE: _l("the date"),
        OpenPoint.PLACE: _l("the place"),
        InterestReason.ALL_FIXED: _l(
            "Date and place are fixed. You can register, or look when registration opens."
        ),
        InterestReason.NOT_OFFERED: _l(
            "This is over or will not take place, so there is nothing to wait for."
        ),
        InterestTask.FIXED: _l("%(title)s is fixed now. You asked to hear first: register"),
    }
)
