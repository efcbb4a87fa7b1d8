"""import, init: articles come in, all or none; a database is made only where that was said."""

from __future__ import annotations

import json

import pytest

from annotate_tui.errors import InputError, StoreError, UsageError
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store


@pytest.fixture
def texts(here):
    folder = here / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("One thing is said here.\n\nAnd then a second one.\n")
    (folder / "b.md").write_text("# A heading\n\nMarkdown says something too.\n")
    return folder


def test_init_makes_a_database_once(run, here):
    assert run("init").exit_code == 0
    assert (here / "annotations.db").exists()
    with pytest.raises(StoreError, match="nothing was changed"):
        run("init")


def test_init_takes_a_path_and_a_codebook(run, run_json, here):
    run("codebook", "new", "own.toml")
    result = run("init", "--db", "study.db", "--codebook", "own.toml")
    assert str(here / "study.db") in result.stderr
    assert run_json("status", "--json", "--db", "study.db")["codebook"]["id"] == "own"


def test_import_makes_the_database_and_says_where(run, run_json, here, texts):
    result = run("import", "articles")
    assert str(here / "annotations.db") in result.stderr
    assert "2 articles" in result.stdout
    assert [article["title"] for article in run_json("articles", "--json")] == ["a", "A heading"]


def test_the_same_text_twice_is_one_article(run, run_json, texts):
    run("import", "articles")
    statuses = [article["status"] for article in json.loads(run("import", "articles", "--json").stdout)]
    assert statuses == ["duplicate", "duplicate"]
    assert len(run_json("articles", "--json")) == 2


def test_new_articles_and_those_that_were_there_are_told_apart(run, texts):
    assert "annotations.db." in run("import", "articles/a.txt").stdout
    said = run("import", "articles").stdout.splitlines()[-1]
    assert said.startswith("Read 2 articles with 4 units")
    assert said.endswith("annotations.db: 1 there already (2 units), 1 new (2 units).")


def test_dry_run_prints_units_and_makes_nothing(run_json, here, texts):
    listed = run_json("import", "articles", "--dry-run", "--json")
    assert not (here / "annotations.db").exists()
    first = listed[0]
    assert set(first) == {"id", "title", "source", "sha256", "units"}
    assert first["id"] == first["sha256"]
    text = (texts / "a.txt").read_text()
    assert [text[unit["start"] : unit["end"]] for unit in first["units"]] == [
        "One thing is said here.",
        "And then a second one.",
    ]
    assert set(first["units"][0]) == {"index", "start", "end", "kind", "marker"}


def test_dry_run_and_articles_show_agree(run, run_json, texts):
    listed = run_json("import", "articles", "--dry-run", "--json")
    run("import", "articles")
    assert run_json("articles", "show", "1", "--json") == listed[:1]


def test_a_dry_run_does_not_look_at_the_database(run_json, here, texts):
    (here / "annotations.db").write_text("this is no database")
    assert len(run_json("import", "articles", "--dry-run", "--json")) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "holds no text"),
        ("blank.txt", b" \n\t\n", "holds no text"),
        ("zeros.txt", b"a\0b", "NUL"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", r"empty|PNG|NUL|binary"),
    ],
)
def test_one_bad_file_and_nothing_comes_in(run, here, texts, name, content, said):
    (texts / name).write_bytes(content)
    with pytest.raises(InputError, match=said):
        run("import", "articles")
    assert not (here / "annotations.db").exists()
    assert not list(here.glob("annotations.db*"))


def test_one_bad_file_leaves_an_existing_database_as_it_was(run, run_json, texts):
    run("import", texts / "a.txt")
    (texts / "empty.txt").write_bytes(b"")
    with pytest.raises(InputError):
        run("import", "articles")
    assert len(run_json("articles", "--json")) == 1


def test_skip_bad_leaves_it_out_and_says_so(run, run_json, texts):
    (texts / "empty.txt").write_bytes(b"")
    result = run("import", "articles", "--skip-bad")
    assert "empty.txt" in result.stderr
    assert len(run_json("articles", "--json")) == 2


