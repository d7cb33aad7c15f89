"""As whom does something happen? The Actor: a person with the roles they hold now, frozen for one request."""

from dataclasses import dataclass

from trainer.permissions import Granted, Role


@dataclass(frozen=True)
class Actor:
    """Whoever acts. The system itself (worker, commands) has no person."""

    person_id: int | None
    ref: str = ""
    name: str = ""
    language: str = "en"
    zone: str | None = None
    grants: frozenset[Granted] = frozenset()
    session_ref: str = ""

    def holds(self, role: Role) -> bool:
        """Whether they hold the role anywhere: for queries that list what is theirs, never for a decision."""
        return any(granted.role is role for granted in self.grants)

    def scope_ids(self, role: Role, kind: str) -> list[int]:
        """The ids of what they hold the role for: the organizations of a coordinator, the offerings of a trainer."""
        return sorted(g.scope[1] for g in self.grants if g.role is role and g.scope and g.scope[0] == kind)


SYSTEM = Actor(person_id=None, name="system")
