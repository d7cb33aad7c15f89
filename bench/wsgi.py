"""Which app is measured? The site as a server imports it, with the reference routes of bench/ inside its middleware."""

from bench import references
from trainer.app import create_app
from trainer.config import from_environment

app = references.added_to(create_app(from_environment()))
