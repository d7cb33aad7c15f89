"""How many posts may one address send to pages that take passwords or write mail? Counted in memory, per process."""

import flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(key_func=get_remote_address, storage_uri="memory://")

brake = limiter.shared_limit(
    lambda: flask.current_app.config["SIGN_IN_LIMIT"],
    scope="sign-in",
    methods=["POST"],
    exempt_when=lambda: not flask.current_app.config["SIGN_IN_LIMIT"],
)
"""Stands above the guard's mark. Wrong passwords are counted per name as well, in tries: that count is exact."""
