"""What does somebody who looks after a cohort read: its people, who has which book, what was written to whom?"""

from typing import Any

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import joinedload

from trainer.accounts.models import Person
from trainer.accounts.queries import storable
from trainer.core.db import db, locked
from trainer.learning.models import Cohort, Copy, Enrollment, Letter, Material
from trainer.learning.rules import FOLLOWED, CopyState


def followed(cohort: Cohort) -> list[Enrollment]:
    """Whom somebody who looks after a cohort can see and write to, by name: its people, and those who pause."""
    return list(
        db.session.scalars(
            select(Enrollment)
            .join(Person)
            .where(Enrollment.cohort_id == cohort.id, Enrollment.state.in_(FOLLOWED))
            .order_by(Person.sort_name, Enrollment.id)
            .options(joinedload(Enrollment.person))
        )
    )


def materials(cohort: Cohort) -> list[Material]:
    """What everybody in a cohort needs to have."""
    return list(
        db.session.scalars(select(Material).where(Material.cohort_id == cohort.id).order_by(Material.id))
    )


def material_in(cohort: Cohort, ref: str) -> Material | None:
    """The material that an address names, if this cohort has it."""
    if not storable(ref):
        return None
    return db.session.scalars(
        select(Material).where(Material.ref == ref, Material.cohort_id == cohort.id)
    ).first()


def own_copies(cohort: Cohort, person_id: int) -> list[tuple[Material, Copy | None]]:
    """What somebody needs to have, and where their copy is (None: nothing was noted yet)."""
    rows = db.session.execute(
        select(Material, Copy)
        .outerjoin(Copy, and_(Copy.material_id == Material.id, Copy.person_id == person_id))
        .where(Material.cohort_id == cohort.id)
        .order_by(Material.id)
    )
    return [(row[0], row[1]) for row in rows]


def copies_of(material: Material, *, lock: bool = False) -> dict[int, Copy]:
    """Everybody's copy of a material, by person."""
    one = select(Copy).where(Copy.material_id == material.id)
    return {copy.person_id: copy for copy in db.session.scalars(locked(one) if lock else one)}


def copy_counts(cohort: Cohort) -> dict[int, dict[CopyState, int]]:
    """How many copies of each material are where, by the material's id; of who is in the cohort now."""
    people = {one.person_id for one in cohort.enrollments if one.state in FOLLOWED}
    found: dict[int, dict[CopyState, int]] = {}
    rows = db.session.execute(
        select(Copy.material_id, Copy.state, Copy.person_id)
        .join(Material, Material.id == Copy.material_id)
        .where(Material.cohort_id == cohort.id)
    )
    for material_id, state, person_id in rows:
        if person_id in people:
            counts = found.setdefault(material_id, {})
            counts[state] = counts.get(state, 0) + 1
    return found


def letters(cohort: Cohort) -> Select[Any, Any]:
    """What was written to people of a cohort, for a page: rows of (id, Letter)."""
    return select(Letter.id, Letter).where(Letter.cohort_id == cohort.id).options(joinedload(Letter.person))


def letter_in(cohort: Cohort, ref: str) -> Letter | None:
    """The letter that an address names, if it went to people of this cohort."""
    if not storable(ref):
        return None
    return db.session.scalars(select(Letter).where(Letter.ref == ref, Letter.cohort_id == cohort.id)).first()


def last_letter_of(cohort: Cohort, person_id: int) -> str:
    """What somebody wrote last to people of a cohort, by its ref: an older draft is none any more."""
    found = db.session.scalar(
        select(Letter.ref)
        .where(Letter.cohort_id == cohort.id, Letter.person_id == person_id)
        .order_by(Letter.id.desc())
        .limit(1)
    )
    return found or ""


def readers_of(letter: Letter) -> list[Person]:
    """To whom a letter went, by name."""
    return list(
        db.session.scalars(
            select(Person).where(Person.id.in_(letter.to)).order_by(Person.sort_name, Person.id)
        )
    )
