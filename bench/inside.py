"""What happens inside one request? Its statements, its bytes, and, when it is too slow, where the time goes."""

import cProfile
import pstats
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import flask
from werkzeug.test import TestResponse

from bench.pages import Cookies, Page, Posts
from bench.sites import HOST
from tests.statements import counted

PROFILED = 150
LINES = 15


@dataclass(frozen=True)
class Look:
    """One page, asked for in this process."""

    status: int
    body: bytes
    statements: list[str] = field(repr=False)


class Insider:
    """Asks the app for pages without a server between."""

    def __init__(self, app: flask.Flask, cookies: Cookies) -> None:
        self.app = app
        self.cookies = cookies
        self.client = app.test_client(use_cookies=False)

    def _get(self, path: str, visitor: int | None) -> TestResponse:
        headers = {"X-Forwarded-Proto": "https"}
        if visitor is not None:
            headers["Cookie"] = self.cookies.of(visitor)
        return self.client.get(path, base_url=f"https://{HOST}", headers=headers)

    def look(self, page: Page) -> Look:
        """Ask twice and count the statements of the dearer time: what is kept between requests may hide some."""
        visitor = page.visitors[0] if page.visitors else None
        looks = []
        for _ in range(2):
            with counted(self.app) as statements:
                answer = self._get(page.paths[0], visitor)
            looks.append(Look(answer.status_code, answer.data, list(statements)))
        return max(looks, key=lambda look: len(look.statements))

    def post(self, request: bytes) -> Look:
        """Send one prepared registration."""
        head, _, body = request.partition(b"\r\n\r\n")
        first, *fields = head.decode().split("\r\n")
        headers = [tuple(line.split(": ", 1)) for line in fields if not line.startswith("Content-Length")]
        with counted(self.app) as statements:
            answer = self.client.post(
                first.split(" ")[1],
                base_url=f"https://{HOST}",
                data=body,
                headers=headers,
            )
        return Look(answer.status_code, answer.data, list(statements))

    def profile(self, page: Page) -> str:
        """Where the time of a page goes: the functions with the largest sums."""
        visitor = page.visitors[0] if page.visitors else None
        for _ in range(20):
            self._get(page.paths[0], visitor)
        watch = cProfile.Profile()
        watch.enable()
        for _ in range(PROFILED):
            self._get(page.paths[0], visitor)
        watch.disable()
        return shortened(watch)


def first_post(insider: Insider, posts: Posts) -> Look:
    """One registration, sent in this process."""
    return insider.post(posts.take(1)[0])


def shortened(watch: cProfile.Profile) -> str:
    """The 15 dearest functions in ms a request, without folders and without what only wraps all the rest."""
    stats: Any = pstats.Stats(watch)
    rows = []
    for (file, line, name), (_direct, calls, own, total, _callers) in stats.stats.items():
        where = re.sub(r"^.*/(?:site-packages|lib/python[\d.]+)/", "", file)
        where = re.sub(r"^.*/(trainer|bench)/", r"\1/", where)
        rows.append(
            (total * 1e3 / PROFILED, own * 1e3 / PROFILED, calls / PROFILED, f"{where}:{line} {name}")
        )
    whole = max((total for total, _own, _calls, where in rows if "flask/app.py" in where), default=0.0)
    inner = sorted((row for row in rows if row[0] < 0.8 * whole), reverse=True)[:LINES]
    lines = [f"{whole:7.2f} ms  all of the request, under the profiler"]
    lines += [
        f"{total:7.2f} ms  own {own:6.2f}  {calls:7.1f} calls  {where}" for total, own, calls, where in inner
    ]
    return "\n".join(lines)


def repeated(statements: list[str]) -> list[str]:
    """The statements that a page sends more than once, with how often: the usual reason for growing."""
    return [
        f"{count} × {' '.join(text.split())[:140]}"
        for text, count in Counter(statements).items()
        if count > 1
    ]
