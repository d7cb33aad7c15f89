"""How is a knowledge check written as QTI 1.2 in the profile of Common Cartridge, and how is one read?"""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from trainer.curriculum.cartridge import texts
from trainer.curriculum.cartridge.archive import Node
from trainer.curriculum.cartridge.pieces import IN_ORDER, QTI, SCHEMAS, TO_ORDER, XSI, Left
from trainer.curriculum.rules import CheckKind

PROFILES = {
    CheckKind.SINGLE: "cc.multiple_choice.v0p1",
    CheckKind.SEVERAL: "cc.multiple_response.v0p1",
    CheckKind.FREE: "cc.essay.v0p1",
    CheckKind.ORDER: "cc.essay.v0p1",
}
KINDS = {
    "cc.multiple_choice.v0p1": CheckKind.SINGLE,
    "cc.true_false.v0p1": CheckKind.SINGLE,
    "cc.multiple_response.v0p1": CheckKind.SEVERAL,
    "cc.essay.v0p1": CheckKind.FREE,
}
WORDS = "_words"


def kind_of(check: Mapping[str, Any]) -> CheckKind:
    """The kind of a question; editions from before there were kinds have one right answer."""
    return CheckKind(check.get("kind") or CheckKind.SINGLE)


def written(checks: Sequence[Mapping[str, Any]], ident: str, title: str, language: str) -> str:
    """A knowledge check in one language."""
    items = "\n".join(_item(check, number, language) for number, check in enumerate(checks, start=1))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<questestinterop xmlns="{QTI}" xmlns:xsi="{XSI}"'
        f' xsi:schemaLocation="{QTI} {SCHEMAS}/ccv1p3_qtiasiv1p2p1_v1p0.xsd">\n'
        f'<assessment ident="{ident}" title="{escape(title)}" xml:lang="{language}">\n'
        + _metadata(
            cc_profile="cc.exam.v0p1", qmd_assessmenttype="Examination", qmd_scoretype="Percentage",
            cc_maxattempts="unlimited",
        )
        + f'\n<section ident="root_section">\n{items}\n</section>\n</assessment>\n</questestinterop>\n'
    )  # fmt: skip


def _metadata(**fields: str) -> str:
    rows = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry></qtimetadatafield>"
        for label, entry in fields.items()
    )
    return f"<qtimetadata>{rows}</qtimetadata>"


def _text(words: str, kind: str = "text/plain") -> str:
    return f'<material><mattext texttype="{kind}">{escape(words, quote=False)}</mattext></material>'


def _item(check: Mapping[str, Any], number: int, language: str) -> str:
    kind = kind_of(check)
    asks = f"<p>{escape(_in(check['question'], language), quote=False)}</p>"
    if kind is CheckKind.ORDER:
        asks += _listed(sorted(check["answers"], key=lambda one: str(one["id"])), TO_ORDER, language)
    choices = _choices(check, kind, language) if kind in (CheckKind.SINGLE, CheckKind.SEVERAL) else _room()
    scored = _scored(check, kind) if kind in (CheckKind.SINGLE, CheckKind.SEVERAL) else _always()
    return (
        f'<item ident="{escape(check["id"])}" title="{number}">\n'
        f"<itemmetadata>{_metadata(cc_profile=PROFILES[kind])}</itemmetadata>\n"
        f"<presentation>{_text(asks, 'text/html')}{choices}</presentation>\n"
        '<resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>'
        f"{scored}</resprocessing>\n{_feedback(check, kind, language)}\n</item>"
    )


