"""Which pages does this room have? The path and the sign-off, the files, certificates and their public check."""

from trainer.certification.views import certificates, easing, files, paths
from trainer.certification.views.blueprint import bp

__all__ = ["bp", "certificates", "easing", "files", "paths"]
