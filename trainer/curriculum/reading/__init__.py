"""How do the files in courses/ become plain values, with every mistake named by file and line?

`read_folder(folder)` and `read_programs(folder)` never raise for what an author wrote: they return what they could
read and a list of problems. Only what came with an empty list of problems may be loaded.
"""

from trainer.curriculum.reading.beside import (
    Area,
    Card,
    Grade,
    Origin,
    Picture,
    Piece,
    SelfAssessment,
    Statement,
    Step,
    Template,
    Term,
    Written,
)
from trainer.curriculum.reading.folder import read_courses, read_folder
from trainer.curriculum.reading.pieces import (
    Activity,
    Answer,
    Check,
    Course,
    Criterion,
    Guide,
    Module,
    Prerequisite,
    Program,
    ProgramPhase,
    ProgramShape,
    Prompt,
    Reading,
    Words,
)
from trainer.curriculum.reading.problems import Problem
from trainer.curriculum.reading.program import read_program, read_programs

__all__ = [
    "Activity",
    "Answer",
    "Area",
    "Card",
    "Check",
    "Course",
    "Criterion",
    "Grade",
    "Guide",
    "Module",
    "Origin",
    "Picture",
    "Piece",
    "Prerequisite",
    "Problem",
    "Program",
    "ProgramPhase",
    "ProgramShape",
    "Prompt",
    "Reading",
    "SelfAssessment",
    "Statement",
    "Step",
    "Template",
    "Term",
    "Words",
    "Written",
    "read_courses",
    "read_folder",
    "read_program",
    "read_programs",
]
