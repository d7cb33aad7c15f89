"""Which knowledge checks does R05 ask for, and what does it count as answered?"""

from datetime import UTC, date

from trainer.certification.queries import gathering
from trainer.certification.rules import learned
from trainer.certification.rules.facts import Facts

DAY = date(2021, 5, 20)


def test_only_a_check_that_can_be_right_or_wrong_is_asked_for():
    """A free question is for oneself; editions from before there were kinds name none."""
    checks = {"c.1": [{"id": "q1"}], "c.2": [{"id": "q2", "kind": "free"}],
              "c.3": [{"id": "q3", "kind": "free"}, {"id": "q4", "kind": "order"}], "c.4": []}  # fmt: skip
    content = {"modules": [{"id": name, "checks": asked} for name, asked in checks.items()]}
    modules = gathering.modules_of(
        content, [("check", "c.1", None, None, 100), ("check", "c.3", None, None, 80)], UTC
    )
    assert [(one.id, one.has_check) for one in modules] == [
        ("c.1", True), ("c.2", False), ("c.3", True), ("c.4", False),
    ]  # fmt: skip
    judged = learned.checks(Facts(DAY, DAY, DAY, modules=modules), {"percent": 80}, {})
    assert (judged.met, judged.counted.facts["done"], judged.counted.facts["needed"]) == (True, 2, 2)
