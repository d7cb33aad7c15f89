"""Can everybody use every page of every role? Axe and a ruler; the whole product of sizes is `make shots`.

Every other role walks on SQLite and reads in English in the light theme, the others on PostgreSQL in Spanish in the
dark one; with WHOLE in the environment each does both.
"""

import dataclasses
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import select

from tests import builders
from tests.conftest import NOW, taking_turns
from tests.journeys import axe, chromium
from tests.learning.building import EDITION
from tests.permissions import world as worlds
from tests.permissions.readers import is_read_by
from tests.permissions.test_matrix import actor_of, addresses, may
from tests.practice import building as practice
from trainer.accounts import actions as accounts
from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM
from trainer.accounts.signin import actions as signin
from trainer.config import Mode
from trainer.core.db import db
from trainer.core.outbox import OutboxRow
from trainer.learning.models import Application, Introduction
from trainer.learning.rules import ApplicationState
from trainer.messages.models import SampleMail
from trainer.practice import actions as acting
from trainer.practice.models import CopSession, Member, Story
from trainer.practice.rules import CharterState
from trainer.registration.models import Registration
from trainer.schedule.models import Offering, ScheduleVersion
from trainer.schedule.rules.kinds import Format, OfferingKind

ROLES = ("stranger", "administrator", "coordinator_a", "trainer", "mentor", "trainee_a1")
EXAMPLES = 1
OPEN = "Who is not here yet?"
NARROW = {"width": 320, "height": 700}
NO_PAGES = {
    "attendance.certificate", "attendance.certificate_of_one", "attendance.certificates", "attendance.hours_csv",
    "attendance.hours_xlsx", "attendance.mine_archive", "attendance.mine_file", "attendance.mine_transcript",
    "attendance.paper_file", "attendance.person_archive", "attendance.person_file", "attendance.person_transcript",
    "attendance.registry_csv", "attendance.registry_xlsx", "certification.pdf", "home.feed", "home.health",
    "messages.calendar", "practice.count", "registration.roster_file", "registration.sent_file", "schedule.feed",
    "schedule.flyer", "schedule.offering_file", "schedule.social", "schedule.year_feed", "schedule.year_pdf",
    "schedule.year_social", "schedule.template_csv", "schedule.template_xlsx", "attendance.worker",
    "learning.course_workbook", "learning.package_file", "learning.template_text", "learning.workbook",
    "learning.worker", "journals.attachment_file", "journals.attachment_small", "journals.export_file",
    "journals.worker", "practice.across_csv", "practice.cop_flyer_pdf", "practice.handed_pdf", "practice.journal_pages",
    "practice.money_csv", "practice.paper_pdf", "practice.plan_pdf", "practice.receipt_file", "practice.worker",
    "showcase.slide_picture",
}  # fmt: skip
"""What answers with a file or a line of text."""
BEHIND_A_SECRET = {"signin.invitation", "signin.new_email", "signin.reset"}
"""What only a link in a mail opens; the test below goes there."""
LEADS_ON = {"learning.module_anywhere", "learning.my_cohort", "registration.join"}
"""What only leads to another page."""
ONLY_IN_THE_SAMPLE = {"messages.mail", "messages.mailbox"}
"""The test below goes there as well."""
IN_A_STATE = {
    "journals.cover", "journals.said", "practice.handed", "practice.handover", "showcase.offer_slide",
    "showcase.slides", "showcase.slideshow",
}  # fmt: skip
"""What asks for a photo, a paper sent by mail, a successor or a slide; the tests of their rooms look at them."""
CHECKS = ("1/check", "2/check", "2/check/1")
"""The result of a knowledge check, a question further on, and what an answer says."""
PLANTED = """
document.querySelector('main').insertAdjacentHTML('beforeend',
  '<img src="data:,"><p id="faint">faint</p><button></button><div id="wide">wide</div>');
document.getElementById('faint').style.color = '#ccc';
document.getElementById('faint').style.background = '#fff';
document.getElementById('wide').style.inlineSize = '900px';
"""


def device(store: Any) -> dict[str, str]:
    """How the browser of this database reads."""
    return (
        {"locale": "en-US", "color_scheme": "light"}
        if store.kind == "sqlite"
        else {"locale": "es-US", "color_scheme": "dark"}
    )


