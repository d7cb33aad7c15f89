"""Does a member join by link, change and leave without an account? Do strangers learn nothing?"""

from datetime import timedelta

import pytest

from tests import builders
from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import acts, refusal, text
from trainer.core.outbox import OutboxRow, OutboxState
from trainer.practice import actions, queries
from trainer.practice.actions import joining
from trainer.practice.models import AccessSurvey, Belonging, Member, Research, SignIn, Story, Touch
from trainer.practice.rules import CopState, PracticeReason, SignInSource
from trainer.practice.rules.afterwards import TouchKind
from trainer.practice.rules.voices import About, VoiceReason


@pytest.fixture
def group(session, now):
    """A CoP that members can join, with two names written down by its facilitator."""
    tess = building.make_trainee("Tess Trainee", mentor=builders.make_person("Mia Mentor"))
    cop = building.make_cop(tess, name="Calm mornings", now=now)
    by = builders.actor(tess)
    actions.add_member(cop=cop, name="Rosa Diaz", role="Teacher", email="typed@example.org", by=by, now=now)
    held = building.make_session(cop, now)
    actions.record_agreement(session=held, text="What is said here stays here.", by=by, now=now)
    session.commit()
    return cop, tess, held


def new_link(answer):
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.location.removesuffix("?new=1")


WHO = {"name": "Ana Ruíz", "email": "ana@example.org", "role": "Owner", "ages": ["2-3"], "setting": "center"}
ABOUT = {**WHO, "agree": "y", "keep_confidence": "y"}


@on_one("postgresql")
def test_whoever_joins_reads_what_is_kept_and_agrees(session, client, group):
    join = f"/join/{group[0].join_token}"
    page = text(client.get(join))
    assert "What is said here stays here." in page
    assert "noindex" in page
    for missing in ("agree", "keep_confidence", "name"):
        refused = client.send(join, {key: value for key, value in ABOUT.items() if key != missing})
        assert refused.status_code == 422
        assert "ana@example.org" in refused.get_data(as_text=True)
    own = new_link(client.send(join, ABOUT))
    session.rollback()
    letter = session.query(OutboxRow).filter_by(kind="practice.member_link").one()
    assert (letter.address, letter.params["path"]) == ("ana@example.org", own)
    member = session.query(Member).filter_by(name="Ana Ruíz").one()
    assert (member.ages, member.setting, member.confidence_id) == (["2-3"], "center", 1)
    assert own.rsplit("/", 1)[1] not in repr(member.__dict__), "the secret itself is not kept"
    assert own in text(client.get(f"{own}?new=1"))


def test_a_member_says_what_they_need_and_leaves_without_a_trace(session, browser_of, client, group, now):
    cop, tess, held = group
    member, secret = actions.join(cop=cop, about=About(**WHO), agreed=True, now=now)
    own = f"/m/{secret}"
    actions.sign_in(session=held, member=member, source=SignInSource.QR, now=now)
    session.commit()
    assert client.send(f"{own}/access", {"computer": "shared", "needs": "Large print"}).status_code == 303
    about = {"name": "Ana Ruíz", "role": "Director", "email": "ana@example.org"}
    assert client.send(f"{own}/about", about).status_code == 303
    told = {"happened": "We slowed down.", "did": "I waited.", "changed": "Calm.", "in_cop": "y"}
    assert client.send(f"{own}/story", told).status_code == 303
    hers = browser_of(tess)
    joined = text(hers.get(f"/cops/{cop.ref}/joining"))
    assert "Large print" in joined
    assert "Director" in joined
    assert "We slowed down." in text(hers.get(f"/cops/{cop.ref}/stories"))

    assert "came to 1 session." in text(client.get(f"{own}/leave"))
    assert client.send(f"{own}/leave").location == "/goodbye"
    session.rollback()
    kept = (member.name, member.email, member.role, member.ages, member.link)
    assert kept == ("Former member", "", "", [], None)
    assert session.query(AccessSurvey).count() == 0
    assert [one.happened for one in session.query(Story)] == [""]
    assert [row.member_id for row in session.query(SignIn)] == [member.id], (
        "that one person came still counts"
    )
    letter = session.query(OutboxRow).filter_by(kind="practice.member_link").one()
    assert (letter.state, letter.params) == (OutboxState.CANCELED, {})
    assert "We slowed down." not in text(hers.get(f"/cops/{cop.ref}/stories"))
    for path in (own, f"{own}/about", f"{own}/access", f"{own}/leave", f"{own}/story"):
        assert client.get(path).status_code == 404
    assert "cop_member.leave" in acts(session)


