"""A web page as its blocks: every paragraph, heading, list item and button, in the order of the page.

Only the standard library's parser is used: it follows no link, runs nothing,
and does not recurse, so that deeply nested pages are harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from annotate_tui.corpus.words import words

_UNSEEN = words(
    "script style template head iframe object svg math canvas noscript select datalist audio video map"
)
_BREAKING = words(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html label legend li main menu nav ol
    option p pre search section summary table tbody td tfoot th thead tr ul input textarea
    """
)
_VOID = words("area base br col embed hr img input link meta param source track wbr")
_AROUND = words("nav header footer aside form menu dialog")
_AROUND_ROLE = words("navigation banner contentinfo complementary search menu menubar dialog alertdialog")
_AROUND_NAME = re.compile(
    r"\b(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|cookies?|popup|modal|share|social|related|newsletter"
    r"|widget|toolbar)\b",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\x0b]+")
_DEEPEST = 20_000
"""Elements that are open within each other; deeper ones are taken as if they stood side by side."""


@dataclass(slots=True)
class PageBlock:
    """A block of a page: its text in one line (breaks within it are kept), and where it stands.

    ``around`` says that it is part of what surrounds an article (navigation,
    header, footer, form); ``in_article`` that it stands in ``<article>`` or
    ``<main>``; ``tag`` is the innermost block element; ``links`` how many of its
    characters are in links.
    """

    text: str
    tag: str
    marker: str = ""
    around: bool = False
    navigation: bool = False
    in_article: bool = False
    links: int = 0

    @property
    def is_link_list(self) -> bool:
        """Whether nearly all of it is links."""
        return self.links >= 0.8 * max(1, len(self.text))


@dataclass(slots=True)
class Page:
    """What a page holds: its blocks, and what its head says about it."""

    blocks: list[PageBlock] = field(default_factory=list)
    title: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    has_scripts: bool = False


_META = {
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "article:published_time": "date",
    "date": "date",
    "dc.date": "date",
    "og:url": "url",
    "og:site_name": "site",
    "og:title": "title",
}


class _Reader(HTMLParser):
    """Collects the blocks of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._open: list[tuple[str, bool, bool, bool]] = []  # tag, unseen, around, navigation
        self._lists: list[int | None] = []  # the next number of each list, None for bullets
        self._text: list[str] = []
        self._links = 0
        self._marker = ""
        self._in_title = False
        self._pre = 0

    # -- what the parser calls ------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script":
            self.page.has_scripts = True
        elif tag == "meta":
            self._note(attributes)
        elif tag == "link" and attributes.get("rel") == "canonical":
            self.page.metadata.setdefault("url", attributes.get("href", ""))
        elif tag == "title":
            self._in_title = True
        if tag in _BREAKING:
            self._finish()
        if tag == "br":
            self._text.append("\n")
        if tag in ("ul", "ol", "menu"):
            start = attributes.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 6 else 1
            self._lists.append(first if tag == "ol" else None)
        if tag == "li":
            self._begin_item()
        if tag == "pre":
            self._pre += 1
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append((tag, *self._place(tag, attributes)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in _BREAKING:
            self._finish()
        if tag in ("ul", "ol", "menu") and self._lists:
            self._lists.pop()
        if tag == "pre" and self._pre:
            self._pre -= 1
        for index in range(len(self._open) - 1, max(-1, len(self._open) - 200), -1):
            if self._open[index][0] == tag:
                del self._open[index:]
                break

    def handle_data(self, data: str) -> None:
        if self._in_title and not self.page.title and data.strip():
            self.page.title = _SPACE.sub(" ", data).strip()
        if self._open and self._open[-1][1]:
            return
        text = data if self._pre else _SPACE.sub(" ", data)
        if any(tag == "a" for tag, *_ in self._open[-4:]):
            self._links += len(text.strip())
        self._text.append(text)

    # -- what is kept ---------------------------------------------------------

    def _place(self, tag: str, attributes: dict[str, str]) -> tuple[bool, bool, bool]:
        """Whether what is inside an element is unseen, around the article, and navigation."""
        _, unseen, around, navigation = self._open[-1] if self._open else ("", False, False, False)
        hidden = "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}".replace("_", " ").replace(
            "-", " "
        )
        role = attributes.get("role", "")
        is_navigation = (
            tag == "nav" or role in ("navigation", "menu", "menubar") or "breadcrumb" in named.lower()
        )
        outer = tag in ("html", "body", "main", "article")
        is_around = (
            tag in _AROUND or role in _AROUND_ROLE or (not outer and _AROUND_NAME.search(named) is not None)
        )
        if tag == "header" and any(element == "article" for element, *_ in self._open):
            is_around = False
        return unseen or hidden or tag in _UNSEEN, around or is_around, navigation or is_navigation

    def _note(self, attributes: dict[str, str]) -> None:
        name = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
        content = _SPACE.sub(" ", attributes.get("content", "")).strip()
        if name == "title":
            self.page.title = content or self.page.title
        elif name and content:
            self.page.metadata.setdefault(name, content)

    def _begin_item(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._marker = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _finish(self) -> None:
        """The text so far becomes a block."""
        raw = "".join(self._text)
        self._text.clear()
        links, self._links = self._links, 0
        lines = [line.strip() if not self._pre else line.rstrip() for line in raw.split("\n")]
        text = re.sub(r"[ \t]{2,}", " ", "\n".join(line for line in lines if line.strip()))
        if not text.strip():
            return
        tags = [tag for tag, *_ in self._open if tag in _BREAKING]
        _, _, around, navigation = self._open[-1] if self._open else ("", False, False, False)
        self.page.blocks.append(
            PageBlock(
                text=text,
                tag=tags[-1] if tags else "",
                marker=self._marker,
                around=around,
                navigation=navigation,
                in_article=any(tag in ("article", "main") for tag, *_ in self._open),
                links=links,
            )
        )
        self._marker = ""

    def close(self) -> None:
        super().close()
        self._finish()


def read_page(html: str) -> Page:
    """The blocks of a page without scripts, styles and what is hidden, and its title and metadata."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def page_text(blocks: list[PageBlock]) -> str:
    """Blocks as text: a blank line between them, one line break between the items of a list."""
    return "".join(_pieces(blocks))


def _pieces(blocks: list[PageBlock]) -> Iterator[str]:
    before: PageBlock | None = None
    for block in blocks:
        if before is not None:
            yield "\n" if before.marker and block.marker else "\n\n"
        yield f"{block.marker} {block.text}" if block.marker else block.text
        before = block
