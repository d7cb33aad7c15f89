"""What of this room does the matrix of doors walk through? A file that waits, one that was granted, a certificate."""

from datetime import date
from typing import Any

from tests import builders
from tests.certification.building import load_program
from trainer.certification.models import (
    CertificationFile,
    Credential,
    CredentialChange,
    Decision,
    Extension,
    SignOff,
    Waiver,
)
from trainer.certification.rules import CredentialState, DecisionOutcome, FileState
from trainer.core import numbers
from trainer.core.db import db
from trainer.mentoring.models import Pair


def add_to_world(world: Any) -> None:
    """A file that waits and one that was granted, each with something private, for the matrix of doors."""
    load_program()
    office = world.people["administrator"]
    by_actor = {one.person_id: one for one in world.things["enrollment"]}
    world.things["file"], world.things["credential"] = [], []
    for actor, state in (("trainee_a1", FileState.REQUESTED), ("trainee_b1", FileState.CERTIFIED)):
        readers = [actor, *(["mentor"] if actor == "trainee_a1" else [])]
        enrollment = by_actor[world.people[actor].id]
        file = CertificationFile(
            enrollment=enrollment, person=enrollment.person, state=state, requested_at=builders.EARLIER,
            changed_at=builders.EARLIER, name_shown=world.secret(f"certificate name of {actor}", actor),
        )  # fmt: skip
        db.session.add(file)
        db.session.flush()
        mentor = db.session.query(Pair).filter_by(enrollment_id=enrollment.id).one().mentor_id
        statement = world.secret(f"sign-off of {actor}", *readers)
        because = world.secret(f"decision about {actor}", *readers)
        db.session.add_all([
            SignOff(file_id=file.id, mentor_id=mentor, given=False, statement=statement, at=builders.EARLIER),
            Waiver(
                file_id=file.id, criterion="R07", numbers={}, reason=world.secret(f"waiver of {actor}"),
                by_person=office.id, at=builders.EARLIER,
            ),
            Extension(
                file_id=file.id, until=date(2022, 1, 1), reason=world.secret(f"extension of {actor}"),
                by_person=office.id, at=builders.EARLIER,
            ),
            Decision(
                file_id=file.id, decider_id=office.id, outcome=DecisionOutcome.RETURN, reason=because, facts=[],
                at=builders.EARLIER,
            ),
        ])  # fmt: skip
        world.things["file"].append(file)
    world.things["credential"].append(_credential(world, world.things["file"][1], "trainee_b1"))


def _credential(world: Any, file: CertificationFile, actor: str) -> Credential:
    credential = Credential(
        number=numbers.new_number(), file_id=file.id, person_id=file.person_id, state=CredentialState.SUSPENDED,
        issued_on=date(2021, 1, 1), expires_on=date(2024, 1, 1), state_changed_on=date(2021, 2, 1),
        shown={
            "name": world.secret(f"name on the certificate of {actor}", actor), "program": "Commons",
            "titles": {"en": "Program"}, "edition": "2020-21", "competencies": {"1": {"en": "Purpose"}},
            "minutes": 900, "sessions": 6,
            "issuer": {"name": "House", "address": "Street", "signatory": "Ada", "signatory_title": "Director"},
        },
    )  # fmt: skip
    db.session.add(credential)
    db.session.flush()
    db.session.add(
        CredentialChange(
            credential_id=credential.id, state=CredentialState.SUSPENDED, by_person=None, at=builders.EARLIER,
            reason=world.secret(f"why the certificate of {actor} is suspended", actor),
        )
    )  # fmt: skip
    db.session.flush()
    return credential
