"""Under which address does a static file stand, so that a browser may keep it for a year?"""

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent.parent.parent / "static"
YEAR = 31_536_000
HOUR = 3_600


@lru_cache(maxsize=512)
def _digest(name: str, _changed: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]


def asset(name: str) -> str:
    """The address of a static file with a word of its content: a changed file has a new address."""
    changed = os.stat(f"{STATIC}/{name}").st_mtime_ns  # a page asks for a hundred signs: no Path for each
    return f"/static/{_digest(name, changed)}/{name}"


def worker(scope: str) -> Any:
    """The script that opens the pages a device has kept (worker.js) without a connection. It governs what stands under
    `scope` and nothing outside, and no browser keeps an older one."""
    answer = flask.Response((STATIC / "js" / "worker.js").read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = scope
    answer.add_etag()
    return answer.make_conditional(flask.request)


class StaticFiles:
    """Static files before the app is asked: under their hashed address for a year, under the plain one for an hour."""

    def __init__(self, app: Callable[..., Iterable[bytes]]) -> None:
        self.plain = WhiteNoise(
            app, root=str(STATIC), prefix="static/", max_age=HOUR, allow_all_origins=False
        )
        self.kept = WhiteNoise(app, root=str(STATIC), prefix="static/", max_age=YEAR, allow_all_origins=False)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        parts = environ.get("PATH_INFO", "").split("/", 3)
        if (
            len(parts) == 4
            and parts[1] == "static"
            and len(parts[2]) == 12
            and f"/static/{parts[3]}" in self.kept.files
        ):
            environ["PATH_INFO"] = f"/static/{parts[3]}"
            return self.kept(environ, start_response)
        return self.plain(environ, start_response)


def init_app(app: flask.Flask) -> None:
    """Serve static files before the app is asked, and give templates `asset`; in production, files do not change."""
    production = app.extensions["trainer_settings"].production
    app.jinja_env.globals["asset"] = cache(asset) if production else asset
    app.wsgi_app = StaticFiles(app.wsgi_app)  # type: ignore[method-assign]
