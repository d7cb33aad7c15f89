"""How does it change what a person is known to have completed? Each verb in one line; the files say how."""

from trainer.curriculum.actions.claims import make_claim, record_completion, settle_claim
from trainer.curriculum.actions.parts import move_edition, record_part, take_back_part

__all__ = ["make_claim", "move_edition", "record_completion", "record_part", "settle_claim", "take_back_part"]
