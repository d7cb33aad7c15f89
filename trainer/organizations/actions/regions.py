"""How is the list of regions kept, from which an organization's region is chosen?"""

from datetime import datetime

from sqlalchemy import func, select, update

from trainer.accounts.actor import Actor
from trainer.accounts.rules import tidy
from trainer.core import audit
from trainer.core.db import db
from trainer.core.errors import Reason, Refused
from trainer.organizations.models import Organization, Region
from trainer.organizations.queries import consortia
from trainer.organizations.rules import RegionReason


def _name(name: str, *, but: Region | None = None) -> str:
    name = tidy(name)
    if not name:
        raise Refused(Reason(RegionReason.NAME_MISSING))
    same = consortia.region_by_name(name)
    if same is not None and same is not but:
        raise Refused(Reason(RegionReason.NAME_TAKEN))
    return name


def add_region(*, name: str, by: Actor, now: datetime) -> Region:
    """One more region to choose from. Refused when it is in the list."""
    made = Region(name=_name(name))
    db.session.add(made)
    db.session.flush()
    audit.record(action="region.add", by=by, now=now, subject=("region", made.ref))
    return made


def rename_region(*, region: Region, name: str, by: Actor, now: datetime) -> None:
    """Give a region another name, in the list and on its organizations. Raises Refused."""
    old, new = region.name, _name(name, but=region)
    region.name = new
    db.session.execute(update(Organization).where(Organization.region == old).values(region=new))
    db.session.flush()
    audit.record(action="region.rename", by=by, now=now, subject=("region", region.ref))


def remove_region(*, region: Region, by: Actor, now: datetime) -> None:
    """Take a region off the list. Refused while organizations are in it."""
    count = db.session.scalar(select(func.count(Organization.id)).where(Organization.region == region.name))
    if count:
        raise Refused(Reason(RegionReason.IN_USE, {"organizations": count}))
    db.session.delete(region)
    db.session.flush()
    audit.record(action="region.remove", by=by, now=now, subject=("region", region.ref))
