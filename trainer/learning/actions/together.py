"""What do people of a cohort do together? They say who they are, and they talk."""

from dataclasses import dataclass
from datetime import datetime

from trainer.accounts import queries as account_queries
from trainer.accounts.actor import SYSTEM, Actor
from trainer.accounts.models import Person
from trainer.core import audit, clock, outbox
from trainer.core.db import db, new_ref
from trainer.core.errors import Reason, Refused
from trainer.learning.models import Cohort, Introduction
from trainer.learning.queries import together as queries
from trainer.learning.rules import TogetherReason
from trainer.learning.rules import together as together_rules
from trainer.messages import actions as message_actions
from trainer.messages.models import Post
from trainer.permissions import Permission, Role
from trainer.schedule.models import Session


@dataclass(frozen=True)
class Shown:
    """What somebody chooses to show their cohort; what is empty is not shown."""

    name: str = ""
    place: str = ""
    pronouns: str = ""
    languages: str = ""
    email: bool = False


def introduce(
    *, cohort: Cohort, person: Person, shown: Shown, mails: bool, by: Actor, now: datetime
) -> Introduction:
    """Choose what one's cohort sees, from now on; what was taken back is gone at once. Raises Refused."""
    texts = {field: getattr(shown, field).strip() for field in ("name", "place", "pronouns", "languages")}
    if not texts["name"] and (any(texts.values()) or shown.email):
        raise Refused(Reason(TogetherReason.NAME_MISSING))
    row = _own(cohort, person, now)
    for field, text in texts.items():
        setattr(row, field, text)
    if shown.email is not (row.email_shared_at is not None):
        row.email_shared_at = now if shown.email else None
        _note("cohort.share_email" if shown.email else "cohort.hide_email", cohort, person, by=by, now=now)
    if mails is not row.mails:
        _set_mails(row, mails, by=by, now=now)
    row.changed_at = now
    db.session.flush()
    _note(
        "cohort.introduce",
        cohort,
        person,
        by=by,
        now=now,
        shown=[name for name, text in texts.items() if text],
    )
    return row


def _own(cohort: Cohort, person: Person, now: datetime) -> Introduction:
    row = queries.introduction_of(cohort, person.id, lock=True)
    if row is None:
        row = Introduction(
            ref=new_ref(), cohort_id=cohort.id, person_id=person.id, name="", place="", pronouns="",
            languages="", mails=False, changed_at=now,
        )  # fmt: skip
        db.session.add(row)
        db.session.flush()
    return row


def stop_mails(*, introduction: Introduction, by: Actor, now: datetime) -> None:
    """No mail about new posts any more, also none that waits; by the link in the mail, without signing in."""
    if introduction.mails:
        _set_mails(introduction, False, by=by, now=now)


def forget_who_left(*, now: datetime) -> int:
    """What people showed a cohort that they have left is deleted, and no mail about it waits: nobody sees it any more,
    and they cannot take it back themselves. Returns how many. What they wrote stays, without their name."""
    gone = queries.introductions_of_the_withdrawn()
    for row in gone:
        _forget(row, now)
    db.session.flush()
    return len(gone)


def forget_in(*, cohort: Cohort, person: Person, now: datetime) -> None:
    """The same at once, for somebody who goes on in another cohort."""
    row = queries.introduction_of(cohort, person.id)
    if row is not None:
        _forget(row, now)


def _forget(row: Introduction, now: datetime) -> None:
    outbox.cancel(dedupe_prefix=f"posts:{row.ref}:", now=now)
    _note("cohort.forget", row.cohort, row.person, by=SYSTEM, now=now)
    db.session.delete(row)


def _set_mails(row: Introduction, mails: bool, *, by: Actor, now: datetime) -> None:
    row.mails = mails
    if not mails:
        outbox.cancel(dedupe_prefix=f"posts:{row.ref}:", now=now)
    audit.record(
        action="cohort.mails_on" if mails else "cohort.mails_off", by=by, now=now,
        subject=("introduction", row.ref), facts={},
    )  # fmt: skip


def write_post(*, cohort: Cohort, session: Session, text: str, name: str, by: Actor, now: datetime) -> Post:
    """Write about a session. Whoever has no name here yet gives one, with which it is shown. Raises Refused."""
    person = account_queries.own_person(by)
    row = queries.introduction_of(cohort, person.id)
    if row is None or not row.name:
        if not name.strip():
            raise Refused(Reason(TogetherReason.NAME_MISSING))
        row = _own(cohort, person, now)
        row.name, row.changed_at = name.strip(), now
        _note("cohort.introduce", cohort, person, by=by, now=now, shown=["name"])
    post = message_actions.write_post(circle=cohort.circle, topic=session.key, text=text, by=by, now=now)
    with outbox.gathered():
        _tell_of_post(cohort, person.id, now=now)
    return post


def _tell_of_post(cohort: Cohort, writer_id: int, *, now: datetime) -> None:
    """To those who asked for it: something is new. One mail a day, at five in the afternoon, without a word of what was
    written: mail is passed on, is read at work, and could not be taken back when a post is hidden or removed."""
    circle, scopes = queries.circle_of(cohort, now=now), [list(one) for one in sorted(cohort.scopes())]
    for row in queries.who_want_mail(cohort):
        if row.person_id == writer_id or row.person_id not in circle.roles:
            continue
        due = together_rules.mail_at(now, clock.zone(row.person.zone or cohort.offering.zone))
        outbox.put(
            kind="learning.posts", to=row.person_id, now=now, dedupe=f"posts:{row.ref}:{due.isoformat()}",
            not_before=due, params={
                "cohort": cohort.name, "path": f"/cohorts/{cohort.ref}/together",
                "stop": f"/cohort-mail/{row.ref}",
            },
            access=(Permission.COHORT_MEET.value, scopes),
        )  # fmt: skip


def report_post(*, cohort: Cohort, post: Post, why: str, by: Actor, now: datetime) -> None:
    """Ask for a post to be looked at: its trainers hear of it, or the administrators where nobody trains."""
    message_actions.report_post(post=post, why=why, by=by, now=now)
    circle = queries.circle_of(cohort, now=now)
    found: list[int] = []
    for role in (Role.ADMINISTRATOR, Role.TRAINER):
        found = [one for one, held in circle.roles.items() if held is role] or found
    for person_id in found:
        outbox.put(
            kind="learning.post_reported", to=person_id, now=now, dedupe=f"reported:{post.ref}:{person_id}:{by.ref}",
            params={"cohort": cohort.name, "path": f"/cohorts/{cohort.ref}/posts/{post.ref}"},
            access=(Permission.COHORT_FOLLOW.value, [["offering", cohort.offering_id]]),
        )  # fmt: skip


def _note(
    action: str, cohort: Cohort, person: Person, *, by: Actor, now: datetime, **more: list[str]
) -> None:
    """Which things somebody shows, and since when; never what they say of themselves."""
    audit.record(
        action=action, by=by, now=now, subject=("cohort", cohort.ref), facts={"person": person.ref, **more}
    )
