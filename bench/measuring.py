"""In which order is everything measured? Site by site, page by page, round after round."""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import flask

from bench import inside, references, sites, year
from bench.load import Client, Job, Result
from bench.pages import Cookies, Page, Posts, all_pages, visitors
from tests import servers
from trainer.app import create_app
from trainer.core.db import db
from trainer.schedule import queries as schedule_queries

DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}
POST = "post"
POSTS_A_SECOND = 1_500


@dataclass
class Filled:
    """A database with its people, an app of this process on it, and what its pages look like from inside."""

    kind: str
    people: int
    folder: Path
    url: str
    app: flask.Flask
    made: year.Made
    pages: list[Page]
    cookies: Cookies
    posts: Posts
    seconds: float
    looks: dict[str, inside.Look] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """'SQLite, 1,000 people'."""
        return f"{self.kind}, {self.people:,} people"


@dataclass
class Run:
    """One site and what came out of each page, round by round."""

    server: str
    filled: Filled
    site: sites.Site
    results: dict[str, list[Result]] = field(default_factory=dict)
    memory: sites.Memory | None = None

    def rate(self, key: str) -> float:
        """Answers per second, the median of the rounds."""
        return statistics.median([result.rate for result in self.results[key]])

    def beside(self, key: str, other: "Run", other_key: str) -> float:
        """How many times as fast as another page of the same round, the median of the rounds."""
        pairs = zip(self.results[key], other.results[other_key], strict=True)
        return statistics.median([mine.rate / theirs.rate if theirs.rate else 0.0 for mine, theirs in pairs])

    def percentile(self, key: str, percent: float) -> float:
        """The time in ms under which so many of all answers stayed."""
        times = sorted(time for result in self.results[key] for time in result.times)
        return times[min(len(times) - 1, int(len(times) * percent / 100))] * 1e3 if times else 0.0

    def work(self, key: str) -> float:
        """Milliseconds of a processor that an answer costs the server; says the same on a busy machine."""
        answers = sum(len(result.times) for result in self.results[key])
        return sum(result.worked for result in self.results[key]) * 1e3 / (answers or 1)

    def wrong(self) -> list[str]:
        """What came instead of what was expected."""
        return [
            f"{key}: {text}" for key, results in self.results.items() for r in results for text in r.wrong
        ]


@contextmanager
def databases(kind: str, counts: list[int]) -> Iterator[list[Filled]]:
    """Fill one database per number of people; they vanish at the end."""
    with ExitStack() as stack:
        if kind == "PostgreSQL":
            servers.FAST_AND_FORGETFUL.update(DURABLE)
            servers.postgresql_server()
            stack.callback(servers.stop_postgresql_server)
        filled = []
        for people in counts:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="trainer-bench-")))
            url = servers.create_database(f"bench_{people}") if kind == "PostgreSQL" else ""
            filled.append(fill(kind, people, folder, url))
        yield filled


def fill(kind: str, people: int, folder: Path, url: str) -> Filled:
    """Make the years, sign people in, and look at every page once."""
    app = references.added_to(create_app(sites.app_settings(folder, url)))
    began = sites.seconds()
    made = year.make(app, people)
    took = sites.seconds() - began
    cookies = Cookies(app, visitors(people))
    with app.app_context():
        current = schedule_queries.current_year(made.today)
        slug = current.slug if current else ""
    every = all_pages(made, slug)
    filled = Filled(kind, people, folder, url, app, made, every, cookies, Posts(app, made, cookies), took)
    look(filled)
    let_go(app)
    return filled


def let_go(app: flask.Flask) -> None:
    """Close what this process has open: the pages are asked for elsewhere from now on."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def look(filled: Filled) -> None:
    """Ask for each page in this process: what it sends, and whether it is there at all."""
    insider = inside.Insider(filled.app, filled.cookies)
    for page in filled.pages:
        seen = insider.look(page)
        filled.looks[page.key] = seen
        if seen.status != 200:
            filled.missing[page.key] = f"{page.title}: {seen.status} at {page.paths[0]}"
        elif page.key in "abc" and (wrong := references.wrong_with(page.key, seen.body)):
            raise AssertionError(f"{page.title} is not what it must be: {wrong}")
    posted = inside.first_post(insider, filled.posts)
    filled.looks[POST] = posted
    if posted.status != 303:
        filled.missing[POST] = f"registration POST: {posted.status}"


@contextmanager
def started(plan: list[tuple[str, Filled]]) -> Iterator[list[Run]]:
    """All sites of a plan, running at once: who waits costs nothing."""
    with ExitStack() as stack:
        runs = []
        for server, filled in plan:
            site = sites.Site(server, filled.folder, filled.url)
            stack.callback(site.end)
            runs.append(Run(server, filled, site))
        for run in runs:
            run.site.wait()
        yield runs


def measure(runs: list[Run], *, rounds: int, seconds: float) -> None:
    """Warm every page up, then go round after round, every other time backwards."""
    client = Client()
    try:
        for run in runs:
            _once_around(client, run, seconds / 2, forwards=True)
            run.results.clear()
        for number in range(rounds):
            for run in runs if number % 2 == 0 else reversed(runs):
                _once_around(client, run, seconds, forwards=number % 2 == 0)
    finally:
        client.end()
    for run in runs:
        run.memory = run.site.memory()


def _once_around(client: Client, run: Run, seconds: float, *, forwards: bool) -> None:
    filled = run.filled
    jobs = [
        (page.key, Job(run.site.port, page.requests(filled.cookies), 200, seconds))
        for page in filled.pages
        if page.key not in filled.missing
    ]
    if POST not in filled.missing:
        posts = filled.posts.take(int(POSTS_A_SECOND * seconds))
        jobs.append((POST, Job(run.site.port, posts, 303, seconds, once=True)))
    for key, job in jobs if forwards else reversed(jobs):
        before = run.site.worked()
        result = client.run(job)
        result.worked = run.site.worked() - before
        run.results.setdefault(key, []).append(result)
