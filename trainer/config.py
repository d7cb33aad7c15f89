"""What can be set? Every setting: typed, from the environment, checked at start, documented where it is declared."""

import enum
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlparse
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Mode(enum.StrEnum):
    """What kind of start this is. They never mix: sample people cannot exist in production."""

    SAMPLE = "sample"
    PRODUCTION = "production"
    TEST = "test"


class Misconfigured(Exception):
    """The site refuses to start; each sentence says what to set."""


def _set(variable: str, default: Any, says: str) -> Any:
    """One setting: its variable, its default, and what it does, in one place."""
    return field(default=default, metadata={"variable": variable, "says": says})


@dataclass(frozen=True)
class Settings:
    """All settings. `trainer settings` prints this list."""

    mode: Mode = _set("TRAINER_MODE", Mode.SAMPLE, "sample (default) or production")
    host: str = _set("TRAINER_HOST", "localhost", "where the site listens")
    port: int = _set("TRAINER_PORT", 8000, "the port it listens on")
    data_dir: Path = _set("TRAINER_DATA_DIR", Path(".data"), "folder for the embedded database and files")
    database_url: str = _set("TRAINER_DATABASE_URL", "", "postgresql://…; empty: SQLite in the data folder")
    files: str = _set(
        "TRAINER_FILES",
        "",
        "folder for photos and other uploads, one for all machines; empty: files in the data folder",
    )
    secret_key: str = _set("TRAINER_SECRET_KEY", "", "at least 32 random characters; signs cookies and links")
    base_url: str = _set("TRAINER_BASE_URL", "", "the site's address in messages, https://… in production")
    smtp_url: str = _set("TRAINER_SMTP_URL", "", "smtp://user:password@host:587 or smtps://…")
    mail_from: str = _set("TRAINER_MAIL_FROM", "", "the address that messages come from")
    proxies: int = _set("TRAINER_PROXIES", 0, "how many trusted proxies stand before the site")
    zone: str = _set("TRAINER_ZONE", "America/Los_Angeles", "the program's time zone")
    sheet_days: int = _set(
        "TRAINER_SHEET_DAYS", 14, "days after a session until its sheet locks; a mark then needs a reason"
    )
    ceu: int = _set(
        "TRAINER_CEU", 0, "1 if your program is accredited to issue CEU; records then show 1 CEU for 10 hours"
    )
    missed_minutes: int = _set(
        "TRAINER_MISSED_MINUTES",
        15,
        "minutes of a session that may be missed with credit; certification goes by its edition",
    )
    argon2_weak: bool = False
    engine_options: dict[str, Any] | None = None

    @property
    def production(self) -> bool:
        return self.mode is Mode.PRODUCTION

    @property
    def sqlalchemy_url(self) -> str:
        """The database as SQLAlchemy wants it; plain postgresql:// means psycopg 3."""
        return self.database_url or f"sqlite:///{(self.data_dir / 'trainer.sqlite').resolve()}"

    @property
    def files_dir(self) -> Path:
        """Where uploaded files lie."""
        return Path(self.files) if self.files else self.data_dir / "files"

    @property
    def address(self) -> str:
        """Where people open the site."""
        return self.base_url.rstrip("/") or f"http://{self.host}:{self.port}"


def from_environment(environ: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this start. Raises Misconfigured with one sentence per mistake."""
    values: dict[str, Any] = {}
    wrong: list[str] = []
    for item in fields(Settings):
        text = environ.get(item.metadata.get("variable", ""), "").strip()
        if not text:
            continue
        try:
            kind: Any = type(item.default)
            values[item.name] = kind(text)
            if values[item.name] is Mode.TEST:  # less careful than both others: only tests may ask for it
                raise ValueError(text)
        except ValueError:
            wrong.append(f"{item.metadata['variable']}={text!r} is not possible: {item.metadata['says']}.")
    if wrong:
        raise Misconfigured("\n".join(wrong))
    settings = Settings(**values)
    if settings.mode is Mode.SAMPLE:
        values.setdefault("secret_key", _sample_secret(settings.data_dir))
        settings = Settings(**values)
    check(settings)
    return settings


def make_folder(data_dir: Path, variable: str = "TRAINER_DATA_DIR") -> None:
    """A folder for data, made if need be. Raises Misconfigured when it cannot be."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        usable = os.access(data_dir, os.W_OK | os.X_OK)
    except OSError:
        usable = False
    if not usable:
        raise Misconfigured(f"Set {variable} to a folder that can be written: {data_dir} cannot.")


def _sample_secret(data_dir: Path) -> str:
    make_folder(data_dir)
    file = data_dir / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(32), encoding="ascii")
    return file.read_text(encoding="ascii")


def check(settings: Settings) -> None:
    """Refuse insecure defaults, in production all of them. Raises Misconfigured."""
    wrong: list[str] = []
    if not 0 <= settings.port <= 65535:
        wrong.append("Set TRAINER_PORT to a number from 1 to 65535.")
    if settings.proxies < 0:
        wrong.append("Set TRAINER_PROXIES to how many trusted proxies stand before the site: 0 or more.")
    if not 1 <= settings.sheet_days <= 3660:
        wrong.append("Set TRAINER_SHEET_DAYS to how many days a sheet stays open: from 1 to 3660.")
    if settings.ceu not in (0, 1):
        wrong.append("Set TRAINER_CEU to 1 if your program is accredited to issue CEU, else to 0.")
    if not 0 <= settings.missed_minutes <= 240:
        wrong.append(
            "Set TRAINER_MISSED_MINUTES to how many minutes of a session may be missed: from 0 to 240."
        )
    wrong += _wrong_zone(settings.zone) + _wrong_database(settings.database_url)
    if settings.production:
        wrong += _wrong_in_production(settings)
    if wrong:
        raise Misconfigured("\n".join(wrong))


def _wrong_zone(name: str) -> list[str]:
    try:
        ZoneInfo.no_cache(name)  # what is kept for everybody is read by core.clock alone
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return [f"Set TRAINER_ZONE to a name such as America/Los_Angeles: {name} is no time zone."]
    return []


def _wrong_database(url: str) -> list[str]:
    try:
        found = urlparse(url)
        if not url or (found.scheme.split("+")[0] in {"postgresql", "sqlite"} and found.port != 0):
            return []
    except ValueError:  # a port that is no number
        pass
    return ["Set TRAINER_DATABASE_URL to postgresql://user:password@host/name, or to nothing for SQLite."]


def _wrong_in_production(settings: Settings) -> list[str]:
    wrong = []
    if len(settings.secret_key) < 32:
        wrong.append(
            "Set TRAINER_SECRET_KEY to at least 32 random characters, for example from `openssl rand -hex 32`."
        )
    base = urlparse(settings.base_url)
    if base.scheme != "https" or not base.hostname:
        wrong.append(
            "Set TRAINER_BASE_URL to the site's https address: sign-in cookies are named __Host- and marked Secure,"
            " so the site cannot be used without https."
        )
    if urlparse(settings.smtp_url).scheme not in {"smtp", "smtps"}:
        wrong.append(
            "Set TRAINER_SMTP_URL to the mail server, for example smtp://user:password@mail.example.org:587."
        )
    if "@" not in settings.mail_from:
        wrong.append("Set TRAINER_MAIL_FROM to the address that messages come from.")
    if (settings.data_dir / "sample_clock.json").exists():
        wrong.append(
            f"Set TRAINER_DATA_DIR to another folder: {settings.data_dir} holds the sample year,"
            " whose people and pinned clock cannot exist in production."
        )
    return wrong
