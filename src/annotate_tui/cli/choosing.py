"""The options that choose a part of the data: facets, annotators, articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from annotate_tui.dataset.data import Dataset
    from annotate_tui.store.store import Store

F = TypeVar("F", bound=Callable[..., Any])

facet_option = click.option(
    "--facet", "facets", multiple=True, metavar="F", help="Only this facet (repeatable)."
)
annotators_option = click.option(
    "--annotators", metavar="A,B", help="Only these annotators; models count only if named here."
)
article_option = click.option(
    "--article", "articles", multiple=True, metavar="ARTICLE", help="Only this article (repeatable)."
)


def dataset_options(function: F) -> F:
    """Adds --facet, --annotators and --article to a command."""
    for option in (article_option, annotators_option, facet_option):
        function = option(function)
    return function


def open_dataset(
    store: Store,
    facets: Iterable[str],
    annotators: str | None,
    articles: Iterable[str],
    *,
    rename: Callable[[str], str] | None = None,
) -> Dataset:
    """The part of the data that the options choose."""
    from annotate_tui.dataset.data import Dataset

    return Dataset(store, facets=facets, annotators=listed(annotators), articles=articles, rename=rename)


def listed(text: str | None) -> list[str]:
    """The names in an option like ``A,B``."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]
