"""``annotate-tui init``: make a database."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.cli.project import make_project


@click.command("init", cls=Command)
def command() -> None:
    """Make a database.

    It gets the built-in codebook, or the one that --codebook names. Where a file is already,
    nothing is changed.

    \b
    Examples:
      annotate-tui init
      annotate-tui init --db study.db --codebook our-codebook.toml
    """
    make_project(options().settings()).close()
