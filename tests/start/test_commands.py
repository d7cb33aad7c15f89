"""Do the commands do what the README says: an empty production start, the sample year, one clear line for a mistake?"""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import BOTH, WHOLE
from tests.start.processes import (
    PRODUCTION,
    command,
    empty_database,
    environment,
    free_port,
    wait_until_answers,
)
from trainer import config
from trainer.app import create_app
from trainer.sample import people

# Each starts a whole site several times: one kind of database each, both where everything is tried on both.
EMPTY, SAMPLE = (BOTH, BOTH) if os.environ.get(WHOLE) else (BOTH[1:], BOTH[:1])


def test_init_is_not_for_the_sample_year(tmp_path):
    answer = command("init", "--name", "X", "--email", "a@example.org", env=environment(tmp_path))
    assert answer.returncode == 2
    assert "TRAINER_MODE=production" in answer.stderr


def test_an_unsafe_start_is_one_sentence_per_setting_and_no_traceback(tmp_path):
    answer = command("run", env=environment(tmp_path, TRAINER_MODE="production"))
    assert answer.returncode == 2
    assert "Traceback" not in answer.stderr
    for variable in ("TRAINER_SECRET_KEY", "TRAINER_BASE_URL", "TRAINER_SMTP_URL", "TRAINER_MAIL_FROM"):
        assert f"Set {variable}" in answer.stderr


@pytest.mark.parametrize("kind", EMPTY)
def test_init_begins_an_empty_program_once_and_no_sample_people_join_it(tmp_path, kind):
    """Neither does a forgotten TRAINER_MODE make them there, nor does production begin where they are."""
    with empty_database(kind) as database:
        url = database or {"TRAINER_DATABASE_URL": f"sqlite:///{tmp_path}/one.sqlite"}
        production = environment(tmp_path / "production", **PRODUCTION, **url)
        sample = environment(
            tmp_path / "sample", TRAINER_PORT=str(free_port()), TRAINER_HOST="127.0.0.1", **url
        )
        first = command("init", "--name", "Valley Facilitators", "--email", "ada@example.org", env=production)
        assert first.returncode == 0, first.stderr
        assert re.search(r"https://cops\.example\.org/invitations/[\w-]{20,}", first.stdout)
        again = command("init", "--name", "Valley Facilitators", "--email", "eve@example.org", env=production)
        assert again.returncode == 1
        assert "has an administrator already" in again.stderr
        refused = command("run", env=sample)
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.splitlines()[1].startswith("Set TRAINER_MODE=production: this database holds")
        engine = create_engine(url["TRAINER_DATABASE_URL"])
        with engine.begin() as connection:
            assert connection.scalar(text("SELECT count(*) FROM accounts_person")) == 1
            connection.execute(
                text("INSERT INTO core_setting (name, value) VALUES ('sample_year_made', 'true')")
            )
        engine.dispose()
        with pytest.raises(config.Misconfigured, match="sample year"):
            create_app(config.from_environment(production))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TRAINER_DATA_DIR", "/dev/null/data"),
        ("TRAINER_DATABASE_URL", "mysql://x/y"),
        ("TRAINER_ZONE", "Mars"),
    ],
)
def test_a_setting_that_cannot_work_is_one_sentence_and_no_traceback(tmp_path, variable, value):
    answer = command("migrate", env=environment(tmp_path, **PRODUCTION, **{variable: value}))
    assert answer.returncode == 2
    assert f"Set {variable} to" in answer.stderr.splitlines()[1]
    assert len(answer.stderr.splitlines()) == 2


def test_a_taken_port_is_one_clear_line(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = command("run", env=environment(tmp_path, TRAINER_PORT=str(port), TRAINER_HOST="127.0.0.1"))
    assert answer.returncode == 1
    assert answer.stderr.strip().splitlines() == [
        f"Port {port} on 127.0.0.1 is taken."
        f" Stop what uses it, or choose another: TRAINER_PORT={port + 1} make run"
    ]


@pytest.mark.parametrize("kind", SAMPLE)
def test_run_makes_the_sample_year_and_ends_when_told(tmp_path, kind):
    port = free_port()
    with empty_database(kind) as database:
        env = environment(tmp_path, TRAINER_PORT=str(port), TRAINER_HOST="127.0.0.1", **database)
        seen = []
        for _start in ("first", "second"):
            with subprocess.Popen(
                [sys.executable, "-u", "-m", "trainer.cli", "run"], env=env, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            ) as process:  # fmt: skip
                home = wait_until_answers(f"http://127.0.0.1:{port}/", process)
                schedule = (
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/schedule/2020-21", timeout=10)
                    .read()
                    .decode()
                )
                process.send_signal(signal.SIGTERM)
                output, _ = process.communicate(timeout=30)
            assert process.returncode == 0, output
            seen.append((home.count("<h1"), schedule.count("CoP 101 Training"), output.count("@")))
            assert "May 24, 2021" in home
            assert f"Open http://127.0.0.1:{port}" in output
            for person in people.CAN_SIGN_IN:
                assert re.search(
                    rf"^  {re.escape(person.email)} +{re.escape(person.says)}$", output, re.MULTILINE
                )
            assert f"with the password: {people.PASSWORD}" in output
            assert f"http://127.0.0.1:{port}/mailbox" in output
            assert ("Making the sample year" in output) == (len(seen) == 1)
        assert seen[0] == seen[1], "the second start finds the same year"
        assert seen[0][1] >= 3
