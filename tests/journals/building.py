"""How does a test get a trainee with prompts, an entry, a review? Small courses, and the actions themselves."""

import io
from datetime import UTC, datetime, timedelta
from typing import Any

from tests import builders
from tests.mentoring import building
from tests.registration.reading import rows
from trainer.core.db import db
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.curriculum.models import CourseEdition
from trainer.journals import actions
from trainer.journals.models import (
    Beginning,
    EarlierReview,
    Entry,
    Review,
    ReviewDraft,
    SecondReading,
    Submission,
)
from trainer.journals.rules import Criterion, EntryKind, EntryState, Outcome
from trainer.journals.rules.attachments import AttachmentKind
from trainer.mentoring.models import Pair
from trainer.messages.models import Post

MONDAY = datetime(2021, 5, 24, 16, 0, tzinfo=UTC)
TEXT = "canary-text: the door was open before anybody came."


def _prompt(
    id: str, kind: str, *, required: bool, audience: str = "mentor", moment: str = "between"
) -> dict[str, Any]:
    return {
        "id": id, "kind": kind, "moment": moment, "audience": audience, "required": required,
        "text": {"en": f"Question {id}?", "es": f"¿Pregunta {id}?"},
        "alternative": {"en": f"Other {id}", "es": f"Otra {id}"},
    }  # fmt: skip


def make_course(course: str, word: str, first: int, *, traces_required: bool) -> CourseEdition:
    """A course of six sessions, each with a reflective prompt and a trace."""
    modules = [
        {
            "id": f"{word}.{number}", "title": {"en": f"Title {number}", "es": f"Título {number}"}, "checks": [],
            "prompts": [
                _prompt(f"{word}.{number}-r", "reflective", required=True),
                _prompt(f"{word}.{number}-t", "trace", required=traces_required),
            ],
        }
        for number in range(first, first + 6)
    ]  # fmt: skip
    edition = CourseEdition(
        course=course, edition="2020-21", minutes=540, titles={"en": course, "es": course},
        content={"modules": modules}, digest=course, loaded_at=builders.EARLIER,
    )  # fmt: skip
    db.session.add(edition)
    db.session.flush()
    return edition


def make_courses() -> None:
    """The courses of both phases; session 2 also asks something for the writer alone, 6 closes with an exit prompt."""
    first = make_course("facilitator-cohort", "cohort", 1, traces_required=False)
    content = {"modules": [dict(module) for module in first.content["modules"]]}
    content["modules"][1]["prompts"] = [
        *content["modules"][1]["prompts"],
        _prompt("cohort.2-w", "reflective", required=False, audience="writer"),
    ]
    content["modules"][5]["prompts"] = [
        *content["modules"][5]["prompts"],
        _prompt("cohort.6-x", "reflective", required=True, moment="exit"),
    ]
    first.content = content
    make_course("facilitator-practicum", "practicum", 7, traces_required=True)


def make_writer(name: str = "Tia Tran", mentor: Any = None) -> Pair:
    """A trainee in the eighth month with a mentor, and prompts to answer."""
    if db.session.query(CourseEdition).count() == 0:
        make_courses()
    return building.make_pair(building.make_trainee(name=name), mentor)


def write(
    pair: Pair, prompt: str = "cohort.1-r", text: str = TEXT, *, lock: int = 0, now: datetime = MONDAY
) -> Entry:
    """A draft."""
    return actions.save_draft(
        enrollment=pair.enrollment,
        prompt_id=prompt,
        text=text,
        lock=lock,
        by=builders.actor(pair.trainee),
        now=now,
    )


def hand_in(
    pair: Pair, prompt: str = "cohort.1-r", text: str = TEXT, *, now: datetime = MONDAY, lock: int = 0
) -> Entry:
    """An entry that waits for its mentor."""
    entry = write(pair, prompt, text, lock=lock, now=now)
    actions.submit(entry=entry, by=builders.actor(pair.trainee), now=now)
    return entry


FOUR = dict.fromkeys(Criterion, 3)


def answer(**more: Any) -> dict[str, Any]:
    """What a mentor answers: accepted, unless told otherwise."""
    return {
        "round": 1, "levels": FOUR, "care_kept": True, "saw": "canary-saw", "question": "canary-question",
        "suggestion": "canary-suggestion", "outcome": Outcome.ACCEPTED, "again_by": None,
        "private_note": "canary-private", **more,
    }  # fmt: skip


def review(entry: Entry, pair: Pair, *, now: datetime = MONDAY, mentor: Any = None, **more: Any) -> Any:
    """Take an entry up and answer it."""
    by = builders.actor(mentor or pair.mentor)
    actions.begin_review(entry=entry, by=by, now=now)
    return actions.review(entry=entry, by=by, now=now, **answer(**more))


def code(refused: Any) -> Any:
    """Why something was refused."""
    return refused.value.reasons[0].code


def letters(session: Any) -> list[Any]:
    """The messages about entries that wait to be sent."""
    session.commit()
    return [
        row for row in rows(session, OutboxRow)
        if row.state is OutboxState.WAITING and row.kind.startswith("journals.")
    ]  # fmt: skip


