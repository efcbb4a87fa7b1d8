"""JSON lines and tables: one article a row, or one sentence a row; each bad row in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from annotate_tui.corpus.article import Article, UnitKind
from annotate_tui.corpus.read import Failed, ReadArticle, read_paths
from annotate_tui.corpus.segment import units_of


def articles(path: Path, **options: object) -> list[Article]:
    """The articles of a file, all of which have to be readable."""
    found = list(read_paths([path], **options))  # type: ignore[arg-type]
    assert all(isinstance(each, ReadArticle) for each in found), found
    return [each.article for each in found if isinstance(each, ReadArticle)]


def problems(path: Path, **options: object) -> tuple[str, ...]:
    """The problems of a file that must not give a single article."""
    (found,) = read_paths([path], **options)  # type: ignore[arg-type]
    assert isinstance(found, Failed)
    return found.error.problems


def write(tmp_path: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = tmp_path / name
    path.write_bytes(text.encode())
    return path


def test_json_lines_are_one_article_each(tmp_path: Path) -> None:
    """Usual names of columns are found; what is known about an article is kept."""
    path = write(
        tmp_path,
        "a.jsonl",
        '{"id": 7, "title": "Naps", "text": "One.\\nTwo.", "author": "Ann", "year": 2020}\n\n'
        '{"text": "It was three\\u2028or four.", "url": null, "headline": "Counts"}\r\n',
    )
    first, second = articles(path)
    assert (first.text, first.title, first.source) == ("One.\nTwo.", "Naps", f"{path}:1")
    assert dict(first.metadata) == {"author": "Ann", "id": "7"}
    assert (second.text, second.source) == ("It was three\u2028or four.", f"{path}:3")


def test_a_line_separator_in_a_string_ends_no_line(tmp_path: Path) -> None:
    """Lines end at the line feed only: U+2028, U+0085 and form feeds stay in the text."""
    path = write(tmp_path, "a.jsonl", '{"text": "a\u2028b\u0085c"}\n{"text": "d"}')
    assert [article.text for article in articles(path)] == ["a\u2028b\u0085c", "d"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('{"text": "a"', ":2:13: found"),
        ("{'text': 'a'}", "expected JSON"),
        ('{"text": "a"} x', ":2:15: found"),
        ('{"text": NaN}', ":2: found NaN"),
        ('{"text": "a", "n": -Infinity}', ":2: found -Infinity"),
        ('{"text": "a\\ud800b"}', "half a surrogate pair"),
        ('{"text": "a\\u0000b"}', "NUL character"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", "number that is too long"),
        ("[1, 2]", "expected an object"),
        ("17", "expected an object"),
        ('{"title": "a"}', "found no text in the column 'text'"),
        ('{"text": "  "}', "found no text in the column 'text'"),
    ],
)
def test_a_bad_line_refuses_the_file_and_names_the_line(tmp_path: Path, line: str, expected: str) -> None:
    """No article of the file is given, also not the good first one; --skip-bad leaves out the line only."""
    path = write(tmp_path, "a.jsonl", f'{{"text": "Fine."}}\n{line}\n{{"text": "Good."}}\n')
    (problem,) = problems(path)
    assert problem.startswith(f"{path}:2")
    assert expected in problem
    assert len(problem) < 400
    found = list(read_paths([path], skip_bad=True))
    assert [each.article.text for each in found if isinstance(each, ReadArticle)] == ["Fine.", "Good."]
    assert isinstance(found[0], ReadArticle)
    assert any("was left out" in warning for warning in found[0].warnings)


def test_all_problems_are_told_the_first_twenty_by_name(tmp_path: Path) -> None:
    """The message stays readable however bad the file is."""
    path = write(tmp_path, "a.jsonl", "nonsense\n" * 50)
    (found,) = read_paths([path])
    assert isinstance(found, Failed)
    assert len(found.error.problems) == 50
    assert str(found.error).count("\n") == 20
    assert str(found.error).endswith("… and 30 more.")


def test_a_text_column_that_is_not_found_lists_the_columns(tmp_path: Path) -> None:
    """With the option to name it."""
    path = write(tmp_path, "a.csv", "Nr,Inhalt\n1,Das hilft.\n")
    (problem,) = problems(path)
    assert "there are 'Nr', 'Inhalt'" in problem
    assert "--text-column" in problem
    assert articles(path, text_column="Inhalt")[0].text == "Das hilft."
    (problem,) = problems(path, text_column="Text")
    assert "no column 'Text' (--text-column)" in problem


def test_tables_with_every_separator(tmp_path: Path) -> None:
    """Comma, semicolon and tab; quoted fields with separators and line breaks in them."""
    for name, separator in (("a.csv", ","), ("b.csv", ";"), ("c.tsv", "\t"), ("d.csv", "|")):
        rows = [["title", "text"], ["A", f'"One{separator} two.\r\nThree ""x""."'], ["B", "Four."]]
        path = write(tmp_path, name, "\ufeff" + "\r\n".join(separator.join(row) for row in rows))
        first, second = articles(path)
        assert (first.title, first.text) == ("A", f'One{separator} two.\r\nThree "x".')
        assert (second.title, second.text, second.source) == ("B", "Four.", f"{path}:4")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('id,text\n1,"One.\n2,Two.\n', ":2: found a quotation mark that is never closed"),
        ('id,text\n1,"One" two.\n', ":2: found text behind a closing quotation mark"),
        ("id,text\n1,One.\n2,Two, three.\n", ":3: found 3 fields, expected 2"),
        ("id,text\n1\n", ":2: found 1 field, expected 2"),
        ("text,id,text\na,1,b\n", ":1: found the heading 'text' more than once"),
        ("id,text\n1,\n", ":2: found no text in the column 'text'"),
        ("id,text\n", "headings and no rows"),
    ],
)
def test_bad_tables_get_a_sentence_with_the_line(tmp_path: Path, text: str, expected: str) -> None:
    """Strict: nothing is guessed about where a field ends."""
    (problem,) = problems(write(tmp_path, "a.csv", text))
    assert expected in problem


def test_a_field_of_200_kilobytes_is_read(tmp_path: Path) -> None:
    """The limit of the csv module does not show, and is put back."""
    import csv

    before = csv.field_size_limit()
    long = "It helps. " * 25_000
    assert articles(write(tmp_path, "a.csv", f'text\n"{long}"\n'))[0].text == long
    assert csv.field_size_limit() == before


def test_one_sentence_a_row_gives_the_units(tmp_path: Path) -> None:
    """Rows of an article are its units, in order, also when articles alternate; nothing is segmented."""
    path = write(
        tmp_path,
        "a.csv",
        "doc,sentence,kind,author\n"
        "A,Naps,title,Ann\n"
        "A, It helps. A lot. ,,Ann\n"
        'B,"It\nbroke.",nonsense,Bo\n'
        "A,Dr. Poe says so.,quote,Ann\n",
    )
    first, second = articles(path, article_column="doc")
    assert first.text == "Naps\n It helps. A lot. \nDr. Poe says so."
    assert [first.text[unit.start : unit.end] for unit in units_of(first)] == [
        "Naps",
        "It helps. A lot.",
        "Dr. Poe says so.",
    ]
    assert [unit.kind for unit in units_of(first)] == [UnitKind.TITLE, UnitKind.SENTENCE, UnitKind.QUOTE]
    assert (first.title, dict(first.metadata)) == ("A", {"author": "Ann"})
    assert [second.text[unit.start : unit.end] for unit in units_of(second)] == ["It\nbroke."]


def test_a_row_without_its_article_is_a_problem(tmp_path: Path) -> None:
    """It could belong anywhere."""
    (problem,) = problems(write(tmp_path, "a.csv", "doc,text\nA,One.\n,Two.\n"), article_column="doc")
    assert ":3: found nothing in the column 'doc'" in problem


def test_strings_alone_are_articles(tmp_path: Path) -> None:
    """A line may be just the text."""
    assert [article.text for article in articles(write(tmp_path, "a.jsonl", '"One."\n"Two."'))] == [
        "One.",
        "Two.",
    ]


def test_metadata_columns_can_be_named(tmp_path: Path) -> None:
    """Instead of the usual ones; other values become JSON."""
    path = write(tmp_path, "a.jsonl", '{"text": "One.", "tags": ["a", "b"], "author": "Ann", "n": 3}')
    assert dict(articles(path, metadata_columns=["tags", "n"])[0].metadata) == {
        "tags": '["a", "b"]',
        "n": "3",
    }
