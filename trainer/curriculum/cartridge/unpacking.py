"""How does a package become files for an author to finish? What cannot be taken in is kept beside, and why."""

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from trainer.curriculum import rules
from trainer.curriculum.cartridge import files, questions, texts
from trainer.curriculum.cartridge.archive import Archive, BadPackage, Node
from trainer.curriculum.cartridge.pieces import (
    ALTERNATIVE,
    ASSESSMENT,
    DISCUSSION,
    LESSONPLAN,
    MANIFEST,
    WEBCONTENT,
    WEBLINK,
    Left,
)  # fmt: skip

BESIDE = "_package"
"""The folder for what could not be taken in: its name begins so that no course is looked for in it."""

OURS = re.compile(r"(pages|cards|templates|terms|pictures)/([a-z0-9.-]+)/([a-z-]{2,12})\.(?:html|svg)")
KINDS = {"pages": "module", "cards": "card", "templates": "template", "terms": "term", "pictures": "picture"}
LANGUAGE_OF_PATH = re.compile(r"/([a-z]{2,3})\.(?:html?|xml)$")
NO_TYPE = "nothing in courses/ is of the type “{0}”."
NOT_NAMED = "no item of the package's organization names it."


def unpack(data: bytes, folder: Path) -> list[Left]:
    """Write a package into a new folder as files of a course; by name and reason what could not be taken in.

    Raises BadPackage with one sentence, and then has written nothing; FileExistsError when the folder is there.
    """
    found = _Course(Archive(data))
    found.read()
    folder.mkdir(parents=True, exist_ok=False)
    files.write(folder, found.course, found.modules)
    found.write_left(folder / BESIDE)
    return found.left


