"""What are coordinators told about the seats that are held for their people?"""

from datetime import datetime
from typing import Any

from trainer.accounts.actor import Actor
from trainer.core import outbox
from trainer.organizations import queries as organization_queries
from trainer.organizations.models import Organization
from trainer.permissions import Permission
from trainer.registration.models import Reservation


def dedupe(reservation: Reservation, what: str = "") -> str:
    """The key of a reservation's message; without `what`, how the keys of all of them begin."""
    return f"reservation:{reservation.ref}:{what}"


def take_back(reservation: Reservation, *, now: datetime) -> None:
    """Take back what was not sent yet."""
    outbox.cancel(dedupe_prefix=dedupe(reservation), now=now)


def reserved(reservation: Reservation, *, by: Actor, now: datetime) -> None:
    """So many seats are held for your people until then."""
    more = {
        "seats": reservation.seats,
        "by": by.name if by.person_id else "",
        "carried": bool(reservation.carried_from_id),
    }
    _put(reservation, "reserved", more, now=now)


def released(reservation: Reservation, *, unused: int, carried: Reservation | None, now: datetime) -> None:
    """So many unused seats have returned to everybody, and so many are held in another run."""
    more: dict[str, Any] = {"unused": unused, "carried": carried.seats if carried else 0}
    if carried is not None:
        more |= {"next_title": carried.offering.title, "next_until": carried.release_on.isoformat()}
    _put(reservation, "released", more, now=now)


def _put(reservation: Reservation, what: str, more: dict[str, Any], *, now: datetime) -> None:
    offering = reservation.offering
    told: set[int] = set()
    for organization in _organizations(reservation):
        for grant in organization_queries.coordinators(organization, now=now):
            if grant.person_id in told:
                continue
            told.add(grant.person_id)
            outbox.put(
                kind=f"registration.{what}", to=grant.person_id, now=now,
                dedupe=dedupe(reservation, f"{what}:{grant.person_id}"),
                params={
                    "title": offering.title, "holder": reservation.holder,
                    "release_on": reservation.release_on.isoformat(),
                    "path": f"/organizations/{organization.ref}/offerings/{offering.ref}/team", **more,
                },
                access=(Permission.REGISTER_TEAM.value, [["organization", organization.id]]),
            )  # fmt: skip


def _organizations(reservation: Reservation) -> list[Organization]:
    if reservation.organization is not None:
        return [reservation.organization]
    consortium = reservation.consortium
    return [one.organization for one in consortium.members if one.until is None] if consortium else []
