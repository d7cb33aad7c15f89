"""Is every text on every page translated? A crawl as every role in a language that shows raw English."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from tests.conftest import taking_turns
from tests.i18n import pseudo
from tests.permissions import world as worlds
from tests.permissions.readers import is_read_by
from tests.permissions.test_matrix import actor_of, addresses, may

ROLES = ("stranger", "administrator", "coordinator_a", "trainer", "mentor", "trainee_a1", "trainee_a2")
LEAVING = {"/sign-out"}
NONSENSE = {"text": "x" * 300, "email": "no address", "number": "-5", "date": "soon", "time": "late"}

TYPED = ("x" * 300, *NONSENSE.values(), "no such choice", "name", "email")

REFUSALS = 10
ENOUGH = 2
"""So many pages of one view are read: more of them hold the same texts. Of its forms, those of one page."""


def is_page(answer: Any) -> bool:
    return answer.mimetype == "text/html" and answer.status_code not in (301, 302, 303, 308)


def pages(app: Any, world: Any, browser: Any, role: str, enough: int = ENOUGH) -> Iterator[tuple[str, Any]]:
    """Every view that shows somebody a page, with up to two of its pages. No PDF: its fonts lack the wide letters.

    What all may open holds the same texts for all: one role reads it. So do the refusals: nine of ten answers.
    """
    read: Counter[str] = Counter()
    actor, refused = actor_of(world, role), 0
    for endpoint, path, things in addresses(app, world, "GET"):
        if read[endpoint] < enough and not path.endswith(".pdf") and is_read_by(app, endpoint, role):
            if not may(app, endpoint, actor, things):
                refused += 1
                if refused > REFUSALS:
                    continue
            answer = browser.get(path)
            if is_page(answer):
                read[endpoint] += answer.status_code == 200
                yield path, answer


def forms(html: str, path: str) -> list[tuple[str, dict[str, Any], dict[str, str]]]:
    """The forms of a page that post: where to, with which values, and which of them a person types."""
    found = []
    for form in pseudo.parsed(html).iter(f"{pseudo.H}form"):
        if (form.get("method") or "").lower() != "post":
            continue
        values: dict[str, Any] = {}
        typed: dict[str, str] = {}
        for field in form.iter():
            name = field.get("name") if isinstance(field.tag, str) else None
            kind = field.get("type", "text") if field.tag == f"{pseudo.H}input" else "text"
            if name and kind in ("hidden", "submit"):
                values[name] = field.get("value", "")
            elif name and kind != "file":
                typed[name] = kind
        found.append((form.get("action") or path, values, typed))
    return found


@taking_turns("role", ROLES)
def test_no_page_holds_raw_english(app, session, browser_of, pseudo_language, role):
    world = worlds.build()
    browser = browser_of(world.people.get(role))
    known = pseudo.data()
    problems, read = [], 0
    for path, answer in pages(app, world, browser, role):
        read += 1
        problems += [f"{path}: {word}" for word in pseudo.raw(answer.get_data(as_text=True), known)]
    assert not problems, "\n".join(problems)
    assert read >= 6


@taking_turns("role", ["stranger", "administrator", "trainee_a1", "coordinator_a"])
def test_no_answer_to_a_wrong_form_holds_raw_english(app, session, browser_of, pseudo_language, role):
    world = worlds.build()
    browser = browser_of(world.people.get(role))
    known = pseudo.data(*TYPED)
    problems, answered = [], 0
    for path, page in pages(app, world, browser, role, enough=1):
        for action, values, typed in forms(page.get_data(as_text=True), path):
            if re.sub(r"\?.*", "", action) in LEAVING:
                continue
            for filled in ({}, {name: NONSENSE.get(kind, "no such choice") for name, kind in typed.items()}):
                answer = browser.post(action, data={**values, **filled}, follow_redirects=True)
                if is_page(answer):
                    answered += 1
                    html = answer.get_data(as_text=True)
                    words = pseudo.raw(html, known)
                    if words:  # what was just typed is data as well
                        known = pseudo.data(*TYPED)
                        words = pseudo.raw(html, known)
                    problems += [f"{action} from {path}, {answer.status_code}: {word}" for word in words]
    assert not problems, "\n".join(dict.fromkeys(problems))
    assert answered >= 4


def test_the_crawl_finds_a_planted_text():
    page = "<!doctype html><html lang='en'><title>{0}</title><h1>{0}</h1><p>{1} Ada Byron</p>{2}</html>"
    good, known = pseudo.wide("Sign in"), {"Ada Byron"}
    assert pseudo.raw(page.format(good, good, ""), known) == []
    assert pseudo.raw(page.format(good, "Sign in", ""), known) == ["'Sign in' in 'Sign in Ada Byron'"]
    assert pseudo.raw(page.format(good, pseudo.wide("State: %(s)s") % {"s": "waiting"}, ""), known)
    for planted in (
        "<img alt='A picture'>", "<button title='Close it'>X</button>", "<input type='submit' value='Send'>",
        "<a aria-label='Next page'>2</a>", "<input placeholder='Your name'>", "<p data-show='Show it'></p>",
    ):  # fmt: skip
        assert len(pseudo.raw(page.format(good, good, planted), known)) == 1, planted
    for fine in ("<code>SELECT</code>", "<p translate='no'>raw words</p>", "<a lang='es'>Idioma nuevo</a>"):
        assert pseudo.raw(page.format(good, good, fine), known) == [], fine
