"""How does a test get a loaded course, a cohort, somebody who learns? Through the actions, with plain defaults."""

import copy
import functools
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from tests import builders
from trainer.accounts.actor import SYSTEM
from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.curriculum import loading, reading
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import CourseEdition, Piece
from trainer.curriculum.rules import CheckKind, PieceKind
from trainer.learning import actions, rules
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
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingKind

COURSES = Path(__file__).parents[2] / "courses"
EDITION = builders.edition_of("cop-101")
COHORT_EDITION = builders.edition_of("facilitator-cohort")
FORMED = datetime(2020, 9, 28, 16, 0, tzinfo=UTC)
FIRST = date(2020, 10, 14)
"""The second Wednesday of October 2020: the cohort crosses June 30."""


@functools.cache
def written() -> list[reading.Course]:
    """The courses as the authors wrote them: read once, because hundreds of tests stand on them."""
    courses, problems = reading.read_courses(COURSES)
    assert not problems
    return courses


def load_courses(now: datetime = FORMED) -> None:
    """The courses as the authors wrote them."""
    loading.take_in(written(), by=SYSTEM, now=now)


def course(name: str = "cop-101") -> CourseEdition:
    """A loaded course."""
    found = curriculum_queries.edition(name)
    assert found is not None
    return found


def ready(count: int = 2, name: str = "Trainee") -> list[Person]:
    """People who have completed CoP 101."""
    people = [builders.make_person(f"{name} {number:02}") for number in range(1, count + 1)]
    for person in people:
        builders.make_completion(person)
    return people


def plan(people: list[Person], **more: Any) -> dict[str, Any]:
    """What form_cohort is asked for."""
    return {
        "name": "Cohort 2020", "first_on": FIRST, "dates": rules.monthly_dates(FIRST), "starts": time(9, 30),
        "zone": "America/Los_Angeles", "people": people, "by": SYSTEM, "now": FORMED, **more,
    }  # fmt: skip


def make_cohort(people: list[Person] | None = None, **more: Any) -> Cohort:
    """A cohort of two that began in October 2020."""
    return actions.form_cohort(**plan(people if people is not None else ready(), **more))


def join(cohort: Cohort, count: int, name: str) -> list[Person]:
    """So many more people in a cohort, as rows: for lists whose statements must not grow with them."""
    people = [builders.make_person(f"{name} {number:02}", account=False) for number in range(count)]
    db.session.add_all(
        Enrollment(
            cohort_id=cohort.id, person_id=person.id, course_edition=cohort.course_edition,
            program_edition=cohort.program_edition, state=rules.EnrollmentState.ACTIVE, since=FIRST,
            changed_at=FORMED,
        )
        for person in people
    )  # fmt: skip
    db.session.flush()
    return people


def make_learner(name: str = "", **more: Any) -> tuple[Person, Offering]:
    """Somebody registered for CoP 101, and that offering: it ended three days before the day most tests live on."""
    days = (date(2021, 5, 19), date(2021, 5, 20), date(2021, 5, 21))
    offering = builders.make_offering(days=days, year=builders.make_year(2020))
    person = builders.make_person(name, **more)
    builders.make_registration(offering, person)
    return person, offering


def right_answers(edition: CourseEdition, module: str) -> dict[str, Any]:
    """The answers with which a check is passed."""
    return {check["id"]: rules.right_answer(check) for check in checks_of(edition, module)}


def wrong_answers(edition: CourseEdition, module: str) -> dict[str, Any]:
    """Answers that are all wrong."""
    return {check["id"]: rules.wrong_answer(check) for check in checks_of(edition, module)}


QUESTIONS: list[dict[str, Any]] = [
    {"id": "m-q1", "question": {"en": "Which one?"}, "answers": ["no", "one*", "nor this"]},
    {"id": "m-q2", "kind": "several", "question": {"en": "Which of these?"}, "answers": ["a*", "b", "c*", "d"]},
    {"id": "m-q3", "kind": "order", "question": {"en": "In which order?"}, "answers": ["wait", "ask", "hear", "thank"]},
    {"id": "m-q4", "kind": "free", "question": {"en": "And you?"}, "answers": []},
]  # fmt: skip
"""A question of each kind; the first as older editions have it. A star marks what is correct."""


def load_questions(questions: list[dict[str, Any]] | None = None, name: str = "asked") -> CourseEdition:
    """An edition of CoP 101 with two modules: "m" asks a question of each kind, or those given; "n" asks nothing."""

    def answer(number: int, words: str) -> dict[str, Any]:
        text = words.rstrip("*")
        found = {"id": "abcdef"[number], "text": {"en": text}, "explanation": {"en": f"Why {text}."}}
        return {**found, "correct": words.endswith("*")}

    checks = [
        {
            **one,
            "answers": [answer(*each) for each in enumerate(one["answers"])],
            "explanation": {"en": "Look for a name."} if one.get("kind") == "free" else {},
        }
        for one in (QUESTIONS if questions is None else questions)
    ]
    plain = {"minutes": 60, "objectives": [], "activities": [], "prompts": [], "text": {"en": "Read."}}
    modules = [
        {**plain, "id": "m", "title": {"en": "Asking"}, "checks": checks},
        {**plain, "id": "n", "title": {"en": "Resting"}, "checks": []},
    ]
    content = {
        "id": "cop-101", "title": {"en": "CoP 101"}, "summary": {"en": "Short."}, "languages": ["en"],
        "modules": modules,
    }  # fmt: skip
    edition = CourseEdition(
        course="cop-101", edition=name, minutes=120, titles={"en": "CoP 101"}, content=content, digest="x",
        loaded_at=FORMED,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    return edition


def load_assessment() -> None:
    """A self-assessment with two areas of two statements each."""
    words = ["Not yet", "With help", "On my own", "I can show others"]
    content = {
        "id": "facilitator", "title": {"en": "Self-assessment"}, "intro": {"en": "Where are you today?"},
        "scale": [{"value": n, "text": {"en": text}} for n, text in enumerate(words, start=1)],
        "areas": [
            {
                "competency": area,
                "statements": [{"id": f"{area}{n}", "text": {"en": f"I can do {area}{n}."}} for n in "ab"],
            }
            for area in (1, 2)
        ],
    }  # fmt: skip
    db.session.add(
        Piece(
            kind=PieceKind.SELF_ASSESSMENT, name="facilitator", position=1, titles={"en": "Self-assessment"},
            content=content, digest="x", loaded_at=FORMED,
        )
    )  # fmt: skip
    db.session.flush()


def checks_of(edition: CourseEdition, module: str) -> list[dict[str, Any]]:
    """The questions of a module."""
    found = next(one for one in edition.content["modules"] if one["id"] == module)["checks"]
    assert isinstance(found, list)
    return found


def newer(name: str, *, without: tuple[str, ...] = (), now: datetime) -> tuple[CourseEdition, CourseEdition]:
    """The course in an edition "2099": without these modules, and with one more."""
    old = course(name)
    made = copy.deepcopy(old.content)
    extra = copy.deepcopy(made["modules"][0])
    renamed = extra["id"] + "-new"
    made["modules"] = [one for one in made["modules"] if one["id"] not in without]
    extra["id"], extra["prompts"] = renamed, []
    made["modules"].append(extra)
    row = CourseEdition(
        course=name,
        edition="2099",
        minutes=old.minutes,
        titles=old.titles,
        content=made,
        digest="x",
        loaded_at=now,
    )
    db.session.add(row)
    db.session.flush()
    return old, row


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
