"""What happened in the sample year? Every row is written by the action that a person would have used, on its day."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from sqlalchemy import select

from trainer import config
from trainer.accounts import actions as accounts
from trainer.accounts import queries as accounts_queries
from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Person
from trainer.core import outbox, program
from trainer.core.db import db, writing
from trainer.curriculum import actions as curriculum
from trainer.organizations import actions as organizations
from trainer.organizations.models import Membership, Organization
from trainer.permissions import Role
from trainer.registration import actions as registration
from trainer.registration import queries as registration_queries
from trainer.sample import cohorts, people, records, season, seats, showcasing, training
from trainer.sample.people import SamplePerson
from trainer.sample.road import Road
from trainer.schedule import actions as schedule
from trainer.schedule.models import Offering, ProgramYear
from trainer.schedule.rules.kinds import OfferingKind

FOLDER = Path(__file__).parent
FIRST = (people.CERTIFIED, *people.PIONEERS)
NOT_YET_CONFIRMED = {"carmen@littlerivers.example", "emily@littlerivers.example", "zoe@harborccn.example"}
"""People whom a coordinator has just listed and who have not answered yet."""


def _at(year: int, month: int, day: int, hour: int = 17) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def make(settings: config.Settings, password_hash: str) -> None:
    """Make the sample year in one transaction: whole, or not at all. Refuses any start that is not the sample's."""
    if settings.mode is config.Mode.PRODUCTION:
        raise config.Misconfigured("Sample people cannot exist in production.")
    with writing():
        Story(password_hash).tell()
        db.session.add(program.Setting(name=program.SAMPLE, value=True))


