"""When may a link be used, and how are names and addresses written?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.accounts.rules import InvitationReason, fold, is_email, normal_email, tidy, why_not_accept

NOW = datetime(2026, 1, 1, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(days=1), NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("used", "canceled", "expires", "reason"),
    [
        (None, None, LATER, None),
        (BEFORE, None, LATER, InvitationReason.USED),
        (None, BEFORE, LATER, InvitationReason.CANCELED),
        (None, None, NOW, InvitationReason.EXPIRED),
        (BEFORE, BEFORE, BEFORE, InvitationReason.USED),
    ],
)
def test_when_a_link_works(used, canceled, expires, reason):
    assert why_not_accept(used_at=used, canceled_at=canceled, expires_at=expires, now=NOW) is reason


@pytest.mark.parametrize(
    "text", ["a@b.co", "ana.lópez@example.org", "x+y@mail.example.org", "o'brien@example.org"]
)
def test_an_address_is_taken(text):
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "a@", "@b.co", "a@b", "a b@c.de", "a@b..de", ".a@b.de", "a.@b.de", "a@-b.de", "a@b.de\nBcc: c@d.ef",
        "<a@b.de>", "a@b.de,c@d.ef", "x" * 65 + "@b.de", "a@" + "b" * 250 + ".de", "a@b@c.de",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    assert not is_email(text)


@given(st.text())
def test_a_tidy_name_stays_as_it_is(text):
    assert tidy(tidy(text)) == tidy(text)
    assert "\n" not in tidy(text)
    assert "\x00" not in tidy(text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("\u200b", ""), ("\xad \u2060", ""), ("\u202e", ""), ("\u3164\u0301", "\u3164\u0301"),
        ("Ana \u202eanaM", "Ana anaM"), ("\u2067Ana\u2069", "Ana"), ("می\u200cخواهم", "می\u200cخواهم"), ("😀", "😀"),
    ],
)  # fmt: skip
def test_a_name_can_be_seen_and_turns_nothing_around_it(typed, kept):
    assert tidy(typed) == kept


@given(st.text())
def test_folding_and_addresses_can_be_asked_of_anything(text):
    fold(text), normal_email(text), is_email(text)


def test_accents_and_capitals_do_not_sort_apart():
    assert fold("Ana  LÓPEZ") == fold("ana López") == "ana lopez"


def test_addresses_of_different_owners_stay_apart():
    assert normal_email(" Ana@Example.ORG ") == "ana@example.org"
    assert normal_email("ana@straße.example") != normal_email("ana@strasse.example")