def addresses_of(app: Any, world: worlds.World, role: str) -> list[str]:
    """One example of each kind of page, and those in a state of their own.

    What everybody can read differs between them only in its menu.
    """
    actor = actor_of(world, role)
    found: dict[str, list[str]] = {}
    for endpoint, path, things in addresses(app, world, "GET"):
        if may(app, endpoint, actor, things) and is_read_by(app, endpoint, role):
            found.setdefault(endpoint, []).append(path)
    more = more_addresses(world).get(role, [])
    return more + [path for paths in found.values() for path in paths[:EXAMPLES]]


def more_addresses(world: worlds.World) -> dict[str, list[str]]:
    """Pages whose address the world's things do not give, and pages in a state that the world is not in."""
    cop, session, credential = (world.things[name][0] for name in ("cop", "cop_session", "credential"))
    opens = db.session.scalars(select(CopSession).where(CopSession.question == OPEN)).first()
    if opens is None:
        opens = practice.make_session(cop, NOW + timedelta(minutes=10))
        opens.question = OPEN
        charter = world.things["charter"][0]
        charter.state, charter.reason, charter.decided_at = CharterState.RETURNED, "Say for whom it is.", NOW
        db.session.commit()
    doors = [f"/s/{one.token}{end}" for one in (opens, session) for end in ("", "/thanks")]
    called = world.things["call"][0].offering.ref
    monthly, place = a_place_in_a_series(world)
    slug = world.things["year"][0].slug
    asked = an_application(world)
    mails = db.session.scalars(select(Introduction.ref).order_by(Introduction.id)).first()
    return {
        "stranger": [
            *doors, *of_members(world),
            f"/check/{credential.number}", f"/offerings/{called}/program", f"/cohort-mail/{mails}",
        ],
        "trainee_a1": [
            *(f"/courses/facilitator-cohort/cohort.{end}" for end in CHECKS),
            "/journal/cohort.1-r", "/journal/cohort.2-r", f"/cops/{cop.ref}/charter",
            f"/cops/{cop.ref}/setup/domain", f"/cops/{cop.ref}/papers/plan/2021",
            *(f"/registrations/{place.ref}/{end}" for end in ("series", "sessions", "format")),
        ],
        "coordinator_a": [f"/apply/{asked}"],
        "administrator": [
            f"/editions/cop-101/{EDITION}/package",
            f"/offerings/{called}/call", f"/offerings/{called}/presented", f"/offerings/{monthly.ref}/series",
            f"/manage/schedule/{slug}/many?do=virtual&ref={monthly.ref}", f"/schedule/{slug}/versions/1",
        ],
    }  # fmt: skip


def of_members(world: worlds.World) -> list[str]:
    """What members of a CoP open without an account: by the link of the group, of a session, of a round, their own."""
    cop, session, round = (world.things[name][0] for name in ("cop", "cop_session", "health_round"))
    member = next(one for one in world.things["member"] if isinstance(one, Member))
    by = builders.actor(cop.facilitators[0].person)
    db.session.commit()  # what follows locks before it reads
    if not cop.join_token:
        acting.renew_join_link(cop=cop, by=by, now=NOW)
    secret = acting.renew_link(member=member, by=by, now=NOW)
    story = db.session.scalars(select(Story).where(Story.member_id == member.id)).first()
    db.session.commit()
    own = ("", "/about", "/access", "/leave", "/story", f"/story/{story.ref}", f"/health/{round.ref}",
           f"/feedback/{session.ref}")  # fmt: skip
    return [
        f"/join/{cop.join_token}", *(f"/m/{secret}{end}" for end in own),
        *(f"/feedback/{session.token}{end}" for end in ("", "/thanks")),
        *(f"/health/{round.token}{end}" for end in ("", "/thanks")),
    ]  # fmt: skip


def an_application(world: worlds.World) -> str:
    """The cohort to which a coordinator is about to apply."""
    person, cohort = world.people["coordinator_a"], world.things["cohort"][0]
    begun = select(Application).where(Application.person_id == person.id)
    if db.session.scalars(begun).first() is None:
        state = ApplicationState.DRAFT
        db.session.add(Application(cohort=cohort, person_id=person.id, state=state, saved_at=NOW))
        db.session.commit()
    return str(cohort.ref)


