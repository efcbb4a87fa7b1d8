"""``annotate-tui codebook check``: is a codebook file valid."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, show


@click.command("check", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Check a codebook file.

    Every problem is named with its facet and line. No database is needed.

    \b
    Examples:
      annotate-tui codebook check our-codebook.toml
    """
    from annotate_tui.codebook.load import load_codebook

    codebook = load_codebook(file)
    n_values = sum(len(facet.values) for facet in codebook.facets)
    show(
        f"{file} is valid: {codebook.title} ({codebook.id} {codebook.version}), "
        f"{counted(len(codebook.facets), 'facet')} with {counted(n_values, 'value')}."
    )
