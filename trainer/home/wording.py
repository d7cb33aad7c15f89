"""What are permissions called, and signs of life and what is due in a cohort?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import words_for
from trainer.home.rules import Show, Sign
from trainer.permissions import Permission

words_for(
    {
        Permission.SCHEDULE_MANAGE: _l("Plan the year: draft and change offerings"),
        Permission.SCHEDULE_PUBLISH: _l("Publish the schedule"),
        Permission.OFFERING_SEE_DRAFT: _l("See an offering before it is published"),
        Permission.ROSTER_SEE: _l("See who is in an offering"),
        Permission.REGISTRATION_SEE: _l("See a registration"),
        Permission.REGISTRATION_CHANGE: _l(
            "Withdraw a registration, give its seat to a colleague, take or decline an offered place"
        ),
        Permission.REGISTRATION_OWN: _l(
            "Join a session, say what one needs, choose sessions and topics: for oneself"
        ),
        Permission.REGISTER_ONESELF: _l("Register oneself"),
        Permission.REGISTER_TEAM: _l("Register people of an organization"),
        Permission.RESERVATION_MANAGE: _l("Reserve seats for an organization"),
        Permission.APPROVAL_DECIDE: _l("Approve registrations where an offering asks for it"),
        Permission.CLAIM_SEE: _l("Read a claim of earlier training"),
        Permission.CLAIM_DECIDE: _l("Decide claims of earlier training"),
        Permission.COMPLETION_RECORD: _l("Record a completed course from paper"),
        Permission.ORGANIZATION_PEOPLE: _l("See and change who belongs to an organization"),
        Permission.ORGANIZATION_MANAGE: _l(
            "Make organizations, consortia and regions, and appoint coordinators"
        ),
        Permission.CONSORTIUM_SEE: _l("See a consortium, its organizations and their seats"),
        Permission.MEMBERSHIP_ANSWER: _l("Confirm or decline belonging to an organization"),
        Permission.PERSON_SEE: _l("See a person's own facts"),
        Permission.PEOPLE_MANAGE: _l("Give roles, invite and suspend people"),
        Permission.ACCOUNT_OWN: _l("Change one's own name, e-mail, password and devices"),
        Permission.ATTENDANCE_MARK: _l("Mark who was present"),
        Permission.RECORD_SEE: _l("See a training record and transcript"),
        Permission.RECORDS_SEND: _l("Verify records and send them to registries"),
        Permission.LEARN: _l("Read modules and take knowledge checks"),
        Permission.REFLECTION_READ: _l("Read the closing reflections of an offering"),
        Permission.COHORT_MANAGE: _l("Form cohorts and pair mentors"),
        Permission.EDITION_MOVE: _l("See who is on which edition of a course, and move somebody to another"),
        Permission.COHORT_MEET: _l("See who is in one’s own cohort and talk with them"),
        Permission.COHORT_FOLLOW: _l(
            "Follow a cohort: see how far each is, write to them, note their books, hide posts"
        ),
        Permission.ENROLLMENT_OWN: _l("Leave a cohort, or ask to be deferred"),
        Permission.MENTORING_SEE: _l("See mentor meetings and their shared notes"),
        Permission.MENTORING_WRITE: _l("Plan mentor meetings and write their notes"),
        Permission.MENTOR_NOTE: _l("Read the private notes that one wrote as a mentor"),
        Permission.HANDOVER_SEE: _l("See that a trainee gets another mentor, and when"),
        Permission.SUPPORT_SEE: _l("See that a trainee asks for support, and what was done"),
        Permission.SUPPORT_ANSWER: _l("Answer calls for support"),
        Permission.COP_SEE: _l("See a trainee’s own CoP: charter, dates, numbers"),
        Permission.COP_RUN: _l("Run one’s own CoP"),
        Permission.STORY_READ: _l("Read stories that members of a CoP let be read"),
        Permission.CHARTER_DECIDE: _l("Approve or return a charter"),
        Permission.DEBRIEF_READ: _l("Read what a debrief says"),
        Permission.INQUIRY_READ: _l("Read the inquiry of a CoP: problem, cycles, evidence, questions"),
        Permission.INQUIRY_ACROSS: _l("See what CoPs share of what worked and what did not"),
        Permission.JOURNAL_WRITE: _l("Write in one’s own journal"),
        Permission.JOURNAL_READ: _l("Read what was handed in from a journal"),
        Permission.JOURNAL_REVIEW: _l("Answer journal entries"),
        Permission.JOURNAL_BEGINNING: _l("Keep one’s own sentences to begin an answer with"),
        Permission.JOURNAL_SECOND: _l("Ask for a second reader of an entry, and end it"),
        Permission.JOURNAL_LOAD: _l("See how many entries wait for an answer, not what they say"),
        Permission.CONSENT_SEE: _l("See who consented to photos in journals, without the photos"),
        Permission.CONSENT_WITHDRAW: _l("Write down that a consent to a photo is taken back"),
        Permission.CALL_MANAGE: _l("Call for proposals, decide them and make the program"),
        Permission.PROPOSAL_SEE: _l("See a proposal to present"),
        Permission.PROPOSAL_WRITE: _l("Write one’s own proposal to present"),
        Permission.PROPOSAL_ANSWER: _l("Answer when asked to present together"),
        Permission.SLIDE_OWN: _l("Show a trace of one’s own, and take it back"),
        Permission.SLIDES_ARRANGE: _l("Arrange what is shown of traces at an offering"),
        Permission.PROPOSAL_REVIEW: _l("Review proposals, except those of people one is tied to"),
        Permission.PATH_SEE: _l("See how far a trainee has come"),
        Permission.CERTIFICATION_REQUEST: _l("Ask for certification"),
        Permission.CERTIFICATION_FILE: _l("See certification files"),
        Permission.CERTIFICATION_SIGN_OFF: _l("Sign off a trainee as their mentor"),
        Permission.CERTIFICATION_DECIDE: _l("Decide certifications, waive and extend"),
        Permission.CREDENTIAL_SEE: _l("See and download a certificate"),
        Permission.MESSAGES_LOG: _l("See which messages were sent"),
        Permission.AUDIT_SEE: _l("Read the audit trail"),
        Permission.TABLE_SEE: _l("Read this page"),
        Permission.JOB_SEE: _l("See how far an upload is and what was found in it"),
        Permission.JOB_RUN: _l("Save a file that was checked"),
    }
)

words_for(
    {
        Sign.ENROLLED: _l("enrolled"),
        Sign.MODULE: _l("read a module"),
        Sign.CHECK: _l("took a check"),
        Sign.ENTRY: _l("wrote in the journal"),
        Sign.SESSION: _l("was at a session"),
        Sign.MEETING: _l("met the mentor"),
        Sign.OWN_COP: _l("led the own CoP"),
        Sign.POST: _l("wrote in the discussion"),
        Show.ALL: _l("Everybody"),
        Show.SILENT: _l("Silent"),
        Show.BEHIND: _l("Behind"),
        Show.OVERDUE: _l("Something overdue"),
    }
)
