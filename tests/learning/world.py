"""What of learning stands in the world in which every role tries every door?"""

from datetime import date
from types import SimpleNamespace
from typing import Any

from tests import builders
from tests.learning.building import (
    COHORT_EDITION,
    EDITION,
    FIRST,
    FORMED,
    course,
    load_assessment,
    load_courses,
)
from trainer.core.db import db
from trainer.curriculum.rules import CheckKind
from trainer.learning import rules
from trainer.learning.models import (
    Application,
    Assessment,
    CheckTry,
    Cohort,
    Deferral,
    Enrollment,
    Introduction,
    Letter,
    Material,
    OpenTry,
    Reflection,
    Step,
)
from trainer.messages.models import Post
from trainer.schedule.rules.kinds import OfferingKind


def add_to_world(world: Any) -> None:
    """Trainees of two cohorts, somebody who left, and two closing reflections, for the matrix of doors."""
    load_courses()
    world.things["cohort"] = [
        _world_cohort(world, "trainee_a1", "trainee_a2", "bystander", "mentor"),
        _world_cohort(world, "trainee_b1"),
    ]
    world.things["enrollment"] = []
    states, (one, two) = rules.EnrollmentState, world.things["cohort"]
    left = world.secret("why somebody left a cohort")
    for actor, cohort, state, why in (
        ("trainee_a1", one, states.ACTIVE, ""), ("trainee_b1", two, states.ACTIVE, ""),
        ("trainee_a2", one, states.WITHDRAWN, left),
    ):  # fmt: skip
        enrollment = Enrollment(
            cohort=cohort, person_id=world.people[actor].id, course_edition=COHORT_EDITION, program_edition="2020-21",
            state=state, since=FIRST, changed_at=FORMED, ended_why=why,
        )  # fmt: skip
        db.session.add(enrollment)
        world.things["enrollment"].append(enrollment)
    _enrolling(world)
    _reflections(world)
    db.session.flush()
    _checks(world)
    _together(world)
    world.things["course"] = [SimpleNamespace(slug="cop-101")]
    world.things["module"] = [SimpleNamespace(slug="101.5")]
    db.session.flush()


def _together(world: Any) -> None:
    """In the first cohort trainee_a1 shows themselves, writes, and has a book; in both there is a post and a letter."""
    one, two = world.things["cohort"]
    circle = ("trainee_a1", "mentor")
    world.things["session_key"] = [SimpleNamespace(slug="s1")]
    world.things["post"], world.things["material"], world.things["letter"] = [], [], []
    for cohort, actor, readers in ((one, "trainee_a1", circle), (two, "trainee_b1", ("trainee_b1",))):
        person = world.people[actor]
        shown = Introduction(
            cohort_id=cohort.id, person_id=person.id, name=world.secret(f"what {actor} shows", *readers),
            place=world.secret(f"where {actor} is", *readers), pronouns="", languages="", mails=False,
            changed_at=FORMED,
        )  # fmt: skip
        said, hidden = (
            Post(
                circle=cohort.circle, topic="s1", person_id=person.id, text=text, made_at=FORMED,
                hidden_at=at, hidden_why=why,
            )
            for text, at, why in (
                (world.secret(f"post of {actor}", *readers), None, ""),
                (world.secret(f"hidden post of {actor}", actor), FORMED, world.secret("why hidden", actor)),
            )
        )  # fmt: skip
        material = Material(
            cohort_id=cohort.id, title=world.secret(f"book of {actor}", actor), made_at=FORMED
        )
        letter = Letter(
            cohort_id=cohort.id, person_id=world.people["administrator"].id, subject=world.secret("subject"),
            text=world.secret("letter"), answers=False, to=[person.id], made_at=FORMED,
        )  # fmt: skip
        db.session.add_all([shown, said, hidden, material, letter])
        world.things["post"] += [said, hidden]
        world.things["material"].append(material)
        world.things["letter"].append(letter)


