"""Labels: written, read, counted, undone."""

from __future__ import annotations

from typing import Any

import pytest

from annotate_tui.errors import UsageError
from annotate_tui.store.check import check
from annotate_tui.store.rows import Place
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


def test_answers_of_every_type_come_back(lab: Any) -> None:
    given = {
        "claim_type": "efficacy",
        "coi_cues": ("cta", "promo"),
        "unsure": True,
        "note": "“Quotes”, e\u0301 and\nlines",
        "dose": 2.5,
        "count": 0,
    }
    with lab.make() as store:
        article = store.articles()[0].key
        unit, document = store.units(article)[0].key, store.document_unit(article)
        session = store.begin("ada")
        session.write([Change(unit, facet, answer) for facet, answer in given.items()])
        session.write([Change(document, "publisher_type", "news")])
        session.write(
            [Change(unit, "cue_span", True, item="0-4"), Change(unit, "cue_span", True, item="6-9")]
        )
        ada = session.annotator.key
        assert store.answers(ada, article) == {unit: given, document: {"publisher_type": "news"}}
        assert store.items(ada, article) == {unit: {("cue_span", "0-4"): True, ("cue_span", "6-9"): True}}
        session.write([Change(unit, facet, None) for facet in given])
        assert store.answers(ada, article) == {document: {"publisher_type": "news"}}


def test_annotators_read_only_their_own_answers(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0].key
        unit = store.units(article)[0].key
        ada, bo = store.begin("ada"), store.begin("bo")
        lab.label(ada, unit, "claim_type", "harm")
        lab.label(bo, unit, "claim_type", "advice")
        assert store.answers(ada.annotator.key, article) == {unit: {"claim_type": "harm"}}
        assert store.answers(bo.annotator.key, article) == {unit: {"claim_type": "advice"}}
        assert bo.undo() is not None
        assert store.answers(ada.annotator.key, article) == {unit: {"claim_type": "harm"}}
        assert not store.conflicts()
        with pytest.raises(UsageError, match="in the name of somebody else"):
            bo.write([Change(unit, "claim_type", "advice")], owner=ada.annotator.key)


def test_others_labels_may_be_seen_by_leads_or_where_the_project_says_so(lab: Any) -> None:
    with lab.make() as store:
        ada, lea = store.ensure_annotator("ada"), store.ensure_annotator("lea", role="lead")
        assert not store.may_see_others(ada.key)
        assert store.may_see_others(lea.key)
        store.set_setting("blind", value=False)
        assert store.may_see_others(ada.key)


def test_gold_belongs_to_nobody(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0].key
        unit = store.units(article)[0].key
        lea, max_ = store.begin("lea"), store.begin("max")
        lab.label(lea, unit, "claim_type", "harm", layer="gold", ref="considered")
        assert store.answers(lea.annotator.key, article) == {}
        assert store.answers(max_.annotator.key, article, layer="gold") == {unit: {"claim_type": "harm"}}
        lab.label(max_, unit, "claim_type", "advice", layer="gold")
        # What somebody else has decided since is not taken back.
        undone = lea.undo()
        assert undone is not None
        assert undone.changes == ()
        assert store.answers(0, article, layer="gold") == {unit: {"claim_type": "advice"}}
        (gold,) = [row for row in store.progress(layer="gold") if row.article == article]
        assert (gold.annotator, gold.begun) == (0, 1)


def test_progress_counts_open_begun_done_opened_unsure_and_noted(lab: Any) -> None:
    with lab.make() as store:
        article = store.articles()[0].key
        first, second, heading = (unit.key for unit in store.units(article))
        session = store.begin("ada")
        ada = session.annotator.key

        def row() -> tuple[int, ...]:
            found = store.progress(ada)[0]
            return found.n_asked, found.done, found.begun, found.open, found.unsure, found.noted

        assert row() == (2, 0, 0, 2, 0, 0)
        receipt = session.write([Change(first, "claim_type", "efficacy")])
        assert dict(receipt.states) == {first: "begun"}
        assert row() == (2, 0, 1, 2, 0, 0)
        session.write([Change(first, "evidence", "e0"), Change(first, "coi_cues", ("none",))])
        assert row() == (2, 1, 0, 1, 0, 0)
        session.write([Change(second, "unsure", True), Change(second, "note", "hm")])
        assert row() == (2, 1, 1, 1, 1, 1)
        # A heading is asked nothing until it is opened.
        session.write([Change(heading, "claim_type", "no_claim")])
        assert row() == (3, 1, 2, 2, 1, 1)
        session.undo()
        assert row() == (2, 1, 1, 1, 1, 1)
        session.undo()
        assert row() == (2, 1, 0, 1, 0, 0)
    assert check(store.path) == []


