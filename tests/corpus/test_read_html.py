"""Web pages: the article, and all that says who pays for it, without the navigation."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from annotate_tui.corpus.markup import Tag, tokens
from annotate_tui.corpus.page import page_text, read_page
from annotate_tui.corpus.read import Failed, ReadArticle, read_paths
from annotate_tui.corpus.segment import units_of

MUST_STAY = {
    "magazine.html": [
        "Sponsored content",
        "Can a Nasal Spray Quiet Chronic Worry?",
        "By Priya Natt, R.N.",
        "Medically reviewed by Dr. Owen Falk on April 9, 2023",
        "Disclosure: Dr. Falk is a paid consultant to Calmera Labs, which makes the spray discussed below.",
        "It acts on a receptor that most pills leave alone[1].",
        "It wears off within days, so that visits have to be repeated.",
        "“I laughed at a joke for the first time in a year.”",
        "Book a free consultation with the Calmera team today!",
        "Check your eligibility",
        "This article contains affiliate links; we may earn a commission if you buy through them.",
        "Jan O. says:",
        "My sister tried it and it did nothing for her.",
    ],
    "clinic.html": [
        "Infusions for Low Mood: What to Expect",
        "Posted by Brightwell Clinic on June 2, 2022",
        "Dr. Lena Ostrow founded Brightwell in 2016 and owns shares in the company that supplies its pumps.",
        "Call us today at 555-014-2231 or request an appointment online.",
        "Advertisement",
        "Funding: this page was paid for by Brightwell Clinic.",
    ],
}
MUST_GO = {
    "magazine.html": [
        "Mind",
        "Food & Drink",
        "Accept all",
        "never shown",
        "color: red",
        "Seven soups",
        "Privacy",
        "Terms",
    ],
    "clinic.html": ["Our Team", "Prices", "Email"],
}


@pytest.fixture
def without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra were not installed."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)


def read(path: Path, **options: object) -> ReadArticle:
    """The article of a page."""
    (found,) = read_paths([path], **options)  # type: ignore[arg-type]
    assert isinstance(found, ReadArticle), found
    return found


def units(found: ReadArticle) -> list[str]:
    """The texts of the units."""
    return [found.article.text[unit.start : unit.end] for unit in units_of(found.article)]


@pytest.mark.parametrize("name", sorted(MUST_STAY))
def test_who_pays_who_wrote_and_what_to_buy_survives_and_navigation_does_not(data: Path, name: str) -> None:
    """Every disclosure, label, byline and call to act of the page is a unit."""
    found = read(data / "pages" / name)
    assert [text for text in MUST_STAY[name] if text not in units(found)] == []
    assert [text for text in MUST_GO[name] if text in found.article.text] == []


def test_what_was_put_back_is_said_and_kept(data: Path) -> None:
    """A warning names the blocks; the article remembers them, its source and its date."""
    found = read(data / "pages" / "magazine.html")
    (warning,) = found.warnings
    assert "put back" in warning
    assert "“Sponsored content”" in warning
    metadata = found.article.metadata
    assert "Disclosure: Dr. Falk" in metadata["put_back"]
    assert (metadata["author"], metadata["date"], metadata["url"]) == (
        "Priya Natt",
        "2023-04-11",
        "https://www.example.org/spray",
    )
    assert found.article.title == "Can a Nasal Spray Quiet Chronic Worry?"
    assert found.article.original_sha256 is not None
    assert found.article.media_type == "text/html"


def test_lists_and_tables_keep_their_shape(data: Path) -> None:
    """Items have their marker, also of lists that begin at three; rows are lines with tabs."""
    text = read(data / "pages" / "clinic.html").article.text
    assert "3. Eat lightly.\n4. Wear loose clothes." in text
    assert "Course\tVisits\tPrice\nStarter\t3\t$1,200\nFull\t6\t$2,100" in text


@pytest.mark.usefixtures("without_trafilatura")
def test_without_the_extra_the_page_is_kept_whole_and_says_so(data: Path) -> None:
    """Nothing of the article is lost; scripts, styles and what is hidden are not text."""
    found = read(data / "pages" / "magazine.html")
    assert any("annotate-tui[html]" in warning for warning in found.warnings)
    assert [text for text in MUST_STAY["magazine.html"] if text not in units(found)] == []
    assert "Seven soups for sore throats" in found.article.text
    assert "never shown" not in found.article.text


def test_keep_all_takes_the_page_whole(data: Path) -> None:
    """Navigation too, without any warning."""
    found = read(data / "pages" / "magazine.html", keep_all=True)
    assert "Food & Drink" in found.article.text
    assert found.warnings == ()


def test_a_page_that_needs_javascript_says_what_to_do(data: Path) -> None:
    """There is no text to label in it."""
    (found,) = read_paths([data / "pages" / "script_only.html"])
    assert isinstance(found, Failed)
    assert "needs JavaScript; save the rendered page" in str(found.error)


@pytest.mark.parametrize("html", ["<p> </p>", "<!-- only a comment -->", "<img src=x.png>"])
def test_a_page_without_text_is_an_error(tmp_path: Path, html: str) -> None:
    """A picture or a comment is nothing to label."""
    path = tmp_path / "a.html"
    path.write_text(html)
    (found,) = read_paths([path])
    assert isinstance(found, Failed)
    assert "holds no text" in str(found.error)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-2", "shift_jis"])
def test_the_page_names_its_encoding(tmp_path: Path, charset: str) -> None:
    """In its head; a wrong or unknown name there is not believed."""
    text = {"utf-8": "Größe 今天", "iso-8859-2": "Łódź leży", "shift_jis": "今日は元気"}[charset]
    path = tmp_path / "a.html"
    path.write_bytes(f'<meta charset="{charset}"><p>{text}</p>'.encode(charset))
    assert text in read(path).article.text
    path.write_bytes(f'<meta charset="klingon"><p>{text}</p>'.encode())
    assert text in read(path).article.text


@pytest.mark.usefixtures("without_trafilatura")
@pytest.mark.parametrize(
    "unit", ["<a ", "<!--", '<a b="', "<div><p>x", "<ul><li>x", "<b>", "</div>", "<script>", "&#", "<!["]
)
def test_hostile_pages_are_no_trouble(tmp_path: Path, unit: str) -> None:
    """Unclosed and deeply nested tags go through in time linear in their number."""
    path = tmp_path / "a.html"
    path.write_text("<p>Fine.</p>" + unit * 40_000)
    found = read(path)
    assert found.article.text.startswith("Fine.")


def test_a_deep_page_falls_back_to_the_whole_page(tmp_path: Path) -> None:
    """What the library cannot take apart is still read."""
    path = tmp_path / "a.html"
    path.write_text("<div>" * 5_000 + "<p>Deep down. Still here.</p>" + "</div>" * 5_000)
    assert "Deep down. Still here." in read(path).article.text


def test_blocks_of_a_page() -> None:
    """Breaks, inline tags, references to characters, footnote marks and preformatted text."""
    page = read_page(
        "<h1>A &amp; B</h1><p>One <b>bold</b>ly<br>two&nbsp;three.<sup>4</sup> 10<sup>6</sup> cells</p>"
        "<pre>  x\n  y</pre><p hidden>no</p><div style='display: none'>no</div><textarea>no</textarea>"
        "<ol><li>First<ul><li>Inner</li></ul></li><li>Second</li></ol>"
    )
    assert page_text(page.blocks) == (
        "A & B\n\nOne boldly\ntwo\u00a0three.[4] 106 cells\n\n  x\n  y\n\nno\n\n1. First\n• Inner\n2. Second"
    )


def test_tokens_of_a_page() -> None:
    """Attributes with and without quotation marks, comments left out, raw text as it is."""
    assert list(tokens("a<!-- <b> -->b<A HREF='x>y' q=1 z>c</a><script>if (a<b) {}</script>&lt;<3")) == [
        "a",
        "b",
        Tag("a", attributes={"href": "x>y", "q": "1", "z": ""}),
        "c",
        Tag("a", closes=True),
        Tag("script"),
        "if (a<b) {}",
        Tag("script", closes=True),
        "<<3",
    ]
