"""Which pages does this room have? Sheets and the ways they are filled, records and their papers, registries, hours."""

from trainer.attendance.views import (
    doors,
    guests,
    hours,
    logs,
    numbers,
    own_papers,
    papers,
    people_columns,
    records,
    registries,
    sheets,
)
from trainer.attendance.views.blueprint import bp

__all__ = [
    "bp",
    "doors",
    "guests",
    "hours",
    "logs",
    "numbers",
    "own_papers",
    "papers",
    "people_columns",
    "records",
    "registries",
    "sheets",
]
