"""The text of a Word document: what a reader sees of its XML, in order."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = frozenset(
    (
        f"{_W}del",
        f"{_W}moveFrom",
        f"{_W}instrText",
        f"{_W}delText",
        f"{_W}pPr",
        f"{_W}rPr",
        f"{_W}sectPr",
        f"{_W}tblPr",
        f"{_W}tblGrid",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    )
)
_BREAKS = {f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_DEEPEST = 200
"""Elements within each other; a document of Word has a few dozen at most."""


class Numbering:
    """Which list markers the paragraphs of a document have."""

    def __init__(self, part: Element | None) -> None:
        self._bullet: dict[tuple[str, str], bool] = {}
        self._first: dict[tuple[str, str], int] = {}
        self._next: dict[tuple[str, str], int] = {}
        if part is None:
            return
        abstract: dict[str, Element] = {
            element.get(f"{_W}abstractNumId", ""): element for element in part.iter(f"{_W}abstractNum")
        }
        for number in part.iter(f"{_W}num"):
            identity = number.get(f"{_W}numId", "")
            link = number.find(f"{_W}abstractNumId")
            definition = abstract.get(link.get(f"{_W}val", "") if link is not None else "")
            for level in definition.iter(f"{_W}lvl") if definition is not None else ():
                key = (identity, level.get(f"{_W}ilvl", "0"))
                form = level.find(f"{_W}numFmt")
                start = level.find(f"{_W}start")
                self._bullet[key] = form is not None and form.get(f"{_W}val") in ("bullet", "none")
                first = start.get(f"{_W}val", "1") if start is not None else "1"
                self._first[key] = int(first) if first.isdecimal() and len(first) < 6 else 1

    def marker(self, paragraph: Element) -> str:
        """The list marker of a paragraph ("•", "3."); empty when it is no list item."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is None:
            return ""
        identity, level = (properties.find(f"{_W}{name}") for name in ("numId", "ilvl"))
        if identity is None or identity.get(f"{_W}val", "0") == "0":
            return ""
        depth = level.get(f"{_W}val", "0") if level is not None else "0"
        key = (identity.get(f"{_W}val", ""), depth)
        if self._bullet.get(key, True):
            return "•"
        number = self._next.get(key, self._first[key])
        self._next[key] = number + 1
        for other in [other for other in self._next if other[0] == key[0] and other[1] > key[1]]:
            del self._next[other]
        return f"{number}."


class WordText:
    """Collects the text of a document, and what there is to say about it."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._lines: list[tuple[str, bool]] = []
        self._notes: list[tuple[str, str]] = []
        self._insertions = 0
        self._deletions = 0
        self._tables = 0
        self.first_heading = ""

    def document(self, document: Element, footnotes: Element | None, endnotes: Element | None) -> str:
        """The whole text: a blank line between paragraphs, none between list items and rows of a table."""
        self._blocks(document, 0)
        for kind, part in (("footnote", footnotes), ("endnote", endnotes)):
            self._add_notes(kind, part)
        pieces: list[str] = []
        before = False
        for line, tight in self._lines:
            if pieces:
                pieces.append("\n" if tight and before else "\n\n")
            pieces.append(line)
            before = tight
        return "".join(pieces)

    def warnings(self, source: str) -> Iterator[str]:
        """Plain sentences on what a reader of the document would want to know."""
        if self._insertions or self._deletions:
            yield (
                f"{source}: holds tracked changes; {self._insertions} insertions were taken in, "
                f"{self._deletions} deletions left out."
            )
        if self._tables:
            tables = "1 table" if self._tables == 1 else f"{self._tables} tables"
            yield f"{source}: {tables} became lines, one a row, with tabs between the cells."
        if self._notes:
            yield f"{source}: {len(self._notes)} foot- or endnotes stand at the end, as [1], [2] …"

    def _blocks(self, element: Element, depth: int) -> None:
        """Paragraphs and tables inside an element, in order."""
        if depth > _DEEPEST:
            return
        for child in element:
            if child.tag == f"{_W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{_W}tbl":
                self._table(child, depth)
            elif child.tag not in _LEFT_OUT:
                self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        line = self._inline(paragraph, depth).strip(" \n")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        named = style.get(f"{_W}val", "").lower() if style is not None else ""
        if line and not self.first_heading and named.startswith(("title", "heading")):
            self.first_heading = " ".join(line.split())
        marker = self._numbering.marker(paragraph) if line else ""
        if line:
            self._lines.append((f"{marker} {line}" if marker else line, bool(marker)))
        for box in _text_boxes(paragraph):
            self._blocks(box, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        self._tables += 1
        for row in table.iter(f"{_W}tr"):
            cells = []
            for cell in row.findall(f"{_W}tc"):
                paragraphs = (
                    self._inline(paragraph, depth).strip() for paragraph in cell.findall(f".//{_W}p")
                )
                cells.append(" ".join(" ".join(paragraphs).split()))
            if any(cells):
                self._lines.append(("\t".join(cells), True))

    def _inline(self, element: Element, depth: int) -> str:
        """The text of a paragraph in one piece."""
        if depth > _DEEPEST:
            return ""
        pieces: list[str] = []
        for child in element:
            if child.tag == f"{_W}t":
                pieces.append(child.text or "")
            elif child.tag in _BREAKS:
                pieces.append(_BREAKS[child.tag])
            elif child.tag == f"{_W}br":
                pieces.append("\n")
            elif child.tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                pieces.append(self._reference(child))
            elif child.tag == f"{_W}txbxContent":
                continue
            elif child.tag in _LEFT_OUT:
                self._deletions += child.tag == f"{_W}del"
            else:
                self._insertions += child.tag == f"{_W}ins"
                pieces.append(self._inline(child, depth + 1))
        return "".join(pieces)

    def _reference(self, element: Element) -> str:
        kind = "footnote" if "footnote" in element.tag else "endnote"
        self._notes.append((kind, element.get(f"{_W}id", "")))
        return f"[{len(self._notes)}]"

    def _add_notes(self, kind: str, part: Element | None) -> None:
        """The notes that the text refers to, as list items with their number."""
        bodies = {note.get(f"{_W}id", ""): note for note in part} if part is not None else {}
        for number, (noted, identity) in enumerate(self._notes, start=1):
            note = bodies.get(identity)
            if noted == kind and note is not None:
                line = " ".join(self._inline(paragraph, 0) for paragraph in note.iter(f"{_W}p"))
                if line.strip():
                    self._lines.append((f"[{number}] {' '.join(line.split())}", True))


def _text_boxes(paragraph: Element) -> list[Element]:
    """The boxes with text that hang on a paragraph, each once."""
    boxes: list[Element] = []
    waiting = [paragraph]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}txbxContent":
            boxes.append(element)
        elif element.tag not in _LEFT_OUT:
            waiting.extend(reversed(element))
    return boxes
