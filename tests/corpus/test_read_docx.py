"""Word documents: all of their text in order, and archives that mean harm refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from annotate_tui.corpus.read import Failed, ReadArticle, read_paths
from annotate_tui.corpus.segment import units_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def numbered(identity: int, level: int = 0) -> str:
    """The properties of a list item."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{identity}"/></w:numPr>'


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""

BODY = (
    paragraph("Naps and Mood", '<w:pStyle w:val="Heading1"/>')
    + '<w:p><w:r><w:t>It helps.</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    '<w:ins w:id="9"><w:r><w:t xml:space="preserve"> A lot.</w:t></w:r></w:ins>'
    '<w:del w:id="8"><w:r><w:delText>Never.</w:delText></w:r></w:del>'
    '<w:hyperlink><w:r><w:t xml:space="preserve"> See Dr. Poe.</w:t></w:r></w:hyperlink></w:p>'
    + paragraph("First item", numbered(1))
    + paragraph("Inner", numbered(1, 1))
    + paragraph("Second item", numbered(1))
    + paragraph("A bullet", numbered(2))
    + f"<w:tbl><w:tr><w:tc>{paragraph('Dose')}</w:tc><w:tc>{paragraph('5 mg')}</w:tc></w:tr>"
    f"<w:tr><w:tc>{paragraph('Cost')}</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    "<w:p><w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:tab/><w:t>three</w:t></w:r></w:p>"
    "<w:sdt><w:sdtContent><w:p><w:r><w:t>In a field.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    "<w:p><w:r><mc:AlternateContent>"
    f"<mc:Choice><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Choice>"
    f"<mc:Fallback><w:txbxContent>{paragraph('In a box.')}</w:txbxContent></mc:Fallback>"
    "</mc:AlternateContent></w:r></w:p>"
)
NOTE = paragraph("Poe A. Naps. J Rest. 2010;1:2.")
FOOTNOTES = f'<w:footnotes {W}><w:footnote w:id="2">{NOTE}</w:footnote></w:footnotes>'
CORE = (
    '<p xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
    "<dc:creator>Ann Poe</dc:creator><t:created>2021-03-04</t:created></p>"
)


def document(body: str) -> str:
    """The main part of a document."""
    return f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def read(tmp_path: Path, data: bytes) -> ReadArticle | Failed:
    """What becomes of a document with these bytes."""
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    (found,) = read_paths([path])
    assert isinstance(found, ReadArticle | Failed)
    return found


def problem(tmp_path: Path, data: bytes) -> str:
    """The one sentence on a document that cannot be read."""
    found = read(tmp_path, data)
    assert isinstance(found, Failed)
    (sentence,) = found.error.problems
    return sentence


def test_everything_that_a_reader_sees_comes_in_order(tmp_path: Path) -> None:
    """Headings, insertions, links, lists with their numbers, tables, boxes once, notes at the end."""
    found = read(
        tmp_path,
        archive(
            {
                "word/document.xml": document(BODY),
                "word/numbering.xml": NUMBERING,
                "word/footnotes.xml": FOOTNOTES,
                "docProps/core.xml": CORE,
            }
        ),
    )
    assert isinstance(found, ReadArticle)
    article = found.article
    assert article.text == (
        "Naps and Mood\n\nIt helps.[1] A lot. See Dr. Poe.\n\n"
        "1. First item\n1. Inner\n2. Second item\n• A bullet\nDose\t5 mg\nCost\t\n\n"
        "One\ntwo\tthree\n\nIn a field.\n\nIn a box.\n\n[1] Poe A. Naps. J Rest. 2010;1:2."
    )
    assert article.title == "Naps and Mood"
    assert dict(article.metadata) == {"author": "Ann Poe", "date": "2021-03-04"}
    kinds = [(unit.kind.value, unit.marker) for unit in units_of(article)]
    assert kinds[0] == ("title", None)
    assert kinds[-1] == ("reference", "[1]")
    told = " ".join(found.warnings)
    assert "1 insertions were taken in, 1 deletions left out" in told
    assert "1 table became lines" in told
    assert "1 foot- or endnotes stand at the end" in told


def test_a_blank_document_holds_no_text(tmp_path: Path) -> None:
    """Or it is a scan."""
    assert "holds no text" in problem(tmp_path, archive({"word/document.xml": document("<w:p/>")}))


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are read up to a limit."""
    monkeypatch.setattr("annotate_tui.corpus.readers.docx._LARGEST_PART", 1_000_000)
    data = archive({"word/document.xml": document(paragraph("a" * 5_000_000))})
    assert len(data) < 50_000
    assert "unpacks to more than 1,000,000 bytes" in problem(tmp_path, data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(tmp_path: Path, encoding: str) -> None:
    """Entities could grow without end or read files; Word writes none."""
    xml = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>' + document(paragraph("&b;"))
    assert "declares a document type" in problem(
        tmp_path, archive({"word/document.xml": xml.encode(encoding)})
    )


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "word/..\\..\\evil.xml"])
def test_parts_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    """Nothing is written anywhere, yet such an archive is not to be trusted."""
    data = archive({name: "x", "word/document.xml": document(paragraph("One."))})
    assert "points outside" in problem(tmp_path, data)


def test_what_is_no_word_document_is_named(tmp_path: Path) -> None:
    """Old formats, other archives, damaged ones and other files."""
    assert "password-protected Word document" in problem(
        tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99
    )
    assert "without a Word document in it" in problem(tmp_path, archive({"a.txt": "One."}))
    assert "is no Word document" in problem(tmp_path, b"Plain text.")
    whole = archive({"word/document.xml": document(paragraph("One."))})
    assert "is damaged" in problem(tmp_path, whole[: len(whole) // 2])
    assert "word/document.xml is damaged" in problem(tmp_path, archive({"word/document.xml": "<w:document>"}))
    assert "holds no text: the file is empty" in problem(tmp_path, b"")


def test_deeply_nested_documents_are_harmless(tmp_path: Path) -> None:
    """Elements below any that Word writes are left out."""
    deep = "<w:sdt>" * 5_000 + paragraph("Deep.") + "</w:sdt>" * 5_000
    found = read(tmp_path, archive({"word/document.xml": document(paragraph("One.") + deep)}))
    assert isinstance(found, ReadArticle | Failed)