def test_next_open_goes_on_through_the_articles_and_round(lab: Any) -> None:
    with lab.make() as store:
        one, other = (article.key for article in store.articles())
        first, second, heading = store.units(one)
        (short,) = store.units(other)
        session = store.begin("ada")
        ada = session.annotator.key

        def finish(unit: int) -> None:
            session.write([Change(unit, "claim_type", "no_claim"), Change(unit, "coi_cues", ("none",))])

        assert store.next_open(ada) == Place(one, 0, first.key)
        assert store.next_open(ada, one, 0) == Place(one, 1, second.key)
        assert store.next_open(ada, one, 1) == Place(other, 0, short.key)
        assert store.next_open(ada, other, 0) == Place(one, 0, first.key)
        finish(first.key)
        assert store.next_open(ada, other, 0) == Place(one, 1, second.key)
        finish(short.key)
        # Round to the beginning of the same article when all others are done.
        assert store.next_open(ada, one, 1) == Place(one, 1, second.key)
        finish(second.key)
        assert store.next_open(ada) is None
        session.write([Change(heading.key, "claim_type", "advice")])
        assert store.next_open(ada, other, 0) == Place(one, 2, heading.key)
        assert store.next_open(store.ensure_annotator("bo").key) == Place(one, 0, first.key)


def test_undo_reaches_over_units_articles_and_restarts(lab: Any) -> None:
    store = lab.make()
    path = store.path
    one, other = (article.key for article in store.articles())
    unit, short = store.units(one)[0].key, store.units(other)[0].key
    session = store.begin("ada")
    lab.label(session, unit, "claim_type", "harm")
    session.write([Change(short, "claim_type", "advice"), Change(short, "note", "x")], kind="note")
    store.close()
    with Store.open(path) as store:
        session = store.begin("ada")
        undone = session.undo()
        assert undone is not None
        assert (undone.article, undone.unit, undone.kind, undone.state) == (other, short, "note", "open")
        assert undone.changes == (("claim_type", "", "advice", None), ("note", "", "x", None))
    with Store.open(path) as store:
        session = store.begin("ada")
        undone = session.undo()
        assert undone is not None
        assert (undone.article, undone.unit) == (one, unit)
        assert session.undo() is None
        redone = session.redo()
        assert redone is not None
        assert (redone.unit, redone.changes) == (unit, (("claim_type", "", None, "harm"),))
        assert session.redo().unit == short  # type: ignore[union-attr]  # there is one more
        assert session.redo() is None
        assert store.answers(session.annotator.key, other) == {short: {"claim_type": "advice", "note": "x"}}
        assert [event.kind for event in store.history(annotator=session.annotator.key)] == [
            *("label", "note", "note", "undo", "undo", "undo", "redo", "redo", "redo")
        ]
    assert check(path) == []


def test_a_new_act_after_an_undo_empties_the_redo_list(lab: Any) -> None:
    with lab.make() as store:
        first, second, *_ = lab.keys(store)
        session = store.begin("ada")
        lab.label(session, first, "claim_type", "harm")
        lab.label(session, second, "claim_type", "harm")
        session.undo()
        lab.label(session, second, "claim_type", "advice")
        assert session.redo() is None
        assert session.undo().changes[0].before == "advice"  # type: ignore[union-attr]
        assert session.undo().unit == first  # type: ignore[union-attr]
        assert session.undo() is None


def test_undo_takes_back_what_was_done_by_hand_only(lab: Any) -> None:
    with lab.make() as store:
        first, second, *_ = lab.keys(store)
        session = store.begin("ada")
        lab.label(session, first, "claim_type", "harm")
        session.write([Change(second, "", None)], kind="open")
        session.write([Change(second, "claim_type", "no_claim")], kind="prefill")
        session.write([Change(second, "", "on")], kind="view")
        undone = session.undo()
        assert undone is not None
        assert undone.unit == first
        assert session.undo() is None
        ada = session.annotator.key
        assert store.answers(ada, store.articles()[0].key) == {second: {"claim_type": "no_claim"}}


def test_an_answer_given_twice_in_one_act_is_undone_to_what_was_before(lab: Any) -> None:
    with lab.make() as store:
        unit = lab.keys(store)[0]
        session = store.begin("ada")
        lab.label(session, unit, "claim_type", "harm")
        session.write([Change(unit, "claim_type", "advice"), Change(unit, "claim_type", "research")])
        session.undo()
        ada = session.annotator.key
        assert store.answers(ada, store.articles()[0].key) == {unit: {"claim_type": "harm"}}
        session.redo()
        assert store.answers(ada, store.articles()[0].key) == {unit: {"claim_type": "research"}}


@pytest.mark.parametrize(
    ("change", "options"),
    [
        (Change(10_000, "claim_type", "harm"), {}),
        (Change(2, "", "harm"), {}),
        (Change(2, "claim_type", "harm", layer="project"), {}),
        (Change(2, "note", "half a character: \ud800"), {}),
        (Change(2, "claim_type", "harm"), {"kind": "undo"}),
        (Change(2, "claim_type", "harm"), {"kind": "nonsense"}),
        (Change(2, "claim_type", "harm"), {"kind": "migrate", "owner": 77}),
    ],
)
def test_wrong_use_is_refused_and_changes_nothing(lab: Any, change: Change, options: Any) -> None:
    with lab.make() as store:
        session = store.begin("ada")
        before = len(list(store.history()))
        with pytest.raises(UsageError):
            session.write([Change(3, "claim_type", "harm"), change], **options)
        with pytest.raises(UsageError):
            session.write([])
        assert len(list(store.history())) == before
        assert session.write([Change(3, "claim_type", "harm")]).events[0].split(":")[2] == "1"


