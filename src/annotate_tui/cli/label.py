"""``annotate-tui label``: the labelling screen."""

from __future__ import annotations

import sys

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.errors import StoreError, UsageError


@click.command("label", cls=Command)
@click.option("--annotator", metavar="NAME", help="Who labels (or ANNOTATE_TUI_ANNOTATOR).")
@click.option("--article", metavar="ARTICLE", help="Open this article: its number, id or title.")
@click.option("--only", metavar="WHICH", help="Go only to units that are open, unsure, noted or in conflict.")
def command(annotator: str | None = None, article: str | None = None, only: str | None = None) -> int:
    """Label articles: opens the screen.

    Each annotator sees only their own labels. Everything is saved as it is answered.

    \b
    Examples:
      annotate-tui label
      annotate-tui label --annotator ada --article 2 --only unsure
    """
    from annotate_tui.cli.project import exists
    from annotate_tui.tui.app import run_labelling

    settings = options().settings(annotator=annotator)
    terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if not exists(settings.db):
        if settings.db_named:
            raise StoreError(f"There is no database {settings.db}; 'annotate-tui init' makes one.")
        if not terminal:
            raise StoreError(
                f"There is no database {settings.db.absolute()}; "
                "'annotate-tui import PATH' makes one with your articles."
            )
    if not terminal:
        raise UsageError("Labelling needs a terminal; standard input or output is something else.")
    return run_labelling(settings.db, settings.annotator, article, only, settings)
