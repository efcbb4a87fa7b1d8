"""What is listed as wanting a decision is what would be missing in the gold labels, and nothing else."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit
from annotate_tui.dataset.data import Dataset
from annotate_tui.dataset.model import Provenance
from annotate_tui.labelling.docket import Scope, facets_to_decide, read_docket
from annotate_tui.labelling.verdicts import WANTED, Verdict
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store

BOOK = load_builtin()
N_UNITS = 4
UNDECIDED = BOOK.abstain.id
ANSWERS = st.fixed_dictionaries(
    {"claim_type": st.sampled_from(["efficacy", "harm", "no_claim", "advice", UNDECIDED])},
    optional={
        "evidence": st.sampled_from(["e0", "e1", UNDECIDED]),
        "coi_cues": st.sampled_from([("none",), ("promo",), ("promo", "slant")]),
    },
)
LABELS = st.dictionaries(
    st.tuples(st.sampled_from(["ada", "ben", "cyd"]), st.integers(0, N_UNITS - 1)), ANSWERS, max_size=12
)
DECISIONS = st.lists(
    st.tuples(st.integers(0, N_UNITS - 1), ANSWERS.map(lambda answers: tuple(answers.items()))), max_size=4
)
_names = itertools.count()


@pytest.fixture(scope="module")
def folder():
    """A folder in memory where there is one, with a database to copy: this is about rules, not disks."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="annotate-tui-", dir=memory) as name:
        text = "".join(f"Sentence {number}.\n" for number in range(N_UNITS))
        units = [Unit(12 * number, 12 * number + 11) for number in range(N_UNITS)]
        with Store.create(Path(name) / "template.db", BOOK) as store:
            store.import_articles([(Article(text, title="One"), units)], segmenter="test/1")
        yield Path(name)


def labelled(folder, labels):
    path = folder / f"{next(_names)}.db"
    shutil.copyfile(folder / "template.db", path)
    store = Store.open(path)
    keys = [unit.key for unit in store.units(store.articles()[0].key)]
    for name in sorted({name for name, _ in labels}):
        session = store.begin(name)
        for (who, number), answers in labels.items():
            if who == name:
                session.write([Change(keys[number], facet, answer) for facet, answer in answers.items()])
    return store, keys


def docket_of(store):
    scope = Scope(facets_to_decide(BOOK), tuple(store.annotators()))
    return read_docket(store, BOOK, store.articles()[0], scope)


def gold_of(store):
    return {found.unit.index: found.labels for found in Dataset(store).labels("gold")}


@example(
    labels={
        ("ada", 1): {"claim_type": "efficacy", "evidence": UNDECIDED},
        ("ben", 1): {"claim_type": "efficacy"},
        ("cyd", 1): {"claim_type": UNDECIDED},
    },
    decisions=[],
)
@given(labels=LABELS, decisions=DECISIONS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_screen_and_the_export_agree_about_every_question(folder, labels, decisions):
    store, keys = labelled(folder, labels)
    with store:
        lea = store.begin("lea")
        for number, answers in decisions:
            lea.write([Change(keys[number], facet, answer, layer="gold") for facet, answer in answers])
        docket, gold = docket_of(store), gold_of(store)
        for index, found in gold.items():
            for facet, case in docket.cases(index).items():
                label = found[facet.id]
                if case.verdict is Verdict.DECIDED:
                    assert (label.provenance, label.answer) == (Provenance.ADJUDICATED, case.gold)
                elif case.verdict is Verdict.UNANIMOUS:
                    assert (label.provenance, label.answer) == (Provenance.UNANIMOUS, case.gold)
                else:
                    assert label.answer is None
                if case.verdict in WANTED:
                    assert label.provenance is Provenance.UNRESOLVED
                if case.verdict is Verdict.WAITING:
                    assert label.provenance in (Provenance.UNRESOLVED, None)


@given(labels=LABELS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_when_all_is_decided_nothing_that_was_labelled_twice_is_missing(folder, labels):
    store, keys = labelled(folder, labels)
    with store:
        lea = store.begin("lea")
        for _ in range(3 * N_UNITS + 1):
            docket = docket_of(store)
            wanted = [(index, facet) for index in range(N_UNITS) for facet in docket.wanted(index)]
            if not wanted:
                break
            index, facet = wanted[0]
            answer = facet.values[0].id
            answer = (answer,) if facet.type == "multi" else answer
            lea.write([Change(keys[index], facet.id, answer, layer="gold")])
        assert not any(map(docket.wanted, range(N_UNITS)))
        for index, found in gold_of(store).items():
            complete = [
                name
                for (name, number), answers in labels.items()
                if number == index and {"claim_type", "evidence", "coi_cues"} <= answers.keys()
            ]
            if len(complete) > 1:
                missing = {
                    facet.id
                    for facet in facets_to_decide(BOOK)
                    if facet.scope == "unit" and found[facet.id].provenance is Provenance.UNRESOLVED
                }
                everyone_undecided = {
                    facet
                    for facet in ("claim_type", "evidence")
                    if all(
                        answers.get(facet, UNDECIDED) == UNDECIDED
                        for (_, number), answers in labels.items()
                        if number == index
                    )
                }
                assert missing <= (everyone_undecided | ({"evidence"} if everyone_undecided else set()))
