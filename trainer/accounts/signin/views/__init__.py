"""Which pages let somebody in and out? Sign-in, joining, invitations, forgotten passwords, a new address."""

from trainer.accounts.signin.views import door, invitations, recovery
from trainer.accounts.signin.views.blueprint import bp

__all__ = ["bp", "door", "invitations", "recovery"]
