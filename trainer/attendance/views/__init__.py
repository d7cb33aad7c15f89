"""Which pages does this room have? Sheets of an offering and the ways they are filled; what a person has on record."""

from trainer.attendance.views import doors, logs, papers, people_columns, records, sheets
from trainer.attendance.views.blueprint import bp

__all__ = ["bp", "doors", "logs", "papers", "people_columns", "records", "sheets"]
