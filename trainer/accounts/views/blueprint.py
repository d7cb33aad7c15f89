"""Where do the pages about people hang, and how do higher rooms name what a role is for?"""

from collections.abc import Callable, Iterable

import flask

from trainer.accounts.models import Grant
from trainer.accounts.rules import tidy

bp = flask.Blueprint("accounts", __name__)

Names = Callable[[list[int]], dict[int, tuple[str, str]]]
_names: dict[str, Names] = {}


def searched() -> str:
    """What the visitor searches a list for: one line, without what no database can be asked for."""
    return tidy(flask.request.args.get("q", ""))[:100]


def name_scopes(kind: str, names: Names) -> None:
    """A higher room says how its things are called: `names(ids)` gives name and address of each (one statement)."""
    _names[kind] = names


def scope_names(grants: Iterable[Grant]) -> dict[tuple[str, int], tuple[str, str]]:
    """Name and address of what these roles are for, as far as a room above knows them."""
    wanted: dict[str, list[int]] = {}
    for grant in grants:
        if grant.scope_kind and grant.scope_id is not None:
            wanted.setdefault(grant.scope_kind, []).append(grant.scope_id)
    found = {}
    for kind, ids in wanted.items():
        for scope_id, named in (_names[kind](ids) if kind in _names else {}).items():
            found[kind, scope_id] = named
    return found
