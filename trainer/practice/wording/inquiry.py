"""What are the parts, kinds, tests, reasons and advice of an inquiry called?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.practice.rules.inquiry_kinds import (
    Advice,
    Ahead,
    DoKind,
    EvidenceKind,
    InquiryReason,
    ItemKind,
    Lack,
    Learning,
    Part,
    ProblemTest,
    Side,
    Where,
)

words_for({Part.PLAN: _l("Plan"), Part.DO: _l("Do"), Part.STUDY: _l("Study"), Part.ACT: _l("Act")})
words_for(
    {
        Ahead.REFINE: _l("We refine it: the same strategy, changed by what we learned"),
        Ahead.SCALE: _l("We scale it: the same strategy, for more people or places"),
        Ahead.DIFFERENT: _l("We try something different"),
    }
)
words_for(
    {
        DoKind.GAME_PLAN: _l("Game plan"),
        DoKind.MID_STREAM: _l("Check mid-stream"),
        DoKind.END_OF_CYCLE: _l("End of the cycle"),
    }
)
words_for({Side.ADULT: _l("What adults do"), Side.CHILD: _l("What it means for children")})
words_for(
    {
        EvidenceKind.ARTIFACT: _l("Something that was made or used"),
        EvidenceKind.OBSERVATION: _l("Observation"),
        EvidenceKind.INTERVENTION: _l("Record of what was tried"),
        EvidenceKind.ASSESSMENT: _l("Assessment"),
        EvidenceKind.WORK: _l("Children’s work"),
        EvidenceKind.INTERVIEW: _l("Interview or conversation"),
        EvidenceKind.OTHER: _l("Something else"),
    }
)
words_for(
    {
        ItemKind.START: _l("Start doing"),
        ItemKind.STOP: _l("Stop doing"),
        ItemKind.KEEP: _l("Keep doing"),
        ItemKind.SCALE: _l("Bring further"),
    }
)
words_for(
    {
        Where.TOGETHER: _l("Together in one place"),
        Where.SITE: _l("Where each of us works"),
        Where.ONLINE: _l("Online"),
    }
)
words_for(
    {
        Learning.READING: _l("A book or an article"),
        Learning.PRACTICES: _l("Promising practices"),
        Learning.VISITS: _l("Visits to each other"),
        Learning.EXPERTS: _l("People who know more"),
    }
)
words_for(
    {
        ProblemTest.NEEDS: _l("It comes from a look at needs: numbers and voices"),
        ProblemTest.MEASURE: _l("A measure is watched: its level and its progress"),
        ProblemTest.PRACTICE: _l("The classroom practice is named"),
        ProblemTest.WHOM: _l("It says whom it concerns"),
    }
)
words_for(
    {
        Lack.MET: _l("Met."),
        Lack.NO_NEEDS: _l("Write down what the numbers say and what people say."),
        Lack.NO_NUMBERS: _l("What people say is there. Add what the numbers say."),
        Lack.NO_VOICES: _l("The numbers are there. Add what families, educators or children say."),
        Lack.NO_MEASURE: _l("Name at least one measure that you watch."),
        Lack.NO_LEVEL: _l("The measure is named. Say where it stands today."),
        Lack.NO_PROGRESS: _l("The level is there. Say how far it should move in a year."),
        Lack.NO_PRACTICE: _l("Name what adults do with children that you want to change."),
        Lack.NO_WHOM: _l("Name the group of children or families that it concerns most."),
    }
)
words_for(
    {
        InquiryReason.STATEMENT_MISSING: _l("Write the problem in one or two sentences first."),
        InquiryReason.NOT_YET: _l("%(on)s has not come yet. Leave the day empty until it is done."),
        InquiryReason.BEFORE_PART: _l("This is before the %(part)s of this cycle, which is dated %(on)s."),
        InquiryReason.AFTER_PART: _l("This is after the %(part)s of this cycle, which is dated %(on)s."),
        InquiryReason.EMPTY_PART: _l(
            "The %(part)s is dated but does not say yet what it is about. Fill in its main field, or leave the day"
            " empty: then it is kept as a draft."
        ),
        InquiryReason.DO_MISSING: _l("A meeting needs a session or a day before its notes can be kept."),
        InquiryReason.OTHER_SESSION: _l("This session is of another CoP."),
        InquiryReason.TOO_MANY_CYCLES: _l("At most %(most)s cycles can be kept for one CoP."),
        InquiryReason.TOO_MANY_EVIDENCE: _l("At most %(most)s pieces of evidence can be kept for one cycle."),
        InquiryReason.TOO_MANY_QUESTIONS: _l("At most %(most)s questions can be kept for one CoP."),
        InquiryReason.TOO_MANY_ITEMS: _l(
            "At most %(most)s lines can be kept in start, stop, keep and scale together. Fewer are done more often."
        ),
        InquiryReason.NOT_ACTED: _l("The next Plan opens once the Act of the cycle before is dated."),
        InquiryReason.RATIONALE_MISSING: _l("Say why this CoP goes another way."),
    }
)
words_for(
    {
        Advice.ENOUGH: _l("The inquiry that is asked for is there. Thank you."),
        Advice.MORE: _l("%(done)s of %(wanted)s cycles are complete this year. The next one is wanted by %(due)s."),
        Advice.FIRST_SOON: _l(
            "The first full cycle of the year is wanted by %(due)s, in %(days)s days. What would make its Study easy"
            " to hold?"
        ),
        Advice.FIRST_LATE: _l(
            "The first semester went by without a full cycle. That happens. The next date is %(due)s; if your CoP goes"
            " another way this year, say why below."
        ),
        Advice.SECOND_LATE: _l(
            "One of %(wanted)s cycles is complete, and the second was wanted by %(due)s. If your CoP goes another way"
            " this year, say why below."
        ),
        Advice.PRACTICUM_OPEN: _l(
            "One complete cycle, or a learning agenda with three answered questions, belongs to the practicum. So far:"
            " complete cycles: %(done)s, answered questions: %(answered)s."
        ),
        Advice.PRACTICUM_SOON: _l(
            "The practicum ends on %(due)s. One complete cycle, or a learning agenda with three answered questions,"
            " belongs to it. So far: complete cycles: %(done)s, answered questions: %(answered)s."
        ),
        Advice.PRACTICUM_LATE: _l(
            "The practicum ended on %(due)s. One complete cycle, or a learning agenda with three answered questions,"
            " is still open. Talk with your mentor about a next small step."
        ),
    }
)  # fmt: skip

names_for(
    "action",
    {
        "inquiry.problem": _l("Wrote a problem of practice"),
        "inquiry.begin": _l("Began a cycle of inquiry"),
        "inquiry.save": _l("Wrote a part of a cycle"),
        "inquiry.evidence": _l("Added a piece of evidence"),
        "inquiry.evidence_removed": _l("Removed a piece of evidence"),
        "inquiry.question": _l("Wrote a question of a learning agenda"),
        "inquiry.explain": _l("Gave a reason for another way of inquiry"),
    },
)
