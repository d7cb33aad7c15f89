"""What belongs into a charter, who may decide about it, and when may it be changed?"""

from collections.abc import Collection, Mapping
from typing import Any

from trainer.practice.rules import CharterState, PracticeReason, Problem

FIELDS = (
    "domain", "domain_why", "audience", "rhythm", "first_on", "starts", "minutes", "format", "place", "invitations",
    "hopes", "confidentiality",
)  # fmt: skip
"""What a charter says, in the order in which it is read."""

REQUIRED = ("domain", "audience", "rhythm", "first_on", "format", "hopes", "confidentiality")
NOT_WHEN_VIRTUAL = ("place",)


def missing(content: Mapping[str, Any], *, domain_now: str = "") -> list[str]:
    """Which parts a charter still needs before it can be submitted. A place, unless it meets online.

    `domain_now`: the domain that is approved. Another one needs a reason, which is kept on record (W1).
    """
    needed = [*REQUIRED, *(() if content.get("format") == "virtual" else NOT_WHEN_VIRTUAL)]
    if domain_changes(content, domain_now=domain_now):
        needed.append("domain_why")
    return [name for name in FIELDS if name in needed and not str(content.get(name) or "").strip()]


def domain_changes(content: Mapping[str, Any], *, domain_now: str) -> bool:
    """Whether a charter gives the CoP another domain than the approved one; the first one changes nothing."""
    return bool(domain_now.strip()) and str(content.get("domain") or "").strip() != domain_now.strip()


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """What differs between two versions: field, what it said, what it says; in the order of the charter."""
    return [
        (name, before.get(name), after.get(name))
        for name in FIELDS
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def why_not_change(*, state: CharterState, lock: int, seen: int) -> Problem | None:
    """Why a charter cannot be saved: it waits for a decision, or somebody else saved it meanwhile."""
    if state is CharterState.SUBMITTED:
        return PracticeReason.CHARTER_WAITS, {}
    if lock != seen:
        return PracticeReason.CHANGED_MEANWHILE, {}
    return None


def why_not_submit(
    *, state: CharterState, content: Mapping[str, Any], domain_now: str = ""
) -> Problem | None:
    """Why a charter cannot be sent for approval. The facts name the parts that are missing."""
    if state is not CharterState.DRAFT:
        return PracticeReason.CHARTER_NOT_DRAFT, {}
    parts = missing(content, domain_now=domain_now)
    return (PracticeReason.CHARTER_INCOMPLETE, {"missing": parts}) if parts else None


def why_not_decide(
    *, state: CharterState, approved: bool, reason: str, decider: int | None, facilitators: Collection[int]
) -> Problem | None:
    """Why somebody cannot decide about a charter: never whoever has facilitated this CoP."""
    if decider in facilitators:
        return PracticeReason.OWN_CHARTER, {}
    if state is not CharterState.SUBMITTED:
        return PracticeReason.CHARTER_NOT_SUBMITTED, {}
    if not approved and not reason.strip():
        return PracticeReason.REASON_MISSING, {}
    return None
