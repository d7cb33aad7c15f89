"""What are photos, audio notes, documents and consents called, and why is one refused?"""

from flask_babel import lazy_gettext as _l

from trainer.core.i18n import names_for, words_for
from trainer.journals.rules.attachments import AttachmentKind, AttachmentReason, Shown, Shows, Standing, Use

words_for(
    {
        AttachmentKind.PHOTO: _l("Photo"),
        AttachmentKind.AUDIO: _l("Audio note"),
        AttachmentKind.DOCUMENT: _l("Document"),
    }
)
words_for(
    {
        Shows.CHILDREN: _l("Children"),
        Shows.FAMILIES: _l("Families"),
        Shows.EDUCATORS: _l("Educators"),
    }
)
words_for(
    {
        Use.JOURNAL: _l("Journal"),
        Use.COHORT: _l("Cohort"),
        Use.SHOWCASE: _l("Showcase"),
    }
)
words_for(
    {
        Standing.VALID: _l("Valid"),
        Standing.EXPIRED: _l("Ended"),
        Standing.WITHDRAWN: _l("Taken back"),
        Standing.RENEWED: _l("Replaced by a newer one"),
    }
)
words_for(
    {
        Shown.WITH_ENTRY: _l("Shown with the entry"),
        Shown.NO_CONSENT: _l("Only you: a consent is missing"),
        Shown.NOT_FOR_JOURNAL: _l("Only you: a consent does not allow the journal"),
        Shown.EXPIRED: _l("Hidden: a consent has ended"),
        Shown.WITHDRAWN: _l("Hidden: a consent was taken back"),
        Shown.WRITER_ONLY: _l("Only you, like this entry"),
    }
)
words_for(
    {
        AttachmentReason.TOO_MANY: _l(
            "%(most)s photos, notes and documents stand beside this entry already, and more do not fit. Delete one you"
            " can do without, or begin another entry."
        ),
        AttachmentReason.HAS_PICTURES: _l(
            "This is a film. Films show faces, so they are not taken. Record the sound alone, or take a photo."
        ),
        AttachmentReason.GONE: _l("This was deleted meanwhile."),
        AttachmentReason.NO_PHOTO: _l("Faces can be covered in a photo only. Choose the covered photo."),
        AttachmentReason.HIDDEN: _l(
            "A consent was taken back, so nobody sees this photo any more, not even you. Record a new consent, or"
            " delete the photo."
        ),
        AttachmentReason.NOBODY_IN_IT: _l(
            "You said that nobody can be recognized, so no consent is needed. If somebody can, say so first."
        ),
        AttachmentReason.NO_USE: _l("Say what the consent allows: tick at least one."),
        AttachmentReason.GIVEN_LATER: _l("The day it was signed is not here yet. Look at the paper again."),
        AttachmentReason.ENDS_TOO_EARLY: _l("A consent ends after the day it was signed, and after today."),
        AttachmentReason.ENDS_TOO_LATE: _l(
            "A consent lasts %(years)s years at most: then whoever is in the picture is asked again."
        ),
    }
)
names_for(
    "action",
    {
        "journals.attach": _l("Added something to a journal entry"),
        "journals.describe": _l("Described something beside a journal entry"),
        "journals.recognizable": _l("Said that somebody can be recognized in something"),
        "journals.cover": _l("Covered faces in a photo"),
        "journals.remove_attachment": _l("Deleted something beside a journal entry"),
        "journals.consent": _l("Recorded a consent"),
        "journals.withdraw_consent": _l("Wrote down that a consent is taken back"),
    },
)
