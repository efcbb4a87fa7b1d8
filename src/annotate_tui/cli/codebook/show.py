"""``annotate-tui codebook show``: a codebook as a readable page."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import print_json, show
from annotate_tui.cli.project import codebook_in_force


@click.command("show", cls=Command)
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything, for other programs.")
def command(file: Path | None, as_json: bool) -> None:
    """Print a codebook as a readable page.

    The page is Markdown. Without FILE it is the codebook of the database, or, where there is none,
    the one that a new database would get.

    \b
    Examples:
      annotate-tui codebook show
      annotate-tui codebook show our-codebook.toml --json
    """
    from annotate_tui.codebook.data import codebook_to_data
    from annotate_tui.codebook.guide import guideline
    from annotate_tui.codebook.load import load_codebook

    codebook = load_codebook(file) if file is not None else codebook_in_force()
    if as_json:
        print_json(codebook_to_data(codebook))
    else:
        show(guideline(codebook).rstrip("\n"), lines=True)
