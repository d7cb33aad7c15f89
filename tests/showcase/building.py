"""How does a test get a showcase? An offering in June 2021, a call, a committee, proposals: by the room's actions."""

from datetime import UTC, date, datetime, time
from typing import Any

from tests import builders
from tests.mentoring import building as mentoring
from trainer.accounts.models import Person
from trainer.core import outbox
from trainer.journals.models import Entry
from trainer.journals.rules import EntryKind, EntryState
from trainer.permissions import Role
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import OfferingKind
from trainer.showcase import actions, queries
from trainer.showcase.actions import Where, Words
from trainer.showcase.models import Call, Proposal, ShowRoom, Slide, Slot
from trainer.showcase.rules import ProposalState, Recommendation, ShowFormat
from trainer.showcase.rules.slides import SlideState

DAY = date(2021, 6, 11)
UNTIL = date(2021, 6, 1)
BEGAN = datetime(2021, 5, 3, 16, 0, tzinfo=UTC)
AFTER = datetime(2021, 6, 12, 16, 0, tzinfo=UTC)
FORMATS = {"talk": 20, "story_circle": 45}
TYPED = {
    "title": "Calmer mornings", "story": "We sang first.", "format": "talk", "emails": "no address",
    "needs": "A microphone", "title_public": "y", "act": "hand_in", "lock": "0",
}  # fmt: skip
WORDS = Words(title="Calmer mornings", story="We sang first.", format=ShowFormat.TALK, title_public=True)


def make_offering(**more: Any) -> Offering:
    """A showcase on June 11, 2021, 9 AM to 3 PM in California."""
    values = {"kind": OfferingKind.SHOWCASE, "title": "CoP Annual Showcase", "days": (DAY,), **more}
    return builders.make_offering(year=builders.make_year(2020), **values)


def make_call(office: Person | None = None, **more: Any) -> Call:
    """A call for talks and story circles, open until June 1."""
    office = office or builders.make_person("Ada Office", roles=Role.ADMINISTRATOR)
    return actions.open_call(
        offering=more.pop("offering", None) or make_offering(), open_until=UNTIL, formats=FORMATS,
        asks="A moment when something changed.", by=builders.actor(office), now=BEGAN,
    )  # fmt: skip


def make_draft(call: Call, presenter: Person, words: Words = WORDS) -> Proposal:
    """A draft, which its writer alone reads."""
    return actions.make_proposal(call=call, words=words, by=builders.actor(presenter), now=BEGAN)


def make_proposal(call: Call, presenter: Person, words: Words = WORDS) -> Proposal:
    """A proposal that was handed in."""
    proposal = make_draft(call, presenter, words)
    actions.hand_in(proposal=proposal, by=builders.actor(presenter), now=BEGAN)
    return proposal


def decide(proposal: Proposal, office: Person, outcome: ProposalState = ProposalState.ACCEPTED) -> None:
    """The office decides."""
    actions.decide(
        proposal=proposal,
        outcome=outcome,
        reason="Your story stays with us.",
        by=builders.actor(office),
        now=BEGAN,
    )


def make_confirmed(call: Call, presenter: Person, office: Person, words: Words = WORDS) -> Proposal:
    """A proposal that was accepted, and whose presenter will come."""
    proposal = make_proposal(call, presenter, words)
    decide(proposal, office)
    actions.confirm(proposal=proposal, by=builders.actor(presenter), now=BEGAN)
    return proposal


def make_room(call: Call, office: Person, name: str = "Oak room", link: str = "") -> ShowRoom:
    """A room of the program."""
    return actions.add_room(call=call, name=name, link=link, by=builders.actor(office), now=BEGAN)


def place(
    call: Call,
    office: Person,
    proposal: Proposal | None,
    room: ShowRoom,
    at: tuple[int, int],
    title: str = "",
) -> Slot:
    """Something on the program, from hour to hour."""
    where = Where(call.offering.sessions[0].id, room.id, time(at[0]), time(at[1]))
    return actions.place(
        call=call, where=where, proposal=proposal, title=title, by=builders.actor(office), now=BEGAN
    )


