"""Which tables hold certification? Program edition, file, sign-off, waiver, extension, decision, credential, change."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.accounts.models import Person
from trainer.certification.rules import CredentialState, DecisionOutcome, FileState
from trainer.core.db import Json, KeptJson, Model, UtcDateTime, one_of, ref_column, str_enum
from trainer.learning.models import Enrollment
from trainer.permissions import Scope


class ProgramEdition(Model):
    """The rules of one edition of the program as they were loaded: criteria with their numbers. They do not change."""

    __tablename__ = "certification_edition"
    id: Mapped[int] = mapped_column(primary_key=True)
    edition: Mapped[str] = mapped_column(String(32), unique=True)
    titles: Mapped[dict[str, str]] = mapped_column(Json)
    content: Mapped[dict[str, Any]] = mapped_column(KeptJson)
    digest: Mapped[str] = mapped_column(String(64))
    loaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class CertificationFile(Model):
    """One person's way to the credential: where it stands and when it was asked for."""

    __tablename__ = "certification_file"
    __table_args__ = (
        one_of("state", FileState),
        Index("ix_certification_file_state", "state", "requested_at", "id"),
        Index("ix_certification_file_person", "person_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    enrollment_id: Mapped[int] = mapped_column(ForeignKey("learning_enrollment.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    state: Mapped[FileState] = mapped_column(str_enum(FileState))
    requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    name_shown: Mapped[str] = mapped_column(String(200), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lock: Mapped[int] = mapped_column(default=0)
    enrollment: Mapped[Enrollment] = relationship()
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard: the trainee's; the mentor comes in by the grant."""
        return {("person", self.person_id)}


class SignOff(Model):
    """What the mentor states to have seen and verified, or why not (R21). The latest counts."""

    __tablename__ = "certification_signoff"
    __table_args__ = (Index("ix_certification_signoff_file", "file_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("certification_file.id"))
    mentor_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    given: Mapped[bool]
    statement: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    mentor: Mapped[Person] = relationship()


class Waiver(Model):
    """A criterion, or one session's part of it, that was waived: by whom, why and when. Never on the certificate."""

    __tablename__ = "certification_waiver"
    __table_args__ = (UniqueConstraint("file_id", "criterion", "scope"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("certification_file.id"))
    criterion: Mapped[str] = mapped_column(String(8))
    scope: Mapped[str] = mapped_column(String(64), default="")
    numbers: Mapped[dict[str, Any]] = mapped_column(Json)
    reason: Mapped[str] = mapped_column(Text)
    by_person: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Extension(Model):
    """A later deadline (R23): until when, why, and by whom. `reason` is for administrators, `said` for the person."""

    __tablename__ = "certification_extension"
    __table_args__ = (Index("ix_certification_extension_file", "file_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("certification_file.id"))
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    said: Mapped[str] = mapped_column(Text, default="")
    by_person: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Decision(Model):
    """What an administrator decided, and why; never the trainee, never the mentor (R22)."""

    __tablename__ = "certification_decision"
    __table_args__ = (one_of("outcome", DecisionOutcome), Index("ix_certification_decision_file", "file_id"))
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("certification_file.id"))
    decider_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    outcome: Mapped[DecisionOutcome] = mapped_column(str_enum(DecisionOutcome))
    reason: Mapped[str] = mapped_column(Text)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    decider: Mapped[Person] = relationship()


class Credential(Model):
    """The certificate as it was issued: what it shows is kept word for word. Its number is public."""

    __tablename__ = "certification_credential"
    __table_args__ = (
        one_of("state", CredentialState),
        CheckConstraint("expires_on > issued_on", name="term"),
        Index("ix_certification_credential_person", "person_id"),
        Index("ix_certification_credential_expires", "state", "expires_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ref: Mapped[str] = ref_column()
    number: Mapped[str] = mapped_column(String(32), unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("certification_file.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("accounts_person.id"))
    state: Mapped[CredentialState] = mapped_column(str_enum(CredentialState))
    issued_on: Mapped[date]
    expires_on: Mapped[date]
    state_changed_on: Mapped[date | None]
    shown: Mapped[dict[str, Any]] = mapped_column(Json)
    person: Mapped[Person] = relationship()

    def scopes(self) -> set[Scope]:
        """Whose it is, for the guard."""
        return {("person", self.person_id)}


class CredentialChange(Model):
    """A credential was suspended, revoked or reinstated: by whom, when and why. The reason is never public."""

    __tablename__ = "certification_change"
    __table_args__ = (
        one_of("state", CredentialState),
        Index("ix_certification_change_credential", "credential_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    credential_id: Mapped[int] = mapped_column(ForeignKey("certification_credential.id"))
    state: Mapped[CredentialState] = mapped_column(str_enum(CredentialState))
    reason: Mapped[str] = mapped_column(Text)
    by_person: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
