"""``annotate-tui label``: the labelling screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.errors import StoreError, UsageError

if TYPE_CHECKING:
    from annotate_tui.settings import Settings

SAMPLES = Path("seeds")
"""The folder whose articles are offered where there is no database yet."""


@click.command("label", cls=Command)
@click.option("--annotator", metavar="NAME", help="Who labels (or ANNOTATE_TUI_ANNOTATOR).")
@click.option("--article", metavar="ARTICLE", help="Open this article: its number, id or title.")
@click.option("--only", metavar="WHICH", help="Go only to units that are open, unsure, noted or in conflict.")
@click.option(
    "--plain", is_flag=True, help="Line by line, for screen readers and terminals that cannot draw."
)
def command(
    annotator: str | None = None, article: str | None = None, only: str | None = None, plain: bool = False
) -> int:
    """Label articles: opens the screen.

    Each annotator sees only their own labels. Everything is saved as it is answered.

    \b
    Examples:
      annotate-tui label
      annotate-tui label --annotator ada --article 2 --only unsure
      annotate-tui label --plain
    """
    from annotate_tui.cli.project import exists

    settings = options().settings(annotator=annotator)
    if not exists(settings.db) and not _made(settings, plain=plain):
        return 1
    if not _on_terminal(plain=plain):
        which = "input" if plain else "input or output"
        raise UsageError(f"Labelling needs a terminal; standard {which} is something else.")
    if plain:
        from annotate_tui.tui.plain import run_plain

        return run_plain(settings.db, settings.annotator, article, only, settings)
    from annotate_tui.tui.app import run_labelling

    return run_labelling(settings.db, settings.annotator, article, only, settings)


def _on_terminal(*, plain: bool) -> bool:
    """Whether somebody can answer; what is said line by line may also go to a speech program."""
    return sys.stdin.isatty() and (plain or sys.stdout.isatty())


def _made(settings: Settings, *, plain: bool) -> bool:
    """Offer to make the default database with the articles in ./seeds; whether it was made.

    Raises StoreError where nothing can be offered: then nothing is asked, and nothing made.
    """
    where = settings.db.absolute()
    if settings.db_named:
        raise StoreError(
            f"There is no database at {where}; 'annotate-tui init' makes one. Nothing was created."
        )
    if not (_on_terminal(plain=plain) and SAMPLES.is_dir()):
        raise StoreError(
            f"There is no database at {where}; 'annotate-tui import PATH' makes one with your articles. "
            "Nothing was created."
        )
    from annotate_tui.cli.reading import Reading, import_into

    reading = Reading(skip_bad=False, where=str(SAMPLES))
    articles = list(reading.articles((SAMPLES,)))

    def make() -> None:
        import_into(settings, articles, reading)

    if plain:
        from annotate_tui.tui.plain import offer_plain

        return offer_plain(where, SAMPLES, len(articles), make)
    from annotate_tui.tui.screens.welcome import offer

    return offer(where, SAMPLES, len(articles), make, theme=settings.theme)
