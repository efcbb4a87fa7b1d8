"""``annotate-tui backup``: a consistent copy."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import say
from annotate_tui.cli.project import open_project


@click.command("backup", cls=Command)
@click.argument("path", required=False, metavar="[PATH]", type=click.Path(path_type=Path))
def command(path: Path | None) -> None:
    """Copy the database while others label.

    The copy holds one moment's state. Without PATH it stands beside the database, with the time in
    its name; PATH may be a folder. A file that exists is never overwritten.

    \b
    Examples:
      annotate-tui backup
      annotate-tui backup /mnt/usb/labels.db
    """
    from annotate_tui.store.backup import backup

    with open_project() as store:
        copy = backup(store, path)
        say(f"Copied {store.path} to {copy}.")
