"""Which pages are about people? My account, and for administrators everybody's."""

from trainer.accounts.views import me, people, security
from trainer.accounts.views.blueprint import bp

__all__ = ["bp", "me", "people", "security"]
