"""What are cohorts, phases, states of modules, tasks and reasons of learning called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.learning.rules import (
    ApplicationMove,
    ApplicationState,
    CohortReason,
    CohortState,
    CopyState,
    DeferralState,
    EnrollmentReason,
    EnrollmentState,
    LearnReason,
    ModuleState,
    OfficeTask,
    PhaseNow,
    StepKind,
    TaskKind,
    TogetherReason,
)
from trainer.learning.rules.assessing import AssessReason
from trainer.learning.rules.editions import MoveReason

words_for(
    {
        CohortState.FORMING: _l("Forming"),
        CohortState.ACTIVE: _l("Active"),
        CohortState.COMPLETED: _l("Completed"),
        CohortState.CANCELED: _l("Canceled"),
        PhaseNow.BEFORE: _l("Not begun yet"),
        PhaseNow.TRAINING: _l("Training"),
        PhaseNow.IMPLEMENTATION: _l("Implementation"),
        PhaseNow.MENTORSHIP: _l("Mentorship"),
        PhaseNow.OVER: _l("The year is over"),
        ModuleState.NOT_STARTED: _l("Not started yet"),
        ModuleState.STARTED: _l("Started"),
        ModuleState.READ: _l("Read, check open"),
        ModuleState.DONE: _l("Done"),
        TaskKind.READ_MODULE: _l("Read “%(module)s” before the session"),
        TaskKind.TAKE_CHECK: _l("Take the knowledge check of “%(module)s”"),
        TaskKind.WRITE_EXIT: _l("Write the closing reflection of %(course)s"),
    }
)

words_for(
    {
        EnrollmentState.APPLIED: _l("Applied"),
        EnrollmentState.ENROLLED: _l("Enrolled"),
        EnrollmentState.ACTIVE: _l("Active"),
        EnrollmentState.DEFERRED: _l("Deferred"),
        EnrollmentState.WITHDRAWN: _l("Withdrawn"),
        EnrollmentState.COMPLETED: _l("Completed"),
    }
)

words_for(
    {
        ApplicationState.DRAFT: _l("Draft"),
        ApplicationState.SENT: _l("Sent"),
        ApplicationState.ON_HOLD: _l("On hold"),
        ApplicationState.ACCEPTED: _l("Accepted"),
        ApplicationState.DECLINED: _l("Declined"),
        ApplicationState.TAKEN_BACK: _l("Taken back"),
    }
)

words_for(
    {
        ApplicationMove.ACCEPT: _l("Accept and enroll"),
        ApplicationMove.HOLD: _l("Put on hold"),
        ApplicationMove.DECLINE: _l("Decline"),
    }
)

words_for(
    {
        DeferralState.ASKED: _l("Asked"),
        DeferralState.GRANTED: _l("Granted"),
        DeferralState.DECLINED: _l("Declined"),
        DeferralState.TAKEN_BACK: _l("Taken back"),
    }
)

words_for(
    {
        StepKind.ENROLLED: _l("Enrolled"),
        StepKind.DEFERRED: _l("Deferred"),
        StepKind.CAME_BACK: _l("Came back"),
        StepKind.MOVED: _l("Came back, into another cohort"),
        StepKind.LEFT: _l("Left"),
        StepKind.TAKEN_OUT: _l("Taken out by an administrator"),
        StepKind.COMPLETED: _l("Completed"),
    }
)

words_for(
    {
        OfficeTask.READ_APPLICATIONS: _l("Read the applications to %(cohort)s: %(count)s"),
        OfficeTask.DECIDE_DEFERRAL: _l("%(name)s asks to be deferred"),
        OfficeTask.ASK_BACK: _l("%(name)s meant to be back by now"),
    }
)

words_for(
    {
        CohortReason.NAME_MISSING: _l("Give the cohort a name."),
        CohortReason.NOBODY: _l("Nobody is ticked yet. A cohort needs at least one person."),
        CohortReason.TOO_MANY: _l("%(count)s people are ticked. A cohort has at most %(most)s."),
        CohortReason.SOMEBODY_TWICE: _l("Somebody is on the list twice. Tick each person once."),
        CohortReason.DATES_COUNT: _l("A cohort has %(needed)s dates; here are %(count)s."),
        CohortReason.DATES_ORDER: _l("Date %(number)s is not after the one before it."),
        CohortReason.ONE_A_MONTH: _l("Date %(number)s is in the same month as the one before it."),
        CohortReason.NOT_COMPLETED: _l("CoP 101 is not on record as completed for: %(names)s."),
        CohortReason.IN_COHORT: _l("Already in a cohort: %(names)s."),
        CohortReason.COURSE_NOT_LOADED: _l("The course of the cohort has not been loaded yet."),
        CohortReason.APPLY_TOO_LATE: _l(
            "Take applications until %(until)s at the latest: that is the first day of the cohort."
        ),
    }
)

words_for(
    {
        EnrollmentReason.NOT_DEFERRED: _l("This person is not deferred. Nothing was changed."),
        EnrollmentReason.NOT_OPEN: _l(
            "This cohort takes no applications any more. Nothing was sent; what you wrote is below."
        ),
        EnrollmentReason.CANNOT_CHANGE: _l("This application was sent. Take it back before you change it."),
        EnrollmentReason.ANSWERED_ALREADY: _l(
            "This was answered or taken back meanwhile. Nothing was changed."
        ),
        EnrollmentReason.SAVED_ELSEWHERE: _l(
            "This application was saved in another window since you opened it. Nothing was overwritten: your text is"
            " below, and so is the one that was saved."
        ),
        EnrollmentReason.TOO_SHORT: _l(
            "Write a little more: why you want to facilitate, and the CoP you have in mind, each in at least"
            " %(least)s characters."
        ),
        EnrollmentReason.NOT_YET_MISSING: _l(
            "CoP 101 is not on record as completed for you. Say why not yet, or when you will take it."
        ),
        EnrollmentReason.IN_PROGRAM: _l(
            "You are in a cohort already. Finish or leave it before you apply again."
        ),
        EnrollmentReason.ANSWER_MISSING: _l("Say why: the person concerned reads it, on their own page."),
        EnrollmentReason.BACK_IN_THE_PAST: _l("The day of coming back has to be later than today."),
        EnrollmentReason.AWAY_TOO_LONG: _l(
            "That is more than a year. Leave the day empty to wait for the next cohort."
        ),
        EnrollmentReason.NOT_BACK_YET: _l(
            "The day that was agreed on has not come. An administrator can bring you back earlier."
        ),
        EnrollmentReason.ASKED_ALREADY: _l("You have asked already. Wait for the answer, or take it back."),
        EnrollmentReason.IN_THAT_COHORT: _l("This person has been in that cohort before. Choose another."),
        EnrollmentReason.NOT_LIVE: _l("This person is not in the cohort any more. Nothing was changed."),
        EnrollmentReason.WHY_MISSING: _l("Say why. Only administrators read it."),
        EnrollmentReason.COHORT_OVER: _l("The year of this cohort is over. Nobody can start in it."),
        AssessReason.NOT_LOADED: _l("There is no self-assessment here yet."),
        AssessReason.UNKNOWN_AREA: _l("The self-assessment has no such area."),
        AssessReason.UNANSWERED: _l("Choose one answer for each statement."),
        AssessReason.STILL_OPEN: _l("Some areas have no answers yet: %(count)s. Fill them in, then finish."),
        AssessReason.NOTHING_FINISHED: _l("Finish a self-assessment first; then you can share it."),
    }
)

words_for(
    {
        LearnReason.NO_PLACE: _l(
            "You have no place in this course, so nothing is kept. You can go on reading."
        ),
        LearnReason.UNKNOWN_MODULE: _l("This course has no such module."),
        LearnReason.NOT_READ: _l("This module is not marked as read."),
        LearnReason.READ_LONG_AGO: _l(
            "This module was marked as read more than a day ago. It stays so, because others may count on it."
        ),
        LearnReason.NO_CHECK: _l("This module has no knowledge check."),
        LearnReason.UNANSWERED: _l("Choose an answer to question %(count)s."),
        LearnReason.UNKNOWN_ANSWER: _l("One of the answers is unknown. Choose again."),
        LearnReason.ANSWERED: _l(
            "You have checked this question already, so that answer stands in this try."
        ),
        LearnReason.TRY_OVER: _l(
            "This try was finished in another window. Nothing was lost: its result is below, and you can try again."
        ),
        LearnReason.NO_PROMPT: _l("This module does not ask for a closing reflection."),
        LearnReason.SAVED_MEANWHILE: _l(
            "This reflection was saved in another window since you opened it. Nothing was overwritten: your text is"
            " below, and so is the one that was saved."
        ),
        LearnReason.HANDED_IN: _l("This reflection was handed in. It stays as it is."),
        LearnReason.TOO_SHORT: _l(
            "Write a little more before you hand it in: at least %(least)s characters."
        ),
        LearnReason.TOO_LONG: _l("At most %(most)s characters fit here. Your text is kept below."),
    }
)

words_for(
    {
        MoveReason.UNKNOWN_EDITION: _l("The edition %(edition)s of this course has not been loaded."),
        MoveReason.SAME_EDITION: _l(
            "This person is on the edition %(edition)s already. Nothing was changed."
        ),
        MoveReason.PROGRAM_OVER: _l(
            "This person has completed the program. What they did stays with the edition they did it in."
        ),
        MoveReason.WHY_MISSING: _l("Say why: the person will read it."),
        MoveReason.WHY_TOO_LONG: _l("At most %(most)s characters fit here. Your text is kept below."),
        MoveReason.CHANGED_MEANWHILE: _l(
            "This person is on another edition by now, so the comparison was out of date. Nothing was changed."
        ),
        CopyState.TO_SEND: _l("To be sent"),
        CopyState.SENT: _l("Sent"),
        CopyState.RECEIVED: _l("Received"),
        CopyState.LENT: _l("Lent"),
        CopyState.RETURNED: _l("Returned"),
        TogetherReason.NAME_MISSING: _l(
            "Give the name that your cohort sees. Nothing else can be shown without it."
        ),
        TogetherReason.LENT_UNTIL: _l("Say until when it is lent: %(names)s."),
        TogetherReason.NO_COPY: _l("This was noted already. Nothing was changed."),
        TogetherReason.TOO_MANY_MATERIALS: _l("A cohort can have at most %(most)s materials."),
        TogetherReason.NOBODY_TICKED: _l("Nobody is ticked. Tick at least one person."),
        TogetherReason.SUBJECT_MISSING: _l("Give your message a subject."),
        TogetherReason.TEXT_MISSING: _l("Write your message before you send it."),
    }
)
names_for("message", {"learning.moved": _l("Moved to another edition of a course")})
names_for(
    "action",
    {
        "assessment.begin": _l("Began a self-assessment"),
        "assessment.finish": _l("Finished a self-assessment"),
        "assessment.share": _l("Shared self-assessments with the mentor"),
        "assessment.keep_to_oneself": _l("Took self-assessments back from the mentor"),
        "cohort.introduce": _l("Chose what their cohort sees of them"),
        "cohort.forget": _l("Deleted what somebody showed a cohort that they left"),
        "cohort.share_email": _l("Let their cohort see their e-mail"),
        "cohort.hide_email": _l("No longer let their cohort see their e-mail"),
        "cohort.mails_on": _l("Asked for mail about new posts"),
        "cohort.mails_off": _l("Stopped the mail about new posts"),
        "cohort.add_material": _l("Added a material of a cohort"),
        "cohort.note_copies": _l("Noted who has which material"),
        "cohort.confirm_copy": _l("Said that a material has arrived"),
        "cohort.write_letter": _l("Wrote to people of a cohort"),
        "cohort.form": _l("Formed a cohort"),
        "cohort.take_applications": _l("Said until when a cohort takes applications"),
        "learning.save_application": _l("Saved a draft of an application"),
        "learning.apply": _l("Applied to a cohort"),
        "learning.take_back_application": _l("Took an application back"),
        "learning.accept_application": _l("Accepted an application"),
        "learning.hold_application": _l("Put an application on hold"),
        "learning.decline_application": _l("Declined an application"),
        "learning.ask_deferral": _l("Asked to be deferred"),
        "learning.take_back_deferral": _l("Took a request to be deferred back"),
        "learning.decline_deferral": _l("Declined to defer somebody"),
        "learning.defer": _l("Deferred somebody"),
        "learning.come_back": _l("Ended a deferral"),
        "learning.leave": _l("Left a cohort"),
        "learning.enroll": _l("Enrolled somebody in a cohort"),
        "learning.complete": _l("Completed somebody’s enrollment"),
        "learning.withdraw": _l("Took somebody out of a cohort"),
        "learning.move_edition": _l("Moved somebody to another edition of a course"),
        "learning.open_module": _l("Began a module"),
        "learning.finish_module": _l("Read a module"),
        "learning.unfinish_module": _l("Took back that a module was read"),
        "learning.begin_check": _l("Began a knowledge check"),
        "learning.try_check": _l("Took a knowledge check"),
        "learning.save_reflection": _l("Saved a draft of a reflection"),
        "learning.hand_in_reflection": _l("Handed in a reflection"),
    },
)

names_for(
    "message",
    {
        "learning.letter": _l("Message to people of a cohort"),
        "learning.posts": _l("New posts in a cohort"),
        "learning.post_reported": _l("A post was reported"),
        "learning.applied": _l("An application arrived"),
        "learning.application": _l("Somebody applied to a cohort"),
        "learning.application_answered": _l("An application was answered"),
        "learning.changed": _l("An enrollment changed"),
        "learning.left": _l("Somebody left a cohort"),
        "learning.deferral_asked": _l("Somebody asks to be deferred"),
        "learning.deferral_declined": _l("A deferral was declined"),
        "learning.back": _l("The day to come back"),
    },
)
