"""Labelling line by line: what a line does, what is said, and what is never done."""

from __future__ import annotations

import io
import signal
import subprocess
import sys

import pytest

from annotate_tui.codebook.load import load_builtin
from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.errors import UsageError
from annotate_tui.settings import Settings
from annotate_tui.store.store import Store
from annotate_tui.tui.plain import run_plain
from annotate_tui.tui.plain_words import ended

PARTS = (
    (UnitKind.HEADING, "A quiet cure"),
    (UnitKind.SENTENCE, "The drug eases craving\nwithin hours."),
    (UnitKind.SENTENCE, "Some trials found nothing of the kind [/b] \x1b[31mred\x1b[0m."),
    (UnitKind.BYLINE, "By the team of Quiet Clinics"),
)


@pytest.fixture
def database(tmp_path, monkeypatch):
    """Two small articles."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "annotations.db"
    with Store.create(path, load_builtin()) as store:
        store.import_articles([(article, units) for article, units in _articles()], segmenter="by hand")
    return path


def _articles():
    for title in ("First", "Second"):
        units, at = [], 0
        text = f"{title}\n" + "\n".join(words for _, words in PARTS)
        at = len(title) + 1
        for kind, words in PARTS:
            units.append(Unit(at, at + len(words), kind))
            at += len(words) + 1
        yield Article(text=text, title=title, source=f"{title}.txt"), units


@pytest.fixture
def label(database):
    """Label with these lines; everything that was said."""

    def run(*lines, **options):
        said = io.StringIO()
        given = io.StringIO("".join(f"{line}\n" for line in lines))
        settings = Settings(db=database, **options)
        assert run_plain(database, "ada", None, None, settings, given=given, said=said) == 0
        return said.getvalue()

    return run


@pytest.fixture
def answers(database):
    """What ada answered, by article and unit."""

    def read():
        with Store.open(database, readonly=True) as store:
            ada = store.annotator("ada").key
            return {
                (article.number, unit.index): given
                for article in store.articles()
                for unit in store.units(article.key)
                if (given := store.answers(ada, article.key).get(unit.key))
            }

    return read


DONE = {"claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}


def test_a_line_of_keys_and_an_empty_line_label_a_sentence(label, answers):
    said = label("e0", "")
    assert answers() == {(1, 1): DONE}
    assert "Sentence 2 of 4, open:\nThe drug eases craving within hours.\nClaim type? e Efficacy" in said
    assert "Saved, sentence 2. Claim type: Efficacy; Evidence as presented: None.\n" in said
    assert "an empty line answers None." in said
    assert "Sentence 3 of 4, open:" in said
    assert said.endswith("Everything is saved.\n")


def test_what_is_said_holds_no_control_sequence(label):
    said = label("e0", "", "help", "?", "guideline", "articles", "find trials", "history")
    assert not [character for character in said if character != "\n" and not character.isprintable()]
    assert "[/b]" in said


@pytest.mark.parametrize("typed", ["eq", "e§", "hello", "e0 maybe", "help me", ":e0", "%", "heat", "e0u"])
def test_a_line_that_is_no_row_of_keys_answers_nothing(label, answers, typed):
    said = label(typed)
    assert answers() == {}
    assert "help" in said


def test_a_refused_key_ends_the_line(label, answers):
    said = label("x0C")
    assert answers() == {(1, 1): {"claim_type": "no_claim"}}
    assert "Not taken any more: C." in said


def test_undo_says_what_and_where_and_goes_there(label, answers):
    said = label("e0", "", "u", "undo")
    assert answers() == {(1, 1): {"claim_type": "efficacy"}}
    assert "Undone in sentence 2. Conflict-of-interest cues: None, now open\nSaved, sentence 2." in said
    label("redo")
    assert answers() == {(1, 1): {"claim_type": "efficacy", "evidence": "e0"}}


@pytest.mark.parametrize("word", ["n", "note"])
def test_a_note(label, answers, word):
    said = label(f"{word} I am not sure :37 u", word, "f")
    assert answers() == {(1, 1): {"note": "I am not sure :37 u", "unsure": True}}
    assert "Note: I am not sure :37 u. Type note - to remove it." in said
    label(f"{word} -")
    assert answers() == {(1, 1): {"unsure": True}}


def test_no_note_is_kept_about_an_article_that_nobody_would_see(label, database):
    said = label("about", "note well")
    assert "Note is asked about sentences." in said
    with Store.open(database, readonly=True) as store:
        article = store.articles()[0].key
        assert store.document_unit(article) not in store.answers(store.annotator("ada").key, article)


@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        (":3", "Sentence 3 of 4"),
        ("go 3", "Sentence 3 of 4"),
        ("next", "Sentence 3 of 4"),
        ("j", "Sentence 3 of 4"),
        ("next 2", "Sentence 4 of 4, a byline"),
        ("2j", "Sentence 4 of 4, a byline"),
        ("2 next", "Sentence 4 of 4, a byline"),
        ("back", "Sentence 1 of 4, a heading, not asked"),
        ("last", "Sentence 4 of 4"),
        ("g", "Sentence 1 of 4"),
        ("skip", "Sentence 3 of 4"),
        ("about", "About the article as a whole."),
        ("open 2", "Article 2 of 2: Second. 0 of 3 sentences done."),
        ("]", "Article 2 of 2: Second. 0 of 3 sentences done."),
        ("open nothing of that name", "nothing of that name"),
        (":99", "There is no sentence 99: this article has 4."),
        ("go", "such as go 37"),
        ("next x", "'x' is no number."),
        ("back 100000000000000000000", "Sentence 1 of 4"),
    ],
)
def test_going_about(label, answers, typed, arrives):
    said = label(typed)
    assert arrives in said.split("> ", 1)[1]
    assert answers() == {}


def test_what_was_found_is_gone_to_by_its_number(label):
    said = label("found 1", "find drug", "found 2", "found 9")
    assert "Nothing was found yet; type find and words." in said
    assert "2. Article 2, sentence 2: The drug eases craving within hours.\n" in said
    assert said.index("Article 2 of 2: Second.") > said.index("2. Article 2")
    assert "Type a number from 1 to 2 as well, such as found 1." in said


def test_history_is_said_in_words(label):
    said = label("e0", "n odd", "u", "history")
    assert ", ada: Claim type: Efficacy" in said
    assert ", ada: Note: “odd”" in said
    assert ", ada: Taken back. Note: removed.\n" in said


def test_what_a_question_means_is_said_in_words_and_whole_sentences(label):
    said = label("meaning")
    assert "\ne: Efficacy.\n" in said
    assert "\nBelongs here: After two infusions, drinkers had fewer cravings.\n" in said
    assert "\nDoes not belong here: The drug raises BDNF. Rather: Mechanism  (no patient outcome)\n" in said
    assert "✗" not in said
    rule = "4. An intervention, promoted or comparator, and a stated effect on a patient outcome? → Efficacy"
    assert f"\n{rule}\n" in said


def test_names_that_cannot_be_are_asked_for_again(database):
    said = io.StringIO()
    given = io.StringIO(f"{'a' * 61}\na\u202eda\nbea\nq\n")
    run_plain(database, None, None, None, Settings(db=database), given=given, said=said)
    assert "A name may have 60 characters; this one has 61.\n" in said.getvalue()
    assert "A name cannot hold control characters" in said.getvalue()
    with Store.open(database, readonly=True) as store:
        assert [row.name for row in store.annotators()] == ["bea"]


def test_a_heading_is_asked_about_on_demand(label, answers):
    said = label(":1", "e", "ask", "x", "")
    assert "A heading is not asked anything. Type ask." in said
    assert answers()[(1, 0)]["claim_type"] == "no_claim"


def test_another_question_clear_repeat_and_again(label, answers):
    said = label("question", "e0", "", "repeat", "clear", "again")
    assert "Conflict-of-interest cues? C Call" in said
    assert "Labelled as sentence 2." in said
    assert answers()[(1, 2)] == {"evidence": "e0", "coi_cues": ("none",)}
    assert said.count("Sentence 3 of 4") == 2


def test_a_warning_of_the_codebook_is_said(label):
    assert "Look again:" in label("CN", "CD", "D", "", "c", "3", "") or "Call to action" in label("C")


def test_a_whole_article_and_what_is_next(label):
    said = label("e0", "", "x", "", "", "p", "")
    assert "All done: 3 sentences. Now a few questions about the article as a whole." in said
    assert "Saved, the article as a whole. Who publishes this: Provider." in said
    assert "This article is done: 3 sentences done.\nNext is article 2, “Second”: type open 2." in said


def test_brief_is_kept(label):
    assert "\nClaim type?\n" in label("brief")
    assert "Claim type? e" not in label("")


def test_it_asks_for_a_name(database):
    said = io.StringIO()
    settings = Settings(db=database)
    run_plain(database, None, None, None, settings, given=io.StringIO("\n bea  x \nq\n"), said=said)
    assert said.getvalue().startswith(
        "Your name: Labels are kept under a name: type yours.\nYour name: Labelling"
    )
    with Store.open(database, readonly=True) as store:
        assert [row.name for row in store.annotators()] == ["bea x"]


def test_no_name_at_all_is_refused(database):
    with pytest.raises(UsageError, match="--annotator"):
        run_plain(
            database, None, None, None, Settings(db=database), given=io.StringIO(""), said=io.StringIO()
        )


def test_keys_that_a_person_moved_work_here(label, answers):
    said = label("x", "U", keys={"undo": "U"})
    assert answers() == {}
    assert "undo or U:" in label("help", keys={"undo": "U"})
    assert "Undone" in said


# -- in a real terminal that cannot draw --------------------------------------------------


@pytest.fixture
def dumb(open_terminal, program, database):
    """Start labelling line by line in a dumb terminal."""

    def start(*arguments, **options):
        argv = [*program, "label", "--plain", *arguments]
        return open_terminal(argv, env={"TERM": "dumb"}, cwd=database.parent, rows=200, **options)

    return start


def test_in_a_dumb_terminal(dumb, answers):
    terminal = dumb("--annotator", "ada")
    terminal.wait_for("Claim type[?] e Efficacy")
    terminal.send("e0", "enter")
    terminal.wait_for("Saved, sentence 2. Claim type: Efficacy; Evidence")
    terminal.send("enter")
    terminal.wait_for("Sentence 3 of 4")
    terminal.send("x", "backspace", "h1", "enter")
    terminal.wait_for("Saved, sentence 3. Claim type: Harm or safety")
    terminal.send("q", "enter")
    terminal.wait_for("Everything is saved.")
    assert terminal.wait_for_exit() == 0
    assert b"\x1b" not in terminal.raw.replace(b"\x08", b"")
    assert answers() == {(1, 1): DONE, (1, 2): {"claim_type": "harm", "evidence": "e1"}}


@pytest.mark.parametrize(
    ("end", "code"), [("ctrl+d", 0), ("ctrl+c", 130), (signal.SIGHUP, 129), (signal.SIGTERM, 143)]
)
def test_whatever_ends_it_nothing_is_lost(dumb, answers, end, code):
    terminal = dumb("--annotator", "ada")
    terminal.wait_for("Claim type[?]")
    terminal.send("e0", "enter")
    terminal.wait_for("Saved, sentence 2.")
    if isinstance(end, str):
        terminal.send(end)
    else:
        terminal.signal(end)
    assert terminal.wait_for_exit() == code
    assert answers() == {(1, 1): {"claim_type": "efficacy", "evidence": "e0"}}
    assert "Traceback" not in terminal.text()


def test_a_terminal_that_goes_away_takes_nothing_with_it(dumb, answers):
    terminal = dumb("--annotator", "ada")
    terminal.wait_for("Claim type[?]")
    terminal.send("e0", "enter")
    terminal.wait_for("Saved, sentence 2.")
    terminal.close()
    assert answers() == {(1, 1): {"claim_type": "efficacy", "evidence": "e0"}}


def test_a_dumb_terminal_is_told_of_it(open_terminal, program, database):
    terminal = open_terminal(
        [*program, "label", "--annotator", "ada"], env={"TERM": "dumb"}, cwd=database.parent
    )
    assert terminal.wait_for_exit() == 2
    assert "label --plain" in terminal.text()
    assert b"\x1b" not in terminal.raw


def test_without_a_keyboard_it_says_so(program, database):
    run = subprocess.run(
        [*program, "label", "--plain", "--annotator", "ada"],
        cwd=database.parent,
        input="e0\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "terminal" in run.stderr


def test_the_first_start_offers_the_samples(open_terminal, program, tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text("It helps.\n", encoding="utf-8")
    argv = [*program, "label", "--plain", "--annotator", "ada"]
    terminal = open_terminal(argv, env={"TERM": "dumb"}, cwd=tmp_path)
    terminal.wait_for("Make it[?] y or n")
    terminal.send("n", "enter")
    assert terminal.wait_for_exit() == 1
    assert not (tmp_path / "annotations.db").exists()
    terminal = open_terminal(argv, env={"TERM": "dumb"}, cwd=tmp_path)
    terminal.wait_for("Make it[?] y or n")
    terminal.send("y", "enter")
    terminal.wait_for("It helps.")
    terminal.send("ctrl+d")
    assert terminal.wait_for_exit() == 0


def test_nothing_that_draws_is_loaded():
    code = "import annotate_tui.tui.plain, sys; print('textual' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


@pytest.mark.parametrize(
    ("title", "said"), [("A cure", "A cure."), ("A cure?", "A cure?"), ("“No!”", "“No!”")]
)
def test_a_title_is_a_sentence(title, said):
    assert ended(title) == said


def test_an_article_in_which_nothing_is_chosen_is_not_done(database):
    said = io.StringIO()
    given = io.StringIO("skip\n")
    settings = Settings(db=database)
    assert run_plain(database, "ada", None, "unsure", settings, given=given, said=said) == 0
    assert "No more “unsure” sentences in this article: 0 sentences done." in said.getvalue()
    assert "article is done" not in said.getvalue()
