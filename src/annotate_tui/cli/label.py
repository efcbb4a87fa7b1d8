"""``annotate-tui label``: the labelling screen."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.errors import StoreError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from annotate_tui.cli.reading import Cut
    from annotate_tui.settings import Settings
    from annotate_tui.tui.first import FirstRun

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
    first = None if exists(settings.db) else _first_run(settings, plain=plain)
    if not _on_terminal(plain=plain):
        which = "input" if plain else "input or output"
        raise UsageError(f"Labelling needs a terminal; standard {which} is something else.")
    if plain:
        from annotate_tui.tui.plain import offer_plain, run_plain

        if first is not None and not offer_plain(first):
            return 1
        return run_plain(settings.db, settings.annotator, article, only, settings)
    if first is not None:
        from annotate_tui.tui.screens.welcome import run_first

        return run_first(first, settings.annotator, article, only, settings)
    from annotate_tui.tui.app import run_labelling

    return run_labelling(settings.db, settings.annotator, article, only, settings)


def _on_terminal(*, plain: bool) -> bool:
    """Whether somebody can answer; what is said line by line may also go to a speech program."""
    return sys.stdin.isatty() and (plain or sys.stdout.isatty())


def _first_run(settings: Settings, *, plain: bool) -> FirstRun:
    """The default database, which can be made with the articles in ./seeds.

    Raises StoreError where nothing can be offered: then nothing is asked, and nothing made.
    """
    where = settings.db.absolute()
    if settings.db_named:
        raise StoreError(
            f"There is no database at {where}; 'annotate-tui init' makes one. Nothing was created."
        )
    n_files = 0
    if _on_terminal(plain=plain) and SAMPLES.is_dir():
        from annotate_tui.corpus.read import count_files

        n_files = count_files(SAMPLES)
    if not n_files:
        raise StoreError(
            f"There is no database at {where}; 'annotate-tui import PATH' makes one with your articles. "
            "Nothing was created."
        )
    from annotate_tui.tui.first import FirstRun

    return FirstRun(where, SAMPLES, n_files, lambda noted: _make(settings, noted))


def _make(settings: Settings, noted: Callable[[int], None]) -> None:
    """Make the database, all of it or nothing; ``noted`` hears how many articles are read."""
    from annotate_tui.cli.reading import Reading, import_into

    reading = Reading(skip_bad=False, where=str(SAMPLES))

    def read() -> Iterator[Cut]:
        for count, cut in enumerate(reading.articles((SAMPLES,)), 1):
            noted(count)
            yield cut

    import_into(settings, read(), reading, quiet=True)
