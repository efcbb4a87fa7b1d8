"""``annotate-tui codebook new``: a codebook file to start from."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import say
from annotate_tui.errors import UsageError


@click.command("new", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--title", metavar="TEXT", default="", help="What the codebook is called.")
@click.option("--builtin", is_flag=True, help="Write out the built-in codebook instead of a short example.")
def command(file: Path, title: str, builtin: bool) -> None:
    """Write a codebook file to start from.

    A file that exists is never overwritten.

    \b
    Examples:
      annotate-tui codebook new our-codebook.toml
      annotate-tui codebook new our-codebook.toml --builtin
    """
    from annotate_tui.codebook.load import BUILTIN, builtin_text
    from annotate_tui.codebook.new import starter_text

    text = builtin_text(BUILTIN) if builtin else starter_text(_id_for(file), title)
    try:
        with file.open("x", encoding="utf-8") as target:
            target.write(text)
    except FileExistsError as error:
        raise UsageError(f"{file} exists already and was left as it is; name a new file.") from error
    say(f"Wrote {file}. Change it, then: annotate-tui codebook check {file}")


def _id_for(file: Path) -> str:
    """An id made from the name of the file."""
    import re

    name = re.sub(r"[^A-Za-z0-9]+", "-", file.stem).strip("-").lower()
    return name[:64].rstrip("-") or "my-codebook"
