"""Who works where? Forty people in each organization; the first of them coordinates it."""

PEOPLE_PER_ORGANIZATION = 40


def organization_of(person: int) -> int:
    """The organization of a person: the first 40 are in the first one, and so on."""
    return (person - 1) // PEOPLE_PER_ORGANIZATION + 1


def coordinator_of(organization: int) -> int:
    """Who answers for an organization."""
    return 1 + PEOPLE_PER_ORGANIZATION * (organization - 1)


def coordinators(people: int, most: int) -> list[int]:
    """Some people who each answer for an organization of 40; the very first person is the administrator."""
    return list(range(coordinator_of(2), people + 1, PEOPLE_PER_ORGANIZATION))[:most] or [1]
