"""How many posts may one address send to a page that strangers can reach? Counted in memory, per process."""

from collections.abc import Callable
from typing import Any

import flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")


def brake(
    scope: str,
    setting: str = "PUBLIC_LIMIT",
    methods: tuple[str, ...] = ("POST",),
    key: Callable[[], str] | None = None,
) -> Any:
    """The brake that all pages of a `scope` share; it stands above the guard's mark.

    `setting` names the app's setting of how many; an empty one takes the brake off. A HEAD asks what a GET asks.
    `key` names whoever is counted; without it, the address.
    """
    counted = (*methods, "HEAD") if "GET" in methods else methods
    return limiter.shared_limit(
        lambda: flask.current_app.config[setting],
        scope=scope,
        key_func=key,
        methods=list(counted),
        exempt_when=lambda: not flask.current_app.config[setting],
    )
