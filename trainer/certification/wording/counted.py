"""What does the engine say in words? Verdicts, what was counted, what would change it, the records, the numbers."""

from flask_babel import lazy_gettext as _l

from trainer.certification.rules.findings import Counted, RecordKind, Verdict, Wanting
from trainer.core.i18n import names_for, words_for

words_for(
    {
        Verdict.MET: _l("Met"),
        Verdict.NOT_MET: _l("Not met yet"),
        Verdict.WAIVED: _l("Waived"),
        Verdict.NOT_RECORDED: _l("Not yet recorded"),
    }
)

words_for(
    {
        Counted.COMPLETED: _l("CoP 101 completed on %(on)s."),
        Counted.EQUIVALENT: _l("Earlier training accepted on %(on)s, Refresher completed on %(refresher)s."),
        Counted.EQUIVALENT_ALONE: _l("Earlier training accepted on %(on)s; the Refresher is not on record."),
        Counted.NOT_COMPLETED: _l("CoP 101 is not on record as completed."),
        Counted.MODULES: _l("%(done)s of %(needed)s modules finished."),
        Counted.LIVE: _l("%(live)s of %(needed)s sessions attended live, %(made_up)s made up."),
        Counted.CREDIT: _l(
            "%(credited)s of %(marked)s marked sessions counted; up to %(limit)s minutes may be missed in each."
        ),
        Counted.CHECKS: _l("%(done)s of %(needed)s checks answered with at least %(percent)s percent."),
        Counted.ENTRIES: _l(
            "%(reflective)s of %(of_reflective)s reflections and %(traces)s of %(of_traces)s traces accepted."
        ),
        Counted.MEETINGS: _l("Meetings: %(done)s (needed: %(needed)s); months with one: %(months)s."),
        Counted.MEETINGS_GAP: _l(
            "Meetings: %(done)s (needed: %(needed)s); months with one: %(months)s; days of the longest pause: %(gap)s."
        ),
        Counted.DEBRIEFS: _l("%(done)s of %(needed)s counted sessions talked over in time."),
        Counted.CHARTER: _l("Approved on %(on)s."),
        Counted.CHARTER_WAITS: _l("The charter waits for approval."),
        Counted.CHARTER_MISSING: _l("No charter is approved yet."),
        Counted.SESSIONS: _l(
            "Sessions: %(done)s (needed: %(needed)s); months with one: %(months)s; led: %(led)s."
        ),
        Counted.SIGN_INS: _l(
            "%(done)s of %(held)s sessions with at least %(present)s members. The CoP has %(members)s members;"
            " %(regular)s of them keep coming."
        ),
        Counted.VALUES: _l("Recorded in session %(number)s; times taken up again: %(times)s."),
        Counted.VALUES_ONCE: _l("Recorded in session %(number)s, not taken up again yet."),
        Counted.VALUES_LATE: _l("Recorded in session %(number)s, later than asked."),
        Counted.VALUES_MISSING: _l("No shared values are recorded yet."),
        Counted.CONFIDENCE: _l("The agreement is recorded, and the privacy promise is signed."),
        Counted.AGREEMENT_ALONE: _l("The agreement is recorded; the privacy promise is not signed."),
        Counted.PROMISE_ALONE: _l("The privacy promise is signed; no agreement is recorded in time."),
        Counted.CONFIDENCE_MISSING: _l("Neither an agreement nor the privacy promise is on record."),
        Counted.FACILITATOR_COP: _l(
            "%(done)s of %(needed)s meetings of the CoP for CoP Facilitators since your first own session."
        ),
        Counted.SHARE_OUT: _l("Presentations to peers: %(done)s (needed: %(needed)s)."),
        Counted.SIGNED: _l("Signed off by %(name)s on %(on)s."),
        Counted.SIGN_OFF_DECLINED: _l("%(name)s declined to sign off on %(on)s."),
        Counted.SIGN_OFF_MISSING: _l("The mentor has not signed off yet."),
        Counted.GRANTED: _l("Granted on %(on)s."),
        Counted.DECISION_MISSING: _l("Nothing has been decided yet."),
        Counted.DEADLINE: _l("Until %(until)s; days left: %(left)s."),
        Counted.DEADLINE_KEPT: _l("Asked on %(on)s; the last day is %(until)s."),
        Counted.DEADLINE_PASSED: _l("The last day was %(until)s."),
        Counted.NOT_RECORDED: _l(
            "Nothing on this site counts this yet. It cannot be met before it can be counted."
        ),
    }
)

