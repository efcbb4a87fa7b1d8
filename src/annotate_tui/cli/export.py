"""``annotate-tui export``: the labelled data, for other programs."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.choosing import dataset_options, open_dataset
from annotate_tui.cli.output import say
from annotate_tui.cli.project import open_project
from annotate_tui.errors import UsageError
from annotate_tui.visible import visible

if TYPE_CHECKING:
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.export.request import Request

STDOUT = "-"
_FEW = 4


@dataclass(frozen=True)
class Split:
    """Shares of train, validation and test, and the seed."""

    shares: tuple[float, ...]
    seed: int


@click.command("export", cls=Command)
@click.argument("format_", metavar="FORMAT")
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="A file or folder; without it, or with -, standard output.",
)
@click.option(
    "--labels",
    type=click.Choice(["each", "majority", "gold", "soft"]),
    help="Every annotator's labels (each), or one label a unit; the format's own by default.",
)
@dataset_options
@click.option("--text/--no-text", default=True, help="With the text of the units, or without.")
@click.option("--pseudonymise", is_flag=True, help="Give annotators stable pseudonyms.")
@click.option("--split", metavar="80,10,10", help="Divide into train, validation and test by whole articles.")
@click.option("--seed", type=int, default=0, metavar="N", help="Another seed is another division (0).")
@click.option(
    "--email",
    "emails",
    multiple=True,
    metavar="NAME=ADDRESS",
    help="labelstudio: the user that an annotator is (repeatable).",
)
@click.option("--by-article", is_flag=True, help="labelstudio: a task an article instead of a unit.")
@click.option("--long", is_flag=True, help="csv, tsv: a row an answer.")
@click.option(
    "--raw-cells", is_flag=True, help="csv, tsv: without the ' that keeps spreadsheets from running text."
)
@click.option("--excel", is_flag=True, help="csv, tsv: with the mark that makes Excel read UTF-8.")
def command(
    format_: str,
    output: str | None,
    labels: Any,
    facets: tuple[str, ...],
    annotators: str | None,
    articles: tuple[str, ...],
    text: bool,
    pseudonymise: bool,
    split: str | None,
    seed: int,
    emails: tuple[str, ...],
    **how: Any,
) -> None:
    """Write the labelled data in a format that other programs load.

    FORMAT is csv, tsv, jsonl, ratings, hf, labelstudio, prodigy, parquet or docbin. A file appears
    when it is whole, with a manifest beside it that says what it holds and where it came from.

    \b
    Examples:
      annotate-tui export csv > labels.csv
      annotate-tui export csv --long -o long.csv
      annotate-tui export jsonl -o dataset/ --labels majority --pseudonymise
      annotate-tui export hf -o dataset/ --split 80,10,10 --seed 7
    """
    from annotate_tui.dataset.pseudonyms import pseudonyms
    from annotate_tui.dataset.splits import split_articles
    from annotate_tui.export.formats import find_format, labels_for
    from annotate_tui.export.request import Request
    from annotate_tui.export.run import export_to_path, export_to_stream

    form = find_format(format_)
    shares = None if split is None else parse_shares(split)
    with open_project(write=pseudonymise) as store:
        rename = pseudonyms(store) if pseudonymise else None
        data = open_dataset(store, facets, annotators, articles, rename=rename)
        labelled = data.labelled_articles()
        request = Request(
            labels=labels_for(form, labels),
            text=text,
            emails=parse_emails(emails),
            splits=None if shares is None else split_articles(labelled, seed=seed, shares=shares),
            **how,
        )
        if not labelled:
            say("Note: nothing is labelled yet; the export holds no rows.")
        elif labels == "gold" and not data.has_gold():
            say("Note: nothing was adjudicated; gold is what annotators said unanimously.")
        if output is None or output == STDOUT:
            with _standard_output() as stream:
                export_to_stream(data, form, request, stream)
            _say_gold(data, request)
            return
        about = {} if shares is None else {"split": {"shares": list(shares), "seed": seed}}
        with _progress(data):
            written = export_to_path(
                data, form, request, Path(output), folder=output.endswith("/"), about=about
            )
        _say_gold(data, request)
    if len(written) > _FEW:
        say(f"Wrote {len(written)} files into {output}.")
    else:
        say(f"Wrote {', '.join(str(path) for path in written)}.")


def _say_gold(data: Dataset, request: Request) -> None:
    """How many gold labels there are, and how many are missing."""
    if request.labels != "gold":
        return
    from annotate_tui.dataset.model import Provenance

    total: Counter[Provenance] = Counter()
    for facet, counted in data.provenance.items():
        # Flags are not decided about unless somebody asks for it, so they are not counted either.
        if data.codebook.facet(facet).agreement:
            total += counted
    say(
        f"Gold: {total[Provenance.ADJUDICATED]:,} adjudicated, {total[Provenance.UNANIMOUS]:,} unanimous; "
        f"{total[Provenance.UNRESOLVED]:,} unresolved, left empty."
    )


def parse_shares(text: str) -> tuple[float, ...]:
    """Three shares written as ``80,10,10``.  Raises UsageError."""
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"--split takes three shares such as 80,10,10, not {text!r}.") from None


def parse_emails(given: tuple[str, ...]) -> dict[str, str]:
    """Annotators' addresses from ``NAME=ADDRESS``.  Raises UsageError."""
    found = {}
    for one in given:
        name, equals, address = one.rpartition("=")
        if not equals or not name or "@" not in address:
            raise UsageError(f"--email takes NAME=ADDRESS such as ada=ada@example.org, not {one!r}.")
        found[name] = address
    return found


@contextmanager
def _standard_output() -> Iterator[IO[bytes]]:
    """Standard output as bytes; on a terminal, control characters are made visible."""
    if not sys.stdout.isatty():
        yield sys.stdout.buffer
        return
    held = io.BytesIO()
    yield held
    click.echo(visible(held.getvalue().decode().replace("\r\n", "\n"), lines=True), nl=False)


@contextmanager
def _progress(data: Dataset) -> Iterator[None]:
    """A bar on standard error that moves on with every article, if that is a terminal."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=len(data.articles), label="Exporting", file=sys.stderr, hidden=hidden
    ) as bar:
        data.on_article = lambda _: bar.update(1)
        yield
