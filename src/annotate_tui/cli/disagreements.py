"""``annotate-tui disagreements``: the units to talk about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.choosing import dataset_options, open_dataset
from annotate_tui.cli.output import JsonList, json_text, say, show
from annotate_tui.cli.project import open_project
from annotate_tui.cli.to_file import write_text
from annotate_tui.visible import on_one_line

if TYPE_CHECKING:
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.dataset.disagreements import Disagreement
    from annotate_tui.report.discussion import Entry

FORMATS = ("terminal", "json", "csv", "markdown", "html", "latex")
NOTHING = "There is no disagreement: nobody has answered the same question differently."


@click.command("disagreements", cls=Command)
@dataset_options
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N.")
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="terminal", help="How it is written."
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to a file instead of the terminal.",
)
def command(
    facets: tuple[str, ...],
    annotators: str | None,
    articles: tuple[str, ...],
    limit: int | None,
    format_: str,
    as_json: bool,
    output: Path | None,
) -> None:
    """List the units that annotators answered differently.

    With their text, everybody's answer and the notes: the list to discuss. Article by article, in
    the order of the text.

    \b
    Examples:
      annotate-tui disagreements
      annotate-tui disagreements --facet evidence --annotators ada,ben
      annotate-tui disagreements --format html -o disagreements.html
      annotate-tui disagreements --format csv -o disagreements.csv
    """
    from annotate_tui.dataset.disagreements import disagreements

    format_ = "json" if as_json else format_
    with open_project() as store:
        data = open_dataset(store, facets, annotators, articles)
        found = islice(disagreements(data, data.facets if facets else ()), limit)
        to_file = output is not None and output != Path("-")
        if format_ in ("terminal", "json") and not to_file:
            _print_all(found, as_json=format_ == "json")
            return
        text = _as_text(data, found, format_, store.path.name)
    if output is not None and to_file:
        write_text(output, text)
    else:
        show(text.rstrip("\n"), lines=True)


def _print_all(found: Iterable[Disagreement], *, as_json: bool) -> None:
    """To standard output as they are found."""
    if as_json:
        with JsonList() as listed:
            for one in found:
                listed.add(_data(one))
        return
    some = False
    for one in found:
        some = True
        for text in _lines(one):
            show(text)
    if not some:
        say(NOTHING)


def _as_text(data: Dataset, found: Iterable[Disagreement], format_: str, source: str) -> str:
    from annotate_tui.report import discussion

    if format_ == "json":
        return json_text([_data(one) for one in found], indent=2) + "\n"
    if format_ == "terminal":
        return "".join(f"{on_one_line(text)}\n" for one in found for text in _lines(one)) or f"{NOTHING}\n"
    book = data.codebook
    whole = discussion.Discussion(
        [_entry(one) for one in found], origin=f"{source} · codebook {book.id} {book.version}"
    )
    made = {
        "csv": discussion.to_csv,
        "markdown": discussion.to_markdown,
        "latex": discussion.to_latex,
        "html": discussion.to_html,
    }
    return made[format_](whole)


def _entry(one: Disagreement) -> Entry:
    from annotate_tui.report.discussion import Entry
    from annotate_tui.report.model import Disagreement as Shown
    from annotate_tui.report.model import UnitText

    unit = one.unit
    text = UnitText(text=unit.text, index=unit.index, kind=unit.kind, notes=tuple(one.notes.items()))
    answers = tuple(one.words.items())
    return Entry(
        found=Shown(unit=text, answers=answers, question=one.facet.name),
        article=unit.title,
        article_id=unit.article_id,
        unit_id=unit.unit_id,
        facet=one.facet.id,
    )


def _lines(one: Disagreement) -> Iterator[str]:
    unit = one.unit
    place = "the article" if unit.index is None else f"unit {unit.index + 1}"
    yield f"{unit.title}, {place}: {one.facet.name}"
    if unit.text:
        yield f"    {' '.join(unit.text.split())}"
    for annotator, words in one.words.items():
        note = f"  ({one.notes[annotator]})" if annotator in one.notes else ""
        yield f"    {annotator}: {words}{note}"


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
