"""What is private around a session of a CoP: its plan, notes, what is to be tried, money; for the matrix of doors."""

from typing import Any

from trainer.practice import actions
from trainer.practice.actions import money as money_actions
from trainer.practice.models import CopSession, Money
from trainer.practice.rules.afterwards import NoteKind, TouchKind
from trainer.practice.rules.kit import Row
from trainer.practice.rules.money import BudgetLine, MoneyKind


def add_to_world(world: Any, trainee: str, readers: list[str], held: CopSession, by: Any) -> Money:
    """A held session with something in every part of its kit; `readers` read what is planned. Returns a sum."""
    usual = {"session": held, "by": by, "now": held.starts_at}
    rows = [Row(90, world.private("a row of a plan", *readers))]
    content = {"presenters": world.private("a guest presenter", trainee)}
    question = world.private("a guiding question", *readers)
    actions.save_plan(content=content, rows=rows, purpose="", question=question, lock=0, **usual)
    for kind in NoteKind:
        actions.keep_note(
            kind=kind, text=world.private(f"{kind.value} of a session", trainee), lock=0, **usual
        )
    actions.add_research(
        what=world.private("what is to be tried", trainee), member=None, remind_on=None, **usual
    )
    about = world.private("a contact between sessions", trainee)
    cop = {"cop": held.cop, "by": by, "now": held.starts_at}
    actions.log_touch(on=held.on, how=TouchKind.CALL, member=None, about=about, **cop)
    return money_actions.add_money(
        session=held, on=held.on, kind=MoneyKind.EXPENSE, line=BudgetLine.FOOD, cents=1250, currency="USD",
        what=world.private("what money was for", trainee), giver=world.private("a giver", trainee), **cop,
    )  # fmt: skip