words_for(
    {
        Wanting.COMPLETE_101: _l("Complete CoP 101, with all its parts and the exit reflection."),
        Wanting.COMPLETE_REFRESHER: _l("Complete the Refresher."),
        Wanting.FINISH_MODULES: _l("Finish module %(numbers)s."),
        Wanting.NO_TRAINING: _l(
            "This cohort has no training sessions. An administrator can waive them, with a reason."
        ),
        Wanting.ATTEND_OR_MAKE_UP: _l(
            "Still open: session %(numbers)s. Attend at least %(attended)s of %(sessions)s live. Make up a missed one"
            " within %(days)s days: read its module, and hand in its reflection."
        ),
        Wanting.KEEP_THE_LIMIT: _l("Be present for all but %(limit)s minutes of a session."),
        Wanting.PASS_CHECKS: _l("Answer the check of module %(numbers)s with at least %(percent)s percent."),
        Wanting.MORE_ENTRIES: _l("Still to be accepted: reflections: %(reflective)s, traces: %(traces)s."),
        Wanting.MORE_MEETINGS: _l(
            "Months still to have a meeting of at least %(minutes)s minutes: %(more)s."
        ),
        Wanting.CLOSE_GAPS: _l(
            "%(gap)s days lay between two meetings; at most %(most)s may. An administrator can waive this."
        ),
        Wanting.DEBRIEF: _l(
            "Session %(numbers)s was not talked over within %(days)s days. An administrator can waive it for a session."
        ),
        Wanting.CHARTER: _l(
            "Have the charter approved before the first session: what is held before does not count."
        ),
        Wanting.MORE_SESSIONS: _l("Sessions still to hold, of at least %(minutes)s minutes each: %(more)s."),
        Wanting.MORE_MONTHS: _l("Calendar months still to have a session: %(more)s."),
        Wanting.LEAD_MORE: _l("Sessions still to lead yourself: %(more)s."),
        Wanting.MORE_PRESENT: _l(
            "More sessions with at least %(needed)s members signed in; facilitators and mentors do not count."
        ),
        Wanting.MORE_MEMBERS: _l("The CoP needs %(needed)s members; it has %(done)s."),
        Wanting.MORE_REGULARS: _l(
            "%(needed)s members who come to at least half of the sessions; %(done)s do."
        ),
        Wanting.RECORD_VALUES: _l("Record the shared values by the end of session %(session)s."),
        Wanting.REVISIT_VALUES: _l("Take the shared values up again in a later session."),
        Wanting.RECORD_AGREEMENT: _l(
            "Record the confidentiality agreement by the end of session %(session)s."
        ),
        Wanting.SIGN_PROMISE: _l("Sign the privacy promise of this program."),
        Wanting.MORE_FACILITATOR_COP: _l(
            "Meetings of the CoP for CoP Facilitators still to attend: %(more)s."
        ),
        Wanting.PRESENT: _l(
            "Present your practice at a showcase, a CoP for CoP Facilitators or a Connect session. Still to present:"
            " %(more)s."
        ),
        Wanting.MENTOR_SIGNS: _l("The mentor signs off after you ask for certification."),
        Wanting.ADMINISTRATOR_DECIDES: _l("An administrator decides after the mentor’s sign-off."),
        Wanting.EXTEND: _l("An administrator can extend the deadline."),
        Wanting.NOTHING_YET: _l("No session of your own CoP counts yet."),
    }
)

