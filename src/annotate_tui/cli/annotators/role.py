"""``annotate-tui annotators role``: who leads."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import say
from annotate_tui.cli.project import open_project


@click.command("role", cls=Command)
@click.argument("name", metavar="NAME")
@click.argument("role", type=click.Choice(["annotator", "lead"]))
def command(name: str, role: str) -> None:
    """Make somebody a lead, or an annotator again.

    Who is not here yet is added.

    \b
    Examples:
      annotate-tui annotators role lea lead
    """
    with open_project(write=True) as store:
        row = store.ensure_annotator(name, role=role)
    say(f"{row.name} is {'a lead' if row.role == 'lead' else 'an annotator'}.")
