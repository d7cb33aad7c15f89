"""What are the kinds, states, parts and reasons of the schedule called? And its dates: see dates.py."""

from trainer.schedule.wording import advice, dates, reasons, report, states, years

__all__ = ["advice", "dates", "reasons", "report", "states", "years"]
