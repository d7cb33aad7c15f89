"""How does a schedule written as a table become plans? Rows, their cells, and what is known of an offering besides."""

from trainer.schedule.importing import template
from trainer.schedule.importing.cells import ImportReason, months_in
from trainer.schedule.importing.rows import COLUMNS, Found, read, source_of

__all__ = ["COLUMNS", "Found", "ImportReason", "months_in", "read", "source_of", "template"]
