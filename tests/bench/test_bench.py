"""Does the bench still run? Everything it does, once and small, with no time asserted."""

import dataclasses
import subprocess
import sys
import threading
import uuid
from pathlib import Path
from subprocess import PIPE

import pytest
from werkzeug.serving import make_server

from bench import inside, load, measuring, references, report, schedule, sites, staff, year
from bench.road import journals, who
from tests import servers
from trainer.attendance.models import Mark, TrainingRecord
from trainer.core.db import db

PEOPLE = 800


@pytest.fixture(scope="module", params=["SQLite", "PostgreSQL"])
def filled(request, tmp_path_factory):
    name = f"bench_{uuid.uuid4().hex}"  # two workers may be here at once
    url = servers.create_database(name) if request.param == "PostgreSQL" else ""
    made = measuring.fill(request.param, PEOPLE, tmp_path_factory.mktemp("bench"), url)
    yield made
    measuring.let_go(made.app)
    if url:
        servers.drop_database(name)


def test_every_measured_page_answers_with_few_statements(filled):
    assert filled.missing == {}
    measured = [page.key for page in filled.pages if page.beside]
    assert measured[-5:] == ["trainee", "path", "journal", "reviews", "file"]
    for key in measured:
        assert len(filled.looks[key].statements) <= report.MOST_STATEMENTS, filled.looks[key].statements


def test_the_references_are_what_they_say(filled):
    assert [references.wrong_with(key, filled.looks[key].body) for key in "abc"] == ["", "", ""]
    assert [len(filled.looks[key].statements) for key in "abc"] == [0, 0, 3]
    assert references.wrong_with("c", filled.looks["c"].body.replace(b"<tr class=", b"<tr id=", 1))


def test_people_of_different_organizations_can_register(filled):
    insider = inside.Insider(filled.app, filled.cookies)
    statuses = {inside.first_post(insider, filled.posts).status for _ in range(50)}
    assert statuses == {303}


def test_the_generated_year_is_full(filled):
    made = year.look(filled.app)
    assert made == filled.made
    for person in (1, 2, 799):
        assert len(set(schedule.offerings_of(person, made.pool))) == schedule.REGISTRATIONS
    assert b"Agency 00002" in filled.looks["people"].body
    assert b"person41@example.org" in filled.looks["people"].body


def test_the_office_has_work(filled):
    assert filled.looks["plan"].body.count(b'name="ref"') == schedule.OFFERINGS + 1
    assert filled.looks["sheet"].body.count(b'value="absent"') == schedule.SMALL_PEOPLE
    assert filled.looks["hours"].body.count(b'href="/memberships/m0') == staff.PEOPLE_PER_ORGANIZATION
    with filled.app.app_context():
        for model in (Mark, TrainingRecord):
            assert db.session.query(model).filter_by(person_id=2).count() > 0
        db.session.remove()
    assert b"<dd>10,000</dd>" in filled.looks["job"].body


def test_the_road_is_full(filled):
    assert filled.looks["journal"].body.count(b'class="timeline-title"') >= 18
    assert filled.looks["journal"].body.count(b'"good"') == journals.FIRST_OPEN
    assert filled.looks["reviews"].body.count(b"/reviews/e0") >= 8
    assert b"Cohort 1" in filled.looks["trainee"].body
    assert filled.looks["path"].body.count(b"/entries/e0") >= 18
    assert b"/entries/e0" not in filled.looks["file"].body  # administrators do not read journals
    for key in ("path", "file"):
        assert filled.looks[key].body.count(b"/cop-sessions/S0") >= 6
    assert b'name="outcome"' in filled.looks["file"].body  # it was asked for, and waits for a decision


def test_nobody_on_the_road_is_among_the_other_visitors(filled):
    members = next(page.visitors for page in filled.pages if page.key == "home")
    on_the_road = {*who.trainees(PEOPLE), *who.mentors(PEOPLE)}
    assert not on_the_road & {*members, *staff.coordinators(PEOPLE, 40)}
    for number, person in enumerate(who.trainees(PEOPLE)):
        mentor = who.mentor_of(number, PEOPLE)
        assert staff.organization_of(mentor) != staff.organization_of(person)


TOO_MANY = report.MOST_STATEMENTS + 1


def test_a_page_that_asks_too_often_or_grows_is_short(filled):
    looks = {
        key: inside.Look(200, b"", ["SELECT 1"] * (TOO_MANY if key == "path" else 3)) for key in filled.looks
    }
    later = {key: inside.Look(200, b"", ["SELECT 1"] * (4 if key == "file" else 3)) for key in filled.looks}
    seen = dict(report.statements([dataclasses.replace(filled, looks=looks)]))
    assert [key for key, verdict in seen.items() if not verdict.holds] == ["path"]
    few = dataclasses.replace(filled, looks={key: inside.Look(200, b"", ["SELECT 1"] * 3) for key in looks})
    seen = dict(report.statements([few, dataclasses.replace(filled, looks=later)]))
    assert [key for key, verdict in seen.items() if not verdict.holds] == ["file"]


def test_a_slow_page_gets_its_profile(filled, monkeypatch):
    monkeypatch.setattr(inside, "PROFILED", 2)
    assert "schedule" in report.profile(filled, "schedule")


def test_the_client_counts_right_and_wrong_answers():
    answered = []

    def app(environ, start_response):
        answered.append(environ["PATH_INFO"])
        start_response(
            "200 OK" if environ["PATH_INFO"] == "/" else "404 NOT FOUND", [("Content-Length", "2")]
        )
        return [b"ok"]

    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    client = load.Client()
    requests = [f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() for path in ("/", "/", "/missing")]
    result = client.run(load.Job(server.server_port, requests, 200, 5, connections=2, once=True))
    client.end()
    server.shutdown()
    server.server_close()
    assert len(result.times) == 2
    assert [text[:3] for text in result.wrong] == ["404"]
    assert sorted(answered) == ["/", "/", "/missing"]


def test_what_is_short_is_said(filled):
    site = sites.Site.__new__(sites.Site)
    fast, slow = load.Result([0.001] * 100, 0.1), load.Result([0.01] * 10, 0.1)
    results = {page.key: [slow if page.key == "home" else fast] for page in filled.pages}
    run = measuring.Run(sites.DECIDED, filled, site, {**results, measuring.POST: [fast]})
    verdicts = dict(report.speed(run))
    assert not verdicts["home"].holds
    assert verdicts["schedule"].holds
    assert "| signed-in home | 100 | 0.10 × (c) |" in report.table(run)
    assert sites.DECIDED in report.compared([run])
    assert f"{sites.DECIDED}: 1.00 ×" in report.decision([run])
    assert all(verdict.holds for _key, verdict in report.growth(run, run))
    assert all(verdict.holds for _key, verdict in report.statements([filled]))


def test_the_work_of_a_worker_that_ended_still_counts():
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(5_000_000))']); print(); input()"
    site = sites.Site.__new__(sites.Site)
    with subprocess.Popen([sys.executable, "-c", code], stdin=PIPE, stdout=PIPE) as site.process:
        site.process.stdout.readline()
        assert site.worked() > 0
        site.process.communicate(b"\n")


def test_every_server_is_installed():
    root = Path(sites.ROOT)
    assert (root / "bench" / "wsgi.py").exists()
    assert {command[0] for command in sites.SERVERS.values()} == {"gunicorn", "granian"}
    assert sites.DECIDED in sites.SERVERS
