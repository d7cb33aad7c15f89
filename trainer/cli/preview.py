"""How does an author see their pages while they write? The site's own pages, on courses read anew at every change."""

import dataclasses
import json
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import flask
import waitress
from flask_login import current_user
from sqlalchemy import delete

from trainer import config
from trainer.accounts.models import Person
from trainer.accounts.signin import sessions
from trainer.accounts.signin.models import Account
from trainer.app import create_app
from trainer.certification import loading as program_loading
from trainer.core import clock, i18n
from trainer.core.db import db, new_ref, writing
from trainer.core.web import guard
from trainer.curriculum import reading
from trainer.curriculum.models import Completion, CourseEdition, Piece
from trainer.curriculum.reading import Problem
from trainer.curriculum.rules import CompletionKind, PieceKind

HERE = "127.0.0.1"
OUR_NAMES = (HERE, "localhost")
THREADS = 8
AUTHOR = "author@example.org"
OTHER_LANGUAGES = {"fr": "Français"}
"""Languages of courses in which the site itself does not speak: its own words stay English around them."""

COURSES = Path(__file__).parent.parent.parent / "courses"

PAGES_OF = {PieceKind.CARD: "cards", PieceKind.TEMPLATE: "templates"}
"""Under which address the site shows one of these."""

bp = flask.Blueprint("preview", __name__)


@dataclasses.dataclass
class Desk:
    """The folder that is being written, and what was read of it last. `version` grows with every change."""

    folder: Path
    version: int = 0
    seen: Any = None
    written: reading.Written = dataclasses.field(default_factory=lambda: reading.Written([], [], []))
    problems: list[Problem] = dataclasses.field(default_factory=list)
    turn: threading.Lock = dataclasses.field(default_factory=threading.Lock)

    def look(self) -> int:
        """The version of what is there now: what has changed since is read first."""
        with self.turn:
            now = _marks(self.folder)
            if now != self.seen:
                self._read()
                self.seen = now
                self.version += 1
            return self.version

    def _read(self) -> None:
        self.written = reading.read_folder(self.folder)
        problems = self.written.problems
        if any(self.folder.glob("program*.toml")):
            problems = [*problems, *program_loading.check(self.folder)[1]]
        self.problems = sorted(set(problems))
        with writing():
            _take_in(self.written.courses, clock.now())
            _take_in_pieces(self.written.pieces, clock.now())

    def lines(self) -> list[tuple[str, int, str]]:
        """Every mistake: the file as it is called in the folder, the line, what to do."""
        return [(_called(one.path, self.folder), one.line, one.message) for one in self.problems]


