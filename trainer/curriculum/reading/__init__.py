"""How do the files in courses/ become plain values, with every mistake named by file and line?

`read_courses(folder)` and `read_programs(folder)` never raise for what an author wrote: they return what they could
read and a list of problems. Only what came with an empty list of problems may be loaded.
"""

from trainer.curriculum.reading.courses import read_courses
from trainer.curriculum.reading.pieces import (
    Activity,
    Answer,
    Check,
    Course,
    Criterion,
    Guide,
    Module,
    Prerequisite,
    Problem,
    Program,
    ProgramPhase,
    Prompt,
    Reading,
    Words,
)
from trainer.curriculum.reading.program import read_program, read_programs

__all__ = [
    "Activity",
    "Answer",
    "Check",
    "Course",
    "Criterion",
    "Guide",
    "Module",
    "Prerequisite",
    "Problem",
    "Program",
    "ProgramPhase",
    "Prompt",
    "Reading",
    "Words",
    "read_courses",
    "read_program",
    "read_programs",
]
