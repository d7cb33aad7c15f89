"""When can a topic be suggested and voted for, and when can a session leave resources behind?"""

import enum
from datetime import datetime

from trainer.core import links

MOST_TOPICS = 100
MOST_RESOURCES = 200


class SeriesReason(enum.StrEnum):
    """Why something about a series cannot be done. Facts: most."""

    TOO_MANY_TOPICS = "too_many_topics"
    ALREADY_SUGGESTED = "already_suggested"
    TOPIC_GONE = "topic_gone"
    NOT_A_LINK = "not_a_link"
    SESSION_AHEAD = "session_ahead"
    TOO_MANY_RESOURCES = "too_many_resources"


def why_not_suggest(*, text: str, there: list[str]) -> tuple[SeriesReason, dict[str, object]] | None:
    """Why a topic cannot be suggested, or None. The same words twice are one topic."""
    if len(there) >= MOST_TOPICS:
        return SeriesReason.TOO_MANY_TOPICS, {"most": MOST_TOPICS}
    if " ".join(text.split()).casefold() in {" ".join(one.split()).casefold() for one in there}:
        return SeriesReason.ALREADY_SUGGESTED, {}
    return None


def why_not_add(
    *, url: str, starts_at: datetime | None, count: int, now: datetime
) -> tuple[SeriesReason, dict[str, object]] | None:
    """Why a resource cannot be added to a session, or None: it belongs to one that has begun."""
    if not links.is_safe(url):
        return SeriesReason.NOT_A_LINK, {}
    if starts_at is None or now < starts_at:
        return SeriesReason.SESSION_AHEAD, {}
    if count >= MOST_RESOURCES:
        return SeriesReason.TOO_MANY_RESOURCES, {"most": MOST_RESOURCES}
    return None
