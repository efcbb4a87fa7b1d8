"""A web page as its blocks: every paragraph, heading, list item and button, in the order of the page.

No link is followed, nothing is run, and nothing recurses, so that deeply
nested pages are harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from annotate_tui.corpus.markup import Tag, tokens
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
_AROUND_ROLES = words("navigation banner contentinfo complementary search menu menubar dialog alertdialog")
_NAVIGATION_ROLES = words("navigation menu menubar")
_OUTER = words("html body main article")
_LISTS = words("ul ol menu")
_AROUND_NAME = re.compile(
    r"\b(?:nav|navbar|menu|breadcrumbs?|footer|sidebar|cookies?|popup|modal|share|social|related|newsletter"
    r"|widget|toolbar)\b",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\x0b]+")
_NOTE_NUMBERS = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*")
_BLANKS = re.compile(r"[ \t]{2,}")
_FAR = 200
"""An end tag closes an element that was opened this many open elements ago at most."""
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
    row: int = 0
    """For a cell of a table: which row of the page it stands in, from 1."""

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


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element and what is so inside of it."""

    name: str
    block: str = ""
    unseen: bool = False
    around: bool = False
    navigation: bool = False
    in_article: bool = False
    in_link: bool = False


class _Reader:
    """Collects the blocks of a page."""

    def __init__(self) -> None:
        self._page = Page()
        self._open: list[_Element] = []
        self._lists: list[int | None] = []  # the next number of each list, None for bullets
        self._text: list[str] = []
        self._links = 0
        self._marker = ""
        self._in_title = False
        self._pre = 0
        self._rows = 0
        self._raised: int | None = None

    def take(self, token: Tag | str) -> None:
        """Take the next tag or piece of text."""
        if isinstance(token, str):
            self._data(token)
        elif token.closes:
            self._end(token.name)
        else:
            self._start(token.name, token.attributes)

    def finished(self) -> Page:
        """The page, when there are no more tokens."""
        self._finish()
        return self._page

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "script":
            self._page.has_scripts = True
        elif tag == "meta":
            self._note(attributes)
        elif tag == "link" and attributes.get("rel") == "canonical":
            self._page.metadata.setdefault("url", attributes.get("href", ""))
        elif tag == "title":
            self._in_title = True
        if tag in _BREAKING:
            self._finish()
        if tag == "br":
            self._text.append("\n")
        if tag in _LISTS:
            start = attributes.get("start", "1")
            first = int(start) if start.isdecimal() and len(start) < 6 else 1
            self._lists.append(first if tag == "ol" else None)
        if tag == "li":
            self._begin_item()
        if tag == "tr":
            self._rows += 1
        if tag == "sup":
            self._raised = len(self._text)
        if tag == "pre":
            self._pre += 1
        if tag not in _VOID and len(self._open) < _DEEPEST:
            self._open.append(self._element(tag, attributes))

    def _end(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        if tag in _BREAKING:
            self._finish()
        if tag in _LISTS and self._lists:
            self._lists.pop()
        if tag == "pre" and self._pre:
            self._pre -= 1
        if tag == "sup" and self._raised is not None:
            self._bracket_raised_number()
        for index in range(len(self._open) - 1, max(-1, len(self._open) - _FAR), -1):
            if self._open[index].name == tag:
                del self._open[index:]
                break

    def _data(self, data: str) -> None:
        if self._in_title and not self._page.title and data.strip():
            self._page.title = _SPACE.sub(" ", data).strip()
        inside = self._open[-1] if self._open else _NOWHERE
        if inside.unseen:
            return
        text = data if self._pre else _SPACE.sub(" ", data)
        if inside.in_link:
            self._links += len(text.strip())
        self._text.append(text)

    def _element(self, tag: str, attributes: dict[str, str]) -> _Element:
        """An element with what is so inside of it, from its own attributes and from outside."""
        outer = self._open[-1] if self._open else _NOWHERE
        hidden = "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")) is not None
        named = f"{attributes.get('class', '')} {attributes.get('id', '')}".replace("_", " ").replace(
            "-", " "
        )
        role = attributes.get("role", "")
        navigates = tag == "nav" or role in _NAVIGATION_ROLES or "breadcrumb" in named.lower()
        around = tag in _AROUND or role in _AROUND_ROLES
        if tag == "header" and outer.in_article:
            around = False
        if tag not in _OUTER and _AROUND_NAME.search(named):
            around = True
        return _Element(
            name=tag,
            block=tag if tag in _BREAKING else outer.block,
            unseen=outer.unseen or hidden or tag in _UNSEEN,
            around=outer.around or around,
            navigation=outer.navigation or navigates,
            in_article=outer.in_article or tag in ("article", "main"),
            in_link=outer.in_link or tag == "a",
        )

    def _note(self, attributes: dict[str, str]) -> None:
        name = _META.get((attributes.get("name") or attributes.get("property") or "").lower())
        content = _SPACE.sub(" ", attributes.get("content", "")).strip()
        if name == "title":
            self._page.title = content or self._page.title
        elif name and content:
            self._page.metadata.setdefault(name, content)

    def _begin_item(self) -> None:
        number = self._lists[-1] if self._lists else None
        self._marker = "•" if number is None else f"{number}."
        if number is not None:
            self._lists[-1] = number + 1

    def _bracket_raised_number(self) -> None:
        """A raised number is a footnote mark, which on one line would run into the word: "alone[1]"."""
        start, self._raised = self._raised, None
        raised = "".join(self._text[start:]).strip()
        before = "".join(self._text[:start])[-1:]
        if _NOTE_NUMBERS.fullmatch(raised) and not before.isdigit():
            self._text[start:] = [f"[{raised}]"]

    def _finish(self) -> None:
        """The text so far becomes a block."""
        raw = "".join(self._text)
        self._text.clear()
        self._raised = None
        links, self._links = self._links, 0
        lines = [line.strip() if not self._pre else line.rstrip() for line in raw.split("\n")]
        text = "\n".join(line for line in lines if line.strip())
        if not self._pre:
            text = _BLANKS.sub(" ", text)
        if not text.strip():
            return
        inside = self._open[-1] if self._open else _NOWHERE
        block = PageBlock(
            text=text,
            tag=inside.block,
            marker=self._marker,
            around=inside.around,
            navigation=inside.navigation,
            in_article=inside.in_article,
            links=links,
            row=self._rows if inside.block in ("td", "th") else 0,
        )
        self._page.blocks.append(block)
        self._marker = ""


_NOWHERE = _Element("")


def read_page(html: str) -> Page:
    """The blocks of a page without scripts, styles and what is hidden, and its title and metadata."""
    reader = _Reader()
    for token in tokens(html):
        reader.take(token)
    return reader.finished()


def page_text(blocks: list[PageBlock]) -> str:
    """Blocks as text: a blank line between them; list items and rows of a table on a line each."""
    return "".join(_pieces(blocks))


def _pieces(blocks: list[PageBlock]) -> Iterator[str]:
    before: PageBlock | None = None
    for block in blocks:
        if before is not None:
            yield _between(before, block)
        yield f"{block.marker} {block.text}" if block.marker else block.text
        before = block


def _between(before: PageBlock, after: PageBlock) -> str:
    if before.row and before.row == after.row:
        return "\t"
    return "\n" if (before.marker and after.marker) or (before.row and after.row) else "\n\n"
