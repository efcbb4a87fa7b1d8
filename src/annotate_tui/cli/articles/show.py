"""``annotate-tui articles show``: an article's units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import counted, print_json, show
from annotate_tui.cli.project import open_project
from annotate_tui.cli.table import print_table

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow, StoredUnit


@click.command("show", cls=Command)
@click.argument("article", metavar="ARTICLE")
@click.option("--json", "as_json", is_flag=True, help="Print the units for other programs.")
def command(article: str, as_json: bool) -> None:
    """Print an article's units with kind and offsets.

    Offsets are characters (code points) of the article's text, the end is not part of the unit.

    \b
    Examples:
      annotate-tui articles show 2
      annotate-tui articles show 7c39efbe --json
    """
    with open_project() as store:
        row = store.find_article(article)
        units, text, sources = store.units(row.key), store.text(row.key), store.sources(row.key)
    if as_json:
        print_json([_listing(row, units)])
        return
    show(f"{row.title} ({row.article_id})")
    for source in sources:
        show(f"from {source.source}")
    show(f"{counted(len(units), 'unit')}, {counted(len(text), 'character')}")
    show("")
    print_table(
        ("unit", "start", "end", "kind", "marker", "text"),
        [
            (
                u.index + 1,
                u.start,
                u.end,
                u.kind.value.replace("_", "-"),
                u.marker or "",
                text[u.start : u.end],
            )
            for u in units
        ],
        right=(0, 1, 2),
        cut=(5,),
    )


def _listing(row: ArticleRow, units: list[StoredUnit]) -> dict[str, Any]:
    """The same shape as ``import --dry-run --json`` has."""
    return {
        "id": row.article_id,
        "title": row.title,
        "source": row.source,
        "sha256": row.article_id,
        "units": [
            {"index": u.index, "start": u.start, "end": u.end, "kind": u.kind.value, "marker": u.marker}
            for u in units
        ],
    }
