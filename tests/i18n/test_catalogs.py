"""Is every language complete? Each text of a fresh extraction is translated, with the same placeholders and tags."""

import importlib.util
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from trainer.core.i18n import LANGUAGES

ROOT = Path(__file__).parent.parent.parent
HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|</?[a-z]+[^>]*>|https?://\S+")


def translations() -> Any:
    """The module of `make translations`."""
    spec = importlib.util.spec_from_file_location("setup_translations", ROOT / "setup" / "translations.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The texts of the program as it stands."""
    module = translations()
    file = tmp_path_factory.mktemp("texts") / "messages.pot"
    words = [part for keyword in module.KEYWORDS for part in ("-k", keyword)]
    module.pybabel("extract", "-F", str(module.MAPPING), *words, "-o", str(file), "trainer")
    with file.open("rb") as opened:
        return read_po(opened)


def problems(texts: Catalog, catalog: Catalog) -> list[str]:
    """What is missing or broken in a catalog."""
    found = []
    for message in texts:
        if not message.id:
            continue
        there = catalog.get(message.id, context=message.context)
        if there is None or not all(forms(there.string)) or there.fuzzy:
            found.append(f"not translated: {message.id!r}")
            continue
        found += [f"{message.id!r}: {problem}" for problem in differences(there, catalog.num_plurals)]
    return found


def differences(message: Message, plurals: int) -> list[str]:
    """Where a translation does not carry what its text carries."""
    sources, targets = forms(message.id), forms(message.string)
    if len(sources) > 1 and len(targets) != plurals:
        return [f"{len(targets)} forms instead of {plurals}"]
    wanted = [holes(source) for source in sources]
    return [f"other placeholders or tags in {target!r}" for target in targets if holes(target) not in wanted]


def forms(text: Any) -> tuple[str, ...]:
    """A text in singular and plural, or alone."""
    return (text,) if isinstance(text, str) else tuple(text)


def holes(text: str) -> Counter[str]:
    """The placeholders, tags and addresses in a text. A singular may leave the number out."""
    return Counter(hole for hole in HOLES.findall(text) if hole != "%(num)d")


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_the_catalog_is_complete(texts, language):
    file = ROOT / "trainer" / "translations" / language / "LC_MESSAGES" / "messages.po"
    assert file.exists(), f"{language} has no catalog: run `make translations`"
    with file.open("rb") as opened:
        catalog = read_po(opened, locale=language)
    assert problems(texts, catalog) == []


def test_gaps_are_found():
    texts, catalog = Catalog(), Catalog(locale="es")
    for text in ("Whole", "Missing", "Guessed", "With %(name)s", ("%(num)d day", "%(num)d days")):
        texts.add(text)
    catalog.add("Whole", "Entero")
    catalog.add("Guessed", "Adivinado", flags=["fuzzy"])
    catalog.add("With %(name)s", "Con %(nombre)s")
    catalog.add(("%(num)d day", "%(num)d days"), ("un día", "%(num)d días"))
    found = problems(texts, catalog)
    assert [line.split(":")[0] for line in found] == ["not translated", "not translated", "'With %(name)s'"]
