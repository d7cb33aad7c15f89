"""How does this room speak: states, reasons, and the names of messages and acts?"""

from trainer.registration.wording import acts, reasons, states

__all__ = ["acts", "reasons", "states"]
