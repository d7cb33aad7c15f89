"""Which commands does the program have? `trainer --help` lists them; each runs with the settings of the environment."""

import click

from trainer.cli import content, run, setup


@click.group()
def main() -> None:
    """Run and look after a program for training facilitators of Communities of Practice."""


for _part in (run, setup, content):
    for _command in _part.COMMANDS:
        main.add_command(_command)