def _world_cohort(world: Any, *readers: str) -> Cohort:
    offering = builders.make_offering(kind=OfferingKind.COHORT, title="Cohort", days=(FIRST,))
    cohort = Cohort(
        name=world.secret("name of a cohort", *readers), offering_id=offering.id, course=rules.COHORT_COURSE,
        course_edition=COHORT_EDITION, program_edition="2020-21", starts_on=FIRST,
        implementation_on=date(2021, 4, 1), ends_on=date(2021, 9, 8), state=rules.CohortState.ACTIVE,
        made_at=FORMED,
    )  # fmt: skip
    db.session.add(cohort)
    return cohort


def _enrolling(world: Any) -> None:
    """A sent application and a draft; a request to be deferred and the words that belong to a step."""
    world.things["application"] = []
    for actor, readers, state in (
        ("trainee_a2", ["trainee_a2"], rules.ApplicationState.SENT), ("bystander", [], rules.ApplicationState.DRAFT),
    ):  # fmt: skip
        sent = state is rules.ApplicationState.SENT
        written = (
            world.secret("application", *readers) if sent else world.private("draft of one", "bystander")
        )
        application = Application(
            cohort=world.things["cohort"][0], person_id=world.people[actor].id, state=state, why=written, idea=written,
            supervisor=written, saved_at=FORMED, sent_at=FORMED if sent else None,
        )  # fmt: skip
        db.session.add(application)
        world.things["application"].append(application)
    db.session.flush()
    first = world.things["enrollment"][0]
    words = world.secret("why somebody pauses", "trainee_a1")
    db.session.add(Step(enrollment_id=first.id, kind=rules.StepKind.DEFERRED, at=FORMED, said=words))
    db.session.add(
        Deferral(enrollment_id=first.id, why=words, state=rules.DeferralState.ASKED, made_at=FORMED)
    )


def _reflections(world: Any) -> None:
    """One handed in to the trainers of the first offering, one still a draft."""
    world.things["reflection"] = []
    for actor, readers, handed_in in (
        ("trainee_a1", ["trainee_a1", "trainer"], FORMED), ("trainee_b1", ["trainee_b1"], None),
    ):  # fmt: skip
        reflection = Reflection(
            person_id=world.people[actor].id, course="cop-101", edition=EDITION, prompt="101.5-exit",
            audience="trainers", text=world.private(f"reflection of {actor}", *readers), lock=1, saved_at=FORMED,
            handed_in_at=handed_in, offering_id=world.things["offering"][0].id if handed_in else None,
        )  # fmt: skip
        db.session.add(reflection)
        world.things["reflection"].append(reflection)


def _checks(world: Any) -> None:
    """A try that is finished and one under way, with a text for oneself; a self-assessment the mentor may read."""
    edition, person = course(rules.COHORT_COURSE), world.people["trainee_a1"]
    done, begun = edition.content["modules"][:2]
    mine = {"person_id": person.id, "course": edition.course, "edition": edition.edition}
    answers = {
        one["id"]: rules.wrong_answer(one) or world.private("text in a check", "trainee_a1")
        for one in done["checks"]
    }
    for _try in range(2):
        db.session.add(
            CheckTry(module=done["id"], right=0, questions=3, answers=answers, made_at=FORMED, **mine)
        )
    plain = [one for one in begun["checks"] if rules.kind_of(one) is CheckKind.SINGLE]
    answered = {one["id"]: rules.wrong_answer(one) for one in plain if one != begun["checks"][-1]}
    db.session.add(OpenTry(module=begun["id"], answers=answered, begun_at=FORMED, **mine))
    load_assessment()
    for value in (1, 3):
        said = {f"{area}{n}": value for area in (1, 2) for n in "ab"}
        db.session.add(
            Assessment(
                person_id=person.id, answers=said, begun_at=FORMED, finished_at=FORMED, shared_at=FORMED
            )
        )  # fmt: skip
