"""How many posts may one address send to pages that take passwords or write mail? Counted in memory, per process."""

from trainer.core.web.brake import brake as brake_of
from trainer.core.web.brake import limiter

__all__ = ["brake", "limiter"]

brake = brake_of("sign-in", "SIGN_IN_LIMIT")
"""Stands above the guard's mark. Wrong passwords are counted per name as well, in tries: that count is exact."""
