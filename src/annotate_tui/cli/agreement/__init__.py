"""``annotate-tui agreement``: how well annotators agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from annotate_tui.cli.agreement.threshold import Threshold, below, doubtful, thresholds
from annotate_tui.cli.base import Command
from annotate_tui.cli.choosing import dataset_options, listed
from annotate_tui.cli.failures import BELOW_THRESHOLD
from annotate_tui.cli.output import say
from annotate_tui.errors import UsageError

FORMATS = ("terminal", "json", "csv", "markdown", "html", "latex")
SCALES = ("nominal", "ordinal", "interval", "ratio", "set", "boolean")


@click.command("agreement", cls=Command)
@dataset_options
@click.option(
    "--by-article", is_flag=True, help="In the terminal, also list the articles with their own agreement."
)
@click.option("--draws", type=click.IntRange(0), metavar="N", help="Bootstrap draws (2000); 0: no intervals.")
@click.option("--seed", type=int, metavar="N", help="Where the draws begin; the report names it.")
@click.option(
    "--level",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=0.95,
    metavar="P",
    help="How much the intervals cover (0.95).",
)
@click.option("--interval", type=click.Choice(["bca", "percentile"]), default="bca", help="Which interval.")
@click.option(
    "--se", type=click.Choice(["influence", "gwet"]), default="influence", help="Which standard error."
)
@click.option(
    "--resample", type=click.Choice(["auto", "cluster", "unit"]), default="auto", help="What is drawn."
)
@click.option(
    "--again",
    multiple=True,
    metavar="B=A",
    help="B is A, who labelled a second time: compare A with themselves (repeatable).",
)
@click.option("--pool-models", is_flag=True, help="Count model annotators like people.")
@click.option(
    "--fail-under",
    "asked",
    callback=thresholds,
    multiple=True,
    metavar="F=0.67",
    help="Exit 3 if the lower bound for facet F is below (without F=: for any facet).",
)
@click.option(
    "--ratings",
    "ratings_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take ratings from a csv or tsv file instead of a database.",
)
@click.option("--scale", type=click.Choice(SCALES), help="The scale of --ratings.")
@click.option("--order", metavar="A,B,C", help="The values of --ratings in their order.")
@click.option("--cluster", metavar="COLUMN", help="The column of --ratings that names the article.")
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
    by_article: bool,
    ratings_file: Path | None,
    scale: str | None,
    order: str | None,
    cluster: str | None,
    again: tuple[str, ...],
    asked: tuple[Threshold, ...],
    format_: str,
    as_json: bool,
    output: Path | None,
    **how: Any,
) -> int:
    """Compute how well annotators agree.

    For each facet the coefficient made for its scale, with an interval that resamples articles, and
    an account of what was left out. Models are never pooled with people unless --pool-models says so.

    \b
    Examples:
      annotate-tui agreement
      annotate-tui agreement --facet evidence --annotators ada,ben --json
      annotate-tui agreement --format html -o agreement.html
      annotate-tui agreement --fail-under claim_type=0.67
      annotate-tui agreement --ratings ratings.csv --scale ordinal --order low,mid,high
    """
    from annotate_tui.cli.agreement.analysis import from_database, from_file
    from annotate_tui.cli.agreement.faces import write

    settings = {name: value for name, value in how.items() if value is not None}
    if ratings_file is None:
        if scale or order or cluster:
            raise UsageError("--scale, --order and --cluster are about --ratings FILE; give one.")
        report = from_database(facets, annotators, articles, settings, again=again)
    else:
        if facets or annotators or articles or again:
            raise UsageError(
                "--facet, --annotators, --article and --again are about a database, not about --ratings."
            )
        if scale is None:
            raise UsageError(f"What scale do the ratings have? Give --scale: {', '.join(SCALES)}.")
        report = from_file(ratings_file, scale, listed(order), cluster, settings)
    write(report, "json" if as_json else format_, output, by_article=by_article)
    missed = below(report, asked)
    for sentence in (*missed, *doubtful(report, asked)):
        say(sentence)
    return BELOW_THRESHOLD if missed else 0
