"""``annotate-tui codebook diff``: what differs between two codebooks."""

from __future__ import annotations

from pathlib import Path

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import print_json, show
from annotate_tui.cli.project import codebook_in_force


@click.command("diff", cls=Command)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.argument("other", required=False, metavar="[OTHER]", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the differences for other programs.")
def command(file: Path, other: Path | None, as_json: bool) -> None:
    """Say what differs between two codebooks.

    With one FILE: between the codebook of the database and the file. With two: between them. Each
    difference is called major, minor or patch, as the version number should say it.

    \b
    Examples:
      annotate-tui codebook diff our-codebook.toml
      annotate-tui codebook diff old.toml new.toml --json
    """
    from annotate_tui.codebook.diff import compare
    from annotate_tui.codebook.load import load_codebook

    old, new = (
        (codebook_in_force(), load_codebook(file))
        if other is None
        else (load_codebook(file), load_codebook(other))
    )
    found = compare(old, new)
    if as_json:
        print_json(
            {
                "old": {"id": old.id, "version": old.version, "hash": old.hash},
                "new": {"id": new.id, "version": new.version, "hash": new.hash},
                "step": str(found.needed),
                "next_version": found.next_version,
                "differences": [
                    {"step": str(d.step), "text": d.sentence, "facet": d.facet, "value": d.value}
                    for d in found.differences
                ],
                "problems": list(found.problems),
            }
        )
        return
    for difference in found.differences:
        show(f"{difference.step!s:5}  {difference.sentence}")
    for problem in found.problems:
        show(problem)
    if not found.differences:
        show(f"They say the same ({old.version}, {new.version}).")
    elif old.id != new.id:
        show(f"They are different codebooks: {old.id} {old.version} and {new.id} {new.version}.")
    elif not found.problems:
        show(f"{old.version} → {new.version}: the version says rightly that this is a {found.needed} step.")
