"""``annotate-tui history``: who answered what, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import JsonList, say, show, time_text
from annotate_tui.cli.project import open_project
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.codebook.model import Codebook
    from annotate_tui.store.rows import HistoryRow
    from annotate_tui.store.store import Store


_PROJECT = "project"
_HASHES = frozenset({"codebook", "segmentation"})
"""What is named by a hash, of which the beginning is enough to tell it from others."""
_HASH_SHOWN = 12


@click.command("history", cls=Command)
@click.option("--article", metavar="ARTICLE", help="Only in this article (number, id or title).")
@click.option("--unit", type=click.IntRange(1), metavar="N", help="Only of this unit; needs --article.")
@click.option("--annotator", metavar="NAME", help="Only what this annotator did.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the newest N.")
@click.option("--json", "as_json", is_flag=True, help="Print a list for other programs.")
def command(
    article: str | None, unit: int | None, annotator: str | None, limit: int | None, as_json: bool
) -> None:
    """List who answered what, and when.

    Nothing is ever deleted: changed, cleared and undone answers are here too. Oldest first.

    \b
    Examples:
      annotate-tui history --article 2 --unit 14
      annotate-tui history --annotator ada --limit 20
      annotate-tui history --json
    """
    with open_project() as store:
        titles = {row.key: row.title for row in store.articles()}
        who = None if annotator is None else store.annotator(annotator).key
        article_key, unit_key = _place(store, article, unit)
        found = store.history(article=article_key, unit=unit_key, annotator=who, limit=limit)
        if as_json:
            with JsonList() as listed:
                for row in found:
                    listed.add(_data(row))
            return
        codebook = store.codebook()
        nothing = True
        for row in found:
            nothing = False
            show(_line(row, titles, codebook))
        if nothing:
            say("Nothing has happened there yet.")


def _place(store: Store, article: str | None, unit: int | None) -> tuple[int | None, int | None]:
    """The row keys of the article and the unit that the options mean."""
    if article is None:
        if unit is not None:
            raise UsageError("--unit counts within an article: give --article too.")
        return None, None
    row = store.find_article(article)
    if unit is None:
        return row.key, None
    units = store.units(row.key)
    if unit > len(units):
        raise UsageError(f"“{row.title}” has {len(units)} units; there is no unit {unit}.")
    return row.key, units[unit - 1].key


def _line(row: HistoryRow, titles: dict[int, str], codebook: Codebook) -> str:
    where = "" if row.article is None else titles.get(row.article, (row.article_id or "")[:8])
    if row.index is not None:
        where += f", unit {row.index + 1}"
    owner = f" (for {row.owner})" if row.owner and row.owner != row.annotator else ""
    who = f"{row.annotator or 'the program'}{owner}"
    spent = f"{row.dwell_ms / 1000:.1f} s" if row.dwell_ms else ""
    parts = (time_text(row.wall_ms), who, row.kind, where, _what(row, codebook), spent)
    return "  ".join(part for part in parts if part)


def _what(row: HistoryRow, codebook: Codebook) -> str:
    from annotate_tui.codebook.answers import display
    from annotate_tui.codebook.lexicon_shown import in_words

    if not row.facet and (said := in_words(row.item, row.value)):
        return said
    facet = next((facet for facet in codebook.facets if facet.id == row.facet), None)
    name = facet.name if facet else " ".join(filter(None, (row.facet, row.item)))
    if row.value is None:
        return f"{name} cleared" if name else ""
    if facet is None or row.layer == _PROJECT:
        shown = str(row.value)
        return f"{name} {shown[:_HASH_SHOWN] if name in _HASHES else shown}"
    return f"{name}: {display(facet, row.value, codebook.abstain) or row.value}"


def _data(row: HistoryRow) -> dict[str, Any]:
    return {
        "event": row.event,
        "time_ms": row.wall_ms,
        "kind": row.kind,
        "layer": row.layer,
        "annotator": row.annotator,
        "owner": row.owner,
        "article": row.article_id,
        "unit_index": row.index,
        "start": row.start,
        "end": row.end,
        "facet": row.facet,
        "item": row.item,
        "value": list(row.value) if isinstance(row.value, tuple) else row.value,
        "seconds": None if row.dwell_ms is None else row.dwell_ms / 1000,
        "host": row.host,
        "session": row.session,
        "lamport": row.lamport,
        "ref": row.ref,
    }
