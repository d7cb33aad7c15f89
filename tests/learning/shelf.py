"""How does a test get cards, templates, words and pictures, and a module that uses them? As they are loaded."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

from tests.learning import building
from tests.registration import reading
from trainer.core.db import db
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind

LOADED = datetime(2020, 9, 1, tzinfo=UTC)


PATH = "/courses/cop-101/101.1"
EN = """A door [opens](module:101.2) elsewhere [too](module:cohort.1).

## Words

A [domain](term:domain), a [card](card:consultancy), a [charter](template:charter), [nothing](card:nothing).

![A cycle that goes round.](picture:pdsa)

![What is not there.](picture:lost)

## The end

That was it.
"""


def rewritten(course: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """The loaded course with its content changed."""
    edition = building.course(course)
    edition.content = {**edition.content, **change(edition.content)}
    db.session.commit()


def first_module(**more: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """Change the first module of a course, and give the course a third language."""
    return lambda content: {
        "languages": ["en", "es", "fr"],
        "modules": [{**content["modules"][0], **more}, *content["modules"][1:]],
    }


def seen(answer: Any) -> str:
    """What somebody reads on a page: its words without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", reading.text(answer)).split())


def said(en: str, es: str = "", fr: str = "") -> dict[str, str]:
    """A text in the languages of the cards."""
    return {"en": en, "es": es or f"{en} (es)", "fr": fr or f"{en} (fr)"}


def put(kind: PieceKind, name: str, title: dict[str, str], position: int = 0, **content: Any) -> Piece:
    """A piece as `trainer courses load` leaves it."""
    piece = curriculum_queries.piece(kind, name) or Piece(kind=kind, name=name)
    piece.titles, piece.position, piece.loaded_at = title, position, LOADED
    piece.content, piece.digest = {"id": name, "title": title, **content}, f"{kind}:{name}"
    db.session.add(piece)
    return piece


def fill() -> None:
    """A card, a template, two words and a picture."""
    put(
        PieceKind.CARD, "consultancy", said("Consultancy", "Consultoría", "Consultation"), minutes=17, people="4–10",
        purpose=said("Think wider."), source={"name": "A school", "url": "https://school.example/"},
        steps=[{"minutes": 10, "text": said("The presenter tells.")}, {"minutes": 5, "text": said("All ask.")},
               {"minutes": 2, "text": said("Thanks.")}],
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


def add_to_world(world: Any) -> None:
    """A card and a template for the matrix of doors."""
    fill()
    world.things["card"] = [SimpleNamespace(slug="consultancy")]
    world.things["template"] = [SimpleNamespace(slug="charter")]
