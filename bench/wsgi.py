"""Which app is measured? The site as a server imports it, with the reference routes of bench/ inside its middleware."""

from bench import references
from wsgi import app as site

app = references.added_to(site)
