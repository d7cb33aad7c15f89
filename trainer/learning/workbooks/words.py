"""What are the parts of a workbook called, in every language that a course may have?"""

from collections.abc import Mapping

WORDS = {
    "module": {"en": "Module {0} of {1}", "es": "Módulo {0} de {1}", "fr": "Module {0} de {1}"},
    "minutes": {"en": "{0} minutes", "es": "{0} minutos", "fr": "{0} minutes"},
    "goals": {
        "en": "What you will be able to do",
        "es": "Lo que usted podrá hacer",
        "fr": "Ce que vous saurez faire",
    },
    "product": {"en": "What you bring along:", "es": "Lo que trae:", "fr": "Ce que vous apportez :"},
    "write": {"en": "To write about", "es": "Para escribir", "fr": "Pour écrire"},
    "other": {
        "en": "If that comes too close:",
        "es": "Si eso le toca demasiado de cerca:",
        "fr": "Si cela vous touche de trop près :",
    },
    "check": {"en": "Knowledge check", "es": "Comprobación de lo aprendido", "fr": "Vérification des acquis"},
    "single": {
        "en": "One answer is right.",
        "es": "Una respuesta es correcta.",
        "fr": "Une seule réponse est juste.",
    },
    "several": {
        "en": "Check all that fit.",
        "es": "Marque todas las que correspondan.",
        "fr": "Cochez tout ce qui convient.",
    },
    "order": {
        "en": "Number them in order.",
        "es": "Numérelas en orden.",
        "fr": "Numérotez dans l’ordre.",
    },
    "free": {
        "en": "For yourself; not scored.",
        "es": "Para usted; no se puntúa.",
        "fr": "Pour vous; sans note.",
    },
    "answers": {
        "en": "What each answer has to say:",
        "es": "Lo que dice cada respuesta:",
        "fr": "Ce que dit chaque réponse :",
    },
    "reading": {"en": "Further reading", "es": "Para seguir leyendo", "fr": "Pour aller plus loin"},
    "terms": {"en": "Words", "es": "Palabras", "fr": "Mots"},
    "notes": {"en": "Notes", "es": "Notas", "fr": "Notes"},
    "room": {"en": "Room to write", "es": "Espacio para escribir", "fr": "Espace pour écrire"},
    "name": {"en": "Name:", "es": "Nombre:", "fr": "Nom :"},
}
"""The workbook's own words, in every language that a course may have: the site itself speaks fewer."""


def say(word: str, language: str, *given: object) -> str:
    words = WORDS[word]
    return words.get(language, words["en"]).format(*given)


def inside(words: Mapping[str, str] | None, language: str) -> str:
    return (words or {}).get(language) or (words or {}).get("en") or ""
