"""What goes on in one CoP of the sample beside its sessions: what members say, its money, a plan, a trace, a talk?"""

from datetime import datetime, timedelta

from trainer.core.db import db, new_ref
from trainer.journals import actions as journals
from trainer.journals.models import Entry
from trainer.journals.rules import FREE, Beside, EntryState, Shows
from trainer.mentoring import actions as mentoring
from trainer.mentoring.models import Meeting
from trainer.mentoring.rules import MeetingState
from trainer.mentoring.rules.support import SupportKind
from trainer.practice.actions import answering, health
from trainer.practice.actions import kit as plans
from trainer.practice.actions import money as sums
from trainer.practice.rules import kit, voices
from trainer.practice.rules.health import Item
from trainer.practice.rules.money import BudgetLine, MoneyKind
from trainer.sample import texts
from trainer.sample.circles import CircleRoad
from trainer.sample.road import actor, at

KEY = "lucia"


def plan(circle: CircleRoad) -> None:
    """Put all of it on the road, between the second session and the third."""
    if circle.circle.key == KEY and len(circle.circle.days) > 2:
        second, do = circle.circle.days[1], circle.road.do
        one = Living(circle)
        do(at(second, 20), one.hear)
        do(at(second + timedelta(days=1), 19), one.count)
        do(at(second + timedelta(days=2), 20), one.ask_health)
        do(at(second + timedelta(days=9), 20), one.prepare)
        do(at(second + timedelta(days=12), 21), one.note_a_trace)
        do(at(second + timedelta(days=13), 18), one.ask_support)


class Living:
    """The life of one CoP."""

    def __init__(self, circle: CircleRoad) -> None:
        self.circle, self.said = circle, texts.living()

    def hear(self, now: datetime) -> None:
        """Members say at the end of the session how it was for them."""
        for one in self.said["feedback"]:
            answering.give_feedback(session=self.circle.sessions[1], said=voices.Said(**one), now=now)

    def count(self, now: datetime) -> None:
        """What it cost, and what was brought along."""
        by = actor(self.circle.leader.person, now)
        for one in self.said["money"]:
            session = self.circle.sessions[one["session"] - 1]
            sums.add_money(
                cop=self.circle.cop, session=session, on=session.on, kind=MoneyKind(one["kind"]),
                line=BudgetLine(one["line"]), what=one["what"], giver=one.get("giver", ""), cents=one.get("cents"),
                currency="USD", by=by, now=now,
            )  # fmt: skip

    def ask_health(self, now: datetime) -> None:
        """A first round of the health check: asked, answered by four, closed."""
        by = actor(self.circle.leader.person, now)
        asked = health.open_round(cop=self.circle.cop, by=by, now=now)
        for place, one in enumerate(self.said["health"]):
            numbers = {
                item.value: max(1, one["level"] - (number + place) % 3 // 2)
                for number, item in enumerate(Item)
            }
            heard = {name: one[name] for name in ("keep", "change", "story")}
            answering.answer_round(round=asked, numbers=numbers, texts=heard, now=now)
        health.close_round(round=asked, by=by, now=now + timedelta(minutes=5))

    def prepare(self, now: datetime) -> None:
        """The plan of the third session."""
        said = self.said["plan"]
        rows = [
            kit.Row(minutes, activity, kit.RowKind.ACTIVITY if who else kit.RowKind.BREAK, who=who)
            for minutes, activity, who in said["rows"]
        ]
        plans.save_plan(
            session=self.circle.sessions[2], content={}, rows=rows, purpose=said["purpose"],
            question=said["question"], lock=0, by=actor(self.circle.leader.person, now), now=now,
        )  # fmt: skip

    def note_a_trace(self, now: datetime) -> None:
        """A trace without a prompt; and a talk with the mentor under an entry that was accepted."""
        leader, road = self.circle.leader, self.circle.road
        by, said = actor(leader.person, now), self.said["trace"]
        beside = Beside(title=said["title"], shows=(Shows.CHILDREN,), session_id=self.circle.sessions[1].id)
        journals.save_draft(
            enrollment=road.enrollments[leader.person.id], prompt_id=f"{FREE}{new_ref()}", text=said["text"], lock=0,
            by=by, now=now, beside=beside,
        )  # fmt: skip
        entry = (
            db.session.query(Entry)
            .filter_by(person_id=leader.person.id, state=EntryState.ACCEPTED)
            .order_by(Entry.id.desc())
            .first()
        )
        if entry is not None:
            journals.say(entry=entry, handed_in=True, text=self.said["talk"]["writer"], by=by, now=now)
            mentor = actor(leader.mentor, now)
            journals.say(
                entry=entry, handed_in=True, text=self.said["talk"]["mentor"], by=mentor,
                now=now + timedelta(hours=14),
            )  # fmt: skip

    def ask_support(self, now: datetime) -> None:
        """Who shares the CoP asks for support, out of the last meeting with the mentor."""
        person = self.circle.circle.leaders[-1].person
        meeting = (
            db.session.query(Meeting)
            .filter_by(trainee_id=person.id, state=MeetingState.HELD)
            .order_by(Meeting.starts_at.desc())
            .first()
        )
        if meeting is not None:
            mentoring.ask_in_meeting(meeting=meeting, kind=SupportKind.TIME, by=actor(person, now), now=now)
