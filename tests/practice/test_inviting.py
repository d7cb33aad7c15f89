"""Do invitations, teams, welcome mails and journals go from a list to a person, and stay with those who run the CoP?"""

import io

import pypdf
import pytest

from tests import builders
from tests.conftest import on_one
from tests.practice import building
from tests.practice.house import text
from tests.practice.test_setup import seen
from trainer.core.outbox import OutboxRow
from trainer.practice.models import Belonging, Cop, Invitation, Member, Team, Venue
from trainer.practice.rules.inviting import Answer, Circle, circle_now

PAGES = on_one("postgresql")


@pytest.mark.parametrize(
    ("known", "turn"),
    [
        ([], Circle.CLOSEST),
        ([(Circle.CLOSEST, Answer.OPEN), (Circle.KNOWN, Answer.YES)], Circle.CLOSEST),
        ([(Circle.CLOSEST, Answer.NO)], Circle.KNOWN),
        ([(Circle.CLOSEST, Answer.YES), (Circle.KNOWN, Answer.PLANNED)], Circle.KNOWN),
        ([(Circle.WIDER, Answer.LATER)], Circle.WIDER),
    ],
)
def test_the_next_circle_is_asked_when_the_closer_one_has_answered(known, turn):
    assert circle_now(known) is turn


@PAGES
def test_whoever_says_yes_is_on_the_list_of_members_and_welcomed_once(house):
    tess = house.browser("tess")
    page = f"/cops/{house.cop.ref}/invitations"
    wrong = tess.send(page, {"name": "", "guest": "member", "circle": "closest", "how": "by telephone"})
    assert (wrong.status_code, "by telephone" in wrong.get_data(as_text=True)) == (422, True)
    for name, guest, circle, asked in (
        ("Ana Ruiz", "member", "closest", "2021-05-20"),
        ("Public library", "organization", "wider", ""),
    ):
        tess.send(page, {"name": name, "guest": guest, "circle": circle, "asked_on": asked})
    html = text(tess.get(page))
    assert "1 has not answered" in html
    assert "Now it is the turn of" in html
    ana, library = house.fresh(Invitation)
    assert (library.answer, ana.invited_by) == (Answer.PLANNED, "Tess Trainee")
    assert "Waiting for 1 answer" in text(tess.get(f"/cops/{house.cop.ref}/setup"))
    said = {"answer": "yes", "contact": "ana@example.org", "said": "A ride would help"}
    assert [tess.send(f"/cop-invitations/{ana.ref}", said).status_code for _twice in (1, 2)] == [303, 303]
    [member] = house.fresh(Member)
    assert (member.name, member.email) == ("Ana Ruiz", "ana@example.org")
    assert house.browser("mentor").get(f"/cop-invitations/{ana.ref}").status_code == 404
    step = f"/cops/{house.cop.ref}/setup/welcome"
    written = text(tess.get(step))
    assert "Calm mornings: everything you need" in written
    tess.send(step, {"seen": seen(tess, step), "subject": "You are in", "body": "Park behind the school."})
    welcome = f"/cops/{house.cop.ref}/welcome"
    assert "Park behind the school." in text(tess.get(welcome))
    assert tess.send(welcome, {}).status_code == 422
    tess.send(welcome, {"members": member.ref})
    [mail] = [row for row in house.fresh(OutboxRow) if row.kind == "practice.welcome"]
    assert (mail.address, mail.params["text"]) == ("ana@example.org", "Park behind the school.")
    assert mail.params["reply_to"] == house.tess.id
    assert "checked" not in text(tess.get(welcome)).split('name="members"')[1].split(">")[0]


@PAGES
def test_teams_strengths_places_and_journals_are_kept(house):
    building.make_members(house.cop, 2, now=house.now)
    house.session.commit()
    tess, here = house.browser("tess"), f"/cops/{house.cop.ref}"
    one, two = house.fresh(Member)
    tess.send(f"{here}/teams", {"name": "Lincoln School"})
    tess.send(f"{here}/teams", {"name": "Empty School"})
    assert tess.send(f"{here}/teams", {"name": "Lincoln School"}).status_code == 422
    empty, lincoln = sorted(house.fresh(Team), key=lambda team: team.name)
    placed = {
        f"team_{one.ref}": lincoln.ref,
        f"role_{one.ref}": "note_taker",
        f"team_{two.ref}": "",
        f"role_{two.ref}": "",
    }
    tess.send(f"{here}/teams", {"do": "place", **placed})
    assert tess.send(f"{here}/teams", {"do": lincoln.ref}).status_code == 422
    tess.send(f"{here}/teams", {"do": empty.ref})
    assert [team.name for team in house.fresh(Team)] == ["Lincoln School"]
    tess.send(f"{here}/strengths", {f"good_{one.ref}": "Knows every song", f"good_{two.ref}": ""})
    tess.send(f"{here}/journals", {"members": one.ref})
    [row] = house.fresh(Belonging)
    assert (row.team_role, row.strengths, bool(row.journal_on)) == ("note_taker", "Knows every song", True)
    assert "Members in no team: 1." not in text(tess.get(f"{here}/guidelines"))
    tess.send(f"{here}/setup/shape", {"seen": seen(tess, f"{here}/setup/shape"), "model": "core"})
    advice = text(tess.get(f"{here}/guidelines"))
    assert "Members in no team: 1." in advice
    assert "Fewer than 4 people in: Lincoln School." in advice
    tess.send(f"{here}/places", {"name": "Library", "use": "alternative", "rent_free": "y"})
    assert "No rent" in text(tess.get(f"{here}/places"))
    [place] = house.fresh(Venue)
    for wrong in ({"drop": "a\x00b"}, {"drop": "unknown"}):
        assert tess.send(f"{here}/places", wrong).status_code == 303
    assert tess.send(f"{here}/teams", {"do": "a\x00b"}).status_code == 303
    assert len(house.fresh(Venue)) == 1
    tess.send(f"{here}/places", {"drop": place.ref})
    assert house.fresh(Venue) == []
    assert "1 of 2" in text(tess.get(f"{here}/setup"))


@PAGES
def test_the_flyer_is_one_page_and_the_journal_has_room_to_write(house):
    building.actions.save_charter(
        cop=house.cop, content=building.CHARTER, lock=0, by=builders.actor(house.tess), now=house.now
    )
    house.session.commit()
    tess, here = house.browser("tess"), f"/cops/{house.cop.ref}"
    step = f"{here}/setup/flyer"
    words = {
        "headline": "How do mornings become calm? ☂",
        "words": "Long. " * 110,
        "contact": "Tess, 555 0100",
    }
    assert f'action="{step}"' in text(tess.get(step)), "where it is shown afterward is another page"
    sent = tess.send(step, {"seen": seen(tess, step), **words})
    page = text(tess.get(sent.location))
    assert "How do mornings become calm?" in page
    assert "Family center, room 2" in page
    assert len(house.fresh(Cop)) == 1
    for language, said in (("en", "Say yes, or ask"), ("es", "")):
        pdf = pypdf.PdfReader(io.BytesIO(tess.get(f"{here}/flyer.pdf?in={language}").get_data()))
        assert len(pdf.pages) == 1
        assert pdf.trailer["/Root"]["/Lang"].startswith(language)
        assert said in pdf.pages[0].extract_text()
    journal = pypdf.PdfReader(io.BytesIO(tess.get(f"{here}/journal.pdf").get_data()))
    assert len(journal.pages) == 7
    assert tess.get(f"{here}/flyer.pdf?in=xx").status_code == 404
