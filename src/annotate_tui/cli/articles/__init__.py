"""``annotate-tui articles``: list, show and remove articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command, Group, Lazy
from annotate_tui.cli.output import print_json, show
from annotate_tui.cli.project import open_project
from annotate_tui.cli.table import print_table

if TYPE_CHECKING:
    from annotate_tui.store.rows import ArticleRow


def _lazy(module: str, summary: str) -> Lazy:
    return Lazy(f"annotate_tui.cli.articles.{module}", "command", summary)


def _correction(attribute: str, summary: str) -> Lazy:
    return Lazy("annotate_tui.cli.articles.correct", attribute, summary)


@click.group(
    "articles",
    cls=Group,
    invoke_without_command=True,
    lazy={
        "list": Lazy("annotate_tui.cli.articles", "list_command", "List the articles."),
        "show": _lazy("show", "Print an article's units with kind and offsets."),
        "remove": _lazy("remove", "Take an article out of the project."),
        "split": _correction("split", "Cut a unit in two."),
        "join": _correction("join", "Make a unit and the next one into one."),
        "kind": _correction("kind", "Give a unit another kind."),
    },
)
@click.option("--json", "as_json", is_flag=True, help="Print the list for other programs.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """List, show and correct articles.

    ARTICLE is always its number in the list, the first letters of its id (4 or more), its title, or
    the name of its file.

    \b
    Examples:
      annotate-tui articles
      annotate-tui articles show 2
      annotate-tui articles --json
    """
    if context.invoked_subcommand is None:
        list_articles(as_json)


@click.command("list", cls=Command)
@click.option("--json", "as_json", is_flag=True, help="Print the list for other programs.")
def list_command(as_json: bool) -> None:
    """List the articles.

    \b
    Examples:
      annotate-tui articles list
      annotate-tui articles list --json
    """
    list_articles(as_json)


def list_articles(as_json: bool) -> None:
    """Print the articles in the order of import."""
    with open_project() as store:
        rows = store.articles()
    if as_json:
        print_json([listed(row) for row in rows])
    elif not rows:
        show("There are no articles yet: annotate-tui import PATH")
    else:
        print_table(
            ("no.", "id", "title", "units", "asked", "characters", "source"),
            [(r.number, r.article_id[:8], r.title, r.n_units, r.n_asked, r.n_chars, r.source) for r in rows],
            right=(0, 3, 4, 5),
            cut=(2, 6),
            drop=(6,),
        )


def listed(row: ArticleRow) -> dict[str, Any]:
    """An article as ``articles --json`` prints it."""
    return {
        "number": row.number,
        "id": row.article_id,
        "title": row.title,
        "source": row.source,
        "media_type": row.media_type,
        "units": row.n_units,
        "asked": row.n_asked,
        "characters": row.n_chars,
    }
