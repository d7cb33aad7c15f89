"""Do imports run one way only, between rooms and between the kinds of files inside a room?"""

from __future__ import annotations

import os
import pathlib
import shutil
import subprocess
import sys

import pytest

from tests.architecture import sources

# What a file of each kind may import from its own room and from lower rooms.
MAY_IMPORT = {
    "rules": {"rules"},
    "models": {"rules", "models"},
    "queries": {"rules", "models", "queries"},
    "actions": {"rules", "models", "queries", "actions"},
    "duties": {"rules", "models", "queries", "actions"},
    "wording": {"rules", "models", "queries", "actions", "wording"},
    "forms": {"rules", "wording", "forms"},
    "views": {"rules", "models", "queries", "actions", "wording", "forms", "views"},
}
# Modules of the house that rules may import besides the rules of their own and lower rooms: plain Python both.
RULES_MAY_IMPORT = ("trainer.core.errors", "trainer.core.links", "trainer.permissions")
# Imports of another room inside a function hide an arrow; each of these has a reason.
HIDDEN_IMPORTS_ALLOWED: dict[str, str] = {}
FORBIDDEN_TO_RULES = (
    "flask",
    "werkzeug",
    "wtforms",
    "sqlalchemy",
    "flask_sqlalchemy",
    "flask_babel",
    "jinja2",
)

PLANTED = {
    "trainer/core/db.py": '"""How?"""\nimport flask_sqlalchemy\n',
    "trainer/accounts/signin/models.py": '"""How?"""\nimport flask_security\n',
    "trainer/permissions.py": '"""Who?"""\n',
    "trainer/features.py": '"""Which?"""\n',
    "trainer/config.py": '"""What?"""\n',
    "trainer/app.py": '"""How?"""\n',
    "trainer/cli.py": '"""How?"""\nimport trainer.app\n',
    "trainer/accounts/rules.py": '"""When?"""\nimport enum\n',
    "trainer/accounts/queries.py": '"""Which?"""\nimport trainer.accounts.rules\n',
    "trainer/schedule/rules.py": '"""When?"""\nfrom trainer.accounts import rules\n',
    "trainer/schedule/models.py": '"""Which?"""\nfrom trainer.core import db\n',
    "trainer/schedule/actions.py": '"""Which?"""\nfrom trainer.accounts import queries\n',
    "trainer/schedule/views.py": '"""Which?"""\nimport flask\nfrom trainer.schedule import actions\n',
}


def broken_contracts(root: pathlib.Path) -> str:
    """What import-linter says against the contracts in pyproject.toml; empty when all are kept."""
    script = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [sys.executable, "-W", "ignore", "-c", script, "--no-cache", "--no-logo"]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def _place(module: str) -> tuple[str, str]:
    """Room and kind of a module such as trainer.schedule.views.manage; empty words where it has none."""
    parts = [*module.split("."), "", ""]
    is_ours = parts[0] == "trainer" and parts[2] in sources.KINDS
    return (parts[1], parts[2]) if is_ours else ("", "")


def faults_between_kinds(root: pathlib.Path) -> list[str]:
    """Imports from a kind that may not know the other, also across rooms."""
    faults = []
    for name in sources.python_files(root, "trainer"):
        _, kind = _place(name.removesuffix(".py").replace("/", "."))
        for found in sources.imports_of(root, name) if kind else ():
            _, other = _place(found.module)
            if other and other not in MAY_IMPORT[kind]:
                faults.append(f"{found}: {kind} may not know {other}")
    return faults


def faults_of_rules(root: pathlib.Path) -> list[str]:
    """Imports in rules of anything but the standard library and the rules of rooms."""
    faults = []
    for name in [*sources.python_files(root, "trainer"), "trainer/permissions.py"]:
        module = name.removesuffix(".py").replace("/", ".")
        if _place(module)[1] != "rules" and module != "trainer.permissions":
            continue
        for found in sources.imports_of(root, name):
            is_standard = found.module.split(".")[0] in sys.stdlib_module_names
            is_rules = _place(found.module)[1] == "rules" or found.module in RULES_MAY_IMPORT
            if not is_standard and not is_rules:
                faults.append(str(found))
    return faults


def rules_that_need_the_web(root: pathlib.Path) -> str:
    """The error when all rules are imported in a process where importing Flask or SQLAlchemy raises."""
    names = [
        name.removesuffix(".py").removesuffix("/__init__") for name in sources.python_files(root, "trainer")
    ]
    modules = [name.replace("/", ".") for name in names if _place(name.replace("/", "."))[1] == "rules"]
    script = f"""
import importlib, sys
class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {FORBIDDEN_TO_RULES!r}:
            raise ImportError("rules may not import " + name)
sys.meta_path.insert(0, Refusing())
for module in {["trainer.permissions", *modules]!r}:
    importlib.import_module(module)
"""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    return done.stderr if done.returncode else ""


