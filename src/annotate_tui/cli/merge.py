"""``annotate-tui merge``: take over what other databases hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, show
from annotate_tui.cli.project import open_project

if TYPE_CHECKING:
    from annotate_tui.store.merge import MergeReport


@click.command("merge", cls=Command)
@click.argument("others", nargs=-1, required=True, metavar="OTHER...", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would come; nothing is changed.")
def command(others: tuple[Path, ...], dry_run: bool) -> None:
    """Take over what other databases hold.

    Articles, units and everybody's labels with their whole history. Merging twice changes nothing,
    and the order makes no difference. The other databases are only read. Where the same annotator
    answered the same question differently on two machines both answers are kept, and 'annotate-tui
    status' lists the conflict.

    \b
    Examples:
      annotate-tui merge from-ada.db from-ben.db
      annotate-tui merge from-ada.db --dry-run
    """
    from annotate_tui.store.merge import merge

    with open_project(write=True) as store:
        for other in others:
            _print(merge(store, other, dry_run=dry_run))


def _print(report: MergeReport) -> None:
    would = "would come" if report.dry_run else "came"
    if report.is_empty:
        show(f"{report.path}: nothing new.")
        return
    parts = [
        counted(n, noun)
        for n, noun in (
            (report.articles, "article"),
            (report.units, "unit"),
            (report.codebooks, "codebook"),
            (report.annotators, "annotator"),
            (report.events, "event"),
        )
        if n
    ]
    show(f"{report.path}: {', '.join(parts)} {would}.")
    for annotator, n in sorted(report.events_by.items()):
        show(f"  {annotator or 'the project'}: {counted(n, 'event')}")
    if report.conflicts:
        show(f"  {counted(len(report.conflicts), 'conflict')}: 'annotate-tui status' lists them.")
