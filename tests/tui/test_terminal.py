"""The program in a real terminal: signals, pausing, leaving, and a whole article by hand."""

from __future__ import annotations

import signal
import subprocess
import time
from pathlib import Path

import pytest

from annotate_tui.store.store import Store

FIRST_KEYS = "confirm, next"
LEFT_THE_SCREEN = b"\x1b[?1049l"


@pytest.fixture
def label(open_terminal, program, project, tmp_path):
    """A function that starts labelling in a terminal."""

    def run(*more, **options):
        argv = [*program, "--db", str(project), "label", "--annotator", "ada", *more]
        env = {"XDG_STATE_HOME": str(tmp_path / "state"), **options.pop("env", {})}
        return open_terminal(argv, env=env, **options)

    return run


def answers(project, annotator="ada"):
    with Store.open(project, readonly=True) as store:
        article = store.articles()[0].key
        given = store.answers(store.annotator(annotator).key, article)
        return {unit.index: given[unit.key] for unit in store.units(article) if unit.key in given}


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_being_ended_leaves_the_terminal_as_it_was(label, project, number, code):
    terminal = label()
    terminal.wait_for(FIRST_KEYS)
    terminal.send("C")
    terminal.wait_for("C●Call|C ● Call")
    terminal.signal(number)
    assert terminal.wait_for_exit() == code
    assert LEFT_THE_SCREEN in terminal.raw
    assert answers(project) == {1: {"coi_cues": ("cta",)}}


@pytest.mark.parametrize("key", ["q", "ctrl+c"])
def test_leaving(label, key):
    terminal = label()
    terminal.wait_for(FIRST_KEYS)
    terminal.send(key)
    assert terminal.wait_for_exit() == 0
    assert LEFT_THE_SCREEN in terminal.raw
    assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")


def test_pausing_and_going_on(label):
    terminal = label()
    terminal.wait_for(FIRST_KEYS)
    terminal.send("ctrl+z")
    wait_until(lambda: state_of(terminal.pid) == "T", terminal)
    before = len(terminal.raw)
    terminal.signal(signal.SIGCONT)
    terminal.wait_for(FIRST_KEYS)
    terminal.send("V")
    terminal.wait_for("V●Vested|V ● Vested")
    assert b"A Quiet Cure" in terminal.raw[before:]


def test_a_lost_terminal_loses_no_label(label, project):
    terminal = label()
    terminal.wait_for(FIRST_KEYS)
    terminal.send("P")
    terminal.wait_for("P●Promotion|P ● Promotion")
    terminal.close()
    assert answers(project) == {1: {"coi_cues": ("promo",)}}


def test_without_a_terminal_there_is_a_sentence_and_code_2(program, project):
    done = subprocess.run(
        [*program, "--db", str(project), "label"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 2
    assert "needs a terminal" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_cannot_draw_is_refused_with_a_way_out(label):
    terminal = label(env={"TERM": "dumb"})
    assert terminal.wait_for_exit() == 2
    assert "--plain" in terminal.text()


def test_a_whole_article_by_hand(label, project):
    terminal = label(columns=80, rows=24)
    terminal.wait_for("2/14 · a byline")
    for keys, following in (
        (("enter",), "4/14"),
        (("t", "0", "enter"), "5/14"),
        (("t", "0", "enter"), "6/14"),
        (("e", "0", "enter"), "7/14 · a lead-in"),
        (("enter",), "8/14"),
        (("m", "0", "enter"), "9/14"),
        (("e", "3", "enter"), "10/14"),
        (("h", "0", "enter"), "11/14 · a comment"),
        (("e", "1", "P", "enter"), "12/14"),
        (("x", "C", "V", "enter"), "All done: 10 sentences"),
        (("p", "enter"), "This article is done"),
    ):
        terminal.send(*keys)
        terminal.wait_for(following)
    terminal.send("escape")
    terminal.wait_for("10 of 10")
    terminal.send("q")
    assert terminal.wait_for_exit() == 0
    given = answers(project)
    assert given[8] == {"claim_type": "efficacy", "evidence": "e3", "coi_cues": ("none",)}
    assert given[6] == {"claim_type": "no_claim", "coi_cues": ("none",)}
    assert given[11] == {"claim_type": "no_claim", "coi_cues": ("cta", "vested")}


def state_of(pid):
    """The state of a process: T when it is stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def wait_until(condition, terminal):
    """Wait for something, and take what the program writes meanwhile: a full terminal stops it."""
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        terminal._read(time.monotonic() + 0.05)
