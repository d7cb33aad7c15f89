"""How did the sample's showcases go? One that was held in August 2020, one of June 2021 whose call is open."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from trainer.accounts.actor import Actor
from trainer.accounts.models import Person
from trainer.registration import actions as registration
from trainer.sample import texts
from trainer.sample.road import actor, at
from trainer.schedule import actions as schedule
from trainer.schedule import queries as schedule_queries
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import When
from trainer.showcase import actions, queries
from trainer.showcase.actions import Where, Words
from trainer.showcase.models import Call, Copresenter, Proposal, ShowRoom
from trainer.showcase.rules import ProposalState, Recommendation, ShowFormat

ASKS = (
    "Tell one moment in which something changed in your CoP: what people tried, what surprised you, and what others can"
    " take home from it."
)
FORMATS = {"talk": 25, "poster": 30, "story_circle": 45}
OFFICE = "Renata Morales"
HELD_ON = date(2020, 8, 14)
STARTS, ENDS = time(9), time(12, 30)

THANKS = (
    "Your story shows a group that found its own question, and it leaves room for others to try. Welcome."
)
NOT_YET = (
    "Your plan for a county of CoPs is thoughtful, and this showcase is for what has happened in one. Run your first"
    " sessions, and propose again in June: we would love to hear how the plan met the people."
)


@dataclass(frozen=True)
class Story:
    """One proposal of the sample, told on a day."""

    who: str
    words: Words
    sent: datetime


def _fix_times(offering: Offering, *, by: Actor, now: datetime) -> None:
    """Publish the times of the half day; the schedule had only the date."""
    plan = schedule_queries.planned(offering)
    sessions = tuple(replace(one, when=When.FIXED, starts=STARTS, ends=ENDS) for one in plan.sessions)
    schedule.change_draft(
        offering=offering, plan=replace(plan, sessions=sessions, when=When.FIXED), lock=offering.lock, by=by, now=now,
        today=now.date(),
    )  # fmt: skip
    year = offering.year
    why = "The times of the showcase in August are fixed."
    registration.publish(year=year, version=year.version, why=why, by=by, now=now)


def of_august(offering: Offering, people: dict[str, Person]) -> None:
    """Called for in July 2020, reviewed, put on a program, and held on August 14."""
    office, opened = people[OFFICE], at(date(2020, 7, 8), 9)
    by = actor(office, opened)
    _fix_times(offering, by=by, now=opened)
    call = actions.open_call(
        offering=offering, open_until=date(2020, 7, 24), formats=FORMATS, asks=ASKS, by=by, now=opened
    )
    for name in ("Marcus Bell", "June Takahashi", "Denise Okafor"):
        actions.add_reviewer(call=call, person=people[name], by=by, now=opened)
    found = {story.who: _sent(call, story, people) for story in _stories_of_august(people)}
    _together(found["Margaret Osei"], people["Gloria Estrada"], at(date(2020, 7, 18), 20))
    _judged(found, people, office)
    _on_the_program(call, found, office)
    held = at(HELD_ON, 14)
    pairs = {
        (slot.proposal.id, person.id)
        for slot in queries.slots_of(call.id)
        if slot.proposal
        for person in slot.proposal.presenters
    }
    actions.mark_held(call=call, held=pairs, by=actor(office, held), now=held)


def _stories_of_august(people: dict[str, Person]) -> list[Story]:
    gloria = people["Gloria Estrada"]
    margaret = _words("When providers set the agenda", "agenda", ShowFormat.TALK)
    margaret = replace(
        margaret,
        emails=[gloria.email],
        may_record=True,
        needs="Somebody who watches the chat while we speak.",
    )
    harold = _words("The rug by the window", "rug", ShowFormat.STORY_CIRCLE)
    poster = replace(
        _words("Ten quiet minutes before we begin", "quiet", ShowFormat.POSTER), story_public=False
    )
    priya = _words("A plan for eleven CoPs in one county", "plan", ShowFormat.TALK)
    return [
        Story("Margaret Osei", margaret, at(date(2020, 7, 16), 19)),
        Story("Harold Lim", harold, at(date(2020, 7, 20), 8)),
        Story("Gloria Estrada", poster, at(date(2020, 7, 21), 21)),
        Story("Priya Raman", priya, at(date(2020, 7, 23), 17)),
    ]


def _words(title: str, key: str, format: ShowFormat) -> Words:
    return Words(title, texts.story(key), format, title_public=True, story_public=True)


def _sent(call: Call, story: Story, people: dict[str, Person]) -> Proposal:
    by = actor(people[story.who], story.sent)
    proposal = actions.make_proposal(call=call, words=story.words, by=by, now=story.sent)
    actions.hand_in(proposal=proposal, by=by, now=story.sent)
    return proposal


def _together(proposal: Proposal, person: Person, now: datetime) -> None:
    one: Copresenter = next(one for one in proposal.together if one.person_id == person.id)
    actions.answer(copresenter=one, confirmed=True, name_public=True, by=actor(person, now), now=now)


def _judged(found: dict[str, Proposal], people: dict[str, Person], office: Person) -> None:
    said = {
        "Margaret Osei": (
            Recommendation.YES,
            "A group that took its own agenda over. Others can do this next week.",
        ),
        "Harold Lim": (
            Recommendation.YES,
            "One small thing, seen closely. It belongs in a circle, not on a stage.",
        ),
        "Gloria Estrada": (
            Recommendation.CHANGES,
            "Show how members reacted the first time, not only why it works.",
        ),
        "Priya Raman": (
            Recommendation.NO,
            "A plan, not yet a story. Please ask her again once it has begun.",
        ),
    }
    for number, (who, (recommendation, comment)) in enumerate(said.items()):
        for name in ("Marcus Bell", "Denise Okafor"):
            now = at(date(2020, 7, 27), 9 + number)
            actions.review(
                proposal=found[who], recommendation=recommendation, by=actor(people[name], now), now=now,
                comment=comment if name == "Marcus Bell" else "I agree with what it shows.",
            )  # fmt: skip
    decided = at(date(2020, 7, 29), 10)
    for who, proposal in found.items():
        accepted = who != "Priya Raman"
        actions.decide(
            proposal=proposal, outcome=ProposalState.ACCEPTED if accepted else ProposalState.DECLINED,
            reason=THANKS if accepted else NOT_YET, by=actor(office, decided), now=decided,
        )  # fmt: skip
        if accepted:
            now = at(date(2020, 7, 30), 18)
            actions.confirm(proposal=proposal, by=actor(people[who], now), now=now)


def _on_the_program(call: Call, found: dict[str, Proposal], office: Person) -> None:
    now = at(date(2020, 8, 5), 11)
    by = actor(office, now)
    main, circle = (
        actions.add_room(call=call, name=name, link=f"https://meet.example.org/{word}", by=by, now=now)
        for name, word in (("Main room", "main"), ("Circle room", "circle"))
    )
    session = queries.sessions_of(call)[0]

    def put(room: ShowRoom, begins: time, ends: time, who: str = "", title: str = "") -> None:
        actions.place(
            call=call,
            where=Where(session.id, room.id, begins, ends),
            proposal=found.get(who),
            title=title,
            by=by,
            now=now,
        )

    put(main, time(9), time(9, 20), title="Welcome, and how to find your room")
    put(main, time(9, 30), time(9, 55), "Margaret Osei")
    put(circle, time(10, 15), time(11), "Harold Lim")
    put(main, time(10, 15), time(10, 45), "Gloria Estrada")
    put(main, time(11, 15), time(12, 15), title="What we take home: a round in small groups")
    actions.publish_program(call=call, by=by, now=now)


def of_june(offering: Offering, people: dict[str, Person]) -> None:
    """Called for in May 2021, for a day in June that is not fixed yet: proposals to review, and a draft."""
    opened = at(date(2021, 5, 10), 9)
    by = actor(people[OFFICE], opened)
    call = actions.open_call(
        offering=offering, open_until=date(2021, 6, 4), formats=FORMATS, asks=ASKS, by=by, now=opened
    )
    for name in ("Marcus Bell", "June Takahashi", "Margaret Osei"):
        actions.add_reviewer(call=call, person=people[name], by=by, now=opened)
    lucia = people["Lucía Herrera"]
    words = replace(
        _words("We stopped reporting and began to ask", "ask", ShowFormat.STORY_CIRCLE), story_public=False,
        cop=queries.own_cops(people["Priya Raman"].id)[0].ref, emails=[lucia.email],
        needs="A room without stairs, please: one of us comes in a wheelchair.",
    )  # fmt: skip
    priya = Story("Priya Raman", words, at(date(2021, 5, 18), 20))
    gloria = Story(
        "Gloria Estrada",
        _words("One year of quiet minutes", "year", ShowFormat.POSTER),
        at(date(2021, 5, 21), 20),
    )
    proposal = _sent(call, priya, people)
    _sent(call, gloria, people)
    reviewed = at(date(2021, 5, 20), 12)
    actions.review(
        proposal=proposal, recommendation=Recommendation.YES, by=actor(people["Marcus Bell"], reviewed), now=reviewed,
        comment="It says plainly what went wrong at first. That is worth a circle.",
    )  # fmt: skip
    drafted = at(date(2021, 5, 22), 21)
    actions.make_proposal(
        call=call, by=actor(lucia, drafted), now=drafted,
        words=Words("La canción de la puerta", texts.story("song"), ShowFormat.TALK,
                    cop=queries.own_cops(lucia.id)[0].ref),
    )  # fmt: skip
