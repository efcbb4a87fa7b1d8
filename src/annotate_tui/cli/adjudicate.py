"""``annotate-tui adjudicate``: decide where annotators disagree."""

from __future__ import annotations

import sys

import click

from annotate_tui.cli.base import Command, options
from annotate_tui.cli.choosing import article_option, facet_option, listed
from annotate_tui.cli.project import open_store
from annotate_tui.errors import UsageError


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
@click.option(
    "--plain", is_flag=True, help="Line by line, for screen readers and terminals that cannot draw."
)
def command(
    annotator: str | None,
    facets: tuple[str, ...],
    articles: tuple[str, ...],
    annotators: str | None,
    unanimous: bool,
    names: bool | None,
    plain: bool,
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
      annotate-tui adjudicate --plain
    """
    from annotate_tui.labelling.adjudicators import may_decide_in
    from annotate_tui.tui.adjudication_opening import Wanted, who_decides
    from annotate_tui.tui.keymap import keymap_for

    settings = options().settings(annotator=annotator)
    wanted = Wanted(facets, listed(annotators), articles, unanimous, names)
    with open_store(settings) as store:
        keymap = keymap_for(store.codebook(), settings.keys)
        if not store.articles():
            raise UsageError(f"{store.path} holds no articles yet. Read some in: annotate-tui import PATH.")
        who = who_decides(store, settings.annotator)
        may_decide_in(store, who)
        if not (sys.stdin.isatty() and (plain or sys.stdout.isatty())):
            which = "input" if plain else "input or output"
            raise UsageError(f"Deciding needs a terminal; standard {which} is something else.")
        if plain:
            from annotate_tui.tui.adjudication_plain import run_plain_adjudication

            return run_plain_adjudication(store, who, keymap, wanted)
        from annotate_tui.tui.adjudicating import run_adjudication

        return run_adjudication(store, who, keymap, wanted, settings.theme)
