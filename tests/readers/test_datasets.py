"""The Hugging Face `datasets` library loads our folder, offline: declared columns, parts, rows."""

from __future__ import annotations

import pytest

from annotate_tui import open_project

pytestmark = pytest.mark.readers
SPLIT = ("--split", "50,25,25", "--seed", "3")


@pytest.fixture
def load(tmp_path):
    """A function that loads a configuration of a folder, with all its parts."""

    def load(folder, name=None):
        from datasets import load_dataset

        return load_dataset(str(folder), name, cache_dir=str(tmp_path / "cache"))

    return load


def decoded(rows, features):
    """Rows with the names of labels in the place of their numbers."""
    from datasets import ClassLabel

    for row in rows:
        plain = dict(row)
        for name, feature in features.items():
            inner = getattr(feature, "feature", feature)
            if isinstance(inner, ClassLabel) and row[name] is not None:
                plain[name] = (
                    inner.int2str(row[name])
                    if inner is feature
                    else [inner.int2str(one) for one in row[name]]
                )
        yield plain


def test_annotations_are_what_was_said(labelled, load):
    parts = load(labelled.export("hf", *SPLIT), "annotations")
    rows = [row for part in parts.values() for row in decoded(part, part.features)]
    labelled.check_annotations(rows)


def test_units_are_what_python_gives(labelled, load):
    parts = load(labelled.export("hf", *SPLIT))
    found = {row["unit_id"]: row for part in parts.values() for row in decoded(part, part.features)}
    with open_project(labelled.path) as project:
        rows = project.to_rows("majority")
    assert len(found) == len(rows)
    for row in rows:
        for name, value in row.items():
            expected = pytest.approx(value, abs=1e-6) if name.endswith("_soft") else value
            assert found[row["unit_id"]][name] == expected


def test_labels_have_their_names_in_the_order_of_the_codebook(labelled, load):
    from datasets import ClassLabel

    for name in ("units", "annotations"):
        features = next(iter(load(labelled.export("hf"), name).values())).features
        for column, facet in labelled.columns.items():
            if facet.values:
                feature = features[column]
                inner = feature if isinstance(feature, ClassLabel) else feature.feature
                assert inner.names == [labelled.label(facet, value.id) for value in facet.values]


def test_no_article_is_in_two_parts(labelled, load):
    parts = load(labelled.export("hf", *SPLIT))
    articles = {name: set(part["article_id"]) for name, part in parts.items()}
    assert set(articles) == {"train", "validation", "test"}
    assert sum(map(len, articles.values())) == len(labelled.texts)
    assert set().union(*articles.values()) == set(labelled.texts)


def test_gold_and_hostile_titles_load_too(strange, load):
    parts = load(strange.export("hf", "--labels", "gold", "--pseudonymise"), "annotations")
    names = {name for part in parts.values() for name in part["annotator"]}
    assert len(names) == 3
    assert all(name.startswith("annotator-") for name in names)
