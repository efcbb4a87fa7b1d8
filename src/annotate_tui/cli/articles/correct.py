"""``annotate-tui articles split|join|kind``: corrections of units by a lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from annotate_tui.cli.base import Command
from annotate_tui.cli.output import say, show
from annotate_tui.cli.project import open_project
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from annotate_tui.corpus.article import Unit

Correct = Callable[[str, list["Unit"]], list["Unit"]]

by_option = click.option("--by", metavar="NAME", help="Who decided it; the history names them.")
number = click.IntRange(1)


def _correct(reference: str, by: str | None, correct: Correct, shown: Sequence[int]) -> None:
    """Give an article corrected units, and show those around the correction."""
    from annotate_tui.store.corrections import BY_HAND, as_units

    with open_project(write=True) as store:
        row = store.find_article(reference)
        text = store.text(row.key)
        units = store.resegment(
            row.key, correct(text, as_units(store.units(row.key))), segmenter=BY_HAND, by=by
        )
        for index in shown:
            if 0 <= index < len(units):
                unit = units[index]
                words = " ".join(text[unit.start : unit.end].split())
                show(f"{index + 1}  {unit.kind.value.replace('_', '-')}  {words}")
    say("Labels on units that are as they were stay; those of the others stay in the history.")


@click.command("split", cls=Command)
@click.argument("article", metavar="ARTICLE")
@click.argument("unit", metavar="UNIT", type=number)
@click.option("--before", metavar="WORDS", help="Begin the second part with these words.")
@click.option("--at", type=click.IntRange(1), metavar="OFFSET", help="… or at this character of the article.")
@by_option
def split(article: str, unit: int, before: str | None, at: int | None, by: str | None) -> None:
    """Cut a unit in two.

    UNIT is its number in 'annotate-tui articles show'.

    \b
    Examples:
      annotate-tui articles split 2 14 --before "But it"
    """
    from annotate_tui.corpus.corrections import split_unit

    if (before is None) == (at is None):
        raise UsageError("Where is the unit to be cut? Give --before WORDS or --at OFFSET.")

    def correct(text: str, units: list[Unit]) -> list[Unit]:
        place = at
        if before is not None and unit <= len(units):
            place = text.find(before, units[unit - 1].start + 1, units[unit - 1].end)
            if place < 0:
                raise UsageError(f"Unit {unit} does not hold the words “{before}” after its beginning.")
        return split_unit(text, units, unit - 1, place or 0)

    _correct(article, by, correct, (unit - 1, unit))


@click.command("join", cls=Command)
@click.argument("article", metavar="ARTICLE")
@click.argument("unit", metavar="UNIT", type=number)
@by_option
def join(article: str, unit: int, by: str | None) -> None:
    """Make a unit and the next one into one.

    \b
    Examples:
      annotate-tui articles join 2 14
    """
    from annotate_tui.corpus.corrections import join_units

    _correct(article, by, lambda text, units: join_units(text, units, unit - 1), (unit - 1,))


@click.command("kind", cls=Command)
@click.argument("article", metavar="ARTICLE")
@click.argument("unit", metavar="UNIT", type=number)
@click.argument("kind", metavar="KIND")
@by_option
def kind(article: str, unit: int, kind: str, by: str | None) -> None:
    """Give a unit another kind.

    KIND is sentence, lead_in, quote, comment, byline, promo_block, title, heading, reference or
    boilerplate; the codebook says what each is asked.

    \b
    Examples:
      annotate-tui articles kind 2 14 heading
    """
    from annotate_tui.corpus.article import UnitKind
    from annotate_tui.corpus.corrections import change_kind

    name = kind.replace("-", "_")
    if name not in set(UnitKind):
        raise UsageError(f"{kind!r} is no kind of unit; there are {', '.join(UnitKind)}.")
    _correct(article, by, lambda _, units: change_kind(units, unit - 1, UnitKind(name)), (unit - 1,))
