"""What does a stranger learn from a number? Valid, expired, suspended or revoked, with dates, and nothing else."""

import random
from datetime import timedelta

import pytest

from tests.certification import building
from tests.certification.acting import by, certified
from trainer.certification import actions, queries
from trainer.certification.models import Credential
from trainer.certification.rules import CertificationReason, CredentialState, Shown, states
from trainer.core import clock, numbers
from trainer.core.web import brake

SENTENCES = {
    Shown.VALID: "This certificate is valid.",
    Shown.EXPIRED: "This certificate has expired.",
    Shown.SUSPENDED: "This certificate is suspended.",
    Shown.REVOKED: "This certificate was revoked.",
}
UNKNOWN = "We know no certificate with this number."


@pytest.fixture
def holder(session, now):
    journey = building.make_journey(name="Canary Holder")
    journey.credential = certified(journey, now, name="Canary On Paper")
    journey.number = journey.credential.number
    session.commit()
    return journey


def test_a_number_is_long_random_and_carries_its_check():
    made = {numbers.new_number() for _ in range(200)}
    assert len(made) == 200
    for number in made:
        assert len(number) == 28
        assert numbers.read(numbers.shown(number)) == number
        assert numbers.read(f"  {number.lower()} ") == number
    assert len(numbers.LETTERS) ** numbers.RANDOM >= 2**128


def test_every_wrong_letter_and_every_swap_of_neighbors_is_noticed():
    number = numbers.new_number()
    for place, letter in enumerate(number):
        for other in numbers.LETTERS:
            if other != letter:
                assert numbers.read(number[:place] + other + number[place + 1 :]) is None
    for place in range(len(number) - 1):
        swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
        assert swapped == number or numbers.read(swapped) is None


def test_a_letter_that_looks_like_another_is_read_as_it():
    number = next(one for one in iter(numbers.new_number, "") if "0" in one and "1" in one)
    assert numbers.read(number.replace("0", "o").replace("1", "l")) == number
    assert numbers.read(number.replace("0", "O").replace("1", "I")) == number


@pytest.mark.parametrize(
    "typed", ["", "x", "U" * 28, "0" * 27, "0" * 4000, "é" * 28, "0\x000", "-" * 60, "💯" * 28]
)
def test_what_cannot_be_a_number_is_none(typed):
    assert numbers.read(typed) is None


def page_of(client, number):
    return client.get(f"/check/{number}")


def test_a_valid_certificate_is_valid_and_nobody_is_named(holder, client):
    answer = page_of(client, holder.number)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert SENTENCES[Shown.VALID] in text
    assert "Mon, May 24, 2021" in text
    assert "Fri, May 24, 2024" in text
    private = (holder.mentor.name, holder.cohort.name, holder.credential.ref)
    for secret in ("Canary", "canary", "CoP Facilitator Program", "R07", *private):
        assert secret not in text + str(answer.headers), secret


@pytest.mark.parametrize("state", [CredentialState.SUSPENDED, CredentialState.REVOKED])
def test_what_was_taken_back_shows_at_once_without_its_reason(holder, session, client, now, state):
    actions.change_credential(
        credential=session.merge(holder.credential), to=state, reason="canary-why", by=by(holder.administrator), now=now
    )  # fmt: skip
    session.commit()
    text = page_of(client, holder.number).get_data(as_text=True)
    assert SENTENCES[Shown(state.value)] in text
    assert SENTENCES[Shown.VALID] not in text
    assert "Valid until" not in text, "no day until which it would hold"
    assert (
        f"{'Suspended' if state is CredentialState.SUSPENDED else 'Revoked'} on</dt><dd>Mon, May 24, 2021"
        in text
    )
    assert "canary" not in text


def test_the_last_day_is_valid_and_the_next_is_not(holder, client):
    last = holder.credential.expires_on
    for days, shown in ((0, Shown.VALID), (1, Shown.EXPIRED)):
        moment = building.at(last + timedelta(days=days), 22)
        clock.set_shift(moment - clock.real_now())
        assert SENTENCES[shown] in page_of(client, holder.number).get_data(as_text=True)


@pytest.mark.parametrize(
    ("state", "days", "shown"),
    [
        (CredentialState.VALID, 0, Shown.VALID),
        (CredentialState.VALID, 1, Shown.EXPIRED),
        (CredentialState.SUSPENDED, 0, Shown.SUSPENDED),
        (CredentialState.SUSPENDED, 1, Shown.EXPIRED),
        (CredentialState.REVOKED, 0, Shown.REVOKED),
        (CredentialState.REVOKED, 1, Shown.REVOKED),
    ],
)
def test_what_is_shown(state, days, shown):
    last = building.STARTS
    assert states.shown_as(state=state, expires_on=last, day=last + timedelta(days=days)) is shown


def test_guessed_and_malformed_numbers_get_the_same_answer(holder, client):
    """Bad input of the issue: nothing tells whether a number is nobody's or cannot be one at all."""
    wrong = holder.number[:-1] + ("0" if holder.number[-1] != "0" else "1")
    tried = [numbers.new_number(), wrong, "abc", "..%2F", "%00", "💯", "9" * 300, holder.credential.ref, "1"]
    answers = []
    for number in tried:
        answer = page_of(client, number)
        text = answer.get_data(as_text=True)
        assert (answer.status_code, UNKNOWN in text) == (404, True), number
        answers.append(text.split('id="number"')[0].split("<main")[1])
    assert len(set(answers)) == 1


def test_a_number_can_be_typed_in_any_dress(holder, client):
    typed = numbers.shown(holder.number).lower().replace("-", " ")
    answer = client.get("/check", query_string={"number": typed})
    assert (answer.status_code, answer.location) == (303, f"/check/{holder.number}")
    answer = client.get("/check", query_string={"number": "<script>alert(1)</script>"})
    assert answer.status_code == 404
    assert "<script>alert" not in answer.get_data(as_text=True)
    assert client.get("/check").status_code == 200


def test_nobody_guesses_for_ever(app, holder, client, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_LIMIT", "3 per day")
    brake.limiter.reset()  # what other tests sent is not counted
    codes = [page_of(client, numbers.new_number()).status_code for _ in range(5)]
    assert codes[-1] == 429


def test_asking_for_the_head_alone_counts_as_well(app, holder, monkeypatch):
    client = app.test_client()  # which expects no page
    monkeypatch.setitem(app.config, "PUBLIC_LIMIT", "3 per day")
    brake.limiter.reset()
    codes = [client.head(f"/check/{numbers.new_number()}").status_code for _ in range(5)]
    assert codes == [404, 404, 404, 429, 429]


def test_one_person_gets_one_certificate(holder, session):
    session.add(
        Credential(
            number=numbers.new_number(), file_id=holder.credential.file_id, person_id=holder.trainee.id,
            state=CredentialState.VALID, issued_on=building.STARTS, expires_on=building.GROUP[-1], shown={},
        )
    )  # fmt: skip
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"):
        session.flush()


def test_a_random_typing_error_never_finds_a_certificate(holder, session):
    randomly = random.Random(5)
    for _ in range(100):
        place = randomly.randrange(28)
        typed = holder.number[:place] + randomly.choice("ABCDEFGH") + holder.number[place + 1 :]
        found = queries.credential_by_number(typed)
        assert found is None or typed == holder.number


def test_reasons_have_words_for_a_revoked_one():
    why = states.why_not_change(now=CredentialState.REVOKED, to=CredentialState.VALID, reason="x")
    assert why.code is CertificationReason.REVOKED_STAYS
