"""What may a browser send when a check is taken, a cohort formed, an application sent, or people talk?"""

from trainer.learning.forms.checks import (
    PLACE,
    OrderForm,
    QuestionForm,
    ReflectionForm,
    area_form,
    question_form,
)
from trainer.learning.forms.cohorts import (
    EARLIEST,
    LATEST,
    MOST_SESSIONS,
    CohortDatesForm,
    CohortForm,
    MoveForm,
    WithdrawForm,
)
from trainer.learning.forms.enrollment import (
    AnswerForm,
    ApplicationForm,
    ApplyUntilForm,
    AskDeferralForm,
    ComeBackForm,
    DeclineDeferralForm,
    DeferForm,
    LeaveForm,
    TextsForm,
)
from trainer.learning.forms.together import (
    IntroductionForm,
    LetterForm,
    MaterialForm,
    PostForm,
    WhyForm,
    copies_form,
)

__all__ = [
    "EARLIEST",
    "LATEST",
    "MOST_SESSIONS",
    "PLACE",
    "AnswerForm",
    "ApplicationForm",
    "ApplyUntilForm",
    "AskDeferralForm",
    "CohortDatesForm",
    "CohortForm",
    "ComeBackForm",
    "DeclineDeferralForm",
    "DeferForm",
    "IntroductionForm",
    "LeaveForm",
    "LetterForm",
    "MaterialForm",
    "MoveForm",
    "OrderForm",
    "PostForm",
    "QuestionForm",
    "ReflectionForm",
    "TextsForm",
    "WhyForm",
    "WithdrawForm",
    "area_form",
    "copies_form",
    "question_form",
]
