"""What does a package show beside a module's text: the plan of its session, a card, a template, a word explained?"""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from trainer.curriculum.cartridge import pages

WORDS = {
    "plan": {"en": "For whoever leads: {0}", "es": "Para quien facilita: {0}", "fr": "Pour qui anime : {0}"},
    "objectives": {
        "en": "What people will be able to do",
        "es": "Lo que se podrá hacer",
        "fr": "Ce que l’on saura faire",
    },
    "before": {"en": "Before", "es": "Antes", "fr": "Avant"},
    "after": {"en": "Afterwards", "es": "Después", "fr": "Après"},
    "session": {
        "en": "The session, minute by minute",
        "es": "La sesión, minuto a minuto",
        "fr": "La séance, minute par minute",
    },
    "product": {"en": "What people bring along", "es": "Lo que se trae", "fr": "Ce que l’on apporte"},
    "in_person": {"en": "In person", "es": "En persona", "fr": "En personne"},
    "virtual": {"en": "Virtual", "es": "Virtual", "fr": "À distance"},
    "hybrid": {"en": "Hybrid", "es": "Híbrida", "fr": "Hybride"},
    "minutes": {"en": "{0} minutes", "es": "{0} minutos", "fr": "{0} minutes"},
}

Address = Callable[[str, str], str | None]


def _say(word: str, language: str, *given: object) -> str:
    words = WORDS[word]
    return escape(words.get(language, words["en"]).format(*given))


def _in(words: Mapping[str, str] | None, language: str) -> str:
    return (words or {}).get(language) or (words or {}).get("en") or ""


def plan(module: Mapping[str, Any], language: str, address: Address) -> tuple[str, str]:
    """The title and the page of a session's plan: objectives, what to prepare, each activity, what to do after."""
    title = WORDS["plan"].get(language, WORDS["plan"]["en"]).format(_in(module["title"], language))
    rows = "".join(f"<li>{escape(_in(one, language))}</li>" for one in module["objectives"])
    found = [f"<h2>{_say('objectives', language)}</h2>\n<ul>{rows}</ul>"]
    if module.get("product"):
        found.append(f"<p>{_say('product', language)}: {escape(_in(module['product'], language))}</p>")
    guide = module.get("guide") or {}
    if guide:
        found.append(
            f"<h2>{_say('before', language)}</h2>\n{pages.linked(_in(guide['before'], language), address)}"
        )
    found.append(f"<h2>{_say('session', language)}</h2>")
    for one in module["activities"]:
        found.append(
            f"<h3>{_say('minutes', language, one['minutes'])}</h3>\n<p>{escape(_in(one['text'], language))}</p>"
        )
        found.append(pages.linked(_in(one.get("lead"), language), address))
        for way in ("in_person", "virtual", "hybrid"):
            if _in(one.get(way), language):
                found.append(f"<p><b>{_say(way, language)}:</b> {escape(_in(one[way], language))}</p>")
    if guide:
        found.append(
            f"<h2>{_say('after', language)}</h2>\n{pages.linked(_in(guide['after'], language), address)}"
        )
    return title, "\n".join(part for part in found if part)


def piece(kind: str, content: Mapping[str, Any], language: str) -> tuple[str, str]:
    """The title of a card, a template or a term, and its text in Markdown."""
    if kind == "term":
        return _in(content["words"], language), _in(content["meaning"], language)
    steps = "".join(
        f"{number}. {_in(step['text'], language)} ({_minutes(step['minutes'], language)})\n"
        for number, step in enumerate(content.get("steps") or (), start=1)
    )
    parts = (_in(content.get("purpose"), language), steps, _in(content.get("text"), language))
    text = "\n\n".join(part for part in parts if part)
    return _in(content["title"], language), text


def _minutes(minutes: int, language: str) -> str:
    words = WORDS["minutes"]
    return words.get(language, words["en"]).format(minutes)
