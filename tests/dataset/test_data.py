"""A labelled database as rows: every answer is there once, and every empty cell says why."""

from __future__ import annotations

import shutil

import pytest

from annotate_tui.corpus.article import Unit, UnitKind
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.disagreements import disagreements
from annotate_tui.dataset.model import DOCUMENT, Annotation, Empty, Provenance
from annotate_tui.dataset.pseudonyms import pseudonyms
from annotate_tui.errors import UsageError
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


@pytest.fixture
def store(study):
    with Store.open(study) as store:
        yield store


def found(store: Store, annotator: str, article: int, unit: int | None, **chosen) -> Annotation:
    """What somebody said about one unit (None: about the article)."""
    title = store.articles()[article].title
    (one,) = (
        a
        for a in Dataset(store, **chosen).annotations()
        if (a.annotator, a.unit.title, a.unit.index) == (annotator, title, unit)
    )
    return one


def test_rows_are_all_units_of_the_articles_that_somebody_worked_on(store):
    rows = list(Dataset(store).annotations())
    counts = {}
    for row in rows:
        counts[row.annotator, row.unit.title] = counts.get((row.annotator, row.unit.title), 0) + 1
    first, second = (article.title for article in store.articles())
    # Six units and the document, which ada answered about; ben sees the same rows; the model did one article.
    assert counts == {
        ("ada", first): 7,
        ("ben", first): 7,
        ("ada", second): 3,
        ("ben", second): 3,
        ("=model/1", second): 3,
    }


def test_units_carry_their_text_and_place(store):
    row = found(store, "ada", 0, 2)
    text = store.text(store.articles()[0].key)
    assert row.unit.text == text[row.unit.start : row.unit.end] == 'They call it "safe", cheap,\nand proven.'
    assert row.unit.unit_id == f"{row.unit.article_id[:16]}:{row.unit.start}-{row.unit.end}"
    assert (row.seconds, row.codebook, row.annotator_kind) == (1.5, "1.0.0", "human")
    assert row.updated_at


def test_the_four_kinds_of_empty(store):
    gate_closed = found(store, "ada", 0, 3)
    assert gate_closed.empty["evidence"] is Empty.NOT_ASKED
    assert found(store, "ada", 0, 2).empty["evidence"] is Empty.CANT_DECIDE
    assert found(store, "ada", 1, 1).empty["coi_cues"] is Empty.MISSING
    assert found(store, "ada", 1, 2).empty["claim_type"] is Empty.SKIPPED
    byline = found(store, "ben", 0, 4)
    assert byline.empty["claim_type"] is Empty.NOT_ASKED
    assert byline.answers["coi_cues"] == ("vested",)


def test_a_question_behind_an_unanswered_one_is_missing_not_unasked(store):
    not_reached = found(store, "ben", 0, 5)
    assert not_reached.empty["claim_type"] is Empty.MISSING
    assert not_reached.empty["evidence"] is Empty.MISSING


def test_an_opened_heading_is_answered_and_an_unopened_one_skipped(store):
    assert found(store, "ada", 0, 0).answers["claim_type"] == "treatment"
    assert found(store, "ben", 0, 0).empty["claim_type"] is Empty.SKIPPED


def test_flags_are_true_or_false_where_somebody_answered(store):
    assert found(store, "ada", 0, 2).answers["doubt"] is True
    assert found(store, "ada", 0, 1).answers["doubt"] is False
    assert found(store, "ben", 0, 5).empty["doubt"] is Empty.MISSING


def test_answers_to_a_question_that_was_closed_again_are_not_in_the_row(store):
    unit = store.units(store.articles()[0].key)[1].key
    store.begin("ada").write([Change(unit, "claim_type", "advice")])
    assert found(store, "ada", 0, 1).empty["evidence"] is Empty.NOT_ASKED


def test_a_note_on_a_unit_that_is_not_asked_for_it_is_kept(store):
    units = store.units(store.articles()[0].key)
    store.begin("ben").write([Change(units[4].key, "note", "who is this?")])
    assert found(store, "ben", 0, 4).answers["note"] == "who is this?"


def test_the_document_row(store):
    row = found(store, "ada", 0, None)
    assert row.unit.kind == DOCUMENT
    assert row.answers == {
        "publisher_type": "provider",
        "dated": True,
        "author_named": False,
        "sources_listed": False,
    }
    assert found(store, "ben", 0, None).empty["dated"] is Empty.MISSING


