"""Data on standard output, messages and progress on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any

import click

from annotate_tui.cli.visible import visible


def say(message: str) -> None:
    """One message for the user, on standard error; control characters in it are made visible."""
    click.echo(visible(message), err=True)


def print_json(data: Any) -> None:
    """Data for other programs: one JSON document on standard output, in UTF-8 wherever we are."""
    import json

    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    # Half a surrogate pair (from the name of a file) becomes \udcff, which JSON can say.
    click.echo(text.encode("utf-8", errors="backslashreplace"))


def print_table(head: Sequence[str], rows: Iterable[Sequence[object]], *, right: Sequence[int] = ()) -> None:
    """A table for people, as wide as the terminal at most; into a pipe nothing is cut off.

    ``right`` numbers the columns that hold figures.  Cells are data: nothing in them is markup.
    """
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, title in enumerate(head):
        table.add_column(
            Text(title),
            justify="right" if number in right else "left",
            no_wrap=True,
            overflow="ellipsis",
            # Figures are never cut: what gives way is text.
            min_width=len(title) if number in right else None,
        )
    for row in rows:
        table.add_row(*(Text(visible(str(cell))) for cell in row))
    wide = None if sys.stdout.isatty() else 10_000
    console = Console(
        file=sys.stdout, width=wide, highlight=False, markup=False, emoji=False, soft_wrap=False
    )
    console.print(table)


def progress(length: int, label: str) -> AbstractContextManager[Any]:
    """A progress bar on standard error, drawn only on a terminal; ``update(n)`` moves it on."""
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
