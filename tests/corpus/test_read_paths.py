"""Files, folders and standard input to articles; bad ones to sentences, and the rest is still read."""

from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

from annotate_tui.corpus.read import Failed, ReadArticle, Skipped, read_paths
from annotate_tui.corpus.readers import format_for, formats, known_suffixes
from annotate_tui.errors import UsageError


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    """Its text is untouched, its id the hash of it, its title the heading or else the name of the file."""
    first, second = tmp_path / "one.txt", tmp_path / "two.md"
    first.write_bytes(b"It helps.\r\nA lot.")
    second.write_bytes(b"# A Title\n\nIt helps.")
    found = list(read_paths([first, str(second)]))
    assert all(isinstance(each, ReadArticle) for each in found)
    one, two = (each.article for each in found if isinstance(each, ReadArticle))
    assert (one.text, one.title, one.source, one.media_type) == (
        "It helps.\r\nA lot.",
        "one",
        str(first),
        "text/plain",
    )
    assert one.article_id == hashlib.sha256(b"It helps.\r\nA lot.").hexdigest()
    assert (two.title, two.media_type) == ("A Title", "text/markdown")


def test_folders_are_read_by_name_and_what_is_left_out_is_named(tmp_path: Path) -> None:
    """Links, pipes, hidden, lock and unknown files are skipped, each with its reason."""
    (tmp_path / "b.txt").write_text("B.")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.md").write_text("Z.")
    (tmp_path / "a" / "a.txt").write_text("A.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / ".hidden.txt").write_text("H.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("X.")
    (tmp_path / "~$draft.docx").write_bytes(b"x")
    (tmp_path / "b.txt~").write_text("old")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (tmp_path / "LICENSE").write_text("words")
    found = list(read_paths([tmp_path]))
    read = [
        Path(each.article.source).relative_to(tmp_path) for each in found if isinstance(each, ReadArticle)
    ]
    assert read == [Path("a/a.txt"), Path("a/z.md"), Path("b.txt")]
    skipped = {Path(each.source).name: each.reason for each in found if isinstance(each, Skipped)}
    assert skipped == {
        "link.txt": "a symbolic link",
        "loop": "a symbolic link",
        "pipe.txt": "a device or pipe",
        ".hidden.txt": "hidden",
        ".git": "hidden",
        "~$draft.docx": "a lock or temporary file",
        "b.txt~": "a lock or temporary file",
        "photo.png": "no format for files ending in '.png'",
        "LICENSE": "its name has no ending that says what it is",
    }


def test_a_folder_without_articles_is_an_error(tmp_path: Path) -> None:
    """It says what was looked for."""
    (tmp_path / "photo.png").write_bytes(b"x")
    *_, last = read_paths([tmp_path])
    assert isinstance(last, Failed)
    assert "holds no articles (files ending in .csv, .docx" in str(last.error)


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """Every path gives its article or its sentence, in order."""
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text("Fine.")
    found = list(
        read_paths([tmp_path / "a.txt", tmp_path / "no.txt", tmp_path / "b.txt", tmp_path / "no.xyz"])
    )
    assert [type(each) for each in found] == [Failed, Failed, ReadArticle, Failed]
    assert "no such file" in str(found[1].error)  # type: ignore[union-attr]


def test_unknown_endings_can_be_read_by_naming_the_format(tmp_path: Path) -> None:
    """Without it the sentence says so."""
    path = tmp_path / "notes.log"
    path.write_text("Fine. Good.")
    (failed,) = read_paths([path])
    assert isinstance(failed, Failed)
    assert "name one with --format" in str(failed.error)
    (found,) = read_paths([path], format="txt")
    assert isinstance(found, ReadArticle)


def test_an_unknown_format_is_wrong_use() -> None:
    """The known ones are listed."""
    with pytest.raises(
        UsageError, match="no format 'odt'; there are csv, docx, html, jsonl, md, pdf, tsv, txt"
    ):
        list(read_paths([], format="odt"))


def test_odd_names_can_be_printed_and_stored(tmp_path: Path) -> None:
    """Names that are no UTF-8 or hold escapes come out escaped, and the file is read."""
    for name in (b"caf\xe9.txt", b"a\x1b[31m.txt", b"new\nline.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"{len(name)}.")
    found = [each for each in read_paths([tmp_path]) if isinstance(each, ReadArticle)]
    names = [each.article.source.rpartition("/")[2] for each in found]
    assert names == ["a\\x1b[31m.txt", "caf\\xe9.txt", "new\\nline.txt"]
    for each in found:
        each.article.source.encode("utf-8")
        assert each.article.title.isprintable()


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain text, or the format that is named."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"It helps. A lot.")))
    (found,) = read_paths(["-"])
    assert isinstance(found, ReadArticle)
    assert (found.article.text, found.article.source) == ("It helps. A lot.", "standard input")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "One."}\n{"text": "Two."}')))
    assert len(list(read_paths(["-"], format="jsonl"))) == 2
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 20)))
    (failed,) = read_paths(["-"], max_size=10)
    assert isinstance(failed, Failed)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    (failed,) = read_paths(["-"])
    assert isinstance(failed, Failed)
    assert str(failed.error) == "standard input: holds no text: the file is empty."


def test_articles_come_one_at_a_time(tmp_path: Path) -> None:
    """The second file need not even exist when the first is taken."""
    (tmp_path / "a.txt").write_text("A.")
    reader = read_paths([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert isinstance(next(reader), ReadArticle)
    (tmp_path / "b.txt").write_text("B.")
    assert isinstance(next(reader), ReadArticle)


def test_every_format_is_registered_once_with_its_endings() -> None:
    """One registry; no two formats claim an ending."""
    assert set(formats()) == {"csv", "docx", "html", "jsonl", "md", "pdf", "tsv", "txt"}
    endings = [suffix for form in formats().values() for suffix in form.suffixes]
    assert len(endings) == len(set(endings))
    assert tuple(sorted(endings)) == known_suffixes()
    found = format_for(".HTML")
    assert found is not None
    assert found.name == "html"
    assert format_for(".odt") is None
