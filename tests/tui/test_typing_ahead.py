"""Keys that come faster than pages open (over a slow line, from a macro): in order, and never as labels."""

from __future__ import annotations

import pytest

from annotate_tui.store.store import Store

FIRST_KEYS = "confirm, next"


@pytest.fixture
def terminal(open_terminal, program, project, tmp_path):
    """Labelling as ada in a real terminal."""
    argv = [*program, "--db", str(project), "label", "--annotator", "ada"]
    opened = open_terminal(argv, env={"XDG_STATE_HOME": str(tmp_path / "state")}, columns=80, rows=24)
    opened.wait_for(FIRST_KEYS)
    opened.send(":4\r")
    opened.wait_for("▌.*The drug was first")
    return opened


def answers(project):
    """What ada answered in the first article: by index of the unit."""
    with Store.open(project, readonly=True) as store:
        article = store.articles()[0].key
        given = store.answers(store.annotator("ada").key, article)
        return {unit.index: given[unit.key] for unit in store.units(article) if unit.key in given}


def leave(terminal):
    terminal.send("q")
    assert terminal.wait_for_exit() == 0


def test_a_note_in_one_go_and_a_label_right_behind(terminal, project):
    terminal.send(":5\r:4\rnhe came home\re0\r")
    terminal.wait_for("1 of")
    leave(terminal)
    assert answers(project) == {
        3: {"note": "he came home", "claim_type": "efficacy", "evidence": "e0", "coi_cues": ("none",)}
    }


def test_tab_does_not_turn_a_note_into_labels(terminal, project):
    terminal.send("nab")
    terminal.wait_for("Note: ab")
    terminal.send("tab", "m")
    terminal.wait_for("Note: abm")
    terminal.send("escape")
    terminal.wait_for("Note: abm", gone=True)
    leave(terminal)
    assert answers(project) == {}


def test_a_window_that_is_too_small_for_a_moment_does_not_either(terminal, project):
    terminal.send("nmy note")
    terminal.wait_for("Note: my note")
    terminal.resize(59, 15)
    terminal.wait_for("Nothing is lost")
    terminal.send("the")
    terminal.resize(80, 24)
    terminal.wait_for("Note: my note")
    terminal.send(" stays", "enter")
    terminal.wait_for("Note: my note", gone=True)
    leave(terminal)
    # Keys that came while it was small go nowhere; when it grew before they were read, into the note.
    given = answers(project)
    assert given.keys() == {3}
    assert given[3].keys() == {"note"}
    assert given[3]["note"] in ("my note stays", "my notethe stays")


def test_the_palette_and_find_take_what_was_typed_ahead_of_them(terminal, project):
    terminal.send("\x10history of")  # Ctrl+P
    terminal.wait_for("Command: history of")
    terminal.send("escape")
    terminal.wait_for(FIRST_KEYS)
    terminal.send("/relapses\r")
    terminal.wait_for("9/14|9 of 14|▌.*fewer relapses")
    leave(terminal)
    assert answers(project) == {}
