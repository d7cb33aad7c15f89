"""How did the own CoPs of the sample go? Charter, members, six monthly sessions, values, agreement, debriefs."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from trainer.core.db import db
from trainer.practice import actions as practice
from trainer.practice import queries as practice_queries
from trainer.practice.models import Charter, Cop, CopSession, Debrief, Member
from trainer.practice.rules import LeadRole, SignInSource
from trainer.sample import texts
from trainer.sample.road import ZONE, Road, Traveler, actor, at
from trainer.schedule.rules.kinds import Format

MINUTES = 90


@dataclass
class Circle:
    """One own CoP: its key in the texts, who leads it, its days, and what went otherwise.

    `approved_on`: None leaves the charter waiting; `returned` sends it back. `away`: members missing per session.
    """

    key: str
    leaders: list[Traveler]
    days: list[date]
    charter_on: date
    approved_on: date | None
    returned: str = ""
    away: dict[int, int] = field(default_factory=dict)
    debriefed: int = 6


class CircleRoad:
    """One own CoP on the road of its cohort."""

    def __init__(self, road: Road, circle: Circle) -> None:
        self.road, self.circle, self.said = road, circle, texts.cop(circle.key)
        self.leader = circle.leaders[0]
        self.cop: Cop
        self.members: list[Member] = []
        self.sessions: list[CopSession] = []

    def plan(self) -> None:
        """Everything from the first draft of the charter to the last debrief."""
        circle, do = self.circle, self.road.do
        do(at(circle.charter_on - timedelta(days=20), 19), self.found)
        do(at(circle.charter_on, 19), self.submit)
        if circle.returned:
            do(at(circle.charter_on + timedelta(days=4), 9), self.send_back)
        if circle.approved_on is not None:
            do(at(circle.approved_on, 9), self.approve)
        if circle.days:
            do(at(circle.days[0] - timedelta(days=10), 18), self.gather)
        for number, day in enumerate(circle.days, start=1):
            do(at(day, 19, 35), lambda now, number=number: self.hold(number, now))  # type: ignore[misc]
            if number <= circle.debriefed:
                do(at(day + timedelta(days=6), 16), lambda now, number=number: self.talk(number, now))  # type: ignore[misc]

    def found(self, now: datetime) -> None:
        """The first draft."""
        said, by = self.said, actor(self.leader.person, now)
        self.cop = practice.found_cop(
            trainee=self.leader.person, name=said["name"], domain=said["domain"], zone=ZONE,
            language=said.get("language", "en"), by=by, now=now,
        )  # fmt: skip
        for other in self.circle.leaders[1:]:
            practice.add_facilitator(cop=self.cop, person=other.person, by=by, now=now)
        self._save(said["domain"], now)

    def _content(self, domain: str) -> dict[str, Any]:
        said, days = self.said, self.circle.days
        return {
            "domain": domain, "audience": said["for_whom"], "rhythm": said["rhythm"],
            "first_on": (days[0] if days else self.circle.charter_on + timedelta(days=30)).isoformat(),
            "starts": "18:00", "minutes": str(MINUTES), "format": said["format"], "place": said["place"],
            "hopes": said["hopes"], "confidentiality": said["confidentiality"],
        }  # fmt: skip

    def _save(self, domain: str, now: datetime) -> Charter:
        latest = practice_queries.latest_charter(self.cop.id)
        return practice.save_charter(
            cop=self.cop, content=self._content(domain), lock=latest.lock if latest else 0,
            by=actor(self.leader.person, now), now=now,
        )  # fmt: skip

    def _version(self) -> Charter:
        version = practice_queries.latest_charter(self.cop.id)
        assert version is not None  # noqa: S101 - it was saved before
        return version

    def submit(self, now: datetime) -> None:
        """Send the charter for approval."""
        version = self._version()
        practice.submit_charter(charter=version, by=actor(self.leader.person, now), now=now)

    def approve(self, now: datetime) -> None:
        """The mentor approves it."""
        version = self._version()
        practice.decide_charter(
            charter=version, approved=True, reason="", by=actor(self.leader.mentor, now), now=now
        )

    def send_back(self, now: datetime) -> None:
        """The mentor returns it with a reason; a returned charter stays so until it is written again."""
        version = self._version()
        practice.decide_charter(
            charter=version,
            approved=False,
            reason=self.circle.returned,
            by=actor(self.leader.mentor, now),
            now=now,
        )

    def gather(self, now: datetime) -> None:
        """The members are written down, and the six sessions planned."""
        by = actor(self.leader.person, now)
        people = [(name, role, "") for name, role in self.said["members"]]
        self.members, _known = practice.add_members(cop=self.cop, people=people, by=by, now=now)
        format = Format(self.said["format"])
        self.sessions = practice.plan_sessions(
            cop=self.cop, dates=self.circle.days, starts=time(18), minutes=MINUTES, format=format,
            place=self.said["place"] if format is not Format.VIRTUAL else "", by=by, now=now,
        )  # fmt: skip
        for session, (purpose, question) in zip(self.sessions, self.said["sessions"], strict=False):
            practice.change_session(
                session=session, on=session.on, starts=time(18), minutes=MINUTES, format=format, place=session.place,
                purpose=purpose, question=question, agenda="", lock=session.lock, by=by, now=now,
            )  # fmt: skip

    def hold(self, number: int, now: datetime) -> None:
        """Members sign in at the door; then minutes, who led, values and agreement are written down."""
        session, leaders = self.sessions[number - 1], self.circle.leaders
        by = actor(self.leader.person, now)
        there = self.members[: len(self.members) - self.circle.away.get(number, 0)]
        for place, member in enumerate(there):
            practice.sign_in(
                session=session, member=member, source=SignInSource.QR,
                now=session.starts_at + timedelta(minutes=place - 6),
            )  # fmt: skip
        lead = leaders[(number - 1) % len(leaders)] if number > 4 else leaders[0]
        roles = {one.person.id: LeadRole.LEAD if one is lead else LeadRole.CO_LEAD for one in leaders}
        practice.hold_session(session=session, minutes=MINUTES, leads=roles, by=by, now=now)
        if number == 1:
            practice.record_agreement(session=session, text=self.said["confidentiality"], by=by, now=now)
            practice.record_values(session=session, texts=self.said["values"], by=by, now=now)
        if number == 3:
            practice.revisit_values(session=session, by=by, now=now)

    def talk(self, number: int, now: datetime) -> None:
        """Trainee and mentor talk the session over."""
        session = self.sessions[number - 1]
        for debrief in db.session.query(Debrief).filter_by(session_id=session.id).order_by(Debrief.id):
            leader = next(one for one in self.circle.leaders if one.person.id == debrief.trainee_id)
            practice.hold_debrief(
                debrief=debrief, on=now.astimezone(ZoneInfo(ZONE)).date(), minutes=30,
                content=texts.debrief(number, leader.language), needs_support=False,
                by=actor(leader.person, now), now=now,
            )  # fmt: skip