def a_place_in_a_series(world: worlds.World) -> tuple[Offering, Registration]:
    """A hybrid series whose sessions can be joined one by one, a trainee's place in it, and an earlier version."""
    person = world.people["trainee_a1"]
    found = db.session.scalars(
        select(Registration).join(Offering).where(Offering.per_session, Registration.person_id == person.id)
    ).first()
    if found is not None:
        return found.offering, found
    year = world.things["year"][0]
    monthly = builders.make_offering(
        kind=OfferingKind.FACILITATOR_COP,
        format=Format.HYBRID,
        per_session=True,
        title="Facilitator CoP",
        year=year,
    )
    place = builders.make_registration(monthly, person)
    db.session.add(
        ScheduleVersion(
            year_id=year.id, number=1, published_at=NOW, by_person=None, why="The year.", items=[]
        )
    )
    db.session.commit()
    return monthly, place


def problems_of(page: Page, where: str) -> list[str]:
    """What is wrong with the page as it stands."""
    found = [f"{where}: {one}" for one in axe.violations(page)]
    for size in (NARROW, chromium.PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wide = chromium.overflow(page)
        if wide > 0:
            found.append(f"{where}: {wide} pixels wider than a window of {size['width']}")
    return found


@taking_turns("role", ROLES)
def test_every_page_can_be_used_by_everybody(site, store, session, role):
    world = worlds.build()
    address = site.app.url_map.bind("localhost")
    paths = [
        path
        for path in addresses_of(site.app, world, role)
        if address.match(path.partition("?")[0])[0] not in NO_PAGES
    ]
    session.rollback()
    context = site.context(world.people.get(role), **device(store))
    site.watch.expect(403, 404)
    page = context.new_page()
    problems, seen = [], set()
    for path in [*paths, "/no-such-page"]:
        page.goto(path)
        if page.url == site.url + path:  # else it was sent on to a page that stands in the list itself
            seen.add(path)
            problems += problems_of(page, path)
    assert not problems, "\n".join(problems)
    assert len(seen) >= 6


def links_of_mails(session: Any) -> list[str]:
    """An invitation, a new password and a new address, each as its mail opens it, and the same once it is dead."""
    ana = builders.make_person("Ana Ruiz", email="ana@example.org")
    new = builders.make_person("Bo Lind", account=False)
    invitation = accounts.invite(person=new, by=SYSTEM, now=NOW)
    signin.ask_reset(email=ana.email, language="en", now=NOW)
    signin.ask_new_email(
        account=account_queries.account_of(ana.id),
        email="ana.ruiz@example.org",
        by=builders.actor(ana),
        now=NOW,
    )
    session.commit()
    sent = [
        row.params["path"] for row in session.query(OutboxRow).order_by(OutboxRow.id) if "path" in row.params
    ]
    alive = list(dict.fromkeys([invitation, *sent]))
    return alive + [path.rsplit("/", 1)[0] + "/gone" for path in alive]


def test_what_only_a_mail_opens_can_be_used_by_everybody(site, store, session, monkeypatch):
    paths = links_of_mails(session)
    site.work()
    session.rollback()
    ref = session.query(SampleMail).first().ref
    session.rollback()
    settings = site.app.extensions["trainer_settings"]
    monkeypatch.setitem(
        site.app.extensions, "trainer_settings", dataclasses.replace(settings, mode=Mode.SAMPLE)
    )
    site.watch.expect(404)
    page = site.context(**device(store)).new_page()
    problems, seen = [], set()
    address = site.app.url_map.bind("localhost")
    for path in [*paths, "/mailbox", f"/mailbox/{ref}"]:
        page.goto(path)
        seen.add(address.match(path.partition("?")[0])[0])
        problems += problems_of(page, path)
    assert not problems, "\n".join(problems)
    assert seen == BEHIND_A_SECRET | ONLY_IN_THE_SAMPLE


def test_the_walk_comes_to_every_page_there_is(app, session, browser_of):
    world, met = worlds.build(), set()
    address = app.url_map.bind("localhost")
    for role in ROLES:
        browser = browser_of(world.people.get(role))
        for path in addresses_of(app, world, role):
            endpoint = address.match(path.partition("?")[0])[0]
            if endpoint not in met:
                answer = browser.get(path)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    met.add(endpoint)
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
    assert pages - met == NO_PAGES | LEADS_ON | BEHIND_A_SECRET | ONLY_IN_THE_SAMPLE | IN_A_STATE


def test_a_page_that_cannot_be_used_is_found(site, session):
    page = site.page()
    page.goto("/privacy")
    page.evaluate(PLANTED)
    found = {one.split(" (")[0].split(": ")[-1] for one in problems_of(page, "planted")}
    assert {"image-alt", "color-contrast", "button-name"} <= found
    assert any("wider than a window" in one for one in found)
