"""PDF files, with pypdfium2 (the extra ``pdf``): text in reading order, page by page."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotate_tui.corpus.article import Article
from annotate_tui.corpus.decode import oddities, read_bytes
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.shown import shown_path
from annotate_tui.errors import InputError, UsageError

_PAGE_NUMBER = re.compile(r"(?:page\s+)?[\divxlc]{1,5}(?:\s*(?:/|of)\s*\d{1,4})?", re.IGNORECASE)
_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")
_HYPHEN_AT_LINE_END = re.compile("[\ufffe\x02]\\s*")
_RUNNING = 3
"""A line that is the first or the last of this many pages is a running head."""
_NO_MAP_SHARE = 0.2


def read_pdf(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The one article of a PDF file.

    Raises:
        UsageError: pypdfium2 is not installed.
        InputError: the file is no PDF, needs a password or holds no text.
    """
    data = read_bytes(path, source, options)
    if b"%PDF-" not in data[:1024]:
        raise InputError(f"{source}: is no PDF, though its name says so; rename it.")
    pages, metadata = _pages(data, source)
    text, dropped = _joined(pages)
    if not text.strip():
        raise InputError(
            f"{source}: holds no text layer on its {len(pages)} pages (a scan?); "
            "run it through text recognition first."
        )
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > _NO_MAP_SHARE * len(text):
        raise InputError(
            f"{source}: its fonts do not say which letters they show, so no text can be read from it."
        )
    warnings = []
    if unmapped:
        warnings.append(
            f"{source}: {unmapped:,} characters are in fonts that do not say which letters they show."
        )
    blank = [str(number) for number, page in enumerate(pages, start=1) if not page.strip()]
    if blank:
        more = " …" if len(blank) > 10 else ""
        warnings.append(f"{source}: no text on page {', '.join(blank[:10])}{more} (pictures?).")
    if dropped:
        warnings.append(f"{source}: {dropped} running heads and page numbers were left out.")
    article = Article(
        text=text,
        title=metadata.pop("title", "") or shown_path(Path(path.stem)),
        source=source,
        media_type="application/pdf",
        metadata=metadata,
        original_sha256=hashlib.sha256(data).hexdigest(),
    )
    yield ReadArticle(article, (*warnings, *oddities(text, source)))


def _pages(data: bytes, source: str) -> tuple[list[str], dict[str, str]]:
    """The text of each page, and title, author and date."""
    try:
        import pypdfium2
    except ImportError:
        raise UsageError(
            f"{source}: reading PDF files needs pypdfium2: pip install 'annotate-tui[pdf]'."
        ) from None
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError(f"{source}: needs a password; save it without one.") from None
        raise InputError(f"{source}: is damaged or no PDF ({str(error).rstrip('.')}).") from None
    try:
        pages = [_page_text(document[index]) for index in range(len(document))]
        properties = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError as error:
        raise InputError(f"{source}: is damaged ({str(error).rstrip('.')}).") from None
    finally:
        document.close()
    names = {"Title": "title", "Author": "author", "CreationDate": "date"}
    return pages, {
        name: properties[key].strip() for key, name in names.items() if properties.get(key, "").strip()
    }


def _page_text(page: object) -> str:
    """The text of a page with plain line breaks, words that were divided at line ends put together."""
    text: str = page.get_textpage().get_text_bounded()  # type: ignore[attr-defined] # pypdfium2 has no types
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HYPHEN_AT_LINE_END.sub("", text)


def _joined(pages: Sequence[str]) -> tuple[str, int]:
    """The pages as one text, without running heads and page numbers, and how many of these there were."""
    split = [[line.rstrip() for line in page.split("\n")] for page in pages]
    edges: Counter[str] = Counter()
    for lines in split:
        edges.update({line for line in (_first(lines), _first(lines[::-1])) if line})
    dropped = 0
    kept: list[str] = []
    for lines in split:
        for side in (0, -1):
            while lines and not lines[side].strip():
                lines.pop(side)
            edge = lines[side].strip() if lines else ""
            if edge and (edges[edge] >= _RUNNING or (len(pages) > 1 and _PAGE_NUMBER.fullmatch(edge))):
                lines.pop(side)
                dropped += 1
        body = "\n".join(lines).strip("\n")
        if not body:
            continue
        if kept:
            unfinished = not kept[-1].rstrip().endswith((".", "!", "?", ":", "”", '"'))
            kept.append("\n" if unfinished and body[:1].islower() else "\n\n")
        kept.append(body)
    return "".join(kept), dropped


def _first(lines: Sequence[str]) -> str:
    return next((line.strip() for line in lines if line.strip()), "")


FORMATS = (Format("pdf", (".pdf",), "a PDF with text in it; needs the extra ‘pdf’", read_pdf),)
