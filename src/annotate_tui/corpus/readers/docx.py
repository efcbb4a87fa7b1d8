"""Word documents, read straight from the archive with the standard library.

An own small reader, because what is at hand loses text: tracked insertions,
tables in their place, footnotes.  Only the few parts that are needed are
unpacked, each up to a limit, and none that declares a document type is parsed,
so neither a bomb nor an entity can do harm.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

from annotate_tui.corpus.article import Article
from annotate_tui.corpus.decode import oddities, read_bytes
from annotate_tui.corpus.readers.base import Format, ReadArticle, ReadOptions
from annotate_tui.corpus.readers.word import Numbering, WordText
from annotate_tui.corpus.shown import shown_path
from annotate_tui.errors import InputError

_LARGEST_PART = 60_000_000
"""Bytes that one part of a document may unpack to."""
_MOST_PARTS = 5_000
_SIGNATURE = b"PK\x03\x04"
_OLD_WORD = b"\xd0\xcf\x11\xe0"
_CORE = {"creator": "author", "created": "date", "title": "title"}


def read_docx(path: Path, source: str, options: ReadOptions) -> Iterator[ReadArticle]:
    """The one article of a Word document: paragraphs, lists, tables, then foot- and endnotes."""
    data = read_bytes(path, source, options)
    if data.startswith(_OLD_WORD):
        raise InputError(
            f"{source}: is an old or password-protected Word document; save it as a plain .docx."
        )
    if not data.startswith(_SIGNATURE):
        raise InputError(f"{source}: is no Word document (.docx), though its name says so; rename it.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_odd_archive(archive, source)
            document = _part(archive, "word/document.xml", source)
            if document is None:
                raise InputError(
                    f"{source}: is a zip archive without a Word document in it; unpack it first."
                )
            numbering = Numbering(_part(archive, "word/numbering.xml", source))
            notes = {
                name: _part(archive, f"word/{name}.xml", source)
                for name in ("footnotes", "endnotes", "comments")
            }
            core = _part(archive, "docProps/core.xml", source)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, OSError) as error:
        raise InputError(
            f"{source}: is damaged: {str(error).rstrip('.')}; open it in Word and save it anew."
        ) from None
    word = WordText(numbering)
    text = word.document(document, notes["footnotes"], notes["endnotes"])
    if not text.strip():
        raise InputError(f"{source}: holds no text: the document is blank (or a picture of a page).")
    warnings = list(word.warnings(source))
    if notes["comments"] is not None and len(notes["comments"]):
        warnings.append(f"{source}: {len(notes['comments'])} comments of editors were left out.")
    properties = _properties(core)
    article = Article(
        text=text,
        title=properties.pop("title", "") or word.first_heading or shown_path(Path(path.stem)),
        source=source,
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        metadata=properties,
        original_sha256=hashlib.sha256(data).hexdigest(),
    )
    yield ReadArticle(article, (*warnings, *oddities(text, source)))


def _refuse_odd_archive(archive: zipfile.ZipFile, source: str) -> None:
    """Raise InputError for an archive that no word processor writes."""
    members = archive.infolist()
    if len(members) > _MOST_PARTS:
        raise InputError(
            f"{source}: holds {len(members):,} parts, expected a few dozen; this is no Word document."
        )
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts:
            raise InputError(f"{source}: holds a part that points outside of the document; it was not read.")
        if member.flag_bits & 1:
            raise InputError(f"{source}: is encrypted; save it without a password.")


def _part(archive: zipfile.ZipFile, name: str, source: str) -> ET.Element | None:
    """A part of the document as XML, None when it is not there."""
    try:
        member = archive.getinfo(name)
    except KeyError:
        return None
    with archive.open(member) as stream:
        data = stream.read(_LARGEST_PART + 1)
    if len(data) > _LARGEST_PART:
        raise InputError(f"{source}: its part {name} unpacks to more than {_LARGEST_PART:,} bytes; not read.")
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<\0!\0D\0O\0C" in data or b"\0<\0!\0D\0O\0C" in data:
        raise InputError(f"{source}: its part {name} declares a document type; not read.")
    try:
        return ET.fromstring(data)  # noqa: S314 - document types are refused above
    except (ET.ParseError, RecursionError, ValueError) as error:
        raise InputError(
            f"{source}: its part {name} is damaged: {error}; open it in Word and save it anew."
        ) from None


def _properties(core: ET.Element | None) -> dict[str, str]:
    """Title, author and date of a document as its properties give them."""
    found: dict[str, str] = {}
    for element in core if core is not None else ():
        name = _CORE.get(element.tag.rpartition("}")[2])
        if name and element.text and element.text.strip():
            found[name] = " ".join(element.text.split())
    return found


FORMATS = (Format("docx", (".docx",), "a Word document", read_docx),)
