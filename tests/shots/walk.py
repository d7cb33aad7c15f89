"""Which pages can a person reach? Whatever the links lead to, a few examples of each kind."""

from collections import Counter, deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

import flask
from playwright.sync_api import Page
from werkzeug.exceptions import HTTPException

EXAMPLES = 3
STARTS = {
    "stranger": ("/", "/schedule", "/sign-in", "/join", "/forgot", "/mail-sent", "/mailbox", "/no-such-page"),
    "": ("/home", "/", "/schedule", "/me", "/permissions", "/audit", "/mailbox"),
}
LINKS = "Array.from(document.querySelectorAll('a[href]'), (link) => link.href)"


@dataclass
class Walk:
    """The addresses still to visit, and how often each kind of page has been seen."""

    app: flask.Flask
    base: str
    examples: int = EXAMPLES
    waiting: deque[str] = field(default_factory=deque)
    known: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)

    def begin(self, who: str) -> None:
        """Put the first addresses of a person on the list."""
        for path in STARTS.get(who, STARTS[""]):
            self._add(path)

    def look(self, page: Page) -> None:
        """Put what this page links to on the list."""
        for link in page.evaluate(LINKS):
            parts = urlsplit(link)
            if f"{parts.scheme}://{parts.netloc}" == self.base and "lang" not in parse_qs(parts.query):
                self._add(parts.path + (f"?{parts.query}" if parts.query else ""))

    def _add(self, address: str) -> None:
        if address in self.known:
            return
        self.known.add(address)
        kind = self.kind(address)
        if kind == "static" or kind.endswith(("calendar", "feed")):
            return
        query = ",".join(sorted(parse_qs(urlsplit(address).query)))
        self.kinds[f"{kind}?{query}"] += 1
        if self.kinds[f"{kind}?{query}"] <= (self.examples if not query else 1):
            self.waiting.append(address)

    def kind(self, address: str) -> str:
        """The endpoint of an address."""
        try:
            endpoint, _values = self.app.url_map.bind("localhost").match(urlsplit(address).path, method="GET")
        except HTTPException:
            return "nowhere"
        return str(endpoint)
