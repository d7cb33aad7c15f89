"""Does every kind of message and every act in the audit trail have a name that people understand?"""

import re
from pathlib import Path

from trainer.core import i18n

TRAINER = Path(__file__).parents[2] / "trainer"


def written_actions() -> set[str]:
    """The acts that the source writes into the audit trail, as literal words."""
    found: set[str] = set()
    for file in TRAINER.rglob("*.py"):
        found |= set(re.findall(r'action="([a-z_]+\.[a-z_]+)"', file.read_text(encoding="utf-8")))
    return found


def test_every_message_has_a_name(app):
    kinds = {file.stem for file in (TRAINER / "templates" / "mail").glob("*.txt")}
    assert len(kinds) > 15
    assert not {kind for kind in kinds if not i18n.has_name(kind, "message")}


def test_every_act_has_a_name(app):
    actions = written_actions()
    assert len(actions) > 20
    assert not {action for action in actions if not i18n.has_name(action, "action")}


def test_an_act_without_a_name_would_be_found(app):
    assert not i18n.has_name("test.act_without_a_name", "action")
