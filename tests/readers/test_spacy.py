"""spaCy loads our DocBins: texts, categories as 0 and 1, passages as spans; a pipe learns from them."""

from __future__ import annotations

import pytest

from annotate_tui import open_project

pytestmark = pytest.mark.readers
SPLIT = ("--split", "50,25,25", "--seed", "3")


def docs_of(folder):
    """(Facet's folder, part) → documents."""
    import spacy
    from spacy.tokens import DocBin

    vocabulary = spacy.blank("xx").vocab
    return {
        (path.parent.name, path.stem): list(DocBin().from_disk(path).get_docs(vocabulary))
        for path in sorted(folder.rglob("*.spacy"))
    }


def test_documents_have_the_texts_and_the_majoritys_labels(labelled):
    found = docs_of(labelled.export("docbin", *SPLIT))
    with open_project(labelled.path) as project:
        rows = {row["unit_id"]: row for row in project.to_rows("majority")}
    seen: dict[str, dict] = {}
    for (name, part), docs in found.items():
        for doc in docs:
            unit = doc.user_data["unit_id"]
            assert doc.text == labelled.unit_text(unit)
            assert unit not in seen.setdefault(name, {})
            seen[name][unit] = (part, doc.cats)
    parts: dict[str, str] = {}
    for name, facet in labelled.columns.items():
        if facet.scope != "unit" or facet.type not in ("single", "ordinal", "multi", "boolean"):
            continue
        labelled_units = {unit for unit, row in rows.items() if row[name] is not None}
        assert set(seen.get(name, {})) == labelled_units
        for unit, (part, cats) in seen.get(name, {}).items():
            assert parts.setdefault(rows[unit]["article_id"], part) == part
            assert set(cats.values()) <= {0.0, 1.0}
            label = rows[unit][name]
            if facet.type == "boolean":
                assert cats == {facet.id: float(label)}
                continue
            chosen = {label} if isinstance(label, str) else {*label}
            exclusive = {labelled.label(facet, value) for value in facet.exclusive}
            assert {category for category, yes in cats.items() if yes} == chosen - exclusive
            offered = {labelled.label(facet, value.id) for value in facet.values}
            assert set(cats) == offered - exclusive


def test_passages_are_spans_of_the_text(strange):
    n = 0
    for docs in docs_of(strange.export("docbin")).values():
        for doc in docs:
            marked = {
                passage
                for (who, unit), answers in strange.said.items()
                if unit == doc.user_data["unit_id"] and "model" not in who
                for passage in answers.get("where", ())
            }
            for span in doc.spans.get("where", ()):
                label = "" if span.label_ == "where" else f":{span.label_}"
                assert f"{span.start_char}-{span.end_char}{label}" in marked
                n += 1
    assert n


def test_a_categoriser_learns_from_them(seeds):
    import spacy
    from spacy.training import Corpus

    folder = seeds.export("docbin", *SPLIT)
    language = spacy.blank("en")
    examples = list(Corpus(folder / "claim_type" / "train.spacy")(language))
    assert examples
    language.add_pipe("textcat")
    language.initialize(lambda: examples)
    losses = language.update(examples, losses={})
    assert losses["textcat"] > 0
    assert set(language.get_pipe("textcat").labels) == {
        value.id for value in seeds.codebook.facet("claim_type").values
    }
