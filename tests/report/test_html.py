"""The page: whole by itself, harmless whatever it holds, and readable by everybody."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from annotate_tui.report import html

VOID = {"meta", "br", "line", "rect", "circle"}
SHAPES = {"line", "rect", "circle"}
ATTRIBUTES_WITH_ADDRESSES = {"src", "href", "action", "xlink:href", "data", "srcset", "background", "poster"}


class Page(HTMLParser):
    """What a page is made of; elements must be closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        assert tag in SHAPES
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def handle_comment(self, data):
        raise AssertionError("comments have no place here")

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self):
        return " ".join(self.texts)


@pytest.fixture
def plain(make):
    return html.to_html(make.report())


@pytest.fixture(params=["plain", "hostile"])
def page(make, request):
    report = make.report() if request.param == "plain" else make.hostile(make.HOSTILE)
    found = Page(html.to_html(report))
    assert found.open == []
    return found


def test_nothing_is_loaded_and_nothing_runs(page):
    names = {name for name, _ in page.elements}
    assert names.isdisjoint(
        {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
    )
    for _name, attributes in page.elements:
        assert not any(key.startswith("on") for key in attributes)
        assert "style" not in attributes
        for key in ATTRIBUTES_WITH_ADDRESSES & attributes.keys():
            assert attributes[key].startswith("#")


def test_every_link_leads_somewhere(page):
    anchors = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(anchors) == len(set(anchors))
    assert {link["href"][1:] for link in page.named("a")} <= set(anchors)


def test_no_address_but_the_name_of_svg_stands_in_the_page(plain):
    assert set(re.findall(r"\w+://[^\s\"'<]*", plain)) <= {"http://www.w3.org/2000/svg"}
    assert "url(" not in html.style()
    assert "@import" not in html.style()


def test_the_policy_allows_its_own_style_only(plain):
    page = Page(plain)
    (policy,) = [m["content"] for m in page.named("meta") if m.get("http-equiv") == "Content-Security-Policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", plain, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert plain.index("Content-Security-Policy") < plain.index("<style>")


def test_texts_from_outside_are_shown_and_not_obeyed(make):
    text = html.to_html(make.hostile("<b>&amp;\"'</script><script>alert(1)</script>"))
    assert "<script" not in text
    assert "<b>&amp;amp;" not in text
    assert "&lt;b&gt;&amp;amp;&quot;&#x27;" in text


def test_control_characters_are_replaced(make):
    text = html.to_html(make.hostile(make.HOSTILE))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]", text)
    assert "&lt;U+202E&gt;" in text
    text.encode()


def test_the_verdict_comes_before_everything_else(plain):
    main = plain[plain.index("<main>") :]
    first = re.sub(r"<[^>]*>", "", main[: main.index("</p>")]).strip()
    first = first.replace("\N{NO-BREAK SPACE}", " ")
    assert first.startswith("Claim type reliable enough for tentative conclusions: α = .74")


def test_tables_and_pictures_can_be_read_aloud(page):
    for attributes in page.named("th"):
        assert attributes.get("scope") in ("col", "row")
    assert len(page.named("caption")) == len(page.named("table"))
    for attributes in page.named("svg"):
        assert attributes["role"] == "img"
        assert attributes["aria-label"]
    assert page.named("html")[0]["lang"] == "en"


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(name[1]) for name, _ in page.elements if re.fullmatch("h[1-6]", name)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_disagreements_are_shown_with_their_text(make):
    from annotate_tui.report import UnitText

    unit = UnitText(text="It may help.", article="A title", index=3, notes=(("ann", "a hedge"),))
    page = Page(html.to_html(make.report(units={"u1": unit})))
    assert "It may help." in page.text
    assert "A title, unit 4" in page.text
    assert "a hedge" in page.text


def test_all_pictures_are_there(plain):
    titles = re.findall(r"<svg[^>]*>\s*<title>([^<]*)", plain)
    assert titles == [
        "Claim type: coefficients with their intervals",
        "Claim type: how often each answer was given",
        "Claim type: who said what",
    ]


def test_the_same_report_gives_the_same_page(make):
    assert html.to_html(make.report()) == html.to_html(make.report())


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_colours_have_enough_contrast(dark):
    light, night = re.findall(r":root \{(.*?)\}", html.style(), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if dark:
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", night))
    for shade in range(8):
        assert contrast(colours[f"h{shade}"], colours[f"t{shade}"]) >= 4.5
    for name in ("ink", "soft", "link", "good", "fair", "poor", "none"):
        for ground in ("paper", "panel"):
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for name in ("mark", "soft"):
        for ground in ("paper", "zone", "zone-good"):
            assert contrast(colours[name], colours[ground]) >= 3
