"""What do trainees and possible mentors hold that speaks for or against a pair? Each fact in one statement for all."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from trainer.accounts import queries as account_queries
from trainer.accounts.models import Person
from trainer.core import clock
from trainer.core.db import db
from trainer.learning.models import Application, Enrollment
from trainer.mentoring.models import MentorProfile, Pair
from trainer.mentoring.queries.pairs import Candidate, candidates, employers_of
from trainer.mentoring.rules import pairing
from trainer.mentoring.rules.pairing import Guide, Match, Seeker
from trainer.organizations.models import Membership, Organization, Work
from trainer.organizations.rules import MembershipState


def profile_of(person_id: int) -> MentorProfile | None:
    """What somebody offers as a mentor, as far as it was said."""
    return db.session.get(MentorProfile, person_id)


def load_of(mentor_id: int) -> int:
    """How many trainees somebody mentors now."""
    return (
        db.session.scalar(select(func.count()).where(Pair.mentor_id == mentor_id, Pair.until.is_(None))) or 0
    )


@dataclass(frozen=True)
class Search:
    """The trainees who look for a mentor and everybody who could be one, with what is known of both."""

    seekers: dict[int, Seeker]
    guides: dict[int, Guide]
    people: dict[int, Candidate]
    today: date

    def ranked(self, person_id: int) -> list[Match]:
        """For one trainee: everybody, best first, those who cannot last."""
        return pairing.ranked(self.seekers[person_id], self.guides.values(), today=self.today)

    def proposed(self, person_ids: Collection[int]) -> dict[int, Match | None]:
        """For several trainees at once: one each, as far as there is room."""
        wanted = [self.seekers[id] for id in person_ids]
        return pairing.proposed(wanted, list(self.guides.values()), today=self.today)


def search(enrollments: Sequence[Enrollment], *, today: date, now: datetime) -> Search:
    """Everything that is known for pairing these trainees: nine statements, however many they are."""
    found = candidates(today=today, now=now)
    trainees = [one.person for one in enrollments]
    ids = {person.id for person in trainees} | {one.person.id for one in found}
    employers = employers_of(ids, now=now)
    regions, settings = _regions(ids), _settings(ids)
    applied, had = _applied(enrollments), _had([person.id for person in trainees])
    profiles, signing_in = _profiles(ids), account_queries.with_account(ids)
    seekers = {
        person.id: Seeker(
            id=person.id, languages=frozenset({person.language, *applied[person.id][0]}),
            regions=frozenset(regions[person.id]), offset=_offset(person, now),
            setting=settings.get(person.id) or applied[person.id][1], employers=employers.get(person.id, {}),
            had=frozenset(had[person.id]),
        )
        for person in trainees
    }  # fmt: skip
    guides = {
        one.person.id: _guide(
            one, profiles.get(one.person.id), offset=_offset(one.person, now),
            regions=frozenset(regions[one.person.id]), setting=settings.get(one.person.id, ""),
            employers=employers.get(one.person.id, {}), signs_in=one.person.id in signing_in,
        )
        for one in found
    }  # fmt: skip
    return Search(seekers, guides, {one.person.id: one for one in found}, today)


def _guide(
    one: Candidate,
    profile: MentorProfile | None,
    *,
    offset: int,
    regions: frozenset[str],
    setting: str,
    employers: dict[int, str],
    signs_in: bool,
) -> Guide:
    languages = profile.languages if profile and profile.languages else [one.person.language]
    settings = profile.settings if profile and profile.settings else [setting] if setting else []
    return Guide(
        id=one.person.id, languages=frozenset(languages), regions=regions, offset=offset, settings=frozenset(settings),
        employers=employers, capacity=profile.capacity if profile else pairing.USUAL_TRAINEES, load=one.trainees,
        since=profile.available_from if profile else None, signs_in=signs_in,
    )  # fmt: skip


def _offset(person: Person, now: datetime) -> int:
    away = now.astimezone(clock.zone(person.zone)).utcoffset()
    return int(away.total_seconds() // 60) if away is not None else 0


def _regions(ids: Collection[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(Membership.person_id, Organization.region)
        .join(Organization, Organization.id == Membership.organization_id)
        .where(
            Membership.person_id.in_(ids),
            Membership.state == MembershipState.ACTIVE,
            Organization.region != "",
        )
    )
    for person_id, region in rows:
        found[person_id].add(region)
    return found


def _settings(ids: Collection[int]) -> dict[int, str]:
    rows = db.session.execute(select(Work.person_id, Work.setting).where(Work.person_id.in_(ids)))
    return {person_id: setting.value for person_id, setting in rows if setting is not None}


def _applied(enrollments: Sequence[Enrollment]) -> dict[int, tuple[set[str], str]]:
    """Language and setting as somebody wrote them when they applied."""
    found: dict[int, tuple[set[str], str]] = defaultdict(lambda: (set(), ""))
    rows = db.session.execute(
        select(Application.person_id, Application.language, Application.setting).where(
            Application.cohort_id.in_({one.cohort_id for one in enrollments}),
            Application.person_id.in_({one.person_id for one in enrollments}),
        )
    )
    for person_id, language, setting in rows:
        found[person_id] = ({language} if language else set(), setting)
    return found


def _had(ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    rows = db.session.execute(select(Pair.trainee_id, Pair.mentor_id).where(Pair.trainee_id.in_(ids)))
    for trainee_id, mentor_id in rows:
        found[trainee_id].add(mentor_id)
    return found


def _profiles(ids: Collection[int]) -> dict[int, MentorProfile]:
    rows = db.session.scalars(select(MentorProfile).where(MentorProfile.person_id.in_(ids)))
    return {one.person_id: one for one in rows}
