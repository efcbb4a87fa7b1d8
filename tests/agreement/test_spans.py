"""Agreement on spans."""

import json

import pytest

from annotate_tui.agreement.spans import Span, alpha_u, span_agreement, span_f1


def test_labels_must_be_equal():
    found = span_f1([Span(0, 10, "promo")], [Span(0, 10, "slant")])
    assert found == {"exact": 0, "overlap": 0, "char": 0}


def test_touching_is_not_overlapping():
    assert span_f1([Span(0, 5)], [Span(5, 9)])["overlap"] == 0


def test_characters_are_counted_once():
    found = span_f1([Span(0, 6), Span(4, 10)], [Span(0, 10)])
    assert found["char"] == 1


def test_nobody_marked_anything():
    assert all(value != value for value in span_f1([], []).values())


def test_articles_pairs_and_intervals():
    article = {"ann": [Span(0, 10), Span(20, 30)], "ben": [Span(0, 10), Span(22, 30)]}
    other = {"ann": [Span(5, 9), Span(20, 25)], "ben": [], "cy": [Span(5, 9)]}
    alone = {"ann": [Span(1, 2)]}
    found = span_agreement([article, other, alone] * 6, draws=200)
    assert found.n_articles == 12
    assert found.n_annotators == 3
    assert found.f1["exact"].value == pytest.approx((2 + 2) / (4 + 2 + 3 + 1))
    assert found.f1["exact"].low < 0.4 < found.f1["exact"].high
    assert found.pairs["ann", "cy"]["exact"] == pytest.approx(2 / 3)
    assert found.warning == ""
    json.dumps(found.to_data(), allow_nan=False)


def test_few_articles_warn_and_none_say_why():
    assert "1 article" in span_agreement([{"a": [Span(0, 2)], "b": [Span(0, 2)]}]).warning
    nothing = span_agreement([{"a": [Span(0, 2)]}])
    assert nothing.f1["char"].undefined == "no_pairable_unit"


def test_alpha_u_of_equal_and_of_unrelated_spans():
    same = [Span(10, 20), Span(40, 60)]
    assert alpha_u([same, same], 100) == pytest.approx(1)
    assert alpha_u([[Span(10, 20)], [Span(70, 80)]], 100) < 0.2
    assert alpha_u([[], []], 100) is None
