"""What was shown while labelling is kept with the label, in the same act."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.errors import UsageError
from annotate_tui.store.session import Change


def test_what_was_shown_is_one_act_with_the_label_and_undo_leaves_it(lab: Any) -> None:
    store = lab.make()
    article = store.articles()[0].key
    first, second = (unit.key for unit in store.units(article)[:2])
    with store:
        session = store.begin("ada")
        session.write(
            [Change(first, "claim_type", "efficacy"), Change(second, "", "seen", item="cues")], dwell_ms=1200
        )
        rows = list(store.history(article=article))
        assert [(row.kind, row.unit, row.dwell_ms) for row in rows[-2:]] == [
            ("label", first, 1200),
            ("view", second, None),
        ]
        ada = store.annotator("ada").key
        assert [tuple(row)[:4] for row in store.views("cues")] == [(ada, article, second, "seen")]
        undone = session.undo()
        assert undone is not None
        assert (undone.unit, len(undone.changes)) == (first, 1)
        assert store.answers(ada, article) == {first: {}} or not store.answers(ada, article)
        assert session.redo() is not None
        assert store.answers(ada, article)[first] == {"claim_type": "efficacy"}
        assert len(list(store.views("cues"))) == 1


def test_views_by_article_and_annotator_and_the_newest(lab: Any) -> None:
    store = lab.make()
    one, two = (row.key for row in store.articles()[:2])
    with store:
        assert not store.has_views("cues")
        for name, article, text in (
            ("ada", one, "a"),
            ("ben", one, "b"),
            ("ada", two, "c"),
            ("ada", one, "d"),
        ):
            unit = store.units(article)[0].key
            store.begin(name).write([Change(unit, "", text, item="cues")], kind="view")
        assert store.has_views("cues")
        assert not store.has_views("warning")
        ada = store.annotator("ada").key
        assert [row.value for row in store.views("cues", article=one)] == ["a", "b", "d"]
        assert [row.value for row in store.views("cues", article=one, annotator=ada)] == ["a", "d"]
        assert [row.value for row in store.views("cues", annotator=ada, newest=True)] == ["d"]
        assert list(store.views("cues", article=two, annotator=store.annotator("ben").key, newest=True)) == []


def test_first_answers_stay_what_they_were(lab: Any) -> None:
    store = lab.make()
    article = store.articles()[0].key
    unit = store.units(article)[0].key
    with store:
        session = store.begin("ada")
        for value in ("efficacy", "harm"):
            session.write([Change(unit, "claim_type", value)])
        assert [tuple(row) for row in store.first_answers(article)] == [
            (store.annotator("ada").key, unit, "claim_type", "efficacy")
        ]


def test_an_act_does_not_begin_with_what_was_shown(lab: Any) -> None:
    store = lab.make()
    unit = store.units(store.articles()[0].key)[0].key
    with store, pytest.raises(UsageError, match="begins with a label"):
        store.begin("ada").write([Change(unit, "", "seen", item="cues"), Change(unit, "claim_type", "harm")])