def review(proposal: Proposal, reviewer: Person, comment: str = "Clear and warm.") -> None:
    """A member of the committee recommends it."""
    actions.review(
        proposal=proposal,
        recommendation=Recommendation.YES,
        comment=comment,
        by=builders.actor(reviewer),
        now=BEGAN,
    )


def make_trainee_with_mentor() -> tuple[Person, Person]:
    """A trainee and their mentor."""
    pair = mentoring.make_pair()
    return pair.trainee, pair.mentor


def add_to_world(world: Any) -> None:
    """A proposal under review, a draft, and a program: something private in each, for the matrix of doors."""
    people, office = world.people, world.people["administrator"]
    call = make_call(office)
    by = builders.actor(office)
    actions.add_reviewer(call=call, person=people["trainer"], by=by, now=BEGAN)
    actions.add_reviewer(call=call, person=people["mentor"], by=by, now=BEGAN)
    sent = make_proposal(
        call, people["trainee_a1"],
        Words(
            title="Quiet corners", story=world.secret("story of a proposal", "trainee_a1", "trainer"),
            format=ShowFormat.TALK, needs=world.secret("needs of a presenter", "trainee_a1", "trainer"),
            emails=[people["coordinator_a"].email],
        ),
    )  # fmt: skip
    sent.together[0].email = "typed@example.org"
    review(sent, people["trainer"], world.secret("review of a proposal", "trainer"))
    draft = make_draft(
        call, people["bystander"],
        Words(title=world.private("title of a draft", "bystander"), needs=world.private("needs", "bystander")),
    )  # fmt: skip
    secret_link = f"https://meet.example.org/{world.secret('link of a room', 'trainer')}"
    room = make_room(call, office, link=secret_link)
    slot = place(call, office, None, room, (9, 10), "Welcome")
    actions.publish_program(call=call, by=by, now=BEGAN)
    _slides(world, call.offering)
    world.things["call"], world.things["proposal"] = [call], [sent, draft]
    world.things["copresenter"], world.things["room"], world.things["slot"] = sent.together, [room], [slot]


def _slides(world: Any, offering: Offering) -> None:
    """A slide that its writer offered, which only they and the organizers read."""
    entry = world.things["entry"][0]
    enrollment = entry.enrollment
    shown = Entry(
        enrollment_id=enrollment.id, person_id=entry.person_id, prompt="cohort.4-t", module="cohort.4", session=4,
        kind=EntryKind.TRACE, required=False, audience="mentor", state=EntryState.ACCEPTED, text="", lock=1,
        made_at=BEGAN, saved_at=BEGAN, accepted_at=BEGAN,
    )  # fmt: skip
    outbox.db.session.add(shown)
    outbox.db.session.flush()
    slide = Slide(
        offering_id=offering.id, entry_id=shown.id, person_id=shown.person_id, state=SlideState.CHOSEN, place=1,
        title="Quiet corners", words=world.secret("words of a slide", "trainee_a1"), photos=[], named=True,
        agreed_at=BEGAN, changed_at=BEGAN,
    )  # fmt: skip
    outbox.db.session.add(slide)
    outbox.db.session.flush()
    world.things["slide"] = [slide]


def codes(caught: Any) -> list[Any]:
    """What was refused."""
    return [reason.code for reason in caught.value.reasons]


def letters(kind: str) -> list[tuple[int | None, dict[str, Any]]]:
    """What was put out of this kind, to whom, oldest first."""
    rows = (
        outbox.db.session.query(outbox.OutboxRow)
        .filter_by(kind=f"showcase.{kind}")
        .order_by(outbox.OutboxRow.id)
    )
    return [(row.to_person, row.params) for row in rows]


def tasks(person: Person, now: datetime = BEGAN) -> list[Any]:
    """What waits for somebody in this room."""
    return [task.reason.code for task in queries.waiting(builders.actor(person), now=now)]
