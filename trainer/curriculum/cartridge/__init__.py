"""How does a course leave as an IMS Common Cartridge 1.3, and how does one come in as files for an author?

`pack` makes the package and says what it could not hold; `unpack` writes plain files and lists by name and reason
what it could not take in. Nothing is dropped silently, and nothing of a package is trusted.
"""

from trainer.curriculum.cartridge.archive import BadPackage
from trainer.curriculum.cartridge.packing import pack
from trainer.curriculum.cartridge.pieces import Left, PackReason
from trainer.curriculum.cartridge.unpacking import unpack

__all__ = ["BadPackage", "Left", "PackReason", "pack", "unpack"]
