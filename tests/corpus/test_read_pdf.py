"""PDF files: text in order, and a sentence on those that hold none."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from annotate_tui.corpus.read import Failed, ReadArticle, read_paths
from annotate_tui.errors import UsageError

_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def pdf(pages: list[list[str]], *, password: bytes | None = None) -> bytes:
    """A PDF with these lines on its pages, encrypted (40 bit RC4) if there is a password."""
    kids = " ".join(f"{4 + 2 * index} 0 R" for index in range(len(pages)))
    identity = b"0123456789abcdef"
    key = owner = b""
    if password is not None:
        padded = (password + _PAD)[:32]
        owner = _rc4(hashlib.md5(padded).digest()[:5], padded)
        key = hashlib.md5(padded + owner + (-4).to_bytes(4, "little", signed=True) + identity).digest()[:5]
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    }
    for index, lines in enumerate(pages):
        shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
        stream = f"BT /F1 11 Tf 60 780 Td\n{shown}\nET".encode("latin-1")
        number = 5 + 2 * index
        if password is not None:
            seed = key + number.to_bytes(3, "little") + b"\0\0"
            stream = _rc4(hashlib.md5(seed).digest()[:10], stream)
        objects[number - 1] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        ).encode()
        objects[number] = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    extra = ""
    if password is not None:
        number = max(objects) + 1
        user = _rc4(key, _PAD)
        objects[number] = (
            f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{owner.hex()}> /U <{user.hex()}> >>".encode()
        )
        extra = f"/Encrypt {number} 0 R /ID [<{identity.hex()}> <{identity.hex()}>]"
    out = b"%PDF-1.4\n"
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    table = "".join(f"{places[number]:010d} 00000 n \n" for number in sorted(objects))
    size = len(objects) + 1
    return (
        out
        + (
            f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {extra} >>\n"
            f"startxref\n{start}\n%%EOF\n"
        ).encode()
    )


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def read(tmp_path: Path, data: bytes) -> ReadArticle | Failed:
    """What becomes of a file with these bytes."""
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (found,) = read_paths([path])
    assert isinstance(found, ReadArticle | Failed)
    return found


def test_the_text_of_all_pages_in_order(tmp_path: Path) -> None:
    """Running heads and page numbers go; a sentence that crosses a page stays in one piece."""
    found = read(
        tmp_path,
        pdf(
            [
                ["Journal of Naps", "Naps are old. They help the heart and they help", "1"],
                ["Journal of Naps", "the mind. Nobody knows why.", "2"],
                ["Journal of Naps", "More is planned.", "3"],
            ]
        ),
    )
    assert isinstance(found, ReadArticle)
    assert found.article.text == (
        "Naps are old. They help the heart and they help\nthe mind. Nobody knows why.\n\nMore is planned."
    )
    assert found.article.media_type == "application/pdf"
    assert any("6 running heads and page numbers were left out" in warning for warning in found.warnings)


def test_a_scan_says_so(tmp_path: Path) -> None:
    """Pages without a text layer are pictures."""
    found = read(tmp_path, pdf([[], []]))
    assert isinstance(found, Failed)
    assert "holds no text layer on its 2 pages (a scan?)" in str(found.error)


def test_pages_without_text_among_others_are_named(tmp_path: Path) -> None:
    """Something may be missing there."""
    found = read(tmp_path, pdf([["One. Two."], [], ["Three."]]))
    assert isinstance(found, ReadArticle)
    assert any("no text on page 2" in warning for warning in found.warnings)


def test_a_password_is_asked_to_be_taken_off(tmp_path: Path) -> None:
    """The program has none."""
    found = read(tmp_path, pdf([["Secret naps."]], password=b"sleep"))
    assert isinstance(found, Failed)
    assert "needs a password; save it without one" in str(found.error)


def test_fonts_that_hide_their_letters_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Text of unknown characters is no text."""
    monkeypatch.setattr("annotate_tui.corpus.readers.pdf._page_text", lambda _: "\ue001\ue002 \ufffd\ue003")
    found = read(tmp_path, pdf([["x"]]))
    assert isinstance(found, Failed)
    assert "fonts do not say which letters they show" in str(found.error)


def test_what_is_no_pdf_is_said(tmp_path: Path) -> None:
    """By its first bytes, or by what is missing behind them."""
    found = read(tmp_path, b"Plain text.")
    assert isinstance(found, Failed)
    assert "is no PDF" in str(found.error)
    found = read(tmp_path, b"%PDF-1.4\nnothing")
    assert isinstance(found, Failed)
    assert "is damaged" in str(found.error)


def test_without_the_extra_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One command."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(UsageError, match=r"pip install 'annotate-tui\[pdf\]'"):
        read(tmp_path, pdf([["x"]]))
