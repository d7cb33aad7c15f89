"""Which starts are refused, and does each refusal say what to set?"""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from trainer import config
from trainer.app import create_app
from trainer.attendance import rules
from trainer.attendance.rules import records as record_rules
from trainer.core import clock
from trainer.schedule import importing

ROOT = Path(__file__).parent.parent.parent
SAFE = {
    "TRAINER_MODE": "production",
    "TRAINER_SECRET_KEY": "k" * 32,
    "TRAINER_BASE_URL": "https://cops.example.org",
    "TRAINER_SMTP_URL": "smtp://mail.example.org:587",
    "TRAINER_MAIL_FROM": "program@example.org",
}


@pytest.fixture
def safe(tmp_path):
    return {**SAFE, "TRAINER_DATA_DIR": str(tmp_path)}


def test_a_safe_production_start_is_accepted(safe):
    settings = config.from_environment(safe)
    assert settings.production
    assert settings.address == "https://cops.example.org"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRAINER_SECRET_KEY", ""),
        ("TRAINER_SECRET_KEY", "short"),
        ("TRAINER_BASE_URL", ""),
        ("TRAINER_BASE_URL", "http://cops.example.org"),
        ("TRAINER_SMTP_URL", ""),
        ("TRAINER_SMTP_URL", "mail.example.org"),
        ("TRAINER_MAIL_FROM", ""),
    ],
)
def test_an_unsafe_production_start_says_what_to_set(safe, variable, value):
    with pytest.raises(config.Misconfigured, match=variable):
        config.from_environment({**safe, variable: value})


def test_production_refuses_the_folder_of_the_sample_year(safe, tmp_path):
    clock.sample_shift(tmp_path)
    with pytest.raises(config.Misconfigured, match="sample year"):
        config.from_environment(safe)


def test_production_does_not_move_the_clock(safe):
    before = clock.shift()
    create_app(config.from_environment(safe))
    assert clock.shift() == before


def test_how_many_minutes_may_be_missed_is_set_by_the_program(safe):
    try:
        create_app(config.from_environment({**safe, "TRAINER_MISSED_MINUTES": "20"}))
        assert rules.missed_at_most() == 20
    finally:
        rules.set_missed_at_most(rules.MISSED_AT_MOST)
    with pytest.raises(config.Misconfigured, match="TRAINER_MISSED_MINUTES"):
        config.from_environment({**safe, "TRAINER_MISSED_MINUTES": "-1"})


def test_production_cookies_cannot_travel_in_the_open(safe):
    app = create_app(config.from_environment(safe))
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"]
    assert app.config["SESSION_COOKIE_HTTPONLY"]
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"
    assert app.config["SESSION_COOKIE_PATH"] == "/"
    assert app.config.get("SESSION_COOKIE_DOMAIN") is None


def test_a_server_does_not_look_through_the_app_for_garbage(safe):
    code = "import gc, wsgi; print(gc.get_freeze_count())"
    path = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    told = subprocess.run(
        [sys.executable, "-c", code], env={**path, **safe}, cwd=ROOT, capture_output=True, text=True
    )
    assert int(told.stdout or 0) > 100_000, told.stderr


def test_hours_are_ceu_only_where_the_program_is_accredited(safe, monkeypatch):
    monkeypatch.setattr(record_rules, "_accredited", False)
    create_app(config.from_environment({**safe, "TRAINER_CEU": "1"}))
    assert record_rules.accredited()
    for wrong in ("2", "-1", "yes"):
        with pytest.raises(config.Misconfigured, match="TRAINER_CEU"):
            config.from_environment({**safe, "TRAINER_CEU": wrong})


def test_half_a_page_is_kinder_than_none_in_production(safe):
    app = create_app(config.from_environment(safe))
    assert app.jinja_env.from_string("[{{ not_given }}]").render() == "[]"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRAINER_PORT", "many"),
        ("TRAINER_PORT", "-1"),
        ("TRAINER_PORT", "70000"),
        ("TRAINER_MODE", "prod"),
        ("TRAINER_MODE", "test"),
        ("TRAINER_ZONE", "Mars/Olympus"),
        ("TRAINER_ZONE", "../etc/passwd"),
        ("TRAINER_PROXIES", "-1"),
        ("TRAINER_DATABASE_URL", "mysql://localhost/trainer"),
        ("TRAINER_DATABASE_URL", "trainer"),
        ("TRAINER_DATABASE_URL", "postgresql://host:port/trainer"),
        ("TRAINER_DATA_DIR", "/dev/null/data"),
    ],
)
def test_what_is_impossible_is_one_sentence(tmp_path, variable, value):
    with pytest.raises(config.Misconfigured, match=variable) as caught:
        config.from_environment({"TRAINER_DATA_DIR": str(tmp_path), variable: value})
    assert len(str(caught.value).splitlines()) == 1


@pytest.fixture
def program_zone():
    yield
    clock.set_program_zone(clock.PROGRAM_ZONE)


@pytest.mark.usefixtures("program_zone")
def test_the_day_is_that_of_the_zone_that_was_set(safe):
    """Three in the morning in New York is midnight in California."""
    moment = datetime(2021, 5, 24, 5, 0, tzinfo=UTC)
    for name, day in (("America/Los_Angeles", 23), ("America/New_York", 24)):
        create_app(config.from_environment({**safe, "TRAINER_ZONE": name}))
        assert (clock.day(moment).day, clock.zone(None).key) == (day, name)
        assert clock.today() == clock.today(name)
        (row,) = importing.read("offering,kind,format,date_text\nCoP 101,cop_101,virtual,on request\n")
        assert (row.reasons, row.plan.zone) == ([], name)


def test_the_sample_secret_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = config.from_environment({"TRAINER_DATA_DIR": str(tmp_path)})
    again = config.from_environment({"TRAINER_DATA_DIR": str(tmp_path)})
    assert first.secret_key == again.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


def test_the_sample_day_advances_from_its_first_start(tmp_path, monkeypatch):
    shift = clock.sample_shift(tmp_path)
    begun = clock.real_now() + shift
    assert begun.date().isoformat() == "2021-05-24"
    later = clock.real_now() + clock.timedelta(days=3)
    monkeypatch.setattr(clock, "real_now", lambda: later)
    assert (later + clock.sample_shift(tmp_path)).date().isoformat() == "2021-05-27"
