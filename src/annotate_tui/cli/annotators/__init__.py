"""``annotate-tui annotators``: who labels."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Group, Lazy
from annotate_tui.cli.output import print_json, show
from annotate_tui.cli.project import open_project
from annotate_tui.cli.table import print_table


@click.group(
    "annotators",
    cls=Group,
    invoke_without_command=True,
    lazy={
        "role": Lazy(
            "annotate_tui.cli.annotators.role", "command", "Make somebody a lead, or an annotator again."
        ),
    },
)
@click.option("--json", "as_json", is_flag=True, help="Print the list for other programs.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List who labels, and say who leads.

    A lead may see everybody's labels and the agreement; the others label blind (see 'annotate-tui
    settings').

    \b
    Examples:
      annotate-tui annotators
      annotate-tui annotators role lea lead
    """
    if context.invoked_subcommand is not None:
        return
    with open_project() as store:
        rows = store.annotators()
    if as_json:
        print_json([{"name": row.name, "kind": row.kind, "role": row.role} for row in rows])
    elif not rows:
        show("Nobody has labelled yet: annotate-tui label --annotator NAME")
    else:
        print_table(("annotator", "kind", "role"), [(row.name, row.kind, row.role) for row in rows], cut=(0,))
