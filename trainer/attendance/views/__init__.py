"""Which pages does this room have? Sign-in sheets of an offering, and what a person has on record."""

from trainer.attendance.views import people_columns, records, sheets
from trainer.attendance.views.blueprint import bp

__all__ = ["bp", "people_columns", "records", "sheets"]