def _in(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or words.get("en") or ""


def _choices(check: Mapping[str, Any], kind: CheckKind, language: str) -> str:
    one = "Single" if kind is CheckKind.SINGLE else "Multiple"
    labels = "".join(
        f'<response_label ident="{escape(answer["id"])}">{_text(_in(answer["text"], language))}</response_label>'
        for answer in check["answers"]
    )
    shown = f"<render_choice>{labels}</render_choice>"
    return f'<response_lid ident="response1" rcardinality="{one}">{shown}</response_lid>'


def _room() -> str:
    return '<response_str ident="response1" rcardinality="Single"><render_fib/></response_str>'


def _shows(link: str) -> str:
    return f'<displayfeedback feedbacktype="Response" linkrefid="{escape(link)}"/>'


def _always() -> str:
    return f'<respcondition continue="Yes"><conditionvar><other/></conditionvar>{_shows("general_fb")}</respcondition>'


def _scored(check: Mapping[str, Any], kind: CheckKind) -> str:
    says = "".join(
        f'<respcondition continue="Yes"><conditionvar>{_equals(answer)}</conditionvar>'
        f"{_shows(answer['id'] + '_fb')}</respcondition>"
        for answer in check["answers"]
    )
    right = "".join(
        _equals(answer) if answer["correct"] else f"<not>{_equals(answer)}</not>"
        for answer in check["answers"]
        if answer["correct"] or kind is CheckKind.SEVERAL
    )
    right = f"<and>{right}</and>" if kind is CheckKind.SEVERAL else right
    return (
        f'{says}<respcondition continue="No"><conditionvar>{right}</conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )


def _equals(answer: Mapping[str, Any]) -> str:
    return f'<varequal respident="response1">{escape(answer["id"])}</varequal>'


def _listed(answers: Sequence[Mapping[str, Any]], name: str, language: str) -> str:
    rows = "".join(
        f'<li id="{escape(one["id"])}">{escape(_in(one["text"], language), quote=False)}'
        + (
            f"<br/><em>{escape(_in(one['explanation'], language), quote=False)}</em>"
            if name == IN_ORDER
            else ""
        )
        + "</li>"
        for one in answers
    )
    tag = "ul" if name == TO_ORDER else "ol"
    return f'<{tag} class="{name}">{rows}</{tag}>'


def _feedback(check: Mapping[str, Any], kind: CheckKind, language: str) -> str:
    if kind is CheckKind.FREE:
        said = {"general_fb": f"<p>{escape(_in(check.get('explanation') or {}, language), quote=False)}</p>"}
    elif kind is CheckKind.ORDER:
        said = {"general_fb": _listed(check["answers"], IN_ORDER, language)}
    else:
        said = {
            f"{one['id']}_fb": f"<p>{escape(_in(one['explanation'], language), quote=False)}</p>"
            for one in check["answers"]
        }
    return "\n".join(
        f'<itemfeedback ident="{escape(name)}"><flow_mat>{_text(words, "text/html")}</flow_mat></itemfeedback>'
        for name, words in said.items()
    )


def read(node: Node, name: str) -> tuple[str, list[dict[str, Any]], list[Left]]:
    """The language of a check, its questions with texts in that language, and what could not be taken in."""
    assessments = node.find_all("assessment")
    language = assessments[0].attributes.get("lang", "") if assessments else ""
    found, left = [], []
    for item in node.find_all("item"):
        ident = item.attributes.get("ident", "")
        profile = _field(item, "cc_profile")
        kind = KINDS.get(profile)
        if kind is None:
            reason = f"a question of the kind “{profile or 'unknown'}”, which courses do not have."
            left.append(Left(f"{name}, question {ident or '?'}", reason))
            continue
        found.append(_question(item, ident, kind))
    if node.find_all("selection_ordering") or node.find_all("itemref"):
        left.append(
            Left(name, "it draws questions from a bank; only those that are written in it were taken in.")
        )
    return language, found, left


def _field(item: Node, label: str) -> str:
    for one in item.find_all("qtimetadatafield"):
        if one.words("fieldlabel") == label:
            return one.words("fieldentry")
    return ""


def _question(item: Node, ident: str, kind: CheckKind) -> dict[str, Any]:
    said = {
        one.attributes.get("ident", ""): next((_html_of(found) for found in one.find_all("mattext")), "")
        for one in item.find_all("itemfeedback")
    }
    presentation = item.first("presentation") or item
    asks = next((_html_of(found) for one in presentation.all("material") for found in one.all("mattext")), "")
    if not asks:
        asks = next((_html_of(found) for found in presentation.find_all("mattext")), "")
    ordered = texts.list_of(said.get("general_fb", ""), IN_ORDER)
    if kind is CheckKind.FREE and ordered:
        answers = [
            {"id": one, "text": text, "explanation": why, "correct": False} for one, text, why in ordered
        ]
        return {
            "id": ident,
            "kind": CheckKind.ORDER,
            "question": texts.without_list(asks),
            "answers": answers,
            "explanation": "",
        }
    right = _right(item)
    shown = _linked_feedback(item)
    answers = [
        {
            "id": label.attributes.get("ident", ""),
            "text": texts.one_line(next((_html_of(found) for found in label.find_all("mattext")), "")),
            "explanation": texts.one_line(said.get(shown.get(label.attributes.get("ident", ""), ""), "")),
            "correct": label.attributes.get("ident", "") in right,
        }
        for label in presentation.find_all("response_label")
    ]
    return {
        "id": ident, "kind": kind, "question": texts.one_line(asks), "answers": answers,
        "explanation": texts.one_line(said.get("general_fb", "")),
    }  # fmt: skip


def _html_of(node: Node) -> str:
    return node.text if node.attributes.get("texttype") == "text/html" else escape(node.text, quote=False)


def _right(item: Node) -> set[str]:
    """The answers without which there is no full score."""
    for condition in item.find_all("respcondition"):
        if condition.all("setvar"):
            variable = condition.first("conditionvar")
            return _wanted(variable) if variable else set()
    return set()


def _wanted(node: Node) -> set[str]:
    found = {one.text.strip() for one in node.all("varequal")}
    for child in node.children:
        if child.name in ("and", "or"):
            found |= _wanted(child)
    return found


def _linked_feedback(item: Node) -> dict[str, str]:
    """By answer, the feedback that it shows."""
    found: dict[str, str] = {}
    for condition in item.find_all("respcondition"):
        shows, variable = condition.first("displayfeedback"), condition.first("conditionvar")
        if shows is not None and variable is not None and not condition.all("setvar"):
            for one in variable.all("varequal"):
                found.setdefault(one.text.strip(), shows.attributes.get("linkrefid", ""))
    return found
