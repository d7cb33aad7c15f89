"""How does a course become a package? Pages, checks, prompts and links, and a manifest that names them all."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

from trainer.curriculum.cartridge import lessons, pages, questions
from trainer.curriculum.cartridge.pieces import (
    ALTERNATIVE,
    ASSESSMENT,
    DISCUSSION,
    LESSONPLAN,
    LINK,
    LOM,
    MANIFEST,
    SCHEMAS,
    SPACE,
    TOPIC,
    WEBCONTENT,
    WEBLINK,
    XSI,
    Left,
    PackReason,
)  # fmt: skip
from trainer.curriculum.drawings import painted
from trainer.curriculum.rules import CheckKind

Pieces = Mapping[tuple[str, str], Mapping[str, Any]]
"""Cards, templates, terms and pictures by kind and name, as they are loaded."""

THEN = (2020, 1, 1, 0, 0, 0)
"""The date on every file of a package, so that the same course gives the same package."""

CHECK = {"en": "Knowledge check", "es": "Comprobación de lo aprendido", "fr": "Vérification des acquis"}
PROMPT = {"en": "To write about", "es": "Para escribir", "fr": "Pour écrire"}


@dataclass
class _Package:
    """What is in the package so far."""

    content: Mapping[str, Any]
    pieces: Pieces
    files: dict[str, bytes] = field(default_factory=dict)
    resources: list[str] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)

    def add(self, path: str, data: str, kind: str, *, title: str = "", more: str = "") -> str:
        """Put a file in, once, with its resource; the item that names it."""
        ident = "r_" + re.sub(r"[^A-Za-z0-9._-]", "_", path)
        if path not in self.files:
            self.files[path] = data.encode()
            href = f' href="{escape(path)}"' if kind == WEBCONTENT else ""
            file = f'<file href="{escape(path)}"/>'
            self.resources.append(
                f'<resource identifier="{ident}" type="{kind}"{href}{more}>{file}</resource>'
            )
        return f'<item identifier="i_{ident}" identifierref="{ident}"><title>{escape(title)}</title></item>'


def pack(content: Mapping[str, Any], pieces: Pieces | None = None) -> tuple[bytes, list[Left]]:
    """A course (as it is loaded) as a Common Cartridge 1.3, and by name and reason what it could not hold as it is."""
    package = _Package(content, pieces or {})
    items = "\n".join(_module(package, module) for module in content["modules"])
    package.left += [
        Left(f"question {check['id']}", PackReason.NO_ORDER)
        for module in content["modules"]
        for check in module["checks"]
        if questions.kind_of(check) is CheckKind.ORDER
    ]
    package.left += [
        Left(f"readings of module {module['id']}", PackReason.ONLY_LINKS)
        for module in content["modules"]
        if module.get("readings")
    ]
    package.files[MANIFEST] = _manifest(package, items).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in [MANIFEST, *(name for name in package.files if name != MANIFEST)]:
            archive.writestr(zipfile.ZipInfo(path, THEN), package.files[path], zipfile.ZIP_DEFLATED)
    return out.getvalue(), list(dict.fromkeys(package.left))


def _manifest(package: _Package, items: str) -> str:
    content = package.content
    names = "".join(_string(words, language) for language, words in content["title"].items() if words)
    about = "".join(_string(words, language) for language, words in content["summary"].items() if words)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest identifier="course_{escape(content["id"])}" xmlns="{SPACE}"'
        f' xmlns:lomimscc="{LOM}" xmlns:xsi="{XSI}"'
        f' xsi:schemaLocation="{SPACE} {SCHEMAS}/ccv1p3_imscp_v1p2_v1p0.xsd'
        f' {LOM} {SCHEMAS}/LOM/ccv1p3_lommanifest_v1p0.xsd">\n'
        "<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion>"
        f"<lomimscc:lom><lomimscc:general><lomimscc:title>{names}</lomimscc:title>"
        f"<lomimscc:language>{escape(content['languages'][0])}</lomimscc:language>"
        f"<lomimscc:description>{about}</lomimscc:description></lomimscc:general></lomimscc:lom></metadata>\n"
        '<organizations><organization identifier="organization" structure="rooted-hierarchy"><item identifier="root">\n'
        f"{items}\n</item></organization></organizations>\n"
        "<resources>\n" + "\n".join(package.resources) + "\n</resources>\n</manifest>\n"
    )


def _string(words: str, language: str) -> str:
    return f'<lomimscc:string language="{escape(language)}">{escape(words, quote=False)}</lomimscc:string>'


def _module(package: _Package, module: Mapping[str, Any]) -> str:
    """One module as a folder of the package."""
    languages = package.content["languages"]
    found = []
    for language in languages:
        title = module["title"].get(language) or module["title"]["en"]
        body = pages.linked(module["text"].get(language, ""), _addresses(package, language))
        path = f"pages/{module['id']}/{language}.html"
        found.append(package.add(path, pages.page(title, body, language), WEBCONTENT, title=title))
    for language in languages:
        title, body = lessons.plan(module, language, _addresses(package, language))
        path = f"lessons/{module['id']}/{language}.html"
        more = f' intendeduse="{LESSONPLAN}"'
        found.append(package.add(path, pages.page(title, body, language), WEBCONTENT, title=title, more=more))
    for language in languages if module["checks"] else ():
        title = (
            f"{CHECK.get(language, CHECK['en'])}: {module['title'].get(language) or module['title']['en']}"
        )
        path = f"checks/{module['id']}/{language}.xml"
        ident = f"check_{module['id']}_{language}"
        found.append(
            package.add(
                path, questions.written(module["checks"], ident, title, language), ASSESSMENT, title=title
            )
        )
    for prompt in module["prompts"]:
        for language in languages:
            title = f"{PROMPT.get(language, PROMPT['en'])}: {prompt['id']}"
            path = f"prompts/{prompt['id']}/{language}.xml"
            found.append(package.add(path, _topic(prompt, title, language), DISCUSSION, title=title))
    for number, reading in enumerate(module.get("readings") or (), start=1):
        path = f"readings/{module['id']}/{number}.xml"
        title = f"{reading['title']} ({reading['by']})"
        found.append(package.add(path, _link(title, reading["url"]), WEBLINK, title=title))
    name = escape(module["title"].get("en") or module["id"])
    return (
        f'<item identifier="m_{escape(module["id"])}"><title>{name}</title>\n'
        + "\n".join(found)
        + "\n</item>"
    )


def _topic(prompt: Mapping[str, Any], title: str, language: str) -> str:
    asks = prompt["text"].get(language) or prompt["text"]["en"]
    other = prompt["alternative"].get(language) or prompt["alternative"]["en"]
    html = f'<p>{escape(asks, quote=False)}</p><p class="{ALTERNATIVE}">{escape(other, quote=False)}</p>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<topic xmlns="{TOPIC}" xmlns:xsi="{XSI}"'
        f' xsi:schemaLocation="{TOPIC} {SCHEMAS}/ccv1p3_imsdt_v1p3.xsd"><title>{escape(title)}</title>'
        f'<text texttype="text/html">{escape(html, quote=False)}</text></topic>\n'
    )


def _link(title: str, url: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<webLink xmlns="{LINK}" xmlns:xsi="{XSI}"'
        f' xsi:schemaLocation="{LINK} {SCHEMAS}/ccv1p3_imswl_v1p3.xsd"><title>{escape(title)}</title>'
        f'<url href="{escape(url)}"/></webLink>\n'
    )


def _addresses(package: _Package, language: str) -> Any:
    """Where a link leads from a page of a module: two folders up, then down to what it names."""
    modules = {module["id"] for module in package.content["modules"]}

    def address(kind: str, name: str) -> str | None:
        if kind == "module" and name in modules:
            return f"../../pages/{name}/{language}.html"
        piece = package.pieces.get((kind, name))
        if piece is None:
            package.left.append(Left(f"{kind}:{name}", PackReason.NOT_HERE))
            return None
        if kind == "picture":
            path = f"pictures/{name}/{language}.svg"
            svg = piece["svg"].get(language) or piece["svg"]["en"]
            package.add(path, painted(svg), WEBCONTENT)
            return f"../../{path}"
        path = f"{kind}s/{name}/{language}.html"
        title, body = lessons.piece(kind, piece, language)
        if path not in package.files:
            package.add(path, "", WEBCONTENT)  # known before it is written: cards may name each other
            package.files[path] = pages.page(title, pages.linked(body, address), language).encode()
        return f"../../{path}"

    return address
