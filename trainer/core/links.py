"""Is this an address that people can be sent to? A whole link, which nobody on the way can read or change."""

from urllib.parse import urlsplit


def is_safe(address: str) -> bool:
    """Whether it is the whole address of a page, sent safely: https, a site that is named in full, no blanks."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    blank = any(char.isspace() for char in address)
    return parts.scheme == "https" and "." in (parts.hostname or "") and not blank