def _called(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else path.name


def _marks(folder: Path) -> list[tuple[str, int, int]]:
    """Each file of the folder with when it was changed and how large it is; a change of one is a change here."""
    found = []
    for path in sorted(folder.rglob("*")):
        try:
            stat = path.stat()
        except OSError:  # an editor puts files away while it saves
            continue
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return found


def _take_in(courses: list[reading.Course], now: datetime) -> None:
    """What could be read, in place of what was there; the author has a place in every course."""
    author = db.session.query(Person).one()
    db.session.execute(delete(Completion))
    db.session.execute(delete(CourseEdition))
    named: dict[str, reading.Course] = {}
    for course in courses:
        named.setdefault(course.id or course.path.parent.name, course)
    for position, (name, course) in enumerate(named.items()):
        content = shown(course)
        db.session.add(
            CourseEdition(
                course=name, edition=course.edition or "?", minutes=course.minutes, titles=content["title"],
                content={**content, "id": name}, digest=str(position), loaded_at=now,
            )
        )  # fmt: skip
        db.session.add(
            Completion(
                person_id=author.id,
                course=name,
                kind=CompletionKind.COMPLETED,
                on=now.date(),
                cause="preview",
            )
        )
    db.session.flush()


def _take_in_pieces(pieces: list[reading.Piece], now: datetime) -> None:
    """Cards, templates, terms and pictures, as far as they could be read."""
    db.session.execute(delete(Piece))
    for position, piece in enumerate({(one.kind, one.id): one for one in pieces if one.id}.values(), start=1):
        content = _filled(json.loads(json.dumps(dataclasses.asdict(piece))), set(i18n.LANGUAGES))
        titles = content.get("title") or content.get("words") or {}
        db.session.add(
            Piece(
                kind=piece.kind, name=piece.id, position=position, titles=titles, content=content,
                digest=str(position), loaded_at=now,
            )
        )  # fmt: skip
    db.session.flush()


ALWAYS_WRITTEN = {
    "title",
    "summary",
    "audience",
    "text",
    "alternative",
    "question",
    "purpose",
    "words",
    "meaning",
    "svg",
}


def shown(course: reading.Course) -> dict[str, Any]:
    """A course as it would be loaded, with something to show where a text is missing."""
    content = {name: value for name, value in dataclasses.asdict(course).items() if name != "path"}
    filled: dict[str, Any] = _filled(json.loads(json.dumps(content, default=str)), set(course.languages))
    modules: dict[str, Any] = {}
    for module in filled["modules"]:
        modules.setdefault(
            module["id"] or module["folder"], {**module, "id": module["id"] or module["folder"]}
        )
    return {**filled, "modules": list(modules.values())}


def _filled(value: Any, languages: set[str], name: str = "") -> Any:
    if isinstance(value, list):
        return [_filled(one, languages, name) for one in value]
    if not isinstance(value, Mapping):
        return value
    words = value.keys() <= languages and (value or name in ALWAYS_WRITTEN)
    if words and not value.get("en"):
        return {**value, "en": next((text for text in value.values() if text), "…")}
    return {key: _filled(one, languages, key) for key, one in value.items()}


def make_app(folder: Path, data: Path) -> flask.Flask:
    """The site on a database of its own that holds nothing but this folder and its author."""
    i18n.LANGUAGES.update(OTHER_LANGUAGES)
    app = create_app(config.Settings(mode=config.Mode.SAMPLE, data_dir=data, secret_key=new_ref() * 2))
    app.extensions["preview"] = desk = Desk(folder)
    with app.app_context():
        db.create_all()
        with writing():
            author = Person(name="Author", sort_name="author", email=AUTHOR, created_at=clock.now())
            db.session.add(author)
            db.session.flush()
            db.session.add(
                Account(person_id=author.id, email=AUTHOR, fs_uniquifier=new_ref(), created_at=clock.now())
            )
        db.session.remove()
    app.register_blueprint(bp)
    app.context_processor(lambda: {"sample_day": None, "mailbox_url": None})
    app.before_request_funcs.setdefault(None, []).insert(0, _welcome)
    app.after_request(lambda answer: _with_mistakes(answer, desk))
    return app


def _desk() -> Desk:
    desk: Desk = flask.current_app.extensions["preview"]
    return desk


def _welcome() -> Any:
    """Whoever sits at this machine is the author; nobody else is let in."""
    if flask.request.host.partition(":")[0] not in OUR_NAMES:
        flask.abort(403)
    if flask.request.path.startswith("/preview/version"):
        return None
    if flask.request.path == "/":
        return flask.redirect("/preview")
    _desk().look()
    if not current_user.is_authenticated:
        with writing():
            sessions.sign_in(db.session.query(Account).one())
        return flask.redirect(flask.request.full_path, 307)
    flask.g.language = flask.request.args.get("lang") or flask.request.cookies.get("lang") or "en"
    return None


def _with_mistakes(answer: flask.Response, desk: Desk) -> flask.Response:
    """The mistakes of the folder on top of a page, and the script that reloads it."""
    if answer.mimetype != "text/html" or answer.direct_passthrough:
        return answer
    bar = flask.render_template("preview/bar.html", version=desk.version, lines=desk.lines())
    page = answer.get_data(as_text=True)
    answer.set_data(page.replace('<main id="main" tabindex="-1">', f'<main id="main" tabindex="-1">{bar}', 1))
    return answer


@bp.get("/preview")
@guard.public
def index() -> str:
    """Every page of the folder: courses with their modules, in each language."""
    known = {rule.rule.split("/")[1] for rule in flask.current_app.url_map.iter_rules()}
    beside = [
        (kind, [piece for piece in _desk().written.pieces if piece.kind == kind and piece.id])
        for kind, place in PAGES_OF.items()
        if place in known
    ]
    return flask.render_template(
        "preview/index.html", courses=_desk().written.courses, beside=beside, pages=PAGES_OF,
        folder=_desk().folder.name,
    )  # fmt: skip


@bp.get("/preview/version")
@guard.public
def version() -> flask.Response:
    """A number that grows when a file changes."""
    return flask.Response(str(_desk().look()), mimetype="text/plain")


@contextmanager
def served(folder: Path, port: int) -> Iterator[Any]:
    """A server of the preview on this machine alone; port 0 takes a free one."""
    with tempfile.TemporaryDirectory() as data:
        app = make_app(folder, Path(data))
        server = waitress.create_server(app, host=HERE, port=port, threads=THREADS, ident=None)
        try:
            yield server
        finally:
            server.close()


@click.command("preview")
@click.option("--folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=None,
              help="The folder with the courses; by default the project's own.")  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8100, help="Where it listens; 0 takes any free port."
)
def preview(folder: Path | None, port: int) -> None:
    """Show the pages of a folder while it is being written, with its mistakes. Nothing is loaded into the site."""
    for told in (
        signal.SIGINT,
        signal.SIGTERM,
    ):  # a shell that starts it in the background lets it ignore Ctrl+C
        signal.signal(told, signal.default_int_handler)
    try:
        with served((folder or COURSES).resolve(), port) as server:
            click.echo(f"Open http://localhost:{server.effective_port}/preview\nCtrl+C ends it.")
            server.run()
    except OSError as problem:
        raise click.ClickException(
            f"The preview cannot listen on port {port}: {problem.strerror}. Choose --port."
        ) from None
    except KeyboardInterrupt:
        pass
