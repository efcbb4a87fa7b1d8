"""``annotate-tui check``: is the database whole."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.cli.failures import FAILED
from annotate_tui.cli.output import print_json, show


@click.command("check", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print the problems as a list for other programs.")
@click.option("--repair", is_flag=True, help="First compute labels and progress anew from the events.")
def command(as_json: bool, repair: bool) -> int:
    """Check that the database is whole.

    Reads everything: the file's own structure, every event's digest, the current labels against
    the events, every text against its hash. Exit code 1 when anything is wrong; without --repair
    nothing is changed. Repairing does not help against damaged events, texts or pages.

    \b
    Examples:
      annotate-tui check
      annotate-tui check --db backup.db --json
      annotate-tui check --repair
    """
    from annotate_tui.store import check as store_check

    path = options().settings().db
    if repair:
        store_check.repair(path)
    problems = store_check.check(path)
    if as_json:
        print_json(problems)
    else:
        for problem in problems:
            show(problem)
        if not problems:
            show(f"{path} is whole.")
    return FAILED if problems else 0