def test_conflicts_are_marked_and_no_votes(store, study, tmp_path):
    other = tmp_path / "other.db"
    shutil.copy(study, other)
    unit = store.units(store.articles()[0].key)[1].key
    store.begin("ada").write([Change(unit, "claim_type", "harm")])
    with Store.open(other) as theirs:
        theirs.begin("ada").write([Change(unit, "claim_type", "advice")])
    merge(store, other)
    assert found(store, "ada", 0, 1).conflicts == ("claim_type",)
    data = Dataset(store)
    label = next(u for u in data.labels("majority") if u.unit.index == 1).labels["claim_type"]
    assert (label.answer, label.votes) == ("efficacy", 1)
    assert data.left_out["labels in conflict"] == 1


def test_labels_of_units_that_are_no_more_are_counted(store):
    article = store.articles()[0]
    units = [u for u in store.units(article.key) if u.index != 1]
    store.resegment(
        article.key, [Unit(u.start, u.end, UnitKind(u.kind), u.marker, u.block) for u in units], segmenter="x"
    )
    data = Dataset(store)
    assert len(list(data.annotations())) == 6 * 2 + 3 * 3
    assert data.left_out["labels of units that a new segmentation did away with"] == 6


def test_choosing_a_part(store):
    data = Dataset(store, annotators=["ben"], articles=["2"], facets=["evidence"])
    assert {a.annotator for a in data.annotations()} == {"ben"}
    assert [facet.id for facet in data.facets] == ["evidence"]
    with pytest.raises(UsageError, match="evidence"):
        Dataset(store, facets=["evidenc"])
    with pytest.raises(UsageError):
        Dataset(store, annotators=["cem"])


def test_models_vote_only_if_they_are_named(store):
    first = store.articles()[1].title

    def votes(**chosen) -> tuple[object, int]:
        label = next(u for u in Dataset(store, **chosen).labels("majority") if u.unit.title == first).labels[
            "claim_type"
        ]
        return label.answer, label.votes

    assert votes() == ("harm", 2)
    assert votes(annotators=["ada", "=model/1"]) == (None, 2)


def test_gold_is_read_from_its_layer(store):
    unit = store.units(store.articles()[0].key)[2].key
    assert not Dataset(store).has_gold()
    store.begin("lea").write(
        [Change(unit, "claim_type", "harm", layer="gold"), Change(unit, "evidence", "e0", layer="gold")]
    )
    data = Dataset(store)
    assert data.has_gold()
    labels = next(u for u in data.labels("gold") if u.unit.index == 2).labels
    assert (labels["claim_type"].answer, labels["claim_type"].provenance) == ("harm", Provenance.ADJUDICATED)
    assert labels["evidence"].answer == "e0"
    assert labels["coi_cues"].provenance is Provenance.UNANIMOUS


def test_the_digest_is_of_the_labels_alone(store, study, tmp_path):
    before = Dataset(store).digest()
    copy = tmp_path / "copy.db"
    shutil.copy(study, copy)
    with Store.open(copy) as other:
        assert Dataset(other).digest() == before
        unit = other.units(other.articles()[0].key)[1].key
        session = other.begin("ada")
        session.write([Change(unit, "claim_type", "harm")])
        assert Dataset(other).digest() != before
        session.undo()
        assert Dataset(other).digest() == before


def test_pseudonyms_travel_with_the_database(store, study, tmp_path):
    one = pseudonyms(store)
    assert one("ada") == pseudonyms(store)("ada") != one("ben")
    copy = tmp_path / "copy.db"
    store.close()
    shutil.copy(study, copy)
    with Store.open(copy, readonly=True) as other:
        assert pseudonyms(other)("ada") == one("ada")


def test_without_a_key_pseudonyms_need_to_write(store, study):
    store.close()
    with Store.open(study, readonly=True) as reader, pytest.raises(UsageError, match="only be read"):
        pseudonyms(reader)


def test_disagreements_come_in_the_order_of_the_text(store):
    places = [(d.unit.title, d.unit.index, d.facet.id) for d in disagreements(Dataset(store))]
    first = store.articles()[0].title
    assert places == [
        (first, 1, "evidence"),
        (first, 1, "coi_cues"),
        (first, 2, "claim_type"),
        (first, 3, "claim_type"),
        (first, 4, "coi_cues"),
    ]
