"""What do the eight of the sample's cohort show each other, and what do they say? Some of them, as in life."""

from collections.abc import Callable
from datetime import date, datetime

from trainer.accounts.models import Person
from trainer.learning.actions import looking_after, together
from trainer.learning.models import Material
from trainer.learning.queries import looking_after as looked_after
from trainer.learning.rules import CopyState
from trainer.sample.road import Road, actor, at

SHOWN = {
    "Lucía Herrera": together.Shown("Lucía", "Salinas", "ella", "español, English", email=True),
    "Priya Raman": together.Shown("Priya Raman", "Alameda County", "she/her", "English, Tamil"),
    "Aisha Rahman": together.Shown("Aisha", "Oakland", "", "English, Urdu, a little Spanish"),
    "Imani Brooks": together.Shown("Imani B.", "East Bay", "they/them"),
    "Dolores Fuentes": together.Shown("Dolores", "Gonzales, Monterey County", "ella", "español"),
    "June Takahashi": together.Shown("June", "Sonoma", "she/her", "English"),
}

SAID = (
    (date(2021, 5, 20), 21, 8, "Imani Brooks", "One thing I take home: **silence is not a gap to fill.** I counted to"
     " seven before I spoke, and Ms. R. told the story of the blocks."),
    (date(2021, 5, 21), 12, 8, "Lucía Herrera", "¡Siete es mucho! Yo llego a cuatro. ¿Alguien lo prueba conmigo esta"
     " semana?\n\n- el martes, en la reunión de las 6\n- con la pregunta por escrito"),
    (date(2021, 5, 22), 9, 8, "Aisha Rahman", "I will. And for whoever missed the last ten minutes as I did: the"
     " question on the wall was “Who was not heard today, and how do we know?”"),
    (date(2021, 5, 23), 17, 9, "Priya Raman", "Has anybody a good way to share the agenda beforehand that people on"
     " phones actually open?"),
)  # fmt: skip


def tell(road: Road, people: dict[str, Person]) -> None:
    """From the first week of the cohort: the book, who shows what, and what is said under two sessions."""
    road.do(at(date(2020, 10, 2), 9), lambda now: _send_the_book(road, now))
    for name in ("Lucía Herrera", "Aisha Rahman", "Imani Brooks"):
        road.do(at(date(2020, 10, 9), 18), _has_the_book(road, people[name]))
    for name, shown in SHOWN.items():
        if name in people:
            road.do(at(date(2020, 10, 12), 19), _introduced(road, people[name], shown))
    for day, hour, number, name, text in SAID:
        road.do(at(day, hour), _said(road, people[name], number, text))


def _send_the_book(road: Road, now: datetime) -> None:
    office = actor(road.office, now)
    book = looking_after.add_material(cohort=road.cohort, title="Growing Together", by=office, now=now)
    wanted: dict[int, tuple[CopyState, date | None]] = {
        one.person_id: (CopyState.SENT, None) for one in looked_after.followed(road.cohort)
    }
    lent = [one for one in looked_after.followed(road.cohort) if one.person.name == "Sofía Guerrero"]
    wanted.update({one.person_id: (CopyState.LENT, date(2021, 5, 14)) for one in lent})
    looking_after.note_copies(cohort=road.cohort, material=book, wanted=wanted, by=office, now=now)


def _book(road: Road) -> Material:
    return looked_after.materials(road.cohort)[0]


def _has_the_book(road: Road, person: Person) -> Callable[[datetime], None]:
    return lambda now: looking_after.confirm_copy(
        cohort=road.cohort, material=_book(road), by=actor(person, now), now=now
    )


def _introduced(road: Road, person: Person, shown: together.Shown) -> Callable[[datetime], object]:
    return lambda now: together.introduce(
        cohort=road.cohort, person=person, shown=shown, mails=False, by=actor(person, now), now=now
    )


def _said(road: Road, person: Person, number: int, text: str) -> Callable[[datetime], object]:
    return lambda now: together.write_post(
        cohort=road.cohort, session=road.cohort.offering.sessions[number - 1], text=text, name="",
        by=actor(person, now), now=now,
    )  # fmt: skip
