"""An article's units as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from annotate_tui.corpus.article import Article, Unit


def article_listing(article: Article, units: Iterable[Unit]) -> dict[str, Any]:
    """What ``--json`` prints for an article.

    ``{"id", "title", "source", "sha256", "units": [{"index", "start", "end",
    "kind", "marker"}]}``; ``index`` counts from 0, offsets are code points of
    the article's text, ``marker`` is null where there is none.
    """
    return {
        "id": article.article_id,
        "title": article.title,
        "source": article.source,
        "sha256": article.article_id,
        "units": [
            {
                "index": index,
                "start": unit.start,
                "end": unit.end,
                "kind": unit.kind.value,
                "marker": unit.marker,
            }
            for index, unit in enumerate(units)
        ],
    }
