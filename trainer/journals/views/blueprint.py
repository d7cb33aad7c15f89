"""What do this room's pages stand on? The blueprint."""

import flask

bp = flask.Blueprint("journals", __name__)
