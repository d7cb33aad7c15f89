"""How does somebody take their whole journal with them?"""

import tempfile
from collections.abc import Callable
from typing import Any

import flask

from trainer.accounts import queries as account_queries
from trainer.core.errors import NotFound
from trainer.core.web import guard
from trainer.journals import papers
from trainer.journals.views.blueprint import bp

MAKERS: dict[str, tuple[str, Callable[[papers.Whole], bytes | str]]] = {
    "pdf": ("application/pdf", papers.as_pdf),
    "html": ("text/html; charset=utf-8", papers.as_page),
    "json": ("application/json", papers.as_json),
}
IN_MEMORY = 5_000_000
"""Bytes of an archive that are not put on the disk first."""


@bp.get("/journal/export")
@guard.signed_in
def export() -> str:
    """What an export holds, in which forms it comes, and what stays out of it."""
    content = papers.whole_of(account_queries.own_person(guard.actor())).content
    left_out = [
        (entry["title"], one) for entry in content["entries"] for one in entry["files"] if not one["path"]
    ]
    return flask.render_template("journals/export.html", content=content, left_out=left_out)


@bp.get("/journal/export.<kind>")
@guard.signed_in
def export_file(kind: str) -> Any:
    """My whole journal as PDF, as one page, as fields, or all of these with its files."""
    if kind not in (*MAKERS, "zip"):
        raise NotFound
    whole = papers.whole_of(account_queries.own_person(guard.actor()))
    name = f"journal.{kind}"
    if kind == "zip":
        # Closed by the server once it is sent; pieces of it are never all in memory.
        into = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
        papers.write_archive(into, whole)
        into.seek(0)
        return flask.send_file(into, "application/zip", as_attachment=True, download_name=name, max_age=0)
    mimetype, make = MAKERS[kind]
    answer = flask.Response(make(whole), mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
