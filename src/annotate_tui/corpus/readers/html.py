"""Web pages: the article, and what an annotator of interests must see around it.

trafilatura (the extra ``html``) says which blocks of a page are the article.
It drops some disclosures, labels of sponsored content, bylines and calls to
act; those are put back where they stood.  Without the extra the page is taken
whole, but for scripts, styles and what is hidden.  Nothing is fetched or run.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate_tui.corpus.article import Article
from annotate_tui.corpus.decode import decode, oddities, read_bytes, refuse_other_formats
from annotate_tui.corpus.page import Page, PageBlock, page_text, read_page
from annotate_tui.corpus.phrases import promotion
from annotate_tui.corpus.phrases.bylines import BYLINE
from annotate_tui.corpus.phrases.disclosures import DISCLOSURE
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.shown import shown_path
from annotate_tui.errors import InputError

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,30})", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")
_NEAR_HEADING = 8
"""A byline stands within this many blocks of the first heading of an article."""
_SHORT = 400


def read_html(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The one article of a web page."""
    data = read_bytes(path, source, options)
    refuse_other_formats(data, source)
    named = _CHARSET.search(data[:4096])
    encoding = options.encoding or _known(named[1].decode("ascii") if named else None, data)
    html, warnings = decode(data, source, encoding)
    page = read_page(html)
    if not page.blocks:
        raise InputError(_without_text(source, page))
    kept, put_back, notes = _article_blocks(html, page, source, options)
    if not kept:
        raise InputError(_without_text(source, page))
    metadata = dict(page.metadata)
    if put_back:
        metadata["put_back"] = " | ".join(block.text[:60] for block in put_back)
    text = page_text(kept)
    article = Article(
        text=text,
        title=_title(page, kept) or shown_path(Path(path.stem)),
        source=source,
        media_type="text/html",
        metadata=metadata,
        original_sha256=hashlib.sha256(data).hexdigest(),
    )
    yield ReadArticle(article, (*warnings, *notes, *oddities(text, source)))


def _title(page: Page, kept: list[PageBlock]) -> str:
    """The heading of the article, unless the title of the page is another one."""
    heading = next((" ".join(block.text.split()) for block in kept if block.tag == "h1"), "")
    return heading if heading and (not page.title or heading in page.title) else page.title


def _known(charset: str | None, data: bytes) -> str | None:
    """The encoding that a page names, if there is such an encoding and the page is written in it."""
    if charset is None:
        return None
    try:
        data.decode(charset)
    except (LookupError, ValueError):
        return None
    return charset


def _without_text(source: str, page: Page) -> str:
    if page.has_scripts:
        return f"{source}: holds no text: the page needs JavaScript; save the rendered page from a browser."
    return f"{source}: holds no text: there is nothing to read on this page."


def _article_blocks(
    html: str, page: Page, source: str, options: ReadOptions
) -> tuple[list[PageBlock], list[PageBlock], tuple[str, ...]]:
    """The blocks that are kept, those of them that were put back, and what to say about it."""
    if options.keep_all:
        return page.blocks, [], ()
    main, note = _main_text(html, source)
    if main is None:
        return page.blocks, [], (note,)
    kept: list[PageBlock] = []
    put_back: list[PageBlock] = []
    inside = _which_are_in(page.blocks, main)
    heading = _first_heading(page, inside)
    for index, block in enumerate(page.blocks):
        near_heading = heading is not None and abs(index - heading) <= _NEAR_HEADING
        if inside[index]:
            kept.append(block)
        elif _must_be_seen(block, near=near_heading or any(inside[index + 1 : index + 2])):
            kept.append(block)
            put_back.append(block)
    if not put_back:
        return kept, [], ()
    blocks = "1 block was" if len(put_back) == 1 else f"{len(put_back)} blocks were"
    note = (
        f"{source}: {blocks} put back beside the article, since they speak of sponsors, authors or offers: "
        + "; ".join(f"“{block.text[:40]}”" for block in put_back[:5])
        + ("; …" if len(put_back) > 5 else ".")
    )
    return kept, put_back, (note,)


def _main_text(html: str, source: str) -> tuple[str | None, str]:
    """The letters and digits of what trafilatura takes for the article, or None and why not."""
    try:
        import trafilatura
    except ImportError:
        return None, (
            f"{source}: read with everything around the article, since trafilatura is not installed "
            "(pip install 'annotate-tui[html]')."
        )
    try:
        found = trafilatura.extract(
            html,
            output_format="txt",
            include_comments=True,
            include_tables=True,
            favor_recall=True,
            deduplicate=False,
        )
    except Exception:  # noqa: BLE001 - any failure of the library falls back to the whole page
        found = None
    if not found or not found.strip():
        return None, f"{source}: no article was found on the page, so all of it was kept."
    return _letters(found), ""


def _letters(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def _which_are_in(blocks: Sequence[PageBlock], main: str) -> list[bool]:
    """For each block, whether it is part of the article: its letters occur there, and it is no navigation.

    The search goes on where the last block was found, so that a long page takes
    time linear in its length.
    """
    inside: list[bool] = []
    at = 0
    for block in blocks:
        letters = _letters(block.text)
        found = -1
        if letters and not (block.navigation or (block.around and block.is_link_list)):
            found = main.find(letters, at)
            if found < 0:
                found = main.find(letters, 0, at + len(letters))
            else:
                at = found + len(letters)
        inside.append(found >= 0)
    return inside


def _first_heading(page: Page, inside: Sequence[bool]) -> int | None:
    """Which block is the first heading of the article, or else its first block."""
    for index, block in enumerate(page.blocks):
        if block.tag in ("h1", "h2") and not block.navigation and (block.tag == "h1" or inside[index]):
            return index
    return next((index for index, found in enumerate(inside) if found), None)


def _must_be_seen(block: PageBlock, *, near: bool) -> bool:
    """Whether a block outside the article says who pays, who wrote or what to buy."""
    text = " ".join(block.text.split())
    if block.navigation or (block.around and block.is_link_list):
        return False
    if promotion.LABEL.fullmatch(text) or DISCLOSURE.search(text):
        return True
    if block.tag == "h1" and not block.around:
        return True
    if near and len(text) <= _SHORT and not block.is_link_list and BYLINE.fullmatch(text):
        return True
    inside = block.in_article or not block.around
    return inside and len(text) <= _SHORT and promotion.CALL_TO_ACT.search(text) is not None


FORMATS = (
    Format("html", (".html", ".htm", ".xhtml"), "a web page; better with the extra ‘html’", read_html),
)
