"""A machine that dies in the middle of fast labelling: what the screen counted as done is in the database."""

from __future__ import annotations

import random
import re
import signal
import time

from annotate_tui.store.check import check
from annotate_tui.store.store import Store

SENTENCES = 60
TEXT = " ".join(f"This is sentence number {number} of the article." for number in range(SENTENCES))
ROUNDS = 4


def done_on(screen: str) -> int:
    """How many sentences the screen says are done."""
    return int(re.search(rf"(\d+) of {SENTENCES}\b", screen)[1])


def test_nothing_that_was_shown_is_missing(open_terminal, program, tmp_path):
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    importing = open_terminal([*program, "import", "article.txt"], cwd=tmp_path)
    assert importing.wait_for_exit() == 0
    moments = random.Random(4)
    path = tmp_path / "annotations.db"
    for _ in range(ROUNDS):
        terminal = open_terminal([*program, "label", "--annotator", "ada"], columns=80, rows=24, cwd=tmp_path)
        before = done_on(terminal.wait_for(rf"\d+ of {SENTENCES}\b.*saved"))
        terminal.send("x\r" * 12)
        enough = "|".join(map(str, range(before + moments.randrange(1, 8), SENTENCES)))
        terminal.wait_for(rf"\b({enough}) of {SENTENCES}\b")
        time.sleep(moments.random() * 0.01)  # somewhere within a label
        terminal.signal(signal.SIGKILL)
        terminal.wait_for_exit()
        with Store.open(path) as store:
            ada = store.annotator("ada").key
            (progress,) = store.progress(ada)
        assert progress.done >= done_on(terminal.text())
        assert check(path) == []
