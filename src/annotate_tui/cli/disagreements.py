"""``annotate-tui disagreements``: the units to talk about."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.choosing import dataset_options, open_dataset
from annotate_tui.cli.output import JsonList, say, show
from annotate_tui.cli.project import open_project

if TYPE_CHECKING:
    from annotate_tui.dataset.disagreements import Disagreement


@click.command("disagreements", cls=Command)
@dataset_options
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N.")
@click.option("--json", "as_json", is_flag=True, help="Print a list for other programs.")
def command(
    facets: tuple[str, ...],
    annotators: str | None,
    articles: tuple[str, ...],
    limit: int | None,
    as_json: bool,
) -> None:
    """List the units that annotators answered differently.

    With their text, everybody's answer and the notes: the list to discuss. Article by article, in
    the order of the text.

    \b
    Examples:
      annotate-tui disagreements
      annotate-tui disagreements --facet evidence --annotators ada,ben
      annotate-tui disagreements --json
    """
    from annotate_tui.dataset.disagreements import disagreements

    with open_project() as store:
        data = open_dataset(store, facets, annotators, articles)
        found = disagreements(data, data.facets if facets else ())
        if as_json:
            with JsonList() as listed:
                for one in islice(found, limit):
                    listed.add(_data(one))
            return
        n = 0
        for one in islice(found, limit):
            n += 1
            _print(one)
        if not n:
            say("There is no disagreement: nobody has answered the same question differently.")


def _print(one: Disagreement) -> None:
    from annotate_tui.codebook.answers import display

    unit = one.unit
    place = "the article" if unit.index is None else f"unit {unit.index + 1}"
    show(f"{unit.title}, {place}: {one.facet.name}")
    if unit.text:
        show(f"    {' '.join(unit.text.split())}")
    for annotator, answer in one.answers.items():
        note = f"  ({one.notes[annotator]})" if annotator in one.notes else ""
        show(f"    {annotator}: {display(one.facet, answer) or 'no'}{note}")


def _data(one: Disagreement) -> dict[str, Any]:
    unit = one.unit
    return {
        "article_id": unit.article_id,
        "title": unit.title,
        "unit_id": unit.unit_id,
        "unit_index": unit.index,
        "kind": unit.kind,
        "start": unit.start,
        "end": unit.end,
        "text": unit.text,
        "facet": one.facet.id,
        "answers": {
            name: list(answer) if isinstance(answer, tuple) else answer
            for name, answer in one.answers.items()
        },
        "notes": dict(one.notes),
    }
