"""Which pages are about organizations? Their list, one of them, its people, and the question whether one belongs."""

from trainer.organizations.views import consortia, memberships, organizations, people, regions, work
from trainer.organizations.views.blueprint import bp

__all__ = ["bp", "consortia", "memberships", "organizations", "people", "regions", "work"]
