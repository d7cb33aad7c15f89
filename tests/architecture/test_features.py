"""Do the program and the import contract agree on the rooms and their order?"""

from __future__ import annotations

import pytest

from tests.architecture import sources
from trainer import features


def disagreements(listed: list[str], contract: list[str], existing: list[str]) -> list[str]:
    """What differs between features.py, the contract in pyproject.toml and the folders of trainer/."""
    found = [f"{room} is a folder that features.py does not list" for room in existing if room not in listed]
    found += [f"{room} is listed but has no folder" for room in listed if room not in existing]
    found += [f"{room} is not in the contract" for room in listed if room not in contract]
    if [room for room in contract if room in listed] != [room for room in listed if room in contract]:
        found.append("the order differs from the contract's")
    return found


def test_features_are_the_rooms_in_the_order_of_the_contract():
    contract = [name for name in sources.contract_order(sources.ROOT) if name not in sources.NOT_ROOMS]
    assert disagreements(list(features.ROOMS), contract, sources.rooms(sources.ROOT)) == []


@pytest.mark.parametrize(
    ("listed", "existing", "complaint"),
    [
        (["b", "a"], ["a", "b"], "the order differs from the contract's"),
        (["a"], ["a", "b"], "b is a folder that features.py does not list"),
        (["a", "b"], ["a"], "b is listed but has no folder"),
        (["a", "d"], ["a", "d"], "d is not in the contract"),
    ],
)
def test_a_disagreement_is_found(listed, existing, complaint):
    assert disagreements(listed, ["a", "b", "c"], existing) == [complaint]
