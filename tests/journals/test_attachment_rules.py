"""Who may be shown, until when, and what may stand beside an entry? Without a database."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from trainer.journals.rules import EntryState, WriteReason
from trainer.journals.rules.attachments import (
    MOST_ATTACHED,
    AttachmentReason,
    Shown,
    Standing,
    Use,
    is_hidden,
    may_show,
    shown_until,
    standing_of,
    who_sees,
    why_not_attach,
    why_not_consent,
)

TODAY = date(2021, 5, 24)
THEN = datetime(2021, 5, 1, tzinfo=UTC)


@dataclass
class Given:
    who: str = "Ana"
    uses: list[str] = field(default_factory=lambda: ["journal"])
    expires_on: date = TODAY
    withdrawn_at: datetime | None = None


YESTERDAY, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=90)
ANA, BO = Given(), Given("Bo", expires_on=LATER)
ENDED, TAKEN = Given(expires_on=YESTERDAY), Given(withdrawn_at=THEN)
AGAIN = Given(expires_on=LATER)


@pytest.mark.parametrize(
    ("consents", "shown", "hidden", "until"),
    [
        ([], Shown.NO_CONSENT, False, None),
        ([ANA], Shown.WITH_ENTRY, False, TODAY),
        ([ANA, BO], Shown.WITH_ENTRY, False, TODAY),
        ([ENDED], Shown.EXPIRED, False, YESTERDAY),
        ([ENDED, BO], Shown.EXPIRED, False, YESTERDAY),
        ([ENDED, AGAIN], Shown.WITH_ENTRY, False, LATER),
        ([TAKEN], Shown.WITHDRAWN, True, TODAY),
        ([BO, TAKEN], Shown.WITHDRAWN, True, TODAY),
        ([TAKEN, BO], Shown.WITHDRAWN, True, TODAY),
        ([TAKEN, AGAIN], Shown.WITH_ENTRY, False, LATER),
        ([AGAIN, TAKEN], Shown.WITHDRAWN, True, TODAY),
        ([Given(uses=["showcase"])], Shown.NOT_FOR_JOURNAL, False, TODAY),
        ([ANA, Given("Bo", ["cohort"])], Shown.NOT_FOR_JOURNAL, False, TODAY),
    ],
)
def test_everybody_in_it_must_allow_it_today(consents, shown, hidden, until):
    assert who_sees(recognizable=True, private=False, consents=consents, today=TODAY) is shown
    assert (is_hidden(consents), shown_until(consents)) == (hidden, until)
    assert may_show(Use.JOURNAL, consents, TODAY) == (shown is Shown.WITH_ENTRY)
    assert not may_show(Use.SHOWCASE, [*consents, ANA], TODAY)


def test_each_use_is_allowed_by_itself():
    both = [Given(uses=["journal", "showcase"])]
    assert [may_show(use, both, TODAY) for use in Use] == [True, False, True]


@pytest.mark.parametrize(
    ("recognizable", "private", "consents", "shown"),
    [
        (False, False, [], Shown.WITH_ENTRY),
        (False, False, [TAKEN], Shown.WITH_ENTRY),
        (False, True, [], Shown.WRITER_ONLY),
        (True, True, [ANA], Shown.WRITER_ONLY),
        (True, True, [TAKEN], Shown.WITHDRAWN),
    ],
)
def test_without_anybody_in_it_or_readers(recognizable, private, consents, shown):
    assert who_sees(recognizable=recognizable, private=private, consents=consents, today=TODAY) is shown


def test_where_each_consent_stands():
    recorded = [ENDED, TAKEN, BO, AGAIN]
    found = [standing_of(one, recorded, TODAY) for one in recorded]
    assert found == [Standing.RENEWED, Standing.WITHDRAWN, Standing.VALID, Standing.VALID]
    assert standing_of(ENDED, [ENDED], TODAY) is Standing.EXPIRED


@pytest.mark.parametrize(
    ("state", "count", "reason"),
    [
        (EntryState.DRAFT, MOST_ATTACHED - 1, None),
        (EntryState.REVISE, 0, None),
        (EntryState.DRAFT, MOST_ATTACHED, AttachmentReason.TOO_MANY),
        (EntryState.SUBMITTED, 0, WriteReason.BEING_READ),
        (EntryState.ACCEPTED, 0, WriteReason.ACCEPTED),
    ],
)
def test_when_something_can_be_added(state, count, reason):
    assert why_not_attach(state, count) is reason


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, None),
        ({"recognizable": False}, AttachmentReason.NOBODY_IN_IT),
        ({"uses": []}, AttachmentReason.NO_USE),
        ({"given_on": TODAY + timedelta(days=1), "expires_on": LATER}, AttachmentReason.GIVEN_LATER),
        ({"expires_on": TODAY}, AttachmentReason.ENDS_TOO_EARLY),
        ({"expires_on": TODAY + timedelta(days=1)}, None),
        ({"expires_on": TODAY.replace(year=2024, day=25)}, None),
        ({"expires_on": TODAY.replace(year=2025)}, AttachmentReason.ENDS_TOO_LATE),
    ],
)
def test_when_a_consent_is_one(given, reason):
    usual = {
        "recognizable": True,
        "uses": ["journal"],
        "given_on": TODAY,
        "expires_on": LATER,
        "today": TODAY,
    }
    assert why_not_consent(**{**usual, **given}) is reason