def test_nothing_to_import(run, here):
    (here / "nothing").mkdir()
    with pytest.raises(InputError, match="nothing: this folder holds no articles"):
        run("import", "nothing")
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        run("import", "nowhere.txt")
    with pytest.raises(UsageError, match="format"):
        run("import", "nothing", "--format", "docs")
    assert not list(here.glob("annotations.db*"))


def test_max_size_is_in_megabytes(run, texts):
    with pytest.raises(InputError, match="limit"):
        run("import", "articles", "--max-size", "0.00001")


def test_standard_input_is_an_article(run_json):
    listed = run_json("import", "-", "--dry-run", "--json", input="It came through a pipe. And more.\n")
    assert len(listed[0]["units"]) == 2


def test_a_codebook_that_is_not_the_one_in_force(run, texts):
    run("import", "articles")
    run("codebook", "new", "own.toml")
    with pytest.raises(UsageError, match="codebook use"):
        run("status", "--codebook", "own.toml")


def test_a_changed_file_is_shown_and_taken_over_only_when_asked(run, run_json, here):
    page = here / "page.txt"
    page.write_text("One thing is said here. A second one is wrong. A third stays.\n")
    run("import", "page.txt")
    with Store.open(here / "annotations.db") as store:
        units = store.units(store.articles()[0].key)
        session = store.begin("ada")
        for unit in units:
            session.write([Change(unit.key, "claim_type", "advice")])
    page.write_text("One thing is said here. A second one is right. A third stays.\n")
    result = run("import", "page.txt")
    assert "page.txt has changed since it was imported (article 1): 1 changed." in result.stderr
    assert "~ A second one is right." in result.stderr
    (article,) = run_json("articles", "--json")
    with pytest.raises(UsageError, match="--by"):
        run("import", "page.txt", "--update")
    (status,) = run_json("import", "page.txt", "--update", "--by", "lea", "--json")
    assert status["status"] == "updated"
    (updated,) = run_json("articles", "--json")
    assert updated["id"] == status["id"] != article["id"]
    (progress,) = (row for row in run_json("status", "--json")["progress"] if row["annotator"] == "ada")
    assert progress["begun"] == 2


def test_another_article_under_an_old_name_is_another_article(run, run_json, here):
    page = here / "page.txt"
    page.write_text("One thing is said here. A second one too.\n")
    run("import", "page.txt")
    page.write_text("Nothing of this was there before. It is new from end to end.\n")
    run("import", "page.txt")
    assert len(run_json("articles", "--json")) == 2


def test_other_languages_are_cut_by_their_own_rules(run, run_json, here, monkeypatch):
    class Splitter:
        name = "by-semicolon"

        def __call__(self, block: str) -> list[int]:
            return [i + 2 for i, character in enumerate(block) if character == ";"]

        def warnings(self) -> tuple[str, ...]:
            return ("one block was odd.",)

    monkeypatch.setattr("annotate_tui.corpus.languages.LanguageSplitter", lambda code: Splitter())
    (here / "xx.txt").write_text("One thing. Still the same; and another.\n")
    arguments = ("import", "xx.txt", "--language", "xx", "--dry-run")
    (article,) = run_json(*arguments, "--json")
    assert [unit["start"] for unit in article["units"]] == [0, 27]
    assert "one block was odd" in run(*arguments).stderr


def test_a_language_without_rules(run, here):
    (here / "a.txt").write_text("Hab SoSlI' Quch.\n")
    with pytest.raises(UsageError, match="lang"):
        run("import", "a.txt", "--language", "tlh")
    assert not list(here.glob("annotations.db*"))


def test_what_deserves_a_second_look_is_said(run, here):
    (here / "a.txt").write_text("One sentence here. And two.", encoding="utf-8")
    (here / "b.txt").write_text("One sentence here.  And\ntwo.", encoding="utf-8")
    (here / "c.txt").write_text("word " * 1_500, encoding="utf-8")
    said = run("import", "a.txt", "b.txt", "c.txt").stderr
    assert "b.txt: differs from a.txt in white space only; both are kept." in said
    assert "c.txt: unit 1 has 7,499 characters" in said
