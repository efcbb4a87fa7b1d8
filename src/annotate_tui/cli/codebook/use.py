"""``annotate-tui codebook use``: go on with another codebook, or another version."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import say
from annotate_tui.cli.project import open_project
from annotate_tui.errors import UsageError


@click.command("use", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", help="The lead who decided it; the history names them.")
@click.option(
    "--force", is_flag=True, help="Use it although its version or migrations do not do justice to it."
)
def command(file: Path, by: str | None, force: bool) -> None:
    """Go on with another codebook, or another version.

    Labels stay as they are and say which codebook they were given under. What is still to be
    labelled is computed anew.

    \b
    Examples:
      annotate-tui codebook use our-codebook.toml
    """
    from annotate_tui.codebook.diff import compare
    from annotate_tui.codebook.load import load_codebook

    with open_project(write=True) as store:
        new, old = load_codebook(file), store.codebook()
        problems = list(compare(old, new).problems)
        if old.id != new.id:
            problems.append(f"{new.id} is another codebook than {old.id}: their labels cannot be compared.")
        labelled = any(row.done or row.begun for row in store.progress())
        if problems and labelled and not force:
            raise UsageError(" ".join([*problems, "--force uses it all the same."]))
        store.use_codebook(new, by=by)
    if new.hash == old.hash:
        say(f"{new.id} {new.version} is in force already.")
    else:
        say(f"{new.id} {new.version} is in force now; before, it was {old.id} {old.version}.")
