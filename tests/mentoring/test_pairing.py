"""Which mentor is proposed, why, and who never can be? The rule alone, case by case and over thousands of groups."""

import itertools
import random
from datetime import date, timedelta

import pytest

from trainer.mentoring.rules import PairReason, pairing
from trainer.mentoring.rules.pairing import Fit, Guide, Seeker

TODAY = date(2021, 5, 24)
EN, ES = frozenset({"en"}), frozenset({"es"})
BAY, YOLO = frozenset({"Bay Area"}), frozenset({"Yolo"})


@pytest.mark.parametrize(
    ("guide", "reasons"),
    [
        ({}, [Fit.NO_LANGUAGE, Fit.SAME_ZONE, Fit.ROOM]),
        ({"languages": ES}, [Fit.LANGUAGE, Fit.SAME_ZONE, Fit.ROOM]),
        ({"languages": ES, "regions": BAY}, [Fit.LANGUAGE, Fit.REGION, Fit.SAME_ZONE, Fit.ROOM]),
        ({"regions": YOLO}, [Fit.NO_LANGUAGE, Fit.OTHER_REGION, Fit.SAME_ZONE, Fit.ROOM]),
        ({"offset": 90}, [Fit.NO_LANGUAGE, Fit.ZONES_APART, Fit.ROOM]),
        ({"settings": frozenset({"center"})}, [Fit.NO_LANGUAGE, Fit.SAME_ZONE, Fit.SETTING, Fit.ROOM]),
        ({"id": 7}, [Fit.NO_LANGUAGE, Fit.SAME_ZONE, Fit.ROOM, Fit.HAD_BEFORE]),
        ({"capacity": 2, "load": 2}, [Fit.NO_LANGUAGE, Fit.SAME_ZONE]),
    ],
)
def test_what_speaks_for_a_mentor_is_counted(guide, reasons):
    seeker = Seeker(1, languages=ES, regions=BAY, setting="center", had=frozenset({7}))
    found = pairing.match(seeker, Guide(**{"id": 2, **guide}), today=TODAY)
    assert [fit for fit, _facts in found.reasons] == reasons


@pytest.mark.parametrize(
    ("guide", "bar"),
    [
        ({}, None),
        ({"id": 1}, PairReason.ONESELF),
        ({"employers": {5: "Bay Agency", 6: "Other"}}, PairReason.SAME_EMPLOYER),
        ({"employers": {6: "Other"}}, None),
        ({"signs_in": False}, PairReason.NO_ACCOUNT),
        ({"since": TODAY + timedelta(days=1)}, PairReason.NOT_YET),
        ({"since": TODAY}, None),
        ({"capacity": 3, "load": 3}, PairReason.FULL),
        ({"capacity": 3, "load": 4}, PairReason.FULL),
        ({"capacity": 0}, PairReason.FULL),
    ],
)
def test_who_cannot_be_is_said(guide, bar):
    found = pairing.bar_of(Seeker(1, employers={5: "Bay Agency"}), Guide(**{"id": 2, **guide}), today=TODAY)
    assert (found[0] if found else None) is bar


def test_a_language_weighs_more_than_everything_near():
    near = Guide(2, regions=BAY, settings=frozenset({"center"}))
    spoken = Guide(3, languages=ES, offset=600, capacity=1)
    seeker = Seeker(1, languages=ES, regions=BAY, setting="center")
    assert [one.guide for one in pairing.ranked(seeker, [near, spoken], today=TODAY)] == [2, 3]
    assert pairing.proposed([seeker], [spoken], today=TODAY)[1].guide == 3


def test_who_cannot_be_stands_last_with_why():
    full = Guide(2, languages=ES, capacity=0)
    found = pairing.ranked(Seeker(1, languages=ES), [full, Guide(3)], today=TODAY)
    assert [(one.guide, one.bar is None) for one in found] == [(3, True), (2, False)]


def test_as_many_as_possible_get_one():
    """The one whom both like best goes to whoever can have nobody else."""
    both, only = Seeker(1, languages=EN), Seeker(2, languages=EN, employers={5: "A"})
    guides = [Guide(8, languages=EN, capacity=1), Guide(9, employers={5: "A"}, capacity=1)]
    found = pairing.proposed([both, only], guides, today=TODAY)
    assert {key: one.guide for key, one in found.items()} == {1: 9, 2: 8}


def group(seed):
    """Some trainees and mentors, a few of them the same people."""
    dice = random.Random(seed)
    employers = {number: f"Agency {number}" for number in range(3)}

    def facts():
        some = {key: name for key, name in employers.items() if dice.random() < 0.3}
        return {
            "languages": frozenset(dice.sample(["en", "es", "fr"], dice.randint(0, 2))),
            "regions": frozenset(dice.sample(["Bay", "Yolo"], dice.randint(0, 1))),
            "offset": dice.choice([-480, -420, 60]), "employers": some,
        }  # fmt: skip

    seekers = [Seeker(id, setting=dice.choice(["", "center"]), **facts()) for id in range(1, 6)]
    guides = [
        Guide(
            id, capacity=dice.randint(0, 3), load=dice.randint(0, 2), signs_in=dice.random() < 0.9,
            since=dice.choice([None, TODAY, TODAY + timedelta(days=9)]), **facts(),
        )
        for id in range(4, 10)
    ]  # fmt: skip
    return seekers, guides, dice


def most(seekers, guides):
    """The most trainees who can have a mentor at once: every way tried."""
    if not seekers:
        return 0
    first, rest = seekers[0], seekers[1:]
    best = most(rest, guides)
    for place, guide in enumerate(guides):
        if pairing.bar_of(first, guide, today=TODAY) is None:
            taken = Guide(**{**guide.__dict__, "load": guide.load + 1})
            best = max(best, 1 + most(rest, [*guides[:place], taken, *guides[place + 1 :]]))
    return best


def test_no_proposal_is_ever_wrong_whatever_the_order():
    for seed in range(150):
        seekers, guides, dice = group(seed)
        found = pairing.proposed(seekers, guides, today=TODAY)
        known = {one.id: one for one in guides}
        for seeker in seekers:
            one = found[seeker.id]
            assert one is None or pairing.bar_of(seeker, known[one.guide], today=TODAY) is None, seed
        given = [one.guide for one in found.values() if one]
        assert all(given.count(guide.id) <= guide.left for guide in guides), seed
        dice.shuffle(seekers)
        dice.shuffle(guides)
        again = pairing.proposed(seekers, guides, today=TODAY)
        assert {key: one and one.guide for key, one in again.items()} == {
            key: one and one.guide for key, one in found.items()
        }, seed


def test_nobody_stays_without_a_mentor_who_could_have_one():
    for seed in itertools.islice(itertools.count(1_000), 40):
        seekers, guides, _dice = group(seed)
        found = pairing.proposed(seekers, guides, today=TODAY)
        assert sum(one is not None for one in found.values()) == most(seekers, guides), seed
