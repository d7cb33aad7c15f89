"""How is the receipt of a sum added, looked at and removed? By the facilitators of the CoP, and nobody else."""

from typing import Any

import flask
from flask_babel import gettext as _

from trainer.core import clock, files
from trainer.core.db import db
from trainer.core.errors import NotFound, Refused
from trainer.core.web import files as web_files
from trainer.core.web import guard
from trainer.core.web.refusals import undone
from trainer.permissions import Permission
from trainer.practice import forms
from trainer.practice.actions import money as money_actions
from trainer.practice.forms import money as money_forms
from trainer.practice.models import Money
from trainer.practice.queries import money as money_queries
from trainer.practice.views.blueprint import bp

MOST_SENT = 48 << 20
"""Bytes of one upload, its form included: a phone's photo has up to 40 MB."""


@bp.route("/cop-money/<money_ref>/receipt", methods=["GET", "POST"])
@guard.needs(Permission.COP_RUN, late_lock=True, most_bytes=MOST_SENT, money=money_queries.money_by_ref)
def receipt(money: Money) -> Any:
    """The receipt of one sum: look at it, add it, put another in its place."""
    form: Any = money_forms.ReceiptForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            db.session.rollback()
            came = web_files.sent(form.file.name, most=MOST_SENT)
            size = came.stream.seek(0, 2)
            came.stream.seek(0)
            ready = money_actions.prepare_receipt(came.stream, name=came.filename or "", size=size)
            return guard.locked_once(lambda: _kept(money, ready))
        except Refused as error:
            refused = undone(error)
    page = flask.render_template(
        "practice/receipt.html", money=money, cop=money.cop, form=form, refused=refused, button=forms.AnswerForm(),
        file=files.by_ids([money.receipt_id]).get(money.receipt_id) if money.receipt_id else None,
    )  # fmt: skip
    return page, 422 if flask.request.method == "POST" else 200


def _kept(money: Money, ready: money_actions.Receipt) -> Any:
    money_actions.keep_receipt(money=money, receipt=ready, by=guard.actor(), now=clock.now())
    flask.flash(_("The receipt is kept."), "done")
    return flask.redirect(flask.url_for("practice.money", cop_ref=money.cop.ref), 303)


@bp.get("/cop-money/<money_ref>/receipt/file")
@guard.needs(Permission.COP_RUN, money=money_queries.money_by_ref)
def receipt_file(money: Money) -> Any:
    """The photo or PDF itself."""
    found = files.by_ids([money.receipt_id]).get(money.receipt_id) if money.receipt_id else None
    if found is None:
        raise NotFound
    return web_files.answer(found)


@bp.post("/cop-money/<money_ref>/receipt/remove")
@guard.needs(Permission.COP_RUN, money=money_queries.money_by_ref)
def remove_receipt(money: Money) -> Any:
    """The receipt goes, the sum stays."""
    if not forms.AnswerForm().validate_on_submit():
        raise NotFound
    money_actions.remove_receipt(money=money, by=guard.actor(), now=clock.now())
    flask.flash(_("The receipt is gone."), "done")
    return flask.redirect(flask.url_for("practice.money", cop_ref=money.cop.ref), 303)