def test_history_says_who_what_when_and_how_long(lab: Any) -> None:
    with lab.make(clock=lambda: 1_700_000_000_000) as store:
        article = store.articles()[0]
        unit = store.units(article.key)[1]
        session = store.begin("ada", host="desk")
        receipt = session.write(
            [Change(unit.key, "claim_type", "harm"), Change(unit.key, "coi_cues", ("cta",))], dwell_ms=4200
        )
        first, second = store.history(unit=unit.key)
        assert (first.event, second.event) == receipt.events
        assert (first.annotator, first.owner, first.host, first.wall_ms) == (
            "ada",
            "ada",
            "desk",
            1_700_000_000_000,
        )
        assert (first.article_id, first.index, first.start, first.end) == (
            article.article_id,
            1,
            unit.start,
            unit.end,
        )
        assert (first.value, second.value) == ("harm", ("cta",))
        assert [first.dwell_ms, second.dwell_ms] == [4200, None]
        assert list(store.dwell_times()) == [(session.annotator.key, article.key, unit.key, 4200)]
        assert [row.event for row in store.history(annotator=session.annotator.key, limit=1)] == [
            second.event
        ]
        assert list(store.history(article=store.articles()[1].key, layer="annotation")) == []


def test_columns_of_a_facet_are_sorted_by_unit_and_annotator(lab: Any) -> None:
    with lab.make() as store:
        first, second, *_ = lab.keys(store)
        bo, ada = store.begin("bo"), store.begin("ada")
        for session, unit, value in [(ada, second, "e1"), (bo, first, "e0"), (ada, first, "e1")]:
            lab.label(session, unit, "evidence", value)
        lab.label(ada, first, "claim_type", "harm")
        columns = store.facet_columns("evidence")
        rows = zip(columns.units, columns.annotators, columns.values, strict=True)
        assert [(u, a, columns.answers[v]) for u, a, v in rows] == [
            (first, bo.annotator.key, '"e0"'),
            (first, ada.annotator.key, '"e1"'),
            (second, ada.annotator.key, '"e1"'),
        ]


def test_names_are_kept_in_one_form(lab: Any) -> None:
    with lab.make() as store:
        store.begin("Zoe\u0308  Doe")
        assert [row.name for row in store.annotators()] == ["Zoë Doe"]
        assert store.annotator("Zoë Doe").kind == "human"
        with pytest.raises(UsageError, match="needs a name"):
            store.begin("  ")
        with pytest.raises(UsageError, match="Zoë Doe"):
            store.annotator("zoe")


def test_looking_writes_nothing_and_the_last_annotator_is_who_labelled(lab: Any) -> None:
    with lab.make() as store:
        assert store.last_annotator() is None
        store.begin("ada")
        lab.label(store.begin("bo"), lab.keys(store)[0], "claim_type", "harm")
        store.begin("ada")
        store.set_setting("theme", "dark")
        assert store.last_annotator() == "bo"
        assert store.settings() == {"theme": "dark"}
        store.set_setting("theme", None)
        assert store.setting("theme", "light") == "light"


def test_models_are_annotators_too(lab: Any) -> None:
    with lab.make() as store:
        lab.label(
            store.begin("claimbert", kind="model"), lab.keys(store)[0], "claim_type", "harm", kind="import"
        )
        assert [(row.name, row.kind) for row in store.annotators()] == [("claimbert", "model")]
        (label,) = store.all_labels()
        assert label.kind == "import"


def test_undo_can_keep_to_one_layer(lab: Any) -> None:
    with lab.make() as store:
        first, second, *_ = lab.keys(store)
        article = store.articles()[0].key
        lea = store.begin("lea")
        lab.label(lea, first, "claim_type", "harm")
        lab.label(lea, second, "claim_type", "advice", layer="gold", ref="considered")
        lab.label(lea, second, "claim_type", "harm")
        assert lea.undo("gold").unit == second  # type: ignore[union-attr]
        assert lea.undo("gold") is None
        assert store.answers(0, article, layer="gold") == {}
        # An act in another layer does not empty what can be done again in this one.
        assert lea.undo("annotation").changes[0].before == "harm"  # type: ignore[union-attr]
        assert lea.redo("gold").layer == "gold"  # type: ignore[union-attr]
        assert store.answers(0, article, layer="gold") == {second: {"claim_type": "advice"}}
        assert lea.undo("annotation").unit == first  # type: ignore[union-attr]
        assert lea.undo("annotation") is None
        assert store.answers(lea.annotator.key, article) == {}
        # Without a layer the newest act counts, wherever it is: nothing but the decision is left.
        assert lea.undo().layer == "gold"  # type: ignore[union-attr]
