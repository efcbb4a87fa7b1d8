"""What an export says comes back by importing it, whatever was labelled, noted or named."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.answers import normalise
from annotate_tui.codebook.conditions import Asked, asked
from annotate_tui.codebook.load import parse_codebook
from annotate_tui.dataset.model import DOCUMENT
from annotate_tui.imports.run import Options, import_labels
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

NAMES = ("ada", "=ben", "Çelik, «Jr.» | 50%", "model/../7b")
NASTY = (
    "=1+1",
    "'=1",
    "-",
    "a\r\nb",
    "'",
    '"',
    "\u2028",
    "\x85x",
    "\ufeff",
    "\t|\\",
    "null",
    "💊 e\u0301",
    "ا\u202eب",
)
words = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12
)


def answer_to(facet, codebook, text):
    """Any answer to a facet, about a text."""
    values = [value.id for value in facet.values]
    match facet.type:
        case "single" | "ordinal":
            found = st.sampled_from([*values, codebook.abstain.id])
        case "multi":
            found = st.sets(st.sampled_from(values), min_size=1) | st.just(codebook.abstain.id)
        case "boolean":
            found = st.just(True)
        case "number":
            found = st.integers(-9, 10**12) | st.floats(allow_nan=False, allow_infinity=False)
        case "text":
            found = words
        case _:
            if not text:
                return st.none()
            ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True).map(sorted)
            linked = [value.id for value in codebook.facet(facet.links_to).values]
            marked = st.tuples(ends, st.sampled_from(["", *linked]))
            found = st.lists(marked, min_size=1, max_size=3).map(
                lambda spans: tuple(f"{s}-{e}:{v}" if v else f"{s}-{e}" for (s, e), v in spans)
            )
    return found.map(lambda one: normalise(facet, one, codebook, allow_retired=True))


@st.composite
def acts(draw, codebook, places):
    """(annotator, place, answers): answers to questions that are asked there."""
    found = []
    for name in draw(st.sets(st.sampled_from(NAMES), min_size=1)):
        for place in sorted(draw(st.sets(st.sampled_from(range(len(places))), min_size=1, max_size=4))):
            kind, text = places[place]
            facets = codebook.document_facets if kind == DOCUMENT else codebook.unit_facets
            chosen = {}
            for facet in facets:
                if asked(codebook, facet, kind, chosen, opened=True) is Asked.ASKED and draw(st.booleans()):
                    answer = draw(answer_to(facet, codebook, text))
                    if answer is not None:
                        chosen[facet.id] = answer
            if chosen:
                found.append((name, place, chosen))
    return found


def labelled(desk, codebook, data):
    """A database labelled at random."""
    store = desk.open()
    keys, places = [], []
    for article in store.articles():
        text = store.text(article.key)
        for unit in store.units(article.key):
            keys.append(unit.key)
            places.append((unit.kind.value, text[unit.start : unit.end]))
        keys.append(store.document_unit(article.key))
        places.append((DOCUMENT, ""))
    for name, place, chosen in data.draw(acts(codebook, places).filter(bool)):
        session = store.begin(name, kind="model" if "model" in name else "human")
        session.write(
            [Change(keys[place], *one) for one in chosen.items()], dwell_ms=data.draw(st.integers(1, 99_999))
        )
    return store


@pytest.mark.parametrize("form", ["jsonl", "csv", "tsv"])
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_an_export_comes_back_as_it_was(form, fast_desk, strange_codebook, data):
    how = (
        {} if form == "jsonl" else {"excel": data.draw(st.booleans()), "raw_cells": data.draw(st.booleans())}
    )
    raw = how.get("raw_cells", False)
    with labelled(fast_desk, strange_codebook, data) as store, fast_desk.open() as empty:
        report = import_labels(empty, fast_desk.export(store, form, **how), Options(raw_cells=raw))
        assert fast_desk.rows(empty) == fast_desk.rows(store)
        assert not report.ignored
        again = import_labels(empty, fast_desk.export(store, form, **how), Options(raw_cells=raw))
        assert (again.new, again.changed, again.same) == ({}, {}, sum(report.new.values()))


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_label_studio_tasks_of_articles_come_back_as_they_were(fast_desk, strange_codebook, data):
    with labelled(fast_desk, strange_codebook, data) as store, fast_desk.open() as empty:
        import_labels(empty, fast_desk.export(store, "labelstudio", by_article=True))
        assert fast_desk.rows(empty, "seconds") == fast_desk.rows(store, "seconds")


NAMED_LIKE_CONTROLS = """
schema = "annotate-tui/codebook@1"
id = "controls"
version = "1.0.0"
title = "Facets with the names that Label Studio's projects give to other things"
language = "en"
principle = "None."

[[facets]]
id = "unit"
type = "single"
measurement = "nominal"
required = true
values = [{ id = "gram", key = "1" }, { id = "litre", key = "2" }]

[[facets]]
id = "cannot_decide"
type = "single"
measurement = "nominal"
values = [{ id = "much", key = "4" }, { id = "little", key = "5" }]
"""


@pytest.mark.parametrize("by_article", [False, True])
def test_facets_named_like_label_studios_controls_come_back(desk, tmp_path, by_article):
    codebook = parse_codebook(NAMED_LIKE_CONTROLS, name="controls.toml", format="toml")
    for name in ("one", "two"):
        with Store.create(tmp_path / f"{name}.db", codebook) as made:
            made.import_articles([desk.cut(*article) for article in desk.articles], segmenter="by hand")
    with Store.open(tmp_path / "one.db") as store, Store.open(tmp_path / "two.db") as empty:
        sentences = [unit for _, unit in desk.units(store) if unit.kind == "sentence"]
        session = store.begin("ada")
        session.write(
            [Change(sentences[0].key, "unit", "gram"), Change(sentences[0].key, "cannot_decide", "much")]
        )
        session.write([Change(sentences[1].key, "unit", codebook.abstain.id)])
        import_labels(empty, desk.export(store, "labelstudio", by_article=by_article))
        said = desk.rows(empty, "seconds")
        assert said == desk.rows(store, "seconds")
        assert {row["facet_unit"] for row in said} >= {"gram"}


def test_a_units_export_brings_the_annotations_in_it(desk, store, study):
    with Store.open(study) as labelled:
        path = desk.export(labelled, "jsonl", labels="majority")
        rows = desk.rows(labelled)
        people = {row["annotator"] for row in rows if row["annotator_kind"] == "human"}
        (desk.folder / "copy.db").write_bytes(study.read_bytes())
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert people == {a["annotator"] for line in lines for a in line["annotations"]}
    with Store.open(desk.folder / "copy.db") as copy:
        report = import_labels(copy, path)
        assert desk.rows(copy) == rows
    assert report.same
    assert not report.new
