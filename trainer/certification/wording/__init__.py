"""What are the words of certification? States, outcomes and reasons here; what the engine says beside it."""

from flask_babel import lazy_gettext as _l

from trainer.certification.loading import ProgramReason
from trainer.certification.rules import (
    CertificationReason,
    CredentialState,
    DecisionOutcome,
    EventKind,
    FileState,
    Shown,
    TaskKind,
)
from trainer.certification.wording import counted
from trainer.core.i18n import names_for, words_for

__all__ = ["counted"]

words_for(
    {
        FileState.IN_TRAINING: _l("In training"),
        FileState.TRAINING_COMPLETE: _l("Training complete"),
        FileState.PRACTICUM: _l("Leading an own CoP"),
        FileState.REQUESTED: _l("Waiting for the mentor’s sign-off"),
        FileState.IN_REVIEW: _l("Waiting for a decision"),
        FileState.RETURNED: _l("Returned"),
        FileState.CERTIFIED: _l("Certified"),
        FileState.DECLINED: _l("Declined"),
        CredentialState.VALID: _l("Valid"),
        CredentialState.SUSPENDED: _l("Suspended"),
        CredentialState.REVOKED: _l("Revoked"),
        DecisionOutcome.GRANT: _l("Granted"),
        DecisionOutcome.RETURN: _l("Returned"),
        DecisionOutcome.DECLINE: _l("Declined"),
        TaskKind.ANSWER_RETURN: _l("Read what is missing for your certification"),
        TaskKind.SIGN_OFF: _l("Sign off %(name)s for certification"),
        TaskKind.DECIDE: _l("Decide the certification of %(name)s"),
        TaskKind.MENTOR_DECLINED: _l("The mentor of %(name)s declined to sign off: look at the file"),
        TaskKind.EXPIRES: _l("Your certificate expires on %(until)s"),
        EventKind.DEADLINE: _l("Last day to ask for certification"),
        EventKind.EXPIRY: _l("Your certificate expires"),
    }
)

# A dictionary of their own: two states of one word would be one key.
words_for(
    {
        Shown.VALID: _l("Valid"),
        Shown.EXPIRED: _l("Expired"),
        Shown.SUSPENDED: _l("Suspended"),
        Shown.REVOKED: _l("Revoked"),
    }
)

words_for(
    {
        CertificationReason.NOT_ENROLLED: _l(
            "Certification can be asked for by people who are in the program."
        ),
        CertificationReason.NAME_MISSING: _l("Write your name as it should stand on the certificate."),
        CertificationReason.NAME_NOT_PRINTABLE: _l(
            "Our certificate cannot print one of these letters yet. Write your name in Latin, Greek or Cyrillic"
            " letters, or ask us for help."
        ),
        CertificationReason.ISSUER_NOT_PRINTABLE: _l(
            "Our certificate cannot print “%(text)s”. Say first who issues certificates, in Latin, Greek or Cyrillic"
            " letters."
        ),
        CertificationReason.ALREADY_REQUESTED: _l("You have already asked. Nothing was changed."),
        CertificationReason.ALREADY_DECIDED: _l("This has been decided meanwhile. Nothing was changed."),
        CertificationReason.ESSENTIAL_OPEN: _l(
            "These criteria are essential and not met: %(codes)s. Nobody can waive them."
        ),
        CertificationReason.STILL_OPEN: _l(
            "These criteria are neither met nor waived: %(codes)s. Waive them with a reason, or return the file."
        ),
        CertificationReason.NOT_REQUESTED: _l("Nothing waits for this step now. Look at the page again."),
        CertificationReason.NOT_THE_MENTOR: _l("Only the current mentor signs off."),
        CertificationReason.STATEMENT_MISSING: _l(
            "Write what you have seen and verified, or why you decline."
        ),
        CertificationReason.ALREADY_SIGNED: _l("You have signed off already. Nothing was changed."),
        CertificationReason.REASON_MISSING: _l("Write down the reason."),
        CertificationReason.OWN_FILE: _l(
            "This is your own file. Another administrator looks after it, so that nobody judges themselves."
        ),
        CertificationReason.OWN_TRAINEE: _l(
            "You mentor this person, or did. Somebody else decides, so that whoever accompanied does not judge."
        ),
        CertificationReason.UNKNOWN_CRITERION: _l("This edition of the program has no such criterion."),
        CertificationReason.NOT_WAIVABLE: _l("%(code)s is essential. Nobody can waive it."),
        CertificationReason.ONLY_NUMBERS: _l(
            "%(code)s itself cannot be waived; only its numbers can be eased."
        ),
        CertificationReason.ONLY_PER_SESSION: _l(
            "%(code)s is waived session by session. Choose the session."
        ),
        CertificationReason.UNKNOWN_SESSION: _l("Choose one of the sessions of this person’s CoP."),
        CertificationReason.NUMBERS_NOT_EASIER: _l(
            "Enter at least one number of %(code)s that is lower than before."
        ),
        CertificationReason.ALREADY_WAIVED: _l("%(code)s has been waived already. Nothing was changed."),
        CertificationReason.EXTENSION_TOO_LONG: _l("The deadline can move to %(until)s at the latest."),
        CertificationReason.EXTENSION_NOT_LATER: _l("The deadline is %(until)s already. Choose a later day."),
        CertificationReason.SAME_STATE: _l("The certificate stands so already. Nothing was changed."),
        CertificationReason.REVOKED_STAYS: _l("A certificate that was revoked stays revoked."),
        ProgramReason.MISTAKES: _l("The program has mistakes: %(mistakes)s"),
        ProgramReason.RULES_CHANGED: _l(
            "Edition %(edition)s of the program is in use. Its rules cannot change; write a new edition."
        ),
    }
)

names_for(
    "message",
    {
        "certification.requested": _l("Certification was asked for"),
        "certification.sign_off_asked": _l("A mentor is asked to sign off"),
        "certification.signed_off": _l("The mentor signed off"),
        "certification.sign_off_declined": _l("The mentor did not sign off"),
        "certification.to_decide": _l("A certification waits for a decision"),
        "certification.not_signed": _l("A mentor declined to sign off"),
        "certification.returned": _l("Certification returned"),
        "certification.granted": _l("Certification granted"),
        "certification.declined": _l("Certification declined"),
        "certification.suspended": _l("Certificate suspended"),
        "certification.revoked": _l("Certificate revoked"),
        "certification.reinstated": _l("Certificate valid again"),
        "certification.expires": _l("A certificate expires"),
        "certification.extended": _l("A deadline was moved"),
        "certification.deadline": _l("A deadline comes near"),
    },
)

names_for(
    "action",
    {
        "certification.load": _l("Loaded an edition of the program"),
        "certification.open": _l("Opened a certification file"),
        "certification.request": _l("Asked for certification"),
        "certification.sign_off": _l("Signed off as a mentor"),
        "certification.sign_off_decline": _l("Declined to sign off as a mentor"),
        "certification.waive": _l("Waived a criterion"),
        "certification.extend": _l("Extended a deadline"),
        "certification.grant": _l("Granted a certification"),
        "certification.return": _l("Returned a certification"),
        "certification.decline": _l("Declined a certification"),
        "certification.issuer": _l("Said who issues certificates"),
        "credential.suspended": _l("Suspended a certificate"),
        "credential.revoked": _l("Revoked a certificate"),
        "credential.reinstate": _l("Reinstated a certificate"),
    },
)