words_for(
    {
        RecordKind.COURSE: _l("CoP 101, completed on %(on)s"),
        RecordKind.REFRESHER: _l("Refresher, completed on %(on)s"),
        RecordKind.EARLIER_TRAINING: _l("Earlier training, accepted on %(on)s"),
        RecordKind.MODULE_DONE: _l("Module %(number)s, finished on %(on)s"),
        RecordKind.MODULE_OPEN: _l("Module %(number)s, not finished yet"),
        RecordKind.SESSION_CREDITED: _l("Session %(number)s, %(on)s: attended"),
        RecordKind.SESSION_MISSED_MINUTES: _l(
            "Session %(number)s, %(on)s: %(minutes)s minutes missed, no credit"
        ),
        RecordKind.SESSION_ABSENT: _l("Session %(number)s, %(on)s: missed"),
        RecordKind.SESSION_OPEN: _l("Session %(number)s, %(on)s: not marked yet"),
        RecordKind.SESSION_MADE_UP: _l("Session %(number)s, %(on)s: made up"),
        RecordKind.CHECK: _l("Check of module %(number)s: %(percent)s percent"),
        RecordKind.CHECK_OPEN: _l("Check of module %(number)s: %(percent)s percent so far"),
        RecordKind.REFLECTION_ACCEPTED: _l("Reflection of session %(number)s, accepted on %(on)s"),
        RecordKind.REFLECTION_OPEN: _l("Reflection of session %(number)s, not accepted yet"),
        RecordKind.TRACE_ACCEPTED: _l("Trace of session %(number)s, accepted on %(on)s"),
        RecordKind.TRACE_OPEN: _l("Trace of session %(number)s, not accepted yet"),
        RecordKind.MEETING: _l("%(on)s, %(minutes)s minutes"),
        RecordKind.MEETING_SHORT: _l("%(on)s, %(minutes)s minutes: too short"),
        RecordKind.DEBRIEFED: _l("Session %(number)s, talked over on %(on)s"),
        RecordKind.DEBRIEFED_LATE: _l("Session %(number)s, talked over on %(on)s: late"),
        RecordKind.DEBRIEF_OPEN: _l("Session %(number)s, not talked over yet"),
        RecordKind.CHARTER: _l("Charter, approved on %(on)s"),
        RecordKind.COP_LED: _l("Session %(number)s, %(on)s, %(minutes)s minutes: led"),
        RecordKind.COP_CO_LED: _l("Session %(number)s, %(on)s, %(minutes)s minutes: led together"),
        RecordKind.COP_NOT_COUNTED: _l("Session %(number)s, %(on)s, %(minutes)s minutes: does not count"),
        RecordKind.SIGNED_IN: _l("Session %(number)s, %(on)s: members signed in: %(count)s"),
        RecordKind.VALUES: _l("Shared values, session %(number)s, %(on)s"),
        RecordKind.REVISITED: _l("Taken up again, session %(number)s, %(on)s"),
        RecordKind.AGREEMENT: _l("Agreement, session %(number)s, %(on)s"),
        RecordKind.PROMISE: _l("Privacy promise, signed on %(on)s"),
        RecordKind.PRESENTED: _l("Presented “%(title)s” on %(on)s"),
        RecordKind.PRESENTED_BEFORE: _l("Presented “%(title)s” on %(on)s: outside of the program’s time"),
        RecordKind.SIGN_OFF: _l("Statement of %(name)s, %(on)s"),
        RecordKind.DECISION: _l("Decision of %(on)s"),
        RecordKind.COHORT_BEGAN: _l("The cohort began on %(on)s"),
        RecordKind.EXTENDED: _l("Extended until %(on)s"),
        RecordKind.AWAY: _l("Days added by deferrals: %(days)s"),
        RecordKind.ASKED: _l("Certification asked for on %(on)s"),
    }
)

names_for(
    "number",
    {
        "reflective": _l("Reflections"),
        "traces": _l("Traces of practice"),
        "members_present": _l("Members at each session"),
        "members": _l("Members of the CoP"),
        "members_regular": _l("Members who keep coming"),
        "regular_percent": _l("Percent of the sessions that these come to"),
    },
)
