"""``annotate-tui adjudicate``: decide where annotators disagree."""

from __future__ import annotations

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.cli.choosing import article_option, facet_option, listed
from annotate_tui.cli.project import open_store


@click.command("adjudicate", cls=Command)
@click.option(
    "--annotator", metavar="NAME", help="Who decides (or ANNOTATE_TUI_ANNOTATOR; else the one lead)."
)
@facet_option
@article_option
@click.option(
    "--annotators", metavar="A,B", help="Decide between these annotators; models count only if named here."
)
@click.option("--all", "unanimous", is_flag=True, help="Also go through what annotators agree about.")
@click.option(
    "--names/--no-names", "names", default=None, help="Show who said what; by default as the project says."
)
def command(
    annotator: str | None,
    facets: tuple[str, ...],
    articles: tuple[str, ...],
    annotators: str | None,
    unanimous: bool,
    names: bool | None,
) -> int:
    """Decide where annotators disagree: opens the screen.

    Shows the sentences that two annotators or more answered differently, with everybody's answers and
    notes side by side, without their names. A decision is one key: an annotator's, or the key of
    an answer. Leads decide; in a project without leads everybody does.

    \b
    Examples:
      annotate-tui adjudicate
      annotate-tui adjudicate --facet claim_type --article 2
      annotate-tui adjudicate --annotators ada,ben --names
    """
    from annotate_tui.tui.adjudicating import Wanted, run_adjudication

    settings = options().settings(annotator=annotator)
    wanted = Wanted(facets, listed(annotators), articles, unanimous, names)
    with open_store(settings) as store:
        return run_adjudication(store, settings.annotator, wanted, settings)
