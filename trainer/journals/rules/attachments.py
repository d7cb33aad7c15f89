"""What may stand beside an entry, and who may see a photo of somebody: whom every consent in it allows, today."""

import enum
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Protocol

from trainer.journals.rules.entries import EntryState, why_not_write

MOST_ATTACHED = 12
"""How many photos, notes and documents one entry may have."""

MOST_MEGABYTES = {"photo": 45, "audio": 25, "document": 20}
MOST_YEARS = 3
"""How long one consent lasts at most: a child who grows up is asked again, or their guardian is (domain.md 7.1)."""

MOST_CAPTION = 500


class AttachmentKind(enum.StrEnum):
    """What stands beside an entry."""

    PHOTO = "photo"
    AUDIO = "audio"
    DOCUMENT = "document"


class Shows(enum.StrEnum):
    """Whom an attachment shows (E18)."""

    CHILDREN = "children"
    FAMILIES = "families"
    EDUCATORS = "educators"


class Use(enum.StrEnum):
    """What a consent allows: each is asked for by itself (domain.md 7.1)."""

    JOURNAL = "journal"
    COHORT = "cohort"
    SHOWCASE = "showcase"


class Standing(enum.StrEnum):
    """Where one consent stands on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    RENEWED = "renewed"


class Shown(enum.StrEnum):
    """Who sees an attachment, or why nobody but its writer, or nobody at all, does."""

    WITH_ENTRY = "with_entry"
    NO_CONSENT = "no_consent"
    NOT_FOR_JOURNAL = "not_for_journal"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    WRITER_ONLY = "writer_only"


class AttachmentReason(enum.StrEnum):
    """Why something is not attached, changed or consented to. Facts: most, years."""

    TOO_MANY = "attachment_too_many"
    HAS_PICTURES = "attachment_has_pictures"
    GONE = "attachment_gone"
    NO_PHOTO = "attachment_no_photo"
    HIDDEN = "attachment_hidden"
    NOBODY_IN_IT = "consent_nobody_in_it"
    NO_USE = "consent_no_use"
    GIVEN_LATER = "consent_given_later"
    ENDS_TOO_EARLY = "consent_ends_too_early"
    ENDS_TOO_LATE = "consent_ends_too_late"


class Given(Protocol):
    """What the rules look at of a consent."""

    @property
    def who(self) -> str: ...
    @property
    def uses(self) -> Sequence[str]: ...
    @property
    def expires_on(self) -> date: ...
    @property
    def withdrawn_at(self) -> datetime | None: ...


def latest_of(consents: Iterable[Given]) -> dict[str, Given]:
    """The consent that counts for each person, of all in the order in which they were recorded."""
    return {consent.who: consent for consent in consents}


def standing_of(consent: Given, consents: Iterable[Given], today: date) -> Standing:
    """Where one of the consents stands; its last day still counts."""
    if consent.withdrawn_at is not None:
        return Standing.WITHDRAWN
    if latest_of(consents)[consent.who] is not consent:
        return Standing.RENEWED
    return Standing.EXPIRED if today > consent.expires_on else Standing.VALID


def may_show(needed: Use, consents: Sequence[Given], today: date) -> bool:
    """Whether all who can be recognized allow this use today. Without any record, nobody has."""
    counting = latest_of(consents).values()
    return bool(counting) and all(
        one.withdrawn_at is None and today <= one.expires_on and needed.value in one.uses for one in counting
    )


def is_hidden(consents: Sequence[Given]) -> bool:
    """Whether somebody in it has taken their consent back and gave no new one: then nobody sees it, nowhere."""
    return any(one.withdrawn_at is not None for one in latest_of(consents).values())


def shown_until(consents: Sequence[Given]) -> date | None:
    """The last day on which anybody may see it; None without a consent that ends."""
    return min((one.expires_on for one in latest_of(consents).values()), default=None)


def who_sees(*, recognizable: bool, private: bool, consents: Sequence[Given], today: date) -> Shown:
    """Who sees an attachment beside its entry. `private`: the entry itself is for its writer alone."""
    counting = latest_of(consents).values()
    if recognizable and any(one.withdrawn_at is not None for one in counting):
        return Shown.WITHDRAWN
    if recognizable and any(today > one.expires_on for one in counting):
        return Shown.EXPIRED
    if private:
        return Shown.WRITER_ONLY
    if not recognizable or may_show(Use.JOURNAL, consents, today):
        return Shown.WITH_ENTRY
    return Shown.NOT_FOR_JOURNAL if counting else Shown.NO_CONSENT


def why_not_attach(state: EntryState, count: int) -> enum.StrEnum | None:
    """Why nothing more can be attached to an entry, or None."""
    return why_not_write(state) or (AttachmentReason.TOO_MANY if count >= MOST_ATTACHED else None)


def why_not_consent(
    *, recognizable: bool, uses: Sequence[str], given_on: date, expires_on: date, today: date
) -> AttachmentReason | None:
    """Why a consent cannot be recorded, or None."""
    if not recognizable:
        return AttachmentReason.NOBODY_IN_IT
    if not uses:
        return AttachmentReason.NO_USE
    if given_on > today:
        return AttachmentReason.GIVEN_LATER
    if expires_on <= max(given_on, today):
        return AttachmentReason.ENDS_TOO_EARLY
    if expires_on > given_on + timedelta(days=366 * MOST_YEARS):
        return AttachmentReason.ENDS_TOO_LATE
    return None
