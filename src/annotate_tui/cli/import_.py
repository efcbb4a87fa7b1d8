"""``annotate-tui import``: read in articles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.cli.output import JsonList, counted, print_json, say, show
from annotate_tui.cli.reading import Reading, import_into
from annotate_tui.cli.table import print_table
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.corpus.article import Article, Unit
    from annotate_tui.settings import Settings

    Cut = tuple[Article, list[Unit]]

_MEGABYTE = 1_000_000


@click.command("import", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option("--format", "format_", metavar="NAME", help="Read every file as this format (txt, md, …).")
@click.option("--text-column", metavar="COLUMN", help="The column or key that holds the text.")
@click.option("--title-column", metavar="COLUMN", help="The column or key that holds the title.")
@click.option("--id-column", metavar="COLUMN", help="The column or key that holds an id of its own.")
@click.option(
    "--article-column", metavar="COLUMN", help="One sentence a row: the column that says of which article."
)
@click.option(
    "--metadata-column",
    "metadata_columns",
    multiple=True,
    metavar="COLUMN",
    help="A column or key to keep with the article (repeatable).",
)
@click.option("--keep-all", is_flag=True, help="Keep everything on a web page, navigation included.")
@click.option(
    "--encoding", metavar="NAME", help="The encoding of text files, if it is not found out rightly."
)
@click.option(
    "--max-size",
    type=click.FloatRange(0, min_open=True),
    metavar="MB",
    help="Read files up to so many MB (10).",
)
@click.option("--language", metavar="CODE", help="The language of the sentences, as de (extra: lang).")
@click.option("--update", is_flag=True, help="Take over changed texts of files that were imported before.")
@click.option("--by", metavar="NAME", help="With --update: who decided it; the history names them.")
@click.option("--skip-bad", is_flag=True, help="Leave out files that cannot be read, and say so.")
@click.option("--dry-run", is_flag=True, help="Show what would come; no database is needed.")
@click.option("--json", "as_json", is_flag=True, help="Print articles and units for other programs.")
def command(
    paths: tuple[Path, ...],
    format_: str | None,
    text_column: str | None,
    title_column: str | None,
    id_column: str | None,
    article_column: str | None,
    metadata_columns: tuple[str, ...],
    keep_all: bool,
    encoding: str | None,
    max_size: float | None,
    language: str | None,
    update: bool,
    by: str | None,
    skip_bad: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Read in articles.

    PATH is a file, a folder (read with everything below it), or - for standard input. All files
    come in or, if one of them cannot be read, none (--skip-bad leaves the bad ones out). The same
    text twice is one article. A file that was imported before and says something else now is left as it
    was, and what changed is shown; --update takes it over and keeps the labels of unchanged sentences.
    Without a database, one is made.

    \b
    Examples:
      annotate-tui import articles/
      annotate-tui import posts.jsonl --text-column body --title-column headline
      annotate-tui import sentences.csv --article-column page
      annotate-tui import notes.txt --dry-run --json
    """
    reading = Reading(skip_bad=skip_bad, where=", ".join(map(str, paths)), language=language)
    articles = reading.articles(
        paths,
        format=format_,
        encoding=encoding,
        text_column=text_column,
        title_column=title_column,
        id_column=id_column,
        article_column=article_column,
        metadata_columns=metadata_columns,
        keep_all=keep_all,
        **({} if max_size is None else {"max_size": round(max_size * _MEGABYTE)}),
    )
    if dry_run:
        _show(articles, as_json)
        reading.say_all()
        reading.finish()
        say(f"{reading.summary()}; nothing was imported (dry run).")
        return
    settings = options().settings(annotator=by)
    if update and not settings.annotator:
        raise UsageError("Who decided that the changed texts hold? Give --by NAME.")
    _import(articles, reading, settings, as_json, update_by=settings.annotator if update else None)


def _show(articles: Iterator[Cut], as_json: bool) -> None:
    from annotate_tui.corpus.listing import article_listing

    if as_json:
        with JsonList() as listed:
            for article, units in articles:
                listed.add(article_listing(article, units))
        return
    rows = [(a.article_id[:8], a.title, len(units), len(a.text)) for a, units in articles]
    if rows:
        print_table(("id", "title", "units", "characters"), rows, right=(2, 3), cut=(1,))


def _import(
    articles: Iterator[Cut], reading: Reading, settings: Settings, as_json: bool, *, update_by: str | None
) -> None:
    # A database is made only when there is something to put into it.
    first = next(articles, None)
    if first is None:
        reading.say_all()
        reading.finish()
        return
    try:
        rows = import_into(settings, chain([first], articles), reading, update_by=update_by)
    finally:
        reading.say_all()
    if as_json:
        print_json(rows)
        return
    print_table(
        ("id", "title", "units", "status"),
        [(str(row["id"])[:8], row["title"], row["n_units"], _STATUS[str(row["status"])]) for row in rows],
        right=(2,),
        cut=(1,),
    )
    show(f"Read {reading.summary()} into {settings.db}{_became(rows)}.")


def _became(rows: list[dict[str, Any]]) -> str:
    """How many articles are new, and how many were there already; empty if all are new."""
    units: dict[str, list[int]] = {}
    for row in rows:
        units.setdefault(_SUMMED[str(row["status"])], []).append(row["n_units"])
    if not units.keys() - {"new"}:
        return ""
    said = (f"{len(n):,} {status} ({counted(sum(n), 'unit')})" for status, n in units.items())
    return ": " + ", ".join(said)


_SUMMED = {
    "new": "new",
    "duplicate": "there already",
    "resegmented": "cut anew",
    "restored": "brought back",
    "changed": "changed and left as they were",
    "updated": "updated",
}

_STATUS = {
    "new": "new",
    "duplicate": "the same text is here already",
    "resegmented": "cut anew",
    "restored": "brought back",
    "changed": "changed; left as it was",
    "updated": "updated",
}
