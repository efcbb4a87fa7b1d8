"""What a screen asks takes the same work however much others label."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from annotate_tui.corpus.article import Article, Unit
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

UNITS = 300
ASKED: dict[str, Callable[[Store, int, int], Any]] = {
    "what the annotator did last": lambda store, who, _: list(store.history(annotator=who, limit=50)),
    "the newest events": lambda store, _who, _article: list(store.history(limit=20)),
    "conflicts": lambda store, who, _: store.conflicts(who),
    "next open unit": lambda store, who, article: store.next_open(who, article, 5),
    "answers": lambda store, who, article: store.answers(who, article),
    "progress": lambda store, who, _: store.progress(who),
    "who labelled last": lambda store, _who, _article: store.last_annotator(),
    "history of a unit": lambda store, who, article: list(
        store.history(unit=store.units(article)[0].key, annotator=who)
    ),
    "undo and redo": lambda store, _who, _article: (store.begin("ada").undo(), store.begin("ada").redo()),
    "undo of a decision": lambda store, _who, _article: store.begin("ada").undo("gold"),
    "a label": lambda store, _who, article: store.begin("ada").write(
        [Change(store.units(article)[1].key, "claim_type", "harm")]
    ),
}


def work(store: Store, ask: Callable[[], Any]) -> int:
    """Hundreds of steps of SQLite's machine."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    store.database.connection.set_progress_handler(count, 100)
    ask()
    store.database.connection.set_progress_handler(None, 0)
    return steps


# The newest decision is looked for among one's own labels.
GROWS = {("undo of a decision", "one's own")}


@pytest.mark.parametrize(
    ("asked", "whose"),
    [(asked, whose) for asked in ASKED for whose in ("others", "one's own") if (asked, whose) not in GROWS],
)
def test_more_labels_make_nothing_slower(lab: Any, asked: str, whose: str) -> None:
    articles = [
        (Article("A sentence. " * UNITS + name), [Unit(i * 12, i * 12 + 11) for i in range(UNITS)])
        for name in ("One.", "Two.")
    ]
    with lab.empty() as store:
        mine, others = (row.key for row in store.import_articles(articles, segmenter="test/1"))
        ada = store.begin("ada")
        other = ada if whose == "one's own" else store.begin("bo")
        other.write([Change(store.units(others)[0].key, "claim_type", "harm")])
        for unit in store.units(mine)[:60]:
            ada.write([Change(unit.key, "claim_type", "harm")])

        def ask() -> int:
            return work(store, lambda: ASKED[asked](store, ada.annotator.key, mine))

        ask()
        before = ask()
        for answer in ("harm", "advice", "research", "mechanism"):
            other.write([Change(unit.key, "claim_type", answer) for unit in store.units(others)])
        if whose == "one's own":
            ada.write([Change(store.units(mine)[0].key, "claim_type", "advice")])
            for unit in store.units(mine)[:60]:
                ada.write([Change(unit.key, "unsure", True)])
        assert ask() <= 1.3 * before + 5
        # The measure sees work that grows.
        assert work(store, lambda: list(store.history(annotator=other.annotator.key))) > 10 * before
