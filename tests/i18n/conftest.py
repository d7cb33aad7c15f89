"""What does the crawl in the pseudo language stand on?"""

from typing import Any

import flask
import flask_babel
import pytest

from tests.i18n import pseudo
from trainer.core import forms


@pytest.fixture
def pseudo_language(app: flask.Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page and message in the pseudo language."""
    catalog = pseudo.Pseudo()
    monkeypatch.setattr(flask_babel.Domain, "get_translations", lambda _self: catalog)
    monkeypatch.setattr(forms, "_sentences", lambda _language: catalog)
    babel: Any = app.extensions["babel"]
    monkeypatch.setattr(babel, "locale_selector", lambda: pseudo.LOCALE)
