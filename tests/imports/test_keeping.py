"""Whose labels they are; all or nothing; nothing twice; nothing over what somebody said by hand."""

from __future__ import annotations

import pytest

from annotate_tui.errors import InputError, UsageError
from annotate_tui.store.check import check
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def said(place, unit, claim, name="ada", **more):
    return place(unit) | {"annotator": name, "claim": claim} | more


def label_by_hand(store, unit, claim, name="ada"):
    key = store.units(store.articles()[0].key)[unit].key
    store.begin(name).write([Change(key, "claim", claim)])


def test_all_of_a_file_or_nothing(desk, store, place):
    with pytest.raises(InputError, match=r"^labels.jsonl:2: "):
        desk.read(store, [said(place, 1, "no"), said(place, 2, "never")])
    assert not store.annotators()
    assert {row.layer for row in store.history()} == {"project"}


def test_a_dry_run_says_the_same_and_keeps_nothing(desk, store, place):
    rows = [said(place, 1, "no"), said(place, 2, "yes", name="ben")]
    would = desk.read(store, rows, dry_run=True)
    assert not store.annotators()
    came = desk.read(store, rows)
    assert (
        (would.new, would.kinds)
        == (came.new, came.kinds)
        == ({"ada": 1, "ben": 1}, {"ada": "human", "ben": "human"})
    )
    with Store.open(store.path, readonly=True) as readonly:
        assert desk.read(readonly, rows, dry_run=True).same == 2


def test_the_same_file_again_adds_nothing_even_after_changes_here(desk, store, place, answers):
    rows = [said(place, 1, "no"), said(place, 2, "yes")]
    desk.read(store, rows)
    before = len(list(store.history()))
    assert desk.read(store, rows).same == 2
    label_by_hand(store, 1, "on")
    report = desk.read(store, rows)
    assert (report.same, report.left, report.new, report.changed) == (1, 1, {}, {})
    assert answers("ada", 1) == {"claim": "on"}
    assert len(list(store.history())) == before + 1


def test_what_somebody_answered_by_hand_is_replaced_only_when_that_is_asked_for(desk, store, place, answers):
    label_by_hand(store, 1, "on")
    rows = [said(place, 2, "no"), said(place, 1, "yes")]
    with pytest.raises(
        InputError,
        match=r"^labels.jsonl:2: ada answered .* here with “治疗”, and the file says “Yes, .*; --replace",
    ):
        desk.read(store, rows)
    assert answers("ada", 2) == {}
    assert desk.read(store, rows, replace=True).changed == {"ada": 1}
    assert answers("ada", 1) == {"claim": "yes"}


def test_a_newer_file_changes_what_an_older_one_said(desk, store, place, answers):
    desk.read(store, [said(place, 1, "no", "7b"), said(place, 2, "no", "7b")], kind="model")
    report = desk.read(store, [said(place, 1, "yes", "7b"), said(place, 2, "no", "7b")], kind="model")
    assert (report.changed, report.same, report.new) == ({"7b": 1}, 1, {})
    assert answers("7b", 1) == {"claim": "yes"}


def test_two_answers_to_one_question_in_one_file_are_a_mistake(desk, store, place):
    with pytest.raises(InputError, match=r"^labels.jsonl:3: ada answers claim .* differently from line 1"):
        desk.read(store, [said(place, 1, "no"), said(place, 1, "no"), said(place, 1, "yes")])


def test_whose_labels_they_are(desk, store, place):
    nobody = place(1) | {"claim": "no"}
    with pytest.raises(InputError, match="names no annotator; say whose labels they are with --annotator"):
        desk.read(store, [nobody])
    assert desk.read(store, [nobody], annotator="cem").kinds == {"cem": "human"}
    assert desk.read(store, [said(place, 1, "no", "user-7")], annotator="dora").new == {"dora": 1}
    assert desk.read(store, [said(place, 1, "no", "x@y.z")], rename={"x@y.z": "eve"}).new == {"eve": 1}
    two = [said(place, 1, "no", "x"), said(place, 1, "yes", "y")]
    with pytest.raises(UsageError, match=r"several annotators \(x, y\), and --annotator would make them one"):
        desk.read(store, two, annotator="fay")
    with pytest.raises(InputError, match="control characters"):
        desk.read(store, [said(place, 1, "no", "a\u202eb")])


def test_people_and_models_are_not_mixed_up(desk, store, place):
    assert desk.read(store, [said(place, 1, "no", "7b")], kind="model").kinds == {"7b": "model"}
    assert store.annotator("7b").kind == "model"
    # A file that does not say what somebody is, takes them as they are known here.
    assert desk.read(store, [said(place, 2, "no", "7b")]).kinds == {"7b": "model"}
    with pytest.raises(InputError, match="7b is a model annotator here and a human in the file"):
        desk.read(store, [said(place, 3, "no", "7b", annotator_kind="human")])
    both = [said(place, 1, "no", "8b", annotator_kind=kind) for kind in ("model", "human")]
    with pytest.raises(InputError, match="8b is a human and a model annotator in the same file"):
        desk.read(store, both)
    some = [said(place, 1, "no", "9b"), said(place, 2, "no", "9b", annotator_kind="model")]
    assert desk.read(store, some).kinds == {"9b": "model"}
    with pytest.raises(InputError, match="says that ada is a human annotator, not a model"):
        desk.read(store, [said(place, 2, "no", annotator_kind="human")], kind="model")


def test_the_history_says_where_a_label_comes_from_and_the_screen_goes_on_with_its_annotator(
    desk, store, place
):
    label_by_hand(store, 0, "no", "ada")
    row = said(place, 1, "no", "ben", updated_at="2024-05-01T10:00:00.000Z", seconds=2.5)
    report = desk.read(store, [row])
    assert report.made == ("2024-05-01T10:00:00+00:00", "2024-05-01T10:00:00+00:00")
    *_, event = store.history()
    assert (event.kind, event.annotator, event.ref) == (
        "import",
        "ben",
        "labels.jsonl:1 2024-05-01T10:00:00.000Z",
    )
    assert event.dwell_ms == 2500
    assert event.wall_ms > 1.72e12
    assert store.last_annotator() == "ada"
    assert store.begin("ben").undo() is None
    assert check(store.path) == []


def test_conflicts_and_other_codebooks_are_said(desk, store, place):
    report = desk.read(
        store, [said(place, 1, "no", cues=["c"], conflicts=["claim"], codebook="1.0.0"), said(place, 2, "no")]
    )
    assert report.left_out == {"answer in conflict": 1}
    assert report.other_codebook == {"1.0.0": 1}
    assert report.new == {"ada": 2}


def test_an_import_that_is_killed_leaves_nothing(desk, store, place, monkeypatch):
    from annotate_tui.store.log import Log

    write, calls = Log.append, []

    def fail_at_the_third(self, *arguments, **how):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(self, *arguments, **how)

    monkeypatch.setattr(Log, "append", fail_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        desk.read(store, [said(place, n, "no", name) for n in (1, 2) for name in ("ada", "ben")])
    monkeypatch.undo()
    assert not store.annotators()
    assert check(store.path) == []
    assert desk.read(store, [said(place, 1, "no")]).new == {"ada": 1}
