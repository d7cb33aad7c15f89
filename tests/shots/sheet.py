"""How does one look through hundreds of photographs? One page with all of them, and what is wrong beside each."""

from html import escape
from itertools import groupby
from pathlib import Path

from tests.shots.camera import Shot

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; background: #f4f1ea; color: #222 }
h2 { margin-block: 3rem 1rem } article { background: #fff; border-radius: 8px; padding: 1rem; margin-block: 1rem }
h3 { margin: 0 } .row { display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start; margin-block-start: 1rem }
figure { margin: 0 } figcaption { font-size: 13px; color: #555 } img { border: 1px solid #ccc; display: block }
.phone { inline-size: 260px } .desk { inline-size: 640px }
.wrong { color: #a00; white-space: pre-wrap; font-size: 13px }
nav { columns: 3 }
"""


def write(folder: Path, shots: list[Shot]) -> Path:
    """The contact sheet: by person and language, in the order of the walk."""
    parts = [f"<!doctype html><html lang=en><meta charset=utf-8><title>Shots</title><style>{STYLE}</style>"]
    parts.append(f"<h1>{len(shots)} pages, {sum(bool(s.problems) for s in shots)} with problems</h1><nav>")
    groups = [(key, list(group)) for key, group in groupby(shots, key=lambda shot: (shot.who, shot.language))]
    parts += [
        f"<div><a href='#{who}-{lang}'>{escape(who)}, {lang}</a></div>" for (who, lang), _group in groups
    ]
    parts.append("</nav>")
    for (who, language), group in groups:
        parts.append(f"<h2 id='{who}-{language}'>{escape(who)}, {language}</h2>")
        parts += [_article(shot) for shot in group]
    file = folder / "index.html"
    file.write_text("\n".join(parts), encoding="utf-8")
    return file


def _article(shot: Shot) -> str:
    figures = "".join(
        f"<figure><a href='{name}'><img class='{variant.split('-')[0]}' loading=lazy src='{name}' alt=''></a>"
        f"<figcaption>{variant}</figcaption></figure>"
        for variant, name in shot.files.items()
    )
    wrong = f"<p class=wrong>{escape(chr(10).join(shot.problems))}</p>" if shot.problems else ""
    return (
        f"<article><h3>{escape(shot.title)}</h3>{escape(shot.kind)} · <code>{escape(shot.address)}</code>"
        f"{wrong}<div class=row>{figures}</div></article>"
    )


def table(shots: list[Shot]) -> str:
    """What is wrong, once per kind of page and problem, with where to see it."""
    seen: dict[tuple[str, str], list[Shot]] = {}
    for shot in shots:
        for problem in shot.problems:
            seen.setdefault((shot.kind, problem.split("\n")[0]), []).append(shot)
    lines = []
    for (kind, problem), where in sorted(seen.items()):
        first = where[0]
        detail = next(p for p in first.problems if p.startswith(problem)).split("\n")[1:3]
        lines.append(
            f"{kind:<28} {len(where):>3}×  {problem}\n{'':<34}e.g. {first.who}, {first.language}: {first.address}"
        )
        lines += [f"{'':<34}{line.strip()[:200]}" for line in detail]
    return "\n".join(lines)
