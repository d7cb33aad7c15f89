"""What do the reasons say to whoever plans, imports or publishes a schedule?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import words_for
from trainer.schedule.importing import ImportReason
from trainer.schedule.rules.changes import PublishReason
from trainer.schedule.rules.soundness import PlanReason
from trainer.schedule.rules.years import YearReason

words_for(
    {
        PlanReason.TITLE_MISSING: _l("Give the offering a title."),
        PlanReason.DATE_MISSING: _l("Session %(session)s: choose a date or a month."),
        PlanReason.TIMES_MISSING: _l(
            "Session %(session)s: fill in both times, or leave both empty while they are not known."
        ),
        PlanReason.ENDS_BEFORE_START: _l("Session %(session)s: the end must be later than the start."),
        PlanReason.TIME_IN_GAP: _l(
            "Session %(session)s: on %(on)s clocks go forward and %(time)s does not exist. Choose another time, for"
            " example %(instead)s."
        ),
        PlanReason.TIME_TWICE: _l(
            "Session %(session)s: on %(on)s clocks go back and this time comes twice. Choose which one is meant."
        ),
        PlanReason.SEASON_MISSING: _l("Choose the season."),
        PlanReason.DATE_PASSED: _l("Session %(session)s: %(on)s has passed. Choose a day from today on."),
        PlanReason.OUTSIDE_YEAR: _l("Session %(session)s: %(on)s is not in this program year."),
        PlanReason.OVERLAPS: _l(
            "Session %(session)s begins while session %(other)s is still going on. Change the times of one, or remove"
            " it."
        ),
        PlanReason.TOO_MANY_SESSIONS: _l("An offering has at most %(most)s sessions."),
        PlanReason.CAPACITY: _l("The number of places must be from 0 to %(most)s."),
        PlanReason.CLOSES_BEFORE_OPENS: _l("Registration must close after it opens."),
        PlanReason.BELOW_TAKEN: _l(
            "%(taken)s places are taken or reserved, so there cannot be only %(capacity)s."
        ),
        PlanReason.UNKNOWN_ZONE: _l("“%(zone)s” is no time zone. Use a name such as America/Los_Angeles."),
        PlanReason.BAD_LINK: _l(
            "The link to join is not a whole link that nobody else can read. It begins with https:// and names a site."
        ),
    }
)
words_for(
    {
        YearReason.YEAR_EXISTS: _l("The year %(year)s is already there."),
        YearReason.NO_YEAR: _l("“%(year)s” is no program year. Write it like 2021-22."),
    }
)

words_for(
    {
        PublishReason.VERSION_MOVED: _l(
            "Version %(version)s was published while you were looking. Nothing is published twice; see what is left."
        ),
        PublishReason.DRAFTS_MOVED: _l(
            "The drafts changed while you were looking. Look at the changes again before you publish them."
        ),
        PublishReason.NOTHING_TO_PUBLISH: _l(
            "There is nothing to publish: no draft differs from what is public."
        ),
        PublishReason.WHY_MISSING: _l("Say why, in a sentence that everybody may read."),
        PublishReason.BELOW_TAKEN: _l(
            "%(offering)s: %(taken)s places are taken or reserved, so there cannot be only %(capacity)s. Nobody loses"
            " a place."
        ),
        PublishReason.SAVED_MEANWHILE: _l(
            "Somebody else saved this offering while you were editing. Both versions are below; nothing is lost."
        ),
        PublishReason.CANCELED_ALREADY: _l(
            "This offering is canceled or completed and cannot change any more."
        ),
        PublishReason.SESSION_HELD: _l(
            "%(offering)s: session %(session)s (%(on)s) has a sign-in sheet already, so it cannot be removed. Put it"
            " back into the plan as it was."
        ),
        PublishReason.NOT_A_DRAFT: _l("Only a published offering can be canceled. Discard a draft instead."),
    }
)

words_for(
    {
        ImportReason.EMPTY_CELL: _l("Column %(column)s is empty."),
        ImportReason.UNKNOWN_KIND: _l("Column %(column)s: “%(value)s” is no kind. Use one of: %(expected)s."),
        ImportReason.UNKNOWN_FORMAT: _l(
            "Column %(column)s: “%(value)s” is no format. Use one of: %(expected)s."
        ),
        ImportReason.UNREADABLE_DATE: _l(
            "Column %(column)s: “%(value)s” is no date that can be read. Write 2021-09-15, November 2021,"
            " August 2021 - May 2022, on request or TBD."
        ),
        ImportReason.UNREADABLE_TIME: _l("Column %(column)s: “%(value)s” is no time. Write 9:00 or 3:30 PM."),
        ImportReason.UNREADABLE_NUMBER: _l("Column %(column)s: “%(value)s” is no number."),
        ImportReason.ENDS_BEFORE_IT_BEGINS: _l("Column %(column)s: %(value)s lies before the first day."),
        ImportReason.RANGE_TOO_LONG: _l(
            "Column %(column)s: from the first day to %(value)s there are more than %(most)s days. Write the days of"
            " a series into session_dates."
        ),
        ImportReason.DATES_DIFFER: _l("Column %(column)s says “%(value)s”, but start_date is %(expected)s."),
        ImportReason.WEEKDAY_DIFFERS: _l(
            "Column %(column)s says “%(value)s”, but start_date is %(expected)s."
        ),
        ImportReason.TOO_LONG: _l("Column %(column)s is longer than %(most)s characters."),
        ImportReason.UNKNOWN_WORD: _l(
            "Column %(column)s: “%(value)s” is not known here. Use one of: %(expected)s."
        ),
        ImportReason.EXAMPLE_LEFT: _l("This is an example of the template. Delete this row."),
        ImportReason.TWICE_IN_FILE: _l("This is the same offering as in line %(line)s."),
    }
)
