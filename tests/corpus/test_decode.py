"""Bytes to text: encodings, and everything that is no text gets one plain sentence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from annotate_tui.corpus.decode import oddities, read_text
from annotate_tui.corpus.readers.base import ReadOptions
from annotate_tui.errors import InputError, UsageError


def read(tmp_path: Path, data: bytes, **options: object) -> tuple[str, tuple[str, ...]]:
    """The text of a file with these bytes."""
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    return read_text(path, "a.txt", ReadOptions(**options))  # type: ignore[arg-type]


def test_text_comes_out_as_it_stands_in_the_file(tmp_path: Path) -> None:
    """No newline and no byte order mark is changed: offsets count from the file's first character."""
    text = "\ufeffOne.\r\nTwo.\rThree.\n\u2028Ⅳ. e\u0301"
    assert read(tmp_path, text.encode()) == (text, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_byte_order_marks_name_the_encoding(tmp_path: Path, encoding: str) -> None:
    """Wide encodings are known by their mark, without any option or warning."""
    assert read(tmp_path, "Naïve “sleep”.".encode(encoding)) == ("Naïve “sleep”.", ())


def test_windows_1252_is_read_with_a_warning_that_shows_what_came_out(tmp_path: Path) -> None:
    """A guess is said to be one, with words to judge it by and the way to do better."""
    text, (warning,) = read(tmp_path, "It’s naïve – “café”.".encode("cp1252"))
    assert text == "It’s naïve – “café”."
    assert "Windows-1252" in warning
    assert "“It’s”" in warning or "“naïve”" in warning
    assert "--encoding" in warning


def test_an_encoding_can_be_given(tmp_path: Path) -> None:
    """What is asked for is done, without a warning."""
    assert read(tmp_path, "Łódź".encode("iso-8859-2"), encoding="iso-8859-2") == ("Łódź", ())


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        (b"", {}, "a.txt: holds no text: the file is empty."),
        (b" \r\n\t\n", {}, "nothing in it but white space"),
        ("\ufeff".encode(), {}, "nothing in it but white space"),
        ("\u200b\u00a0\n".encode(), {}, "nothing in it but white space"),
        (b"%PDF-1.4 \xff", {}, "this is a PDF, expected plain text. Read it with --format pdf."),
        (b"PK\x03\x04abc", {}, "a zip archive, perhaps a Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", {}, "old Word or Excel document; save it as .docx"),
        (b"\x89PNG\r\n\x1a\n\0\0", {}, "a PNG picture"),
        (b"SQLite format 3\x00", {}, "an SQLite database"),
        (b"\x7fELF\x02", {}, "a program"),
        (b"One\0two", {}, "byte 3 is NUL"),
        ("Sleep".encode("utf-16-le"), {}, "--encoding utf-16-le"),
        (b"a\x81\xff", {}, "neither UTF-8 (byte 1 is 0x81) nor Windows-1252"),
        (b"caf\xe9", {"encoding": "utf-8"}, "byte 3 (0xe9) is not utf-8"),
        (b"One\ntw\0o", {"encoding": "latin-1"}, "a.txt:2:3: found a NUL character"),
        (b"12345678901", {"max_size": 10}, "has 11 bytes, more than the limit of 10"),
    ],
)
def test_what_is_no_text_gets_one_sentence(
    tmp_path: Path, data: bytes, options: dict[str, object], expected: str
) -> None:
    """The sentence names the file, what was found and what to do."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, data, **options)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith("a.txt:")
    assert expected in str(caught.value)
    assert "\0" not in str(caught.value)


def test_too_large_files_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their size is enough to know."""
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(InputError, match="--max-size"):
        read_text(path, "a.txt", ReadOptions())


def test_an_unknown_encoding_is_wrong_use(tmp_path: Path) -> None:
    """The option is wrong, not the file."""
    with pytest.raises(UsageError, match="no encoding 'klingon'"):
        read(tmp_path, b"a", encoding="klingon")


def test_folders_pipes_and_absent_files(tmp_path: Path) -> None:
    """None of them is waited for or opened."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path, expected in (
        (tmp_path, "is a folder"),
        (pipe, "device or pipe"),
        (tmp_path / "no.txt", "no such file"),
    ):
        with pytest.raises(InputError, match=expected):
            read_text(path, "x", ReadOptions())


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (PermissionError(13, "Permission denied"), "permissions"),
        (OSError(5, "Input/output error"), "Input/output error"),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, expected: str
) -> None:
    """What the system says comes through as a sentence."""

    def fail(_: Path) -> bytes:
        raise error

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(InputError, match=expected):
        read(tmp_path, b"One.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ok\na \x1b[31mred\x1b[0m", "a.txt:2:3: holds 2 terminal escapes"),
        ("bell\x07", "a.txt:1:5: holds 1 control character; it is kept"),
        ("x\x9b", "C1 set"),
        ("safe \u202eexe.txt", "mark of the direction of writing"),
        ("lost \ufffd", "replacement character ("),
    ],
)
def test_characters_that_a_screen_cannot_show_are_kept_with_a_warning(
    tmp_path: Path, text: str, expected: str
) -> None:
    """They stay in the text, since offsets point into it."""
    read_back, warnings = read(tmp_path, text.encode())
    assert read_back == text
    assert any(expected in warning for warning in warnings)
    assert not any(set(warning) & set("\x1b\x07\x9b\u202e") for warning in warnings)


def test_ordinary_text_has_no_oddities() -> None:
    """Tabs, emoji, accents and non-Latin scripts are no reason for a warning."""
    assert oddities("Tab\there. 🎉 café 今天 مرحبا\r\n", "a") == ()
