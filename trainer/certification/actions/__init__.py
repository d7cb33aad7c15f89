"""What can be done on the way to a credential, and to one? Each verb in one line; the files beside it say how."""

from trainer.certification.actions.asking import day_of, open_file, request, sign_off
from trainer.certification.actions.credentials import (
    change_credential,
    remind,
    remind_of_deadlines,
    set_issuer,
)
from trainer.certification.actions.deciding import decide, extend, waive

__all__ = [
    "change_credential",
    "day_of",
    "decide",
    "extend",
    "open_file",
    "remind",
    "remind_of_deadlines",
    "request",
    "set_issuer",
    "sign_off",
    "waive",
]
