"""Which starts are refused, and does each refusal say what to set?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trainer import config
from trainer.app import create_app
from trainer.core import clock

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


def test_half_a_page_is_kinder_than_none_in_production(safe):
    app = create_app(config.from_environment(safe))
    assert app.jinja_env.from_string("[{{ not_given }}]").render() == "[]"


@pytest.mark.parametrize("port", ["many", "-1", "70000"])
def test_an_impossible_port_is_one_sentence(tmp_path, port):
    with pytest.raises(config.Misconfigured, match="TRAINER_PORT"):
        config.from_environment({"TRAINER_DATA_DIR": str(tmp_path), "TRAINER_PORT": port})


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
