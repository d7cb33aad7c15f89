"""Which object does a server import? The app, made from the environment; nothing else."""

from trainer.app import create_app
from trainer.config import from_environment

app = create_app(from_environment())
