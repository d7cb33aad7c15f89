"""Which table holds places taken, asked for, waited for and given back?"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.core.db import Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.organizations.models import Organization
from trainer.permissions import Scope
from trainer.registration.rules import EndCause, RegistrationState
from trainer.schedule.models import Offering
from trainer.schedule.rules.kinds import Format


class Registration(Model):
    """A person's place in an offering. It remembers the organization of that day; a canceled one stays as history.

    `told_as`: the organization asked for somebody outside it who has a place of their own already. The row holds
    nothing and only the organization sees it, in the state that it was told: whether a stranger takes part is not told.
    """

    __tablename__ = "registration_registration"
    __table_args__ = (
        one_of("state", RegistrationState),
        one_of("format", Format),
        one_of("ended", EndCause),
        CheckConstraint("state <> 'waitlisted' OR number IS NOT NULL", name="waiting_has_number"),
        CheckConstraint("state <> 'offered' OR offer_ends IS NOT NULL", name="offer_ends"),
        one_of("told_as", RegistrationState),
        CheckConstraint("told_as IS NULL OR state = 'canceled'", name="told_holds_nothing"),
        Index(
            "uq_registration_registration_live", "offering_id", "person_id", unique=True,
            sqlite_where=text("state <> 'canceled'"), postgresql_where=text("state <> 'canceled'"),
        ),
        Index("ix_registration_registration_queue", "offering_id", "format", "state", "number"),
        Index("ix_registration_registration_person", "person_id", "state"),
        Index("ix_registration_registration_organization", "organization_id", "offering_id", "id"),
        Index("ix_registration_registration_sent", "organization_id", "id"),
        Index("ix_registration_registration_offer", "state", "offer_ends"),
        Index("ix_registration_registration_roster", "offering_id", "state", "id"),
    )  # fmt: skip
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    offering_id: Mapped[int] = mapped_column(ForeignKey("schedule_offering.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organizations_organization.id"))
    format: Mapped[Format] = mapped_column(str_enum(Format))
    state: Mapped[RegistrationState] = mapped_column(str_enum(RegistrationState))
    number: Mapped[int | None]
    offer_ends: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended: Mapped[EndCause | None] = mapped_column(str_enum(EndCause))
    told_as: Mapped[RegistrationState | None] = mapped_column(str_enum(RegistrationState))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by: Mapped[int | None]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    access_needs: Mapped[str] = mapped_column(Text, default="")
    offering: Mapped[Offering] = relationship()
    person: Mapped[Person] = relationship()
    organization: Mapped[Organization | None] = relationship()

    @property
    def state_told(self) -> RegistrationState:
        """The state for pages and files of the organization; the true one wherever nothing is kept from it."""
        return self.told_as or self.state

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the person's, the sending organization's, the offering's."""
        found: set[Scope] = {("person", self.person_id), ("offering", self.offering_id)}
        if self.organization_id is not None:
            found.add(("organization", self.organization_id))
        return found
