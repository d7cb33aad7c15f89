"""Which cohorts does the sample have? One from 2016 with its certificates, and one in its eighth month."""

from datetime import date, timedelta

from trainer.accounts.models import Person
from trainer.sample import growing, inquiring, living, talking
from trainer.sample.certifying import plan_certificate, revoke, set_issuer
from trainer.sample.circles import Circle, CircleRoad
from trainer.sample.road import ABSENT, Road, Traveler, at

FIRST_DATES = [
    date(2016, 10, 13), date(2016, 11, 17), date(2016, 12, 15), date(2017, 1, 19), date(2017, 2, 16),
    date(2017, 3, 16), date(2017, 4, 20), date(2017, 5, 18), date(2017, 6, 15), date(2017, 7, 20), date(2017, 8, 17),
    date(2017, 9, 21),
]  # fmt: skip
DATES = [
    date(2020, 10, 15), date(2020, 11, 19), date(2020, 12, 17), date(2021, 1, 21), date(2021, 2, 18),
    date(2021, 3, 18), date(2021, 4, 15), date(2021, 5, 20), date(2021, 6, 17), date(2021, 7, 15), date(2021, 8, 19),
    date(2021, 9, 16),
]  # fmt: skip
"""The sample cohort of domain.md 6.4: its eighth month is May 2021."""


def monthly(first: date, count: int = 6) -> list[date]:
    """So many days, four or five weeks apart, one in each calendar month."""
    days = [first]
    while len(days) < count:
        day = days[-1] + timedelta(weeks=4)
        days.append(day if day.month != days[-1].month else day + timedelta(weeks=1))
    return days


def first_cohort(road: Road, people: dict[str, Person], june: Person) -> list[CircleRoad]:
    """Three people who went the whole way in 2016 and 2017."""
    margaret = Traveler(people["Margaret Osei"], june, voice="district", cop="old")
    harold = Traveler(people["Harold Lim"], june, voice="center", missed={4: 12})
    bernadette = Traveler(people["Bernadette Castillo"], june, voice="county", missed={2: 6})
    travelers = [margaret, harold, bernadette]
    road.form(travelers, formed_on=date(2016, 9, 29))
    circles = [
        Circle(
            "old",
            [margaret],
            monthly(date(2017, 4, 6)),
            date(2017, 3, 10),
            date(2017, 3, 14),
            away={2: 1, 5: 2},
        ),
        Circle(
            "imani", [harold], monthly(date(2017, 4, 11)), date(2017, 3, 12), date(2017, 3, 20), away={3: 1}
        ),
        Circle(
            "priya",
            [bernadette],
            monthly(date(2017, 4, 25)),
            date(2017, 3, 20),
            date(2017, 3, 24),
            away={1: 1},
        ),
    ]
    set_issuer(road, at(date(2016, 9, 20), 9))
    plan_certificate(road, harold, requested=date(2017, 11, 5), granted=date(2017, 12, 1))
    plan_certificate(road, bernadette, requested=date(2017, 11, 12), granted=date(2017, 12, 1))
    plan_certificate(
        road, margaret, requested=date(2018, 5, 20), granted=date(2018, 6, 14),
        extended=(date(2018, 4, 12), date(2018, 7, 10)),
    )  # fmt: skip
    revoke(road, bernadette, date(2019, 3, 4))
    return _planned(road, circles)


def present_cohort(road: Road, people: dict[str, Person], june: Person, margaret: Person) -> list[CircleRoad]:
    """Eight people on May 24, 2021: most on the way as planned, and some who are not."""
    eight = _eight(people, june, margaret)
    road.form(list(eight.values()), formed_on=date(2020, 10, 1))
    growing.plan(road, shares=eight["lucia"], begins=eight["imani"])
    roads = _planned(road, _circles(eight))
    talking.tell(road, people)
    road.do(at(date(2021, 5, 21), 20), lambda now: road.draft(eight["lucia"], 8, "reflective", now))
    road.do(at(date(2021, 5, 22), 10), lambda now: road.write(eight["imani"], 8, "reflective", now))
    road.do(at(date(2021, 5, 23), 18), lambda now: road.write(eight["aisha"], 8, "trace", now))
    return roads


def _eight(people: dict[str, Person], june: Person, margaret: Person) -> dict[str, Traveler]:
    """Aisha came 16 minutes late to session 6, Priya missed it, and Sofía is behind."""
    return {
        "lucia": Traveler(people["Lucía Herrera"], june, voice="lucia", writes_until=7),
        "priya": Traveler(people["Priya Raman"], margaret, voice="county", missed={6: ABSENT}, writes_until=7),
        "aisha": Traveler(people["Aisha Rahman"], june, missed={6: 16}, writes_until=7),
        "dolores": Traveler(people["Dolores Fuentes"], june, voice="lucia", missed={3: 8}, writes_until=7),
        "farah": Traveler(people["Farah Siddiqui"], margaret, voice="district", writes_until=6),
        "imani": Traveler(people["Imani Brooks"], margaret, voice="county", writes_until=7),
        "nadia": Traveler(people["Nadia Petrova"], june, missed={2: 5, 5: 10}, writes_until=6),
        "sofia": Traveler(
            people["Sofía Guerrero"], june, voice="family", missed={4: ABSENT, 7: ABSENT}, writes_until=4, reads_until=5
        ),
    }  # fmt: skip


def _circles(eight: dict[str, Traveler]) -> list[Circle]:
    """Two share a CoP; one charter came after the first session, which does not count; one was returned."""
    return [
        Circle(
            "lucia", [eight["lucia"], eight["dolores"]], monthly(date(2021, 4, 7)), date(2021, 3, 19),
            date(2021, 3, 23), debriefed=1,
        ),
        Circle(
            "priya", [eight["priya"]], monthly(date(2021, 4, 6)), date(2021, 4, 8), date(2021, 4, 12), away={2: 1},
            debriefed=1,
        ),
        Circle(
            "imani", [eight["imani"]], monthly(date(2021, 4, 13)), date(2021, 3, 15), date(2021, 3, 19), away={1: 2}
        ),
        Circle("old", [eight["nadia"]], [], date(2021, 5, 5), None, returned=RETURNED),
    ]  # fmt: skip


RETURNED = (
    "Your domain names three topics. Which one would your members come for on a rainy Thursday? Choose that one, and"
    " say who would read the charter and think: that is me."
)


def _planned(road: Road, circles: list[Circle]) -> list[CircleRoad]:
    roads = [CircleRoad(road, circle) for circle in circles]
    for one in roads:
        one.plan()
        inquiring.plan(one)
        living.plan(one)
    return roads
