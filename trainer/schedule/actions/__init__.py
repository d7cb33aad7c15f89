"""How is the schedule written? Drafting, applying a plan, importing or copying a year; registration publishes."""

from trainer.schedule.actions.applying import apply_plan
from trainer.schedule.actions.bulk import change_many
from trainer.schedule.actions.cloning import clone_year, preview_clone
from trainer.schedule.actions.drafting import (
    cancel_offering,
    change_draft,
    discard_draft,
    draft_offering,
    make_year,
    publish_closed,
)
from trainer.schedule.actions.years import import_file, import_year

__all__ = [
    "apply_plan",
    "cancel_offering",
    "change_draft",
    "change_many",
    "clone_year",
    "discard_draft",
    "draft_offering",
    "import_file",
    "import_year",
    "make_year",
    "preview_clone",
    "publish_closed",
]