class Story:
    """The year, told in the order in which it happened."""

    def __init__(self, password_hash: str) -> None:
        self.password_hash = password_hash
        self.persons: dict[str, Person] = {}
        self.organizations: dict[str, Organization] = {}
        self.renata: Actor = SYSTEM

    def tell(self) -> None:
        """From the office's first day in June 2016 to May 23, 2021."""
        self.open_the_office()
        self.certify_the_first()
        self.list_people()
        self.publish_the_first_year()
        self.send_people_to_cop_101()
        records.tell(self.persons, self.organizations, self.renata)
        self.start_the_cohort()
        showcasing.of_june(self._offering(OfferingKind.SHOWCASE, date(2021, 6, 1)), self.persons)
        self.meet_as_facilitators()
        self.deliver_the_first_year()
        self.publish_the_next_year()
        self.register_for_the_next_year()
        self.leave_work_in_progress()

    def actor(self, person: SamplePerson, now: datetime) -> Actor:
        """A sample person as who acts, with the roles they hold on that day."""
        found = self.persons[person.name]
        return accounts_queries.actor_of(found, accounts_queries.grants_of(found.id, now=now))

    def open_the_office(self) -> None:
        """The administrator, trainer and mentor, the organizations, and the three who will be the first cohort."""
        now = _at(2016, 6, 6)
        program.rename(program.UNNAMED)
        self._person(people.ADMINISTRATOR, by=SYSTEM, now=now)
        accounts.grant(
            person=self.persons[people.ADMINISTRATOR.name], role=Role.ADMINISTRATOR, cause="trainer init", by=SYSTEM,
            now=now,
        )  # fmt: skip
        self.renata = self.actor(people.ADMINISTRATOR, now)
        seats.offer_regions(self.renata, now)
        for item in people.ORGANIZATIONS:
            self.organizations[item.key] = organizations.make_organization(
                name=item.name, kind=item.kind, level=item.level, region=item.region, by=self.renata, now=now
            )
        for person in (people.TRAINER, people.MENTOR):
            self._person(person, by=self.renata, now=now)
        for person in FIRST:
            self._member(person, by=self.renata, now=now)

    def list_people(self) -> None:
        """In June 2020 the organizations list their people, and get their coordinators."""
        now = _at(2020, 6, 8)
        members = [person for person in people.ALL if person.organization and person not in FIRST]
        for person in sorted(members, key=lambda person: person in people.CAN_SIGN_IN):
            self._member(person, by=self.renata, now=now)
        for coordinator in (people.COORDINATOR, people.COUNTY):
            accounts.grant(
                person=self.persons[coordinator.name], role=Role.COORDINATOR,
                thing=self.organizations[coordinator.organization], cause="appointed", by=self.renata, now=now,
            )  # fmt: skip

    def certify_the_first(self) -> None:
        """The first cohort, from October 2016: each went the whole way, and one certificate did not last."""
        paper = _at(2016, 9, 26)
        for person in FIRST:
            curriculum.record_completion(
                person=self.persons[person.name], course="cop-101", on=date(2016, 9, 16),
                cause="Sign-in sheets of September 2016", by=self.renata, now=paper,
            )  # fmt: skip
        road = self._road("Facilitator cohort 2016–17", cohorts.FIRST_DATES)
        cohorts.first_cohort(road, self.persons, self.persons[people.MENTOR.name])
        road.go(_at(2020, 6, 1))

    def start_the_cohort(self) -> None:
        """The cohort of October 2020, as far as it has come."""
        road = self._road("Facilitator cohort 2020–21", cohorts.DATES)
        mentors = (self.persons[people.MENTOR.name], self.persons[people.CERTIFIED.name])
        cohorts.present_cohort(road, self.persons, *mentors)
        road.go(_at(2021, 5, 24, 3))

    def _road(self, name: str, dates: list[date]) -> Road:
        return Road(
            office=self.persons[people.ADMINISTRATOR.name], trainer=self.persons[people.TRAINER.name], name=name,
            dates=dates, starts=time(16),
        )  # fmt: skip

    def _person(self, person: SamplePerson, *, by: Actor, now: datetime) -> Person:
        made = accounts.make_person(
            name=person.name, email=person.email, language=person.language, by=by, now=now
        )
        self._open_account(person, made, by, now)
        return made

    def _open_account(self, person: SamplePerson, made: Person, by: Actor, now: datetime) -> None:
        self.persons[person.name] = made
        if person in people.CAN_SIGN_IN:
            link = accounts.invite(person=made, by=by, now=now)
            accounts.accept_invitation(
                secret=link.rsplit("/", 1)[1], password_hash=self.password_hash, now=now
            )

    def _member(self, person: SamplePerson, *, by: Actor, now: datetime) -> None:
        membership: Membership = organizations.add_member(
            organization=self.organizations[person.organization], name=person.name, email=person.email,
            job=person.job, by=by, now=now,
        )  # fmt: skip
        made = membership.person
        if person.language != made.language:
            accounts.change_profile(
                person=made, name=made.name, language=person.language, zone=made.zone, by=by, now=now
            )
        self._open_account(person, made, by, now)
        if person.email not in NOT_YET_CONFIRMED:
            organizations.confirm(membership=membership, by=self.actor(person, now), now=now)

    def _year(self, slug: str) -> ProgramYear:
        return db.session.scalars(select(ProgramYear).where(ProgramYear.slug == slug)).one()

    def _import_and_publish(self, file: str, slug: str, why: str, now: datetime) -> None:
        report = schedule.import_file(
            data=(FOLDER / file).read_bytes(), year_slug=slug, by=self.renata, now=now, history=True
        )
        if not report.ok:
            raise RuntimeError(f"the sample's {file} has problems: {report.problems}")
        if slug == "2021-22":
            season.join_single_sessions(
                self._offering(OfferingKind.FACILITATOR_COP, date(2021, 8, 26)), by=self.renata, now=now
            )
            october = self._offering(OfferingKind.COP_101, date(2021, 10, 6))
            season.say_what_to_bring(october, by=self.renata, now=now)
            seats.ask_for_approval(self._year(slug), self.renata, now)
        self._publish(slug, why, now)

    def _publish(self, slug: str, why: str, now: datetime) -> None:
        year = self._year(slug)
        registration.publish(year=year, version=year.version, why=why, by=self.renata, now=now)

    def _offering(self, kind: OfferingKind, first: date) -> Offering:
        return db.session.scalars(
            select(Offering).where(Offering.kind == kind, Offering.first_on == first)
        ).one()

    def publish_the_first_year(self) -> None:
        """The source's schedule, published in July 2020, and the showcase of that August."""
        self._import_and_publish(
            "schedule_2020_2021.csv", "2020-21", "The schedule of the 2020–21 program year.", _at(2020, 7, 6)
        )
        showcasing.of_august(self._offering(OfferingKind.SHOWCASE, showcasing.HELD_ON), self.persons)

    def send_people_to_cop_101(self) -> None:
        """In September people took CoP 101 here, day by day; of October the office has the sheets on paper."""
        september = self._offering(OfferingKind.COP_101, date(2020, 9, 16))
        october = self._offering(OfferingKind.COP_101, date(2020, 10, 7))
        accounts.grant(
            person=self.persons[people.TRAINER.name], role=Role.TRAINER, thing=september, cause="trains",
            by=self.renata, now=_at(2020, 7, 7),
        )  # fmt: skip
        training.fix_times(september, by=self.renata, now=_at(2020, 8, 3))
        self._publish("2020-21", "The times of CoP 101 in September are fixed.", _at(2020, 8, 3))
        there = [person for person in people.ALL if person.took_101 == "september"]
        almost = next(person for person in people.STAFF if person.name == "Hector Villanueva")
        self._register(september, [*there, almost], now=_at(2020, 8, 20))
        training.attend(september, self.persons[people.TRAINER.name])
        training.learn([self.persons[person.name] for person in (*there, almost)])
        for person in people.ALL:
            if person.took_101 == "october":
                self._register(october, [person], now=_at(2020, 8, 20))
                curriculum.record_completion(
                    person=self.persons[person.name], course="cop-101", on=date(2020, 10, 9),
                    cause=f"Sign-in sheets of {october.title}", by=self.renata, now=_at(2020, 10, 12),
                )  # fmt: skip

    def meet_as_facilitators(self) -> None:
        """The monthly CoP of the first year: the date of April is fixed, they meet, and notes are left behind."""
        now = _at(2021, 4, 1)
        offering = self._offering(OfferingKind.FACILITATOR_COP, date(2020, 8, 1))
        season.fix_april(offering, by=self.renata, now=now)
        self._publish("2020-21", "The April session of the Facilitator CoP has its date.", now)
        self._register(offering, FIRST, now=now)
        season.leave_a_resource(offering, by=self.renata, now=_at(2021, 4, 23))

    def deliver_the_first_year(self) -> None:
        """What was written until then arrived on its day, long ago: the mailbox begins with the new year."""
        old = select(outbox.OutboxRow).where(outbox.OutboxRow.due_at < _at(2021, 5, 17))
        for row in db.session.scalars(old):
            outbox.mark_sent(row, now=row.due_at)

    def publish_the_next_year(self) -> None:
        """The 2021–22 schedule, published on May 17, 2021; its CoP 101 in September has a trainer."""
        now = _at(2021, 5, 17)
        why = "The schedule of the 2021–22 program year."
        self._import_and_publish("schedule_2021_2022.csv", "2021-22", why, now)
        september = self._offering(OfferingKind.COP_101, date(2021, 9, 15))
        accounts.grant(
            person=self.persons[people.TRAINER.name], role=Role.TRAINER, thing=september, cause="trains",
            by=self.renata, now=now,
        )  # fmt: skip
        seats.hold_seats(self.organizations, september, by=self.renata)

    def _register(self, offering: Offering, who: Iterable[SamplePerson], *, now: datetime) -> None:
        for person in who:
            registration.register(
                offering=offering, person=self.persons[person.name],
                organization=self.organizations.get(person.organization), by=self.actor(person, now), now=now,
            )  # fmt: skip

    def register_for_the_next_year(self) -> None:
        """A full CoP 101 with a waitlist and an offered place, a Refresher with a claim to decide, a monthly CoP."""
        new = [person for person in people.STAFF if not person.took_101]
        experienced = [person for person in people.ALL if person.took_101]
        october = self._offering(OfferingKind.COP_101, date(2021, 10, 6))
        self._register(october, [*new, people.TEACHER], now=_at(2021, 5, 18))
        denise = self.actor(people.COORDINATOR, _at(2021, 5, 22))
        season.a_team_waits(october, self.organizations, by=denise)
        first, day = registration_queries.registrations_of(self.persons[new[0].name].id)[0], _at(2021, 5, 23)
        registration.withdraw(registration=first, by=self.actor(new[0], day), now=day)
        september = self._offering(OfferingKind.COP_101, date(2021, 9, 15))
        self._register(september, [new[0], people.COORDINATOR], now=_at(2021, 5, 23))
        leaders = [people.COUNTY, people.COORDINATOR]
        leading = seats.invite_leaders(self._year("2021-22"), leaders, self.renata)
        self._register(leading, leaders, now=_at(2021, 5, 22))
        # Whoever waits has also asked for November, whose date was not fixed then.
        november = self._offering(OfferingKind.COP_101, date(2021, 11, 1))
        self._register(november, new[-2:], now=_at(2021, 5, 21))
        refresher = self._offering(OfferingKind.REFRESHER, date(2021, 8, 11))
        self._register(refresher, experienced[:7], now=_at(2021, 5, 19))
        curriculum.make_claim(
            person=self.persons[people.CLAIMANT.name], course="cop-101",
            training="Foundations of Communities of Practice", provider="Harbor College Extension",
            year=2018, by=self.actor(people.CLAIMANT, _at(2021, 5, 20)),
            evidence="Certificate of 16 hours from October 2018. I have run a provider circle every month since.",
            now=_at(2021, 5, 20),
        )  # fmt: skip
        self._register(refresher, [people.CLAIMANT], now=_at(2021, 5, 20))
        monthly = self._offering(OfferingKind.FACILITATOR_COP, date(2021, 8, 26))
        self._register(monthly, experienced, now=_at(2021, 5, 21))
        wanting = [self.persons[person.name] for person in experienced]
        season.suggest_and_vote(
            monthly, wanting, lambda one, now: accounts_queries.actor_of(one, []), now=_at(2021, 5, 22)
        )

    def leave_work_in_progress(self) -> None:
        """A date that has been fixed but not published yet: the November CoP 101 of 2021."""
        now = _at(2021, 5, 22)
        november = self._offering(OfferingKind.COP_101, date(2021, 11, 1))
        season.fix_november(november, by=self.renata, now=now)
