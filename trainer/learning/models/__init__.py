"""Which tables hold cohorts, who is enrolled, how far people are, and what a cohort shares?"""

from trainer.learning.models.cohorts import Application, Cohort, Deferral, Enrollment, Step
from trainer.learning.models.progress import Assessment, CheckTry, ModuleProgress, OpenTry, Reflection
from trainer.learning.models.together import Copy, Introduction, Letter, Material

__all__ = [
    "Application",
    "Assessment",
    "CheckTry",
    "Cohort",
    "Copy",
    "Deferral",
    "Enrollment",
    "Introduction",
    "Letter",
    "Material",
    "ModuleProgress",
    "OpenTry",
    "Reflection",
    "Step",
]
