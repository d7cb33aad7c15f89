"""How does a test fill in the form of an offering as a browser would: with everything the page shows, and changes?"""

import re

from trainer.core.db import db


def at_rest(session, value):
    """End the test's own transaction: a browser writes on another connection."""
    session.commit()
    return value


def typed(html):
    """What a browser would send if nothing were changed: the fields of the big form with their values."""
    form = html[html.index("data-guard") : html.index("</form>", html.index("data-guard"))]
    found = {}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        kind = re.search(r'type="([^"]+)"', tag)
        if not name or (kind and kind[1] in ("radio", "checkbox") and " checked" not in tag):
            continue
        typed_in = value[1] if value else ""
        if kind and kind[1] == "checkbox" and name[1] in found:  # several are ticked
            typed_in = (
                [*found[name[1]], typed_in]
                if isinstance(found[name[1]], list)
                else [found[name[1]], typed_in]
            )
        found[name[1]] = typed_in
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        found[name] = chosen[1] if chosen else ""
    for name, body in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL):
        found[name] = body.strip()
    return found


def path_of(offering):
    return at_rest(db.session, f"/manage/offerings/{offering.ref}")


def fields(browser, offering):
    return typed(browser.get(path_of(offering)).get_data(as_text=True))


def post(browser, offering, **changes):
    path = path_of(offering)
    return browser.send(path, {**fields(browser, offering), "do": "save", **changes})