class _Course:
    """What was read of a package so far."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.left: list[Left] = []
        self.course: dict[str, Any] = {}
        self.modules: list[dict[str, Any]] = []
        self._used = {MANIFEST}
        self._beside: dict[str, bytes] = {}
        self._resources: dict[str, Node] = {}
        self._usual = "en"

    def read(self) -> None:
        """The manifest, then every item that it names, then what no item names."""
        if MANIFEST not in self.archive.names:
            raise BadPackage(f"This is not a Common Cartridge: there is no {MANIFEST} in it.")
        manifest = self.archive.xml(MANIFEST)
        general = manifest.first("metadata", "lom", "general") or Node("")
        titles, about = _strings(general.first("title")), _strings(general.first("description"))
        self._usual = _language(general.words("language")) or "en"
        self._resources = {
            one.attributes.get("identifier", ""): one
            for one in (manifest.first("resources") or Node("")).all("resource")
        }
        name = manifest.attributes.get("identifier", "").removeprefix("course_")
        titles = {language or self._usual: words for language, words in titles.items()}
        self.course = {
            "id": files.id_from(name, "course"), "title": titles or {self._usual: name or "?"},
            "summary": {language or self._usual: words for language, words in about.items()},
        }  # fmt: skip
        organization = manifest.first("organizations", "organization") or Node("")
        items = organization.all("item")
        if len(items) == 1 and not items[0].attributes.get("identifierref"):
            items = items[0].all("item")
        for item in items:
            self._module(item)
        self._rest()

    def _module(self, item: Node) -> None:
        number = len(self.modules) + 1
        ident = files.id_from(item.attributes.get("identifier", "").removeprefix("m_"), f"module-{number}")
        taken = {one["id"] for one in self.modules}
        module: dict[str, Any] = {
            "id": ident if ident not in taken else f"{ident}-{number}", "title": {}, "text": {}, "prompts": {},
            "checks": {}, "readings": [], "name": item.words("title") or ident,
        }  # fmt: skip
        self._items(item, module)
        module["title"] = module["title"] or {self._usual: module["name"]}
        self.modules.append(module)

    def _items(self, item: Node, module: dict[str, Any]) -> None:
        if item.attributes.get("identifierref"):
            self._resource(item, module)
        for child in item.all("item"):
            self._items(child, module)

    def _resource(self, item: Node, module: dict[str, Any]) -> None:
        ident, title = item.attributes["identifierref"], item.words("title")
        resource = self._resources.get(ident)
        if resource is None:
            self.left.append(Left(title or ident, "the package names it and does not describe it."))
            return
        paths = [unquote(one.attributes.get("href", "")) for one in resource.all("file")]
        path = unquote(resource.attributes.get("href", "")) or next(iter(paths), "")
        kind = resource.attributes.get("type", "")
        if path and path not in self.archive.names:
            self.left.append(Left(path, "the package names this file and does not have it."))
            return
        reader = {
            WEBCONTENT: self._page,
            ASSESSMENT: self._check,
            DISCUSSION: self._prompt,
            WEBLINK: self._link,
        }.get(re.sub(r"(imscc_xmlv1p|imswl_xmlv1p|imsdt_xmlv1p)\d", r"\g<1>3", kind))
        self._used |= {path}
        if reader is None:
            self._keep(path or title, NO_TYPE.format(kind))
        elif resource.attributes.get("intendeduse") == LESSONPLAN:
            self._keep(path, "a session's plan: write its activities, objectives and guide into module.toml.")
        else:
            reader(path, title, module)

    def _keep(self, path: str, reason: str) -> None:
        self.left.append(Left(path, reason))
        if path in self.archive.names:
            self._used.add(path)
            if path not in self._beside:
                self._beside[path] = self.archive.read(path)

    def _page(self, path: str, title: str, module: dict[str, Any]) -> None:
        if not path.lower().endswith((".html", ".htm", ".xhtml")):
            self._keep(
                path,
                "a file that is no page. Courses hold texts and drawings; link to it from a text instead.",
            )
            return
        here = posixpath.dirname(path)
        page = texts.page(
            _decoded(self.archive.read(path)),
            lambda to: self._address(here, to),
            lambda to: self._picture(here, to),
        )
        language = _language(page.language) or _of_path(path) or self._usual
        self.left += [Left(path, f"{what} in this page was left out.") for what in page.left]
        name = page.title or title
        if language in module["text"]:
            module["text"][language] += f"\n## {name}\n\n" + re.sub(r"(?m)^##", "###", page.text)
        else:
            module["title"][language], module["text"][language] = name, page.text

    def _address(self, here: str, to: str) -> str | None:
        """Where a link of a page leads in our files: to a module, a card, a term; else to its own address."""
        parts = _split(to)
        if parts.scheme in ("https", "http") and parts.netloc:
            return to.replace(" ", "%20").replace(")", "%29").replace("http://", "https://", 1)
        ours = OURS.fullmatch(posixpath.normpath(posixpath.join(here, unquote(parts.path))))
        return f"{KINDS[ours[1]]}:{ours[2]}" if ours else None

    def _picture(self, here: str, to: str) -> str | None:
        path = posixpath.normpath(posixpath.join(here, unquote(_split(to).path)))
        ours = OURS.fullmatch(path)
        if path in self.archive.names and path not in self._beside:
            self._keep(path, "a picture of a page: pictures are drawings in courses/pictures.")
        return f"picture:{ours[2]}" if ours and ours[1] == "pictures" else None

    def _check(self, path: str, title: str, module: dict[str, Any]) -> None:
        language, found, left = questions.read(self.archive.xml(path), path)
        language = _language(language) or _of_path(path) or self._usual
        self.left += left
        for number, one in enumerate(found, start=1):
            ident = files.id_from(one["id"], f"{module['id']}-q{number}")
            here = module["checks"].setdefault(
                ident, {"kind": one["kind"], "question": {}, "explanation": {}, "answers": {}}
            )
            here["question"][language] = one["question"]
            here["explanation"][language] = one["explanation"]
            for position, answer in enumerate(one["answers"], start=1):
                name = files.id_from(answer["id"], f"a{position}")
                there = here["answers"].setdefault(
                    name, {"text": {}, "explanation": {}, "correct": answer["correct"]}
                )
                there["text"][language], there["explanation"][language] = (
                    answer["text"],
                    answer["explanation"],
                )

    def _prompt(self, path: str, title: str, module: dict[str, Any]) -> None:
        topic = self.archive.xml(path)
        language = _of_path(path) or self._usual
        asks = texts.tree(topic.words("text"))
        other = [one for one in asks.find_all("p") if one.attributes.get("class") == ALTERNATIVE]
        said = " ".join(one.words() for one in asks.children if one not in other).strip()
        ours = re.fullmatch(r"prompts/([a-z0-9.-]+)/[a-z-]+\.xml", path)
        ident = ours[1] if ours else files.id_from("", f"{module['id']}-p{len(module['prompts']) + 1}")
        here = module["prompts"].setdefault(ident, {"text": {}, "alternative": {}})
        here["text"][language] = said or topic.words("title")
        here["alternative"][language] = other[0].words() if other else ""
        if topic.find_all("attachment"):
            self.left.append(Left(path, "the attachments of this discussion were left out."))

    def _link(self, path: str, title: str, module: dict[str, Any]) -> None:
        link = self.archive.xml(path)
        address = (link.first("url") or Node("")).attributes.get("href", "")
        if not rules.is_link(address):
            self._keep(path, f"the link “{address[:100]}” is no https address.")
            return
        module["readings"].append({"title": link.words("title") or title, "url": address})

    def _rest(self) -> None:
        """What is in the package and was named by nothing."""
        for resource in self._resources.values():
            for one in resource.all("file"):
                path = unquote(one.attributes.get("href", ""))
                if path not in self._used and path in self.archive.names:
                    kind = resource.attributes.get("type", "")
                    piece = OURS.fullmatch(path)
                    if piece and piece[1] != "pages":
                        self._keep(
                            path, f"a {KINDS[piece[1]]} of its own: it is written in a folder of all courses."
                        )
                    else:
                        self._keep(path, NOT_NAMED if kind == WEBCONTENT else NO_TYPE.format(kind))
        for path in self.archive.names:
            if path not in self._used:
                self._keep(path, NOT_NAMED)

    def write_left(self, folder: Path) -> None:
        """The files that could not be taken in, and the list with the reasons."""
        for path, data in self._beside.items():
            target = folder / path
            if not target.resolve().is_relative_to(folder.resolve()):
                continue
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            except OSError as problem:  # a name that is a folder as well, or too long for this disk
                self.left.append(Left(path, f"it could not be written under this name ({problem.strerror})."))
        if self.left:
            folder.mkdir(parents=True, exist_ok=True)
            lines = "".join(f"- {one}\n" for one in self.left)
            (folder / "LEFT.md").write_text(f"# What could not be taken in, and why\n\n{lines}", "utf-8")


def _split(address: str) -> SplitResult:
    """The parts of an address; of one that is none, like http://[, nothing."""
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def _strings(node: Node | None) -> Mapping[str, str]:
    found = (node.all("string") or node.all("langstring")) if node else []
    return {
        _language(one.attributes.get("language", "")): one.text.strip() for one in found if one.text.strip()
    }


def _language(code: str) -> str:
    """'en-US' as 'en': courses have one text per language. Empty for what is no language."""
    short = code.replace("_", "-").split("-")[0].lower()
    return short if rules.is_language(short) else ""


def _of_path(path: str) -> str:
    found = LANGUAGE_OF_PATH.search(path)
    return found[1] if found else ""


def _decoded(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
