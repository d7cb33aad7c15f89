"""Does the door hold? Marks, 404 and 403, one commit, nothing written by a GET, one answer per key."""

import io
import re
from urllib.parse import parse_qs, urlparse

import flask
import pytest
from sqlalchemy import event
from sqlalchemy.pool import NullPool

from tests import builders
from tests.conftest import make_settings
from tests.pages import PageClient
from trainer import app as site
from trainer.accounts.models import Person
from trainer.core.db import db
from trainer.core.program import Setting
from trainer.core.web import guard
from trainer.permissions import Permission, Role


def _write():
    number = db.session.query(Setting).count() + 1
    db.session.add(Setting(name=f"written {number}", value=1))
    db.session.flush()


def person_by_ref(ref):
    return db.session.query(Person).filter_by(ref=ref).one_or_none()


def _views():
    bp = flask.Blueprint("doors", __name__)

    @bp.after_request
    def plain(answer):
        if not answer.get_data(as_text=True).startswith("<!doctype"):
            answer.mimetype = "text/plain"
        return answer

    @bp.get("/doors/public")
    @guard.public
    def public():
        return "public"

    @bp.get("/doors/signed-in")
    @guard.signed_in
    def signed_in():
        return guard.actor().name

    @bp.get("/doors/manage")
    @guard.needs(Permission.SCHEDULE_MANAGE)
    def manage():
        return "manage"

    @bp.route("/doors/people/<person_ref>", methods=["GET", "POST"])
    @guard.needs(Permission.PERSON_SEE, person=person_by_ref)
    def person(person):
        return f"the page of {person.name}"

    _writing_views(bp)
    return bp


def _writing_views(bp):
    @bp.get("/doors/writing-get")
    @guard.public
    def writing_get():
        _write()
        return "written"

    @bp.post("/doors/write")
    @guard.public
    def write():
        _write()
        _write()
        flask.flash("Saved.", "done")
        return flask.redirect("/doors/public", 303)

    @bp.post("/doors/fail/<int:code>")
    @guard.public
    def fail(code):
        _write()
        return "a form with errors", code

    @bp.post("/doors/break")
    @guard.public
    def break_():
        _write()
        raise ZeroDivisionError


_sites: dict[str, flask.Flask] = {}


@pytest.fixture
def doors(store, tmp_path_factory):
    """The site with some doors more, on this test's database; without tokens, which have a test of their own."""
    if store.kind not in _sites:
        url = "sqlite:///swapped" if store.kind == "sqlite" else "postgresql+psycopg:///swapped"
        options = {"creator": store.connect, "poolclass": NullPool}
        folder = tmp_path_factory.mktemp("doors")
        made = site.create_app(make_settings(folder, database_url=url, engine_options=options))
        made.config["PROPAGATE_EXCEPTIONS"] = False
        made.register_blueprint(_views())
        guard.init_app(made)
        _sites[store.kind] = made
    made = _sites[store.kind]
    made.config["WTF_CSRF_ENABLED"] = False
    with made.app_context():
        yield made
        db.session.remove()


@pytest.fixture
def visit(doors):
    """A browser at these doors: `visit(person)`."""

    def open_browser(person=None):
        client = PageClient(doors)
        return client.sign_in(person) if person is not None else client

    return open_browser


def _written():
    db.session.rollback()
    return db.session.query(Setting).count()


def test_a_stranger_is_asked_to_sign_in_and_brought_back(visit):
    for path in ("/doors/signed-in", "/doors/manage", "/doors/people/nobody"):
        answer = visit().get(path + "?a=b")
        assert answer.status_code == 303
        onward = parse_qs(urlparse(answer.location).query)["next"]
        assert onward == [f"{path}?a=b"]
    assert visit().get("/doors/public").text == "public"


def test_signed_in_is_enough_where_the_view_says_so(visit, doors):
    ana = builders.make_person("Ana")
    db.session.commit()
    assert visit(ana).get("/doors/signed-in").text == "Ana"


def test_what_concerns_no_thing_is_refused_as_forbidden(visit):
    ana, admin = builders.make_person(), builders.make_person(roles=Role.ADMINISTRATOR)
    db.session.commit()
    assert visit(ana).get("/doors/manage").status_code == 403
    assert visit(admin).get("/doors/manage").text == "manage"


def test_who_may_not_see_a_thing_learns_nothing_of_it(visit):
    ana, bo = builders.make_person("Ana"), builders.make_person("Bo")
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    db.session.commit()
    path, nowhere = f"/doors/people/{ana.ref}", "/doors/people/AAAAAAAAAAAAAAAAAAAAAA"
    assert visit(ana).get(path).text == "the page of Ana"
    assert visit(admin).get(path).text == "the page of Ana"
    hidden, missing = visit(bo).get(path), visit(bo).get(nowhere)
    assert hidden.status_code == missing.status_code == 404
    assert _plain(hidden.text, ana.ref) == _plain(missing.text, nowhere.rsplit("/", 1)[1])
    assert visit(bo).post(path).status_code == 404


