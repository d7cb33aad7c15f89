"""What exactly will people read when a revision is published, and who by name? Said before anything is sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from trainer.accounts import queries as account_queries
from trainer.core import clock, i18n, program
from trainer.messages import rendering
from trainer.registration.actions import interest, letters
from trainer.registration.actions.publishing import shared_params, team_params
from trainer.registration.actions.revision import Preview, Team, Told
from trainer.registration.models import Registration
from trainer.registration.queries.joining import sessions_joined
from trainer.registration.queries.prospective import Moves
from trainer.schedule.queries import RevisionItem
from trainer.schedule.rules import plan as plans
from trainer.schedule.rules.kinds import Format, When


@dataclass(frozen=True)
class Letter:
    """One message, and everybody who gets it. The words are those of the first; names and numbers differ."""

    title: str
    names: list[str]
    subject: str
    body: str


def letters_of(preview: Preview) -> dict[int, list[Letter]]:
    """Per changed offering, what will be sent. One statement for the names of coordinators."""
    ids = {team.person_id for told in preview.told.values() for team in told.teams}
    ids |= {team.person_id for teams in preview.answering.values() for team in teams}
    names = {person.id: person.name for person in account_queries.people_named(ids)}
    found = {}
    for item in preview.items:
        id = item.offering.id
        moves = preview.moves.get(id, Moves())
        found[id] = [
            *_letters(item, preview.told.get(id, Told()), names),
            *_offers(item, moves, preview.answering.get(id, []), names),
            *_changes(item, moves),
        ]
    return found


def _offers(
    item: RevisionItem, moves: Moves, answering: Sequence[Team], names: Mapping[int, str]
) -> list[Letter]:
    """To who waits and is offered a place, alone or with a team, and to who answers for the team."""
    ends = moves.ends.isoformat() if moves.ends else ""
    alone = [one for one in moves.offered if one.group is None]
    found = []
    if alone:
        more = {"ends": ends, "ends_zone": letters.zone_of(alone[0].person), "answers": ""}
        found.append(
            _letter(
                _("A place is offered"), [one.person.name for one in alone], "registration.offer",
                {**_of_plan(item, alone[0]), **more},
            )
        )  # fmt: skip
    for group in dict.fromkeys(one.group for one in moves.offered if one.group):
        team, organization = [one for one in moves.offered if one.group is group], group.organization
        more = {"ends": ends, "ends_zone": letters.zone_of(team[0].person), "answers": organization.name}
        found.append(
            _letter(
                _("Places are offered to a team of %(organization)s", organization=organization.name),
                [one.person.name for one in team], "registration.offer", {**_of_plan(item, team[0]), **more},
            )
        )  # fmt: skip
        people = dict.fromkeys(names[one.person_id] for one in answering if one.organization is organization)
        of_team = {"people": len(team), "organization": organization.name, "path": f"/teams/{group.ref}"}
        if people:
            found.append(
                _letter(
                    _("Who answers for the team of %(organization)s", organization=organization.name), list(people),
                    "registration.offer_team", {**_of_plan(item, team[0]), **more, **of_team},
                )
            )  # fmt: skip
    return found


def _changes(item: RevisionItem, moves: Moves) -> list[Letter]:
    """To who waited for the other format and changes over."""
    found = []
    for format in dict.fromkeys(format for _one, format in moves.changed):
        people = [one for one, to in moves.changed if to is format]
        title = _("They change to online") if format is Format.VIRTUAL else _("They change to in person")
        params = {**_of_plan(item, people[0], format), "format": format.value, "by": ""}
        found.append(_letter(title, [one.person.name for one in people], "registration.format", params))
    return found


def _of_plan(item: RevisionItem, registration: Registration, format: Format | None = None) -> dict[str, Any]:
    """What a message shows of a registration once the revision is published: its new title, days and place."""
    plan, format = item.plan, format or registration.format
    virtual = format is Format.VIRTUAL or plan.format is Format.VIRTUAL
    only = {session.key for session in sessions_joined(registration)} if registration.single else None
    return {
        **letters.params_of(registration),
        "title": plan.title,
        "zone": plan.zone,
        "place": "" if virtual else plan.place,
        "virtual": virtual,
        "days": [
            {
                "on": one.on.isoformat(),
                **{
                    name: plans.instant(one.on, at, plan.zone, one.fold).isoformat() if at else ""
                    for name, at in (("starts", one.starts), ("ends", one.ends))
                },
            }
            for one in sorted(plan.sessions, key=lambda one: str(one.on))
            if one.on and one.when in (When.FIXED, When.DATE_ONLY) and (only is None or one.key in only)
        ],
    }


def _letters(item: RevisionItem, told: Told, names: Mapping[int, str]) -> list[Letter]:
    why = _("(the reason that you write below)")
    found = []
    if told.registrations:
        first = told.registrations[0]
        found.append(
            _letter(
                _("Registered or waiting"), [one.person.name for one in told.registrations], "registration.changed",
                {**letters.params_of(first), **shared_params(item, why)},
            )
        )  # fmt: skip
    if told.teams:
        found.append(
            _letter(
                _("Coordinators"), [f"{names[team.person_id]} ({team.organization.name})" for team in told.teams],
                "registration.changed_team", team_params(item, told.teams[0], why),
            )
        )  # fmt: skip
    if told.interested:
        found.append(
            _letter(
                _("Asked to hear first"), [one.person.name for one in told.interested], interest.kind_of(item),
                interest.params_of(item, why, now=clock.now()),
            )
        )  # fmt: skip
    return found


def _letter(title: str, names: Sequence[str], kind: str, params: dict[str, Any]) -> Letter:
    said = rendering.render(
        kind=kind, params=params, name=names[0].partition(" (")[0], language=i18n.locale_code(),
        sender=(program.name(), ""), now=clock.now(),
    )  # fmt: skip
    return Letter(title, list(names), said.subject, said.body)
