"""Pictures: well-formed, within their frame, and saying in words what they show."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from annotate_tui.report import pictures, svg
from annotate_tui.report.model import Figure

NAMESPACE = "{http://www.w3.org/2000/svg}"


def drawn(text):
    """The picture, parsed as XML, once it is sure that nothing stands outside its frame."""
    root = ET.fromstring(text)
    _, _, width, height = map(float, root.get("viewBox").split())
    for element in root.iter():
        for name in ("x", "x1", "x2", "cx"):
            assert -0.5 <= float(element.get(name, 0)) <= width + 0.5, ET.tostring(element)
        for name in ("y", "y1", "y2", "cy"):
            assert -0.5 <= float(element.get(name, 0)) <= height + 0.5, ET.tostring(element)
        if element.tag == f"{NAMESPACE}rect":
            assert float(element.get("x")) + float(element.get("width")) <= width + 0.5
    return root


def all_pictures(facet):
    made = (pictures.coefficients, pictures.distribution, pictures.confusion, pictures.annotators)
    return [text for draw in made if (text := draw(facet))]


@pytest.mark.parametrize("name", ["Claim type", None, "x" * 200])
def test_pictures_are_well_formed_and_stay_in_their_frame(make, name):
    report = make.report() if name == "Claim type" else make.hostile(make.HOSTILE if name is None else name)
    for facet in report.facets:
        found = [drawn(text) for text in all_pictures(facet)]
        assert found
        for root in found:
            assert root.get("role") == "img"
            assert root.get("aria-label")
    drawn(pictures.headlines(report.facets))


@pytest.mark.parametrize(
    "figure",
    [
        Figure(0.5, 0.4, 0.6),
        Figure(1.0, 1.0, 1.0),
        Figure(-0.9, -1.0, -0.5),
        Figure(-0.2),
        Figure(0.0, -2.5, 0.9),
        Figure(undefined="No variation."),
    ],
)
def test_every_figure_has_its_place_on_the_axis(figure):
    root = drawn(pictures.forest("Title", [("Name", figure), ("Other", Figure(0.7, 0.6, 0.8))]))
    assert "Name" in root.get("aria-label")
    if figure.value is None:
        assert "Name undefined" in root.get("aria-label")


def test_further_right_is_more(make):
    rows = [("a", Figure(0.5, 0.4, 0.6)), ("b", Figure(0.9, 0.8, 0.95))]
    root = drawn(pictures.forest("Title", rows))
    first, second = (float(dot.get("cx")) for dot in root.iter(f"{NAMESPACE}circle"))
    assert first < second


def test_darker_is_more(make):
    facet = make.report().facets[0]
    text = pictures.confusion(facet)
    shades = [int(shade) for shade in re.findall(r'class="h(\d)"', text)]
    assert shades == [6, 1, 1, 6]
    assert "“Claim” and “No claim”: 18, 13\N{NO-BREAK SPACE}% of what stood beside “Claim”" in text


def test_pairs_are_drawn_from_both_sides(make):
    facet = make.report().facets[0]
    text = pictures.annotators(facet)
    assert "ann and ben: .74 on 128 units" in text
    assert "ben and ann: .74 on 128 units" in text


def test_too_many_answers_are_not_squeezed_into_a_picture(make):
    facet = make.report().facets[0]
    n = 40
    wide = replace(
        facet.confusion, names=tuple(map(str, range(n))), counts=tuple((1.0,) * n for _ in range(n))
    )
    assert pictures.confusion(replace(facet, confusion=wide)) == ""
    assert pictures.annotators(replace(facet, annotators=tuple(map(str, range(n))))) == ""


def test_texts_are_escaped():
    for text in ("<script>", '" onload="x', "&", "\x1b[0m", "\ud800"):
        ET.fromstring(svg.picture(svg.label(text, 0, 0), 10, 10, title=text, description=text))
