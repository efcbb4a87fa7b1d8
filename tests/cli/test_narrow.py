"""Tables in narrow terminals: figures and ids are always whole, long texts give way."""

from __future__ import annotations

import pytest

TITLE = "What nobody tells you about the cost of a session " * 2


@pytest.fixture
def texts(here):
    folder = here / "articles"
    folder.mkdir()
    words = "One thing is said here. And then a second one is said too.\n\n"
    (folder / "a-file-with-quite-a-long-name-of-its-own.md").write_text(f"# {TITLE}\n\n{words * 30}")
    return folder


@pytest.fixture
def on_terminal(open_terminal, program, here):
    """Run a command in a terminal and give the lines that it shows."""

    def run(columns, *arguments):
        terminal = open_terminal([*program, *arguments], columns=columns, rows=24, cwd=here)
        assert terminal.wait_for_exit() == 0
        return terminal.text().rstrip().split("\n")

    return run


@pytest.fixture
def imported(run, run_json, texts):
    run("import", "articles")
    return run_json("articles", "--json")[0]


def table(lines, first):
    """The head and the first row."""
    start = next(n for n, line in enumerate(lines) if line.startswith(first))
    return lines[start].split(), lines[start + 1]


def figures(article):
    return [str(article[name]) for name in ("units", "asked", "characters")]


def test_articles_at_80_columns(on_terminal, imported):
    head, row = table(on_terminal(80, "articles"), "no.")
    assert head == ["no.", "id", "title", "units", "asked", "characters", "source"]
    assert row.split()[:2] == ["1", imported["id"][:8]]
    assert row.count("…") == 2
    assert all(figure in row.split() for figure in figures(imported))


def test_articles_at_60_columns_leave_out_the_source_and_say_so(on_terminal, imported):
    lines = on_terminal(60, "articles")
    head, row = table(lines, "no.")
    assert head == ["no.", "id", "title", "units", "asked", "characters"]
    assert row.split()[:3] == ["1", imported["id"][:8], "What"]
    assert row.split()[-3:] == figures(imported)
    assert "narrow: source." in " ".join(lines)


@pytest.mark.parametrize("columns", [60, 80])
def test_import(on_terminal, run_json, texts, columns):
    head, row = table(on_terminal(columns, "import", "articles"), "id")
    (article,) = run_json("articles", "--json")
    assert head == ["id", "title", "units", "status"]
    assert row.split()[0] == article["id"][:8]
    assert row.split()[-2:] == [str(article["units"]), "new"]
    head, row = table(on_terminal(columns, "import", "articles"), "id")
    assert row.endswith(f"…  {article['units']:>5}  the same text is here already")


@pytest.mark.parametrize("columns", [60, 80])
def test_status(on_terminal, run_json, imported, here, columns):
    label(here / "annotations.db")
    lines = on_terminal(columns, "status")
    head, row = table(lines, "annotator")
    figures = ["annotator", "no.", "article", "done", "of", "begun", "unsure", "notes"]
    # Where it is very narrow, a column in which nothing stands is not there.
    assert head == (figures if columns == 60 else [*figures, "conflicts", "last", "worked", "on"])
    assert row.startswith("ada ")
    assert "…" in row
    (done,) = run_json("status", "--json")["progress"]
    wanted = [str(done[name]) for name in ("done", "asked", "begun", "unsure", "noted")]
    assert row.partition("…")[2].split()[:5] == wanted
    assert ("narrow: last worked on." in " ".join(lines)) == (columns == 60)


def test_nothing_is_cut_in_a_pipe(run, imported):
    assert TITLE.strip()[:80] in run("articles").stdout
    assert imported["source"] in run("articles").stdout


def label(path):
    """One unit begun, with doubt and a note."""
    from annotate_tui.store.session import Change
    from annotate_tui.store.store import Store

    with Store.open(path) as store:
        unit = store.units(store.articles()[0].key)[-1].key
        answers = {"claim_type": "harm", "unsure": True, "note": "Which?"}
        store.begin("ada").write([Change(unit, *answer) for answer in answers.items()])
