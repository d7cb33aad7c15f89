"""Which pages are about people? My account, and for administrators everybody's."""

from trainer.accounts.views import me, people, promises, security
from trainer.accounts.views.blueprint import bp

__all__ = ["bp", "me", "people", "promises", "security"]
