"""How does a test get cards, templates, words and pictures? Rows as they are loaded, in three languages."""

import re
from datetime import UTC, datetime
from typing import Any

from tests.registration import reading
from trainer.core.db import db
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind

LOADED = datetime(2020, 9, 1, tzinfo=UTC)


def seen(answer: Any) -> str:
    """What somebody reads on a page: its words without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", reading.text(answer)).split())


def said(en: str, es: str = "", fr: str = "") -> dict[str, str]:
    """A text in the languages of the cards."""
    return {"en": en, "es": es or f"{en} (es)", "fr": fr or f"{en} (fr)"}


def put(kind: PieceKind, name: str, title: dict[str, str], position: int = 0, **content: Any) -> Piece:
    """A piece as `trainer courses load` leaves it."""
    piece = Piece(
        kind=kind, name=name, position=position, titles=title, content={"id": name, "title": title, **content},
        digest=f"{kind}:{name}", loaded_at=LOADED,
    )  # fmt: skip
    db.session.add(piece)
    return piece


def fill() -> None:
    """A card, a template, two words and a picture."""
    put(
        PieceKind.CARD, "consultancy", said("Consultancy", "Consultoría", "Consultation"), minutes=15, people="4–10",
        purpose=said("Think wider."), source={"name": "A school", "url": "https://school.example/"},
        steps=[{"minutes": 10, "text": said("The presenter tells.")}, {"minutes": 5, "text": said("All ask.")}],
        text=said("## When\n\nFor a [domain](term:domain) that is stuck."),
    )  # fmt: skip
    put(
        PieceKind.TEMPLATE, "charter", said("Charter", "Carta", "Charte"), purpose=said("Say who you are."),
        text=said("## Who\n\n____ 2\n\n- [ ] **we** agreed", "## Quién\n\n____\n"),
    )  # fmt: skip
    for position, (name, es) in enumerate((("practice", "práctica"), ("domain", "dominio"))):
        words = said(name, es)
        put(PieceKind.TERM, name, words, position, words=words, meaning=said(f"What {name} means."))
    put(
        PieceKind.PICTURE, "pdsa", said("The cycle"), description=said("Four steps, again and again."),
        svg={one: f'<svg viewBox="0 0 9 9"><text class="ink">{word}</text></svg>'
             for one, word in (("en", "Plan"), ("es", "Planear"), ("fr", "Planifier"))},
    )  # fmt: skip
    db.session.flush()