def _plain(html, ref):
    return re.sub(r'value="[^"]*"', "", html).replace(ref, "")


@pytest.mark.parametrize("ref", ["%00", "a%00b", "%ff", "é", "x" * 3000, "..%2f..", "'--", "%F0%9F%98%80"])
def test_a_strange_reference_is_a_missing_thing(visit, ref):
    admin = builders.make_person(roles=Role.ADMINISTRATOR)
    db.session.commit()
    assert visit(admin).get(f"/doors/people/{ref}").status_code == 404


def test_a_view_without_a_mark_keeps_the_site_from_starting(doors, tmp_path, monkeypatch):
    bp = flask.Blueprint("forgotten", __name__)
    bp.get("/forgotten")(lambda: "open to all")
    opened = site._open_room

    def open_room(app, room):
        opened(app, room)
        if room == "home":
            app.register_blueprint(bp)

    assert site.create_app(make_settings(tmp_path))
    monkeypatch.setattr(site, "_open_room", open_room)
    with pytest.raises(guard.UnmarkedEndpoint, match="forgotten"):
        site.create_app(make_settings(tmp_path))


def test_a_get_leaves_nothing(visit, store):
    right = {"sqlite": 200, "postgresql": 500}[store.kind]  # PostgreSQL refuses at once
    assert visit().get("/doors/writing-get").status_code == right
    if right == 200:
        assert visit().head("/doors/writing-get").status_code == 200
    assert _written() == 0


def test_a_post_commits_once_at_its_end(visit, doors):
    commits: list[object] = []
    count = commits.append
    event.listen(db.engine, "commit", count)
    assert visit().post("/doors/write").status_code == 303
    event.remove(db.engine, "commit", count)
    assert len(commits) == 1
    assert _written() == 2


@pytest.mark.parametrize("path", ["/doors/fail/400", "/doors/fail/409", "/doors/fail/422", "/doors/fail/500"])
def test_a_post_that_fails_leaves_nothing(visit, path):
    visit().post(path)
    assert _written() == 0


def test_a_post_that_breaks_leaves_nothing_and_says_so_kindly(visit, caplog):
    answer = visit().post("/doors/break")
    assert answer.status_code == 500
    assert "ZeroDivisionError" not in answer.text
    assert _written() == 0


def test_a_form_sent_twice_is_done_once_and_answered_alike(visit):
    ana = builders.make_person()
    db.session.commit()
    browser = visit(ana)
    first, second = (browser.post("/doors/write", data={"once": "k" * 22}) for _ in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert _written() == 2


def test_what_was_changed_and_sent_again_with_its_key_is_not_thrown_away(visit):
    browser = visit()
    for text in ("first", "second", "second"):
        browser.post("/doors/write", data={"once": "k" * 22, "text": text})
    assert _written() == 4


def test_another_file_or_another_question_sent_with_a_key_is_not_thrown_away(visit):
    browser = visit()
    for where, content in (("", b"a"), ("", b"b"), ("", b"b"), ("?course=cop-101", b"b")):
        file = (io.BytesIO(content), "team.csv")
        browser.post(f"/doors/write{where}", data={"once": "k" * 22, "file": file})
    assert _written() == 6


def test_another_person_s_key_is_not_mine(visit):
    ana, bo = builders.make_person(), builders.make_person()
    db.session.commit()
    for person in (ana, bo):
        visit(person).post("/doors/write", data={"once": "k" * 22})
    assert _written() == 4


def test_a_form_that_failed_can_be_sent_again_with_its_key(visit):
    browser = visit()
    browser.post("/doors/fail/422", data={"once": "k" * 22})
    browser.post("/doors/write", data={"once": "k" * 22})
    assert _written() == 2


@pytest.mark.parametrize("key", ["\x00", "é", "k\x00"])
def test_a_key_that_cannot_be_stored_is_refused(visit, key):
    assert visit().post("/doors/write", data={"once": key}).status_code == 400
    assert _written() == 0


def test_the_token_is_asked_for(visit, doors):
    doors.config["WTF_CSRF_ENABLED"] = True
    assert visit().post("/doors/write").status_code == 400
    assert visit().post("/doors/write", data={"csrf_token": "wrong"}).status_code == 400
    assert _written() == 0


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/home", "/home"), ("/a?b=c", "/a?b=c"), (None, "/otherwise"), ("", "/otherwise"), ("home", "/otherwise"),
        ("//evil.example", "/otherwise"), ("/\\evil.example", "/otherwise"), ("\\\\evil.example", "/otherwise"),
        ("https://evil.example", "/otherwise"), ("javascript:alert(1)", "/otherwise"), ("/a\r\nb: c", "/otherwise"),
        ("/\t/evil.example", "/otherwise"), (" //evil.example", "/otherwise"), ("/a\\..\\b", "/otherwise"),
        ("///evil.example", "/otherwise"), ("/%0d%0aSet-Cookie:x", "/%0d%0aSet-Cookie:x"),
    ],
)  # fmt: skip
def test_the_way_onward_stays_on_the_site(wanted, there):
    assert guard.safe_next(wanted, "/otherwise") == there
