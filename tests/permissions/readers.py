"""Which roles need to read a page in a crawl? What all may open holds the same for all, so one of them reads it."""

from typing import Any

from trainer import permissions
from trainer.core.web import guard

OF_ITS_OWN = {"home.mine", "registration.register"}
"""Open to all, and another for each."""


def is_read_by(app: Any, endpoint: str, role: str) -> bool:
    """A stranger reads what is public, a trainee what all who signed in may open; the rest is read by whoever may."""
    mark = guard.mark_of(app, endpoint)
    if mark.kind == "public":
        return role == "stranger"
    for_all = mark.permission is None or permissions.SIGNED_IN in permissions.TABLE[mark.permission]
    return role == "trainee_a1" or endpoint in OF_ITS_OWN or not for_all
