"""How is the command started without its script? `python -m trainer.cli`."""

from trainer.cli import main

main()