def add_to_world(world: Any) -> None:
    """Entries of two trainees: one answered and one still a draft each, with something private in every text."""
    others = {"trainee_a1": world.people["mentor"]}
    for trainee, readers in (("trainee_a1", ("trainee_a1", "mentor")), ("trainee_b1", ("trainee_b1",))):
        enrollment = building.in_world(world, trainee)
        answered = _in_world(enrollment, "cohort.1-r", EntryState.REVISE, world.private("a draft", trainee))
        draft = _in_world(enrollment, "cohort.2-r", EntryState.DRAFT, world.private("a draft", trainee))
        waiting = _in_world(enrollment, "cohort.3-r", EntryState.SUBMITTED, "As handed in")
        first = _round(answered, world.private("an entry", *readers))
        _round(waiting, world.private("an entry", *readers))
        texts = {
            name: world.private(f"the {name} of a review", *readers)
            for name in ("saw", "question", "suggestion")
        }
        mentor = others.get(trainee) or builders.make_person("Mentor before")
        db.session.add(
            Review(
                submission_id=first.id, reviewer_id=mentor.id, moment=1, meaning=1, care_kept=True, **texts,
                outcome=Outcome.REVISE, again_by=MONDAY.date(), made_at=MONDAY,
                private_note=world.private("a private note of a review", *(["mentor"] if trainee in others else [])),
            )
        )  # fmt: skip
        world.things.setdefault("entry", []).extend([answered, draft, waiting])
        _beside(world, answered, trainee, mentor, readers if trainee in others else (trainee,))
        _attached(world, answered, trainee, readers)
    db.session.flush()


def _beside(world: Any, entry: Entry, trainee: str, mentor: Any, readers: tuple[str, ...]) -> None:
    """What stands beside an answer: a draft and a beginning of the mentor, an earlier version, a second reader asked
    for, and something said."""
    alone = [name for name in readers if name == "mentor"]
    review = entry.submissions[0].review
    said = world.private("what was said under an entry", *readers)
    beginning = Beginning(
        person_id=mentor.id, part="saw", text=world.private("a beginning of a mentor", *alone), made_at=MONDAY
    )
    reading = SecondReading(
        entry_id=entry.id, asked_by=mentor.id, asked_at=MONDAY,
        why=world.secret("why somebody else should read", *readers),
    )  # fmt: skip
    db.session.add_all(
        [
            beginning, reading,
            ReviewDraft(
                submission_id=entry.submissions[0].id, person_id=mentor.id, lock=1, saved_at=MONDAY,
                typed={"saw": world.private("a draft of an answer", *alone)},
            ),
            EarlierReview(
                review_id=review.id, version=1, levels_then={}, care_kept=True, question="", suggestion="",
                saw=world.private("what an answer said before", *readers), outcome=Outcome.REVISE,
                corrected_at=MONDAY, why=world.private("why an answer was corrected", *readers),
            ),
            Post(circle=f"entry:{entry.id}", topic="talk", person_id=entry.person_id, text=said, made_at=MONDAY),
        ]
    )  # fmt: skip
    db.session.flush()
    world.things.setdefault("beginning", []).append(beginning)
    world.things.setdefault("reading", []).append(reading)


def _in_world(enrollment: Any, prompt: str, state: EntryState, text: str) -> Entry:
    entry = Entry(
        enrollment_id=enrollment.id, person_id=enrollment.person_id, prompt=prompt, module=prompt[:-2], session=1,
        kind=EntryKind.REFLECTIVE, required=True, audience="mentor", state=state, text=text, lock=1, made_at=MONDAY,
        saved_at=MONDAY, submitted_at=MONDAY,
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    return entry


def _round(entry: Entry, text: str) -> Submission:
    made = Submission(entry_id=entry.id, round=1, text=text, submitted_at=MONDAY, due_on=MONDAY.date())
    db.session.add(made)
    db.session.flush()
    return made


def _attached(world: Any, entry: Entry, trainee: str, readers: Any) -> None:
    """Two audio notes, whose bytes are canaries too: one that the mentor hears, one that only its writer does."""
    for heard_by, uses in ((readers, ["journal"]), ((trainee,), ["showcase"])):
        data = io.BytesIO(f"OggS {world.private('a sound', *heard_by)}".encode())
        prepared = actions.Prepared(AttachmentKind.AUDIO, "audio/ogg", "ogg", data)
        now, by = MONDAY - timedelta(minutes=1), builders.actor(entry.person)
        entry.state, state = EntryState.DRAFT, entry.state
        attachment = actions.attach(
            entry=entry, prepared=prepared, recognizable=True, shows=["children"], by=by, now=now, alt="",
            caption=world.private("the words of a sound", *heard_by),
        )  # fmt: skip
        entry.state = state
        consent = actions.record_consent(
            attachment=attachment, who=world.secret("who is in it", trainee), uses=uses, by=by, now=now,
            guardian=world.secret("who signed", trainee), given_on=MONDAY.date(),
            expires_on=MONDAY.date() + timedelta(days=365),
        )  # fmt: skip
        world.things.setdefault("attachment", []).append(attachment)
        world.things.setdefault("consent", []).append(consent)