def test_a_name_is_taken_over_once_and_then_told_apart_and_nothing_leaks(session, group, now):
    cop, tess, _held = group

    def join(name, **more):
        return actions.join(cop=cop, about=About(name=name, **more), agreed=True, now=now)

    first, secret = join("rosa  DIAZ")
    assert (first.name, first.email, first.role) == ("rosa DIAZ", "", "Teacher")
    again, other = join("Rosa Diaz", email="second@example.org")
    assert again.name == "Rosa Diaz (2)"
    assert first.id != again.id
    assert secret != other
    assert join("Rosa Diaz")[0].name == "Rosa Diaz (3)"
    assert join("Tess Trainee")[0].person_id == tess.id
    assert refusal(
        actions.join, cop=cop, about=About(name="New"), agreed=False, now=now
    ) == [VoiceReason.NOT_AGREED]  # fmt: skip
    assert refusal(join, "Nia", email="no address") == [PracticeReason.MEMBER_EMAIL_WRONG]
    cop.state = CopState.CLOSED
    session.flush()
    assert refusal(join, "Late") == [VoiceReason.COP_CLOSED]


@on_one("sqlite")
def test_nobody_comes_to_the_page_of_another_by_their_name(session, client, group, now):
    """Who was written down and got a link has a page; whoever joins under that name gets one of their own."""
    cop, tess, _held = group
    rosa = session.query(Member).filter_by(name="Rosa Diaz").one()
    secret = actions.renew_link(member=rosa, by=builders.actor(tess), now=now)
    session.commit()
    assert client.send(f"/m/{secret}/story", {"happened": "canary-story"}).status_code == 303
    assert client.send(f"/m/{secret}/access", {"needs": "canary-needs"}).status_code == 303
    theirs = new_link(client.send(f"/join/{cop.join_token}", {**ABOUT, "name": "rosa diaz", "email": ""}))
    assert "rosa diaz (2)" in text(client.get(theirs))
    assert "canary" not in text(client.get(theirs)) + text(client.get(f"{theirs}/access"))
    assert "canary-story" in text(client.get(f"/m/{secret}")), "the link of the first still opens"


@on_one("sqlite")
def test_links_are_renewed_and_die(session, browser_of, client, group, now):
    cop, tess, _held = group
    old = cop.join_token
    hers = browser_of(tess)
    assert hers.send(f"/cops/{cop.ref}/joining").status_code == 303
    session.rollback()
    assert cop.join_token != old
    assert client.get(f"/join/{old}").status_code == 404
    for wrong in ("/join/nö", "/m/unknown", "/m/a%00b", "/feedback/unknown", "/health/unknown"):
        assert client.get(wrong).status_code == 404
    member, first = actions.join(cop=cop, about=About(name="Nia"), agreed=True, now=now)
    session.commit()
    assert client.get(f"/m/{first}").status_code == 200
    shown = text(hers.send(f"/cop-members/{member.ref}/link"))
    session.rollback()
    assert client.get(f"/m/{first}").status_code == 404
    second = shown.split("/m/")[1].split("<")[0].split('"')[0]
    assert client.get(f"/m/{second}").status_code == 200

    actions.end_member(member=member, by=builders.actor(tess), now=now)
    session.commit()
    assert client.get(f"/m/{second}").location.endswith("/leave"), "what is still kept can be erased"
    assert client.get(f"/m/{second}/about").status_code == 404
    assert hers.send(f"/cop-members/{member.ref}/link").status_code == 303
    session.rollback()
    assert member.name == "Former member"
    assert [one.name for one in queries.members(cop.id)] == ["Rosa Diaz"]


def test_whatever_is_kept_of_a_member_goes_with_them_unless_it_is_said_here_why_not():
    stays = {
        "practice_signin": "that one person came, without a name: sessions count by it",
        "practice_story": "that there was a story; its text is gone",
    }
    of_members = {
        table.name
        for table in Member.metadata.tables.values()
        for key in table.foreign_keys
        if key.target_fullname == "practice_member.id"
    }
    assert of_members == {table.__tablename__ for table in joining.GOES} | set(stays)


@on_one("sqlite")
def test_what_facilitators_noted_of_a_member_goes_with_them(session, group, now):
    cop, tess, held = group
    member, _secret = actions.join(cop=cop, about=About(**WHO), agreed=True, now=now)
    by = builders.actor(tess)
    later = {"by": by, "now": now}
    actions.add_research(
        session=held, what="Count greetings", member=member, remind_on=now.date() + timedelta(3), **later
    )
    session.add(
        Touch(cop_id=cop.id, on=now.date(), how=TouchKind.CALL, member_id=member.id, about="Ill", made_at=now)
    )
    session.add(Belonging(member_id=member.id, strengths="Sings"))
    session.flush()
    actions.leave(member=member, shown_as="Former member", now=now)
    session.flush()
    assert [session.query(table).count() for table in (Research, Touch, Belonging)] == [0, 0, 0]
    waiting = session.query(OutboxRow).filter_by(state=OutboxState.WAITING, address="ana@example.org")
    assert waiting.count() == 0