def hidden_imports(root: pathlib.Path) -> list[str]:
    """Imports of a room that hide inside a function of another one."""
    rooms = {*sources.rooms(root), "core"}
    faults = []
    for name in sources.python_files(root, "trainer"):
        own = name.split("/")[1]
        for found in sources.imports_of(root, name):
            parts = found.module.split(".")
            is_other_room = parts[0] == "trainer" and len(parts) > 1 and parts[1] in rooms - {own}
            if found.hidden and is_other_room and own in rooms and name not in HIDDEN_IMPORTS_ALLOWED:
                faults.append(str(found))
    return faults


def test_contracts_are_kept():
    assert broken_contracts(sources.ROOT) == ""


def test_kinds_know_only_lower_kinds():
    assert faults_between_kinds(sources.ROOT) == []


def test_rules_import_the_standard_library_only():
    assert faults_of_rules(sources.ROOT) == []


def test_rules_run_without_flask_and_sqlalchemy():
    assert rules_that_need_the_web(sources.ROOT) == ""


def test_no_room_hides_an_import_in_a_function():
    assert hidden_imports(sources.ROOT) == []


def test_allowed_hidden_imports_are_still_there():
    stale = []
    for name in HIDDEN_IMPORTS_ALLOWED:
        path = sources.ROOT / name
        if not path.exists() or not any(found.hidden for found in sources.imports_of(sources.ROOT, name)):
            stale.append(name)
    assert stale == []


@pytest.fixture
def house(tmp_path):
    shutil.copy(sources.ROOT / "pyproject.toml", tmp_path)
    return sources.plant(tmp_path, PLANTED)


def test_a_house_without_faults_passes(house):
    assert broken_contracts(house) == ""
    assert faults_between_kinds(house) == []
    assert faults_of_rules(house) == []
    assert rules_that_need_the_web(house) == ""
    assert hidden_imports(house) == []


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("trainer/accounts/queries.py", "import trainer.schedule.models", "A room imports only rooms"),
        ("trainer/core/clock.py", "import trainer.accounts.models", "A room imports only rooms"),
        ("trainer/permissions.py", "import trainer.config", "A room imports only rooms"),
        ("trainer/surprise/models.py", "", "A room imports only rooms"),
        ("trainer/schedule/rules.py", "from trainer.schedule import models", "Inside a room"),
        ("trainer/schedule/actions.py", "from trainer.schedule import views", "Inside a room"),
        ("trainer/schedule/actions.py", "import flask", "runs without a browser"),
        ("trainer/schedule/queries.py", "import trainer.core.web\nimport wtforms", "runs without a browser"),
        ("trainer/schedule/models.py", "import flask_sqlalchemy", "Only core.db imports Flask-SQLAlchemy"),
        ("trainer/schedule/views.py", "import flask_security", "Flask-Security stays"),
        ("trainer/schedule/views.py", "import trainer.accounts.signin.models", "Other rooms know the person"),
    ],
)
def test_a_broken_contract_is_found(house, file, line, contract):
    sources.plant(house, {"trainer/core/web/guard.py": '"""How?"""\nimport flask\n'})
    path = house / file
    sources.plant(house, {file: (path.read_text() if path.exists() else '"""What?"""\n') + line + "\n"})
    broken = [line for line in broken_contracts(house).splitlines() if " BROKEN" in line]
    assert contract in "\n".join(broken)


def test_an_indirect_way_to_the_browser_is_found(house):
    files = {"trainer/core/outbox.py": '"""How?"""\nimport flask\n'}
    sources.plant(
        house, {**files, "trainer/accounts/actions.py": '"""How?"""\nfrom trainer.core import outbox\n'}
    )
    assert "What a room knows and does runs without a browser BROKEN" in broken_contracts(house)


def test_a_query_that_knows_an_action_of_a_lower_room_is_found(house):
    fault = '"""Which?"""\nfrom trainer.accounts import actions\n'
    sources.plant(
        house, {"trainer/accounts/actions.py": '"""Which?"""\n', "trainer/schedule/queries.py": fault}
    )
    assert faults_between_kinds(house) == [
        "trainer/schedule/queries.py:2 imports trainer.accounts.actions: queries may not know actions"
    ]


def test_rules_that_import_a_library_are_found(house):
    sources.plant(house, {"trainer/schedule/rules.py": '"""When?"""\nimport sqlalchemy\n'})
    assert faults_of_rules(house) == ["trainer/schedule/rules.py:2 imports sqlalchemy"]
    assert "rules may not import sqlalchemy" in rules_that_need_the_web(house)


def test_an_import_hidden_in_a_function_is_found(house):
    fault = '"""Which?"""\ndef late():\n    from trainer.schedule import queries\n'
    sources.plant(house, {"trainer/accounts/actions.py": fault})
    assert hidden_imports(house) == ["trainer/accounts/actions.py:3 imports trainer.schedule"]
