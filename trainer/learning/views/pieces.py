"""Which protocol cards and templates are there to take along, and what do our words mean?"""

import itertools
from typing import Any

import flask

from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.curriculum import queries as curriculum_queries
from trainer.curriculum.models import Piece
from trainer.curriculum.rules import PieceKind
from trainer.learning.views.blueprint import bp, told, written
from trainer.learning.views.guides import running
from trainer.learning.views.rendering import in_order, plain, rich, shelf_for, to_fill_in
from trainer.permissions import Permission


def _piece(kind: PieceKind, name: str) -> Piece:
    """The card or template that the address names. Raises NotFound."""
    found = curriculum_queries.piece(kind, name)
    if found is None:
        raise NotFound
    return found


@bp.get("/cards")
@guard.needs(Permission.LEARN)
def cards() -> str:
    """The protocol cards: what each is for, and how long it takes."""
    return flask.render_template("learning/cards.html", cards=curriculum_queries.pieces(PieceKind.CARD))


@bp.get("/cards/<card>")
@guard.needs(Permission.LEARN)
def card(card: str) -> str:
    """One card: its steps with their minutes, large enough for a phone that lies on the table."""
    found = _piece(PieceKind.CARD, card)
    text = told(found.content["text"])
    shelf = shelf_for(text)
    lengths = [step["minutes"] for step in found.content["steps"]]
    begins = [running(one) for one in itertools.accumulate([0, *lengths])]
    return flask.render_template(
        "learning/card.html", card=found.content, steps=list(zip(begins, found.content["steps"], strict=False)),
        shelf=shelf, total=sum(lengths), text=rich(text, shelf),
    )  # fmt: skip


@bp.get("/templates")
@guard.needs(Permission.LEARN)
def templates() -> str:
    """The templates: what each is for."""
    found = curriculum_queries.pieces(PieceKind.TEMPLATE)
    return flask.render_template("learning/templates.html", templates=found)


@bp.get("/templates/<template>")
@guard.needs(Permission.LEARN)
def template(template: str) -> str:
    """One template: to print and write on, or to take along as text."""
    found = _piece(PieceKind.TEMPLATE, template)
    text = told(found.content["text"])
    shelf = shelf_for(text)
    return flask.render_template(
        "learning/template.html", template=found.content, text=to_fill_in(text, shelf), shelf=shelf,
        as_text=_as_text(found),
    )  # fmt: skip


@bp.get("/templates/<template>/text")
@guard.needs(Permission.LEARN)
def template_text(template: str) -> Any:
    """The template as a plain text file, for a mail or a word processor; no script is needed to copy it."""
    found = _piece(PieceKind.TEMPLATE, template)
    response = flask.Response(_as_text(found), mimetype="text/plain")
    file = f"{found.name}-{written(found.content['text'])}.txt"
    response.headers["Content-Disposition"] = f'attachment; filename="{file}"'
    return response


def _as_text(template: Piece) -> str:
    return f"{told(template.content['title'])}\n\n{plain(told(template.content['text']))}"


@bp.get("/glossary")
@guard.public
def glossary() -> str:
    """What our words mean.

    For everybody, also without an account: the same words stand in the public schedule, on flyers and in invitations,
    and whoever is asked to come should be able to look them up. Nothing in it is about anybody.
    """
    terms = in_order(curriculum_queries.pieces(PieceKind.TERM))
    return flask.render_template("learning/glossary.html", terms=terms)
