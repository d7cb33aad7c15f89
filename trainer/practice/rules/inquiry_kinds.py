"""Which parts, kinds and limits has the inquiry of a CoP (rows D04, D05, D07 to D11)?"""

import enum
from datetime import timedelta

MOST_CYCLES = 40
MOST_EVIDENCE = 100
MOST_QUESTIONS = 40
MOST_ITEMS = 12
CYCLES_A_YEAR = 3
"""Full cycles in a school year that CORE asks for (D01)."""
CYCLES_IN_PRACTICUM = 1
QUESTIONS_FOR_AGENDA = 3
"""Questions of a learning agenda that stand for a cycle, each with session, finding and change (R14)."""
SOON = timedelta(days=30)


class Part(enum.StrEnum):
    """The four parts of a cycle."""

    PLAN = "plan"
    DO = "do"
    STUDY = "study"
    ACT = "act"


class Ahead(enum.StrEnum):
    """What the next Plan does with what was learned (D10)."""

    REFINE = "refine"
    SCALE = "scale"
    DIFFERENT = "different"


class DoKind(enum.StrEnum):
    """The three meetings of the Do (D08)."""

    GAME_PLAN = "game_plan"
    MID_STREAM = "mid_stream"
    END_OF_CYCLE = "end_of_cycle"


class Side(enum.StrEnum):
    """What a piece of evidence is about (D07)."""

    ADULT = "adult"
    CHILD = "child"


class EvidenceKind(enum.StrEnum):
    """What sort of evidence it is (D07)."""

    ARTIFACT = "artifact"
    OBSERVATION = "observation"
    INTERVENTION = "intervention"
    ASSESSMENT = "assessment"
    WORK = "work"
    INTERVIEW = "interview"
    OTHER = "other"


class ItemKind(enum.StrEnum):
    """What a cycle decided (D10)."""

    START = "start"
    STOP = "stop"
    KEEP = "keep"
    SCALE = "scale"


class Where(enum.StrEnum):
    """Where a part happens: Plan, Study and Act usually together, Do at each site (D11)."""

    TOGETHER = "together"
    SITE = "site"
    ONLINE = "online"


class Learning(enum.StrEnum):
    """How members learn together before they choose a strategy (D07)."""

    READING = "reading"
    PRACTICES = "practices"
    VISITS = "visits"
    EXPERTS = "experts"


class ProblemTest(enum.StrEnum):
    """The four tests of a problem of practice (D04, D22)."""

    NEEDS = "needs"
    MEASURE = "measure"
    PRACTICE = "practice"
    WHOM = "whom"


class Lack(enum.StrEnum):
    """What a test of the problem still misses, or that it is met."""

    MET = "met"
    NO_NEEDS = "no_needs"
    NO_NUMBERS = "no_numbers"
    NO_VOICES = "no_voices"
    NO_MEASURE = "no_measure"
    NO_LEVEL = "no_level"
    NO_PROGRESS = "no_progress"
    NO_PRACTICE = "no_practice"
    NO_WHOM = "no_whom"


class InquiryReason(enum.StrEnum):
    """Why something of an inquiry cannot be saved. Facts: part, on, most."""

    STATEMENT_MISSING = "statement_missing"
    NOT_YET = "not_yet"
    BEFORE_PART = "before_part"
    AFTER_PART = "after_part"
    EMPTY_PART = "empty_part"
    DO_MISSING = "do_missing"
    OTHER_SESSION = "other_session"
    TOO_MANY_CYCLES = "too_many_cycles"
    TOO_MANY_EVIDENCE = "too_many_evidence"
    TOO_MANY_QUESTIONS = "too_many_questions"
    TOO_MANY_ITEMS = "too_many_items"
    NOT_ACTED = "not_acted"
    RATIONALE_MISSING = "rationale_missing"


class Advice(enum.StrEnum):
    """What is said kindly about the number of cycles. Facts: done, wanted, due, days."""

    ENOUGH = "enough"
    FIRST_SOON = "first_soon"
    FIRST_LATE = "first_late"
    SECOND_LATE = "second_late"
    MORE = "more"
    PRACTICUM_OPEN = "practicum_open"
    PRACTICUM_SOON = "practicum_soon"
    PRACTICUM_LATE = "practicum_late"


PROBLEM_FIELDS = (
    "statement", "focus", "numbers", "voices", "measure", "level", "progress", "practice", "whom",
)  # fmt: skip
PLAN_FIELDS = (
    "aim", "learning", "learning_note", "strategy", "adult", "child", "kinds", "gather",
)  # fmt: skip
STUDY_FIELDS = ("review", "level_after", "progress_after", "shared_with", "reflection")
ACT_FIELDS = ("start", "stop", "keep", "scale", "ahead", "carries")
NEEDED = {Part.PLAN: "strategy", Part.STUDY: "review", Part.ACT: "ahead"}
"""What a part says at least when it is dated."""
