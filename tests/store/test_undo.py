"""Undo and redo where copies, several programs and files had a part."""

from __future__ import annotations

import shutil
from typing import Any

from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.imported import FileAnswers
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def answer(store: Store, unit: int, annotator: str = "ada") -> Any:
    article = store.articles()[0].key
    return store.answers(store.annotator(annotator).key, article).get(unit, {}).get("claim_type")


def test_undo_of_one_copys_label_shows_what_was_given_in_the_other(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        unit = lab.keys(store)[0]
        lab.label(store.begin("ada", session_id="f" * 32), unit, "claim_type", "harm")
        there = other.begin("ada", session_id="e" * 32)
        lab.label(there, unit, "claim_type", "research")
        lab.label(there, unit, "claim_type", "advice")
        merge(store, other.path)
        assert answer(store, unit) == "advice"
        ada = store.begin("ada")
        undone = ada.undo()
        assert undone is not None
        assert (undone.changes[0].before, undone.changes[0].after) == ("advice", "harm")
        assert not store.conflicts()
        for expected in ("research", None):
            assert ada.undo() is not None
            assert answer(store, unit) == expected
        assert ada.undo() is None
        for expected in ("research", "harm", "advice"):
            assert ada.redo() is not None
            assert answer(store, unit) == expected
    assert check(store.path) == []


def test_undo_of_a_decision_and_of_what_it_was_about(lab: Any) -> None:
    with lab.make() as store, lab.make() as other:
        unit = lab.keys(store)[0]
        lab.label(store.begin("ada"), unit, "claim_type", "harm")
        lab.label(other.begin("ada"), lab.keys(other)[1], "claim_type", "harm")
        lab.label(other.begin("ada"), unit, "claim_type", "advice")
        merge(store, other.path)
        ada = store.begin("ada")
        (conflict,) = store.conflicts()
        ada.resolve(conflict, "research")
        assert ada.undo() is not None
        assert answer(store, unit) == "advice"
        assert ada.undo() is not None
        assert answer(store, unit) == "harm"


def test_undo_leaves_what_a_file_has_brought_since(lab: Any) -> None:
    with lab.make() as store:
        article, unit = store.articles()[0].key, lab.keys(store)[0]
        ada = store.begin("ada")
        lab.label(ada, unit, "claim_type", "harm")
        given = [FileAnswers("ada", "human", article, unit, {"claim_type": "advice"}, line=1)]
        store.import_labels(given, source="labels.jsonl", name="labels.jsonl", replace=True)
        undone = ada.undo()
        assert undone is not None
        assert undone.changes == ()
        assert answer(store, unit) == "advice"
        assert ada.undo() is None


def test_two_windows_of_one_annotator_undo_the_newest_act_of_both(lab: Any) -> None:
    with lab.make() as store, Store.open(store.path) as window:
        first, second, *_ = lab.keys(store)
        left, right = store.begin("ada"), window.begin("ada")
        lab.label(left, first, "claim_type", "harm")
        lab.label(right, second, "claim_type", "advice")
        assert left.undo().unit == second  # type: ignore[union-attr]
        assert right.undo().unit == first  # type: ignore[union-attr]
        assert left.redo().unit == first  # type: ignore[union-attr]
        lab.label(right, first, "claim_type", "research")
        assert left.redo() is None
        assert left.undo().changes[0].after == "harm"  # type: ignore[union-attr]


def test_acts_with_the_same_numbers_are_told_apart(lab: Any) -> None:
    # A file that is put back to an older state under a running program.
    now = [1_700_000_000_000]
    with lab.make(clock=lambda: now[0]) as store:
        first, second, third, fourth = lab.keys(store)
        copy = backup(store)
        acts = {store.path: [(first, second)], copy: [(third,), (fourth,)]}
        for path, units_of_acts in acts.items():
            now[0] += 1
            with Store.open(path, clock=lambda: now[0]) as twin:
                session = twin.begin("ada", host="here", session_id="0" * 32)
                for units in units_of_acts:
                    session.write([Change(unit, "claim_type", "harm") for unit in units])
        merge(store, copy)
        ada = store.begin("ada")
        undone = {tuple(sorted(ada.undo().units)) for _ in range(3)}  # type: ignore[union-attr]
        assert undone == {(first, second), (third,), (fourth,)}
        assert ada.undo() is None
        done = {tuple(sorted(ada.redo().units)) for _ in range(3)}  # type: ignore[union-attr]
        assert done == undone
    assert check(store.path) == []


def test_redo_goes_on_after_a_restart_and_after_a_copy(lab: Any) -> None:
    with lab.make() as store:
        unit = lab.keys(store)[0]
        ada = store.begin("ada")
        for value in ("harm", "advice", "research"):
            lab.label(ada, unit, "claim_type", value)
        for _ in range(2):
            ada.undo()
        copy = lab.path()
        path = store.path
    shutil.copyfile(path, copy)
    for place in (path, copy):
        with Store.open(place) as store:
            ada = store.begin("ada")
            assert ada.redo().changes[0].after == "advice"  # type: ignore[union-attr]
    with Store.open(path) as store:
        merge(store, copy)
        # The same was done in both copies: once undone here, the other copy's stands.
        assert not store.conflicts()
        assert answer(store, unit) == "advice"
        assert store.begin("ada").redo().changes[0].after == "research"  # type: ignore[union-attr]
    assert check(path) == []


def test_undo_of_a_note_and_of_passages(lab: Any) -> None:
    with lab.make() as store:
        article, unit = store.articles()[0].key, lab.keys(store)[0]
        ada = store.begin("ada")
        ada.write([Change(unit, "note", "first")], kind="note")
        ada.write([Change(unit, "note", "second")], kind="note")
        ada.write([Change(unit, "cue_span", True, item="0-3"), Change(unit, "cue_span", True, item="2-5")])
        assert ada.undo() is not None
        assert store.items(ada.annotator.key, article) == {}
        assert ada.undo().kind == "note"  # type: ignore[union-attr]
        assert store.answers(ada.annotator.key, article)[unit] == {"note": "first"}
        assert store.progress(ada.annotator.key)[0].noted == 1
        assert ada.undo() is not None
        assert store.progress(ada.annotator.key)[0].noted == 0
