"""What a lead corrects: units, kinds, texts."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.corrections import change_kind, join_units, split_unit
from annotate_tui.errors import UsageError
from annotate_tui.store.check import check
from annotate_tui.store.corrections import BY_HAND, as_units, replace_text
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change


def test_units_are_split_joined_and_of_another_kind(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0].key
        text, units = store.text(article), as_units(store.units(article))
        halves = split_unit(text, units, 1, 18)
        store.resegment(article, halves, segmenter=BY_HAND, by="lea")
        assert [text[unit.start : unit.end] for unit in store.units(article)] == [
            "First text.", "Second", "sentence here.", "And a third.",
        ]  # fmt: skip
        store.resegment(article, join_units(text, halves, 1), segmenter=BY_HAND, by="lea")
        assert as_units(store.units(article)) == units
        quoted = change_kind(units, 2, UnitKind.QUOTE)
        store.resegment(article, quoted, segmenter=BY_HAND, by="lea")
        assert as_units(store.units(article)) == quoted
    assert check(store.path) == []


def test_labels_go_with_sentences_that_were_moved_or_wrapped(lab: Any) -> None:
    corrected = Article("And a\nthird. First text.  Second sentence\nhere.")
    units = [Unit(0, 12), Unit(13, 24), Unit(26, 47)]
    with lab.make() as store:
        old = store.articles()[0]
        ada = store.begin("ada")
        for unit, answer in zip(store.units(old.key), ("harm", "advice", "research"), strict=True):
            ada.write([Change(unit.key, "claim_type", answer)])
        done = replace_text(store, old.key, corrected, units, segmenter="test/1", by="lea")
        assert (done.unchanged, done.labels, done.lost) == (3, 3, 0)
        answers = store.answers(ada.annotator.key, done.article)
        assert [answers[unit.key]["claim_type"] for unit in store.units(done.article)] == [
            "research", "harm", "advice",
        ]  # fmt: skip


def test_a_corrected_text_keeps_the_labels_of_unchanged_units(lab: Any) -> None:
    corrected = Article(
        "First text! Second sentence here. And a third. And more.", title="Article 1, corrected"
    )
    units = [Unit(0, 11), Unit(12, 33), Unit(34, 46, UnitKind.HEADING), Unit(47, 56)]
    with lab.make() as store:
        old = store.articles()[0]
        first, second, third = (unit.key for unit in store.units(old.key))
        ada, bo = store.begin("ada"), store.begin("bo")
        ada.write([Change(first, "claim_type", "harm"), Change(second, "claim_type", "no_claim")])
        ada.write(
            [Change(second, "coi_cues", ("cta",)), Change(third, "note", "x"), Change(third, "note", None)]
        )
        ada.write([Change(store.document_unit(old.key), "publisher_type", "news")])
        bo.write([Change(second, "claim_type", "advice"), Change(second, "claim_type", "harm", layer="gold")])
        given_under = next(iter(store.codebooks()))
        store.use_codebook(lab.other_codebook())
        done = replace_text(store, old.key, corrected, units, segmenter="test/1", by="lea")
        assert (done.unchanged, done.labels, done.lost) == (2, 5, 1)
        assert [row.title for row in store.articles()] == ["Article 2", "Article 1, corrected"]
        new = [unit.key for unit in store.units(done.article)]
        document = store.document_unit(done.article)
        assert store.answers(ada.annotator.key, done.article) == {
            new[1]: {"claim_type": "no_claim", "coi_cues": ("cta",)},
            document: {"publisher_type": "news"},
        }
        assert store.answers(bo.annotator.key, done.article) == {new[1]: {"claim_type": "advice"}}
        assert store.answers(0, done.article, layer="gold") == {new[1]: {"claim_type": "harm"}}
        assert {label.codebook for label in store.all_labels()} == {given_under}
        carried = next(row for row in store.history(unit=new[1]))
        assert (carried.kind, carried.annotator, carried.owner) == ("migrate", "lea", "ada")
        assert carried.ref in {row.event for row in store.history(unit=second)}
        with pytest.raises(UsageError, match="is the same"):
            replace_text(store, done.article, corrected, units, segmenter="test/1", by="lea")
        # What was carried over is the annotator's own, and undo takes back what she did by hand.
        assert ada.undo().unit == store.document_unit(old.key)  # type: ignore[union-attr]
    assert check(store.path) == []


def test_labels_in_conflict_are_decided_before_a_text_is_corrected(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "harm")
        lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "advice")
        merge(store, other.path)
        article = store.articles()[0].key
        with pytest.raises(UsageError, match="in conflict"):
            replace_text(store, article, Article("Other."), [Unit(0, 6)], segmenter="test/1", by="lea")
