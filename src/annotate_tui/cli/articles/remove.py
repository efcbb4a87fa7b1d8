"""``annotate-tui articles remove``: take an article out of the project."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, say
from annotate_tui.cli.project import open_project
from annotate_tui.errors import UsageError


@click.command("remove", cls=Command)
@click.argument("article", metavar="ARTICLE")
@click.option(
    "--force", is_flag=True, help="Also if something is labelled in it; the history keeps the labels."
)
@click.option("--by", metavar="NAME", help="Who decided it; the history names them.")
def command(article: str, force: bool, by: str | None) -> None:
    """Take an article out of the project.

    It is gone from every list, and nothing is deleted: importing the same text again brings it back
    with all its labels.

    \b
    Examples:
      annotate-tui articles remove 2
    """
    with open_project(write=True) as store:
        row = store.find_article(article)
        if not force and any(p.last_ms is not None for p in store.progress() if p.article == row.key):
            raise UsageError(
                f"“{row.title}” was labelled already; --force removes it all the same (the history keeps "
                "the labels)."
            )
        labels = store.remove_article(row.article_id, by=by)
    kept = f"; its {counted(labels, 'label')} stay in the history" if labels else ""
    say(f"Removed “{row.title}”{kept}. Importing the same text again brings it back.")
