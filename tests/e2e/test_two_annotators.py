"""The main job from end to end, in a real terminal: import, label, be killed, go on, agree."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path

import pytest

ARTICLE = """Steam Rooms and Sleep

Steam rooms calm the nerves. In a trial of 40 people, sleep came sooner (Ode et al., 2019). Ask your doctor.

Does it work for everyone? Nobody knows yet.

Book a free session at our studio today!
"""

SECOND = """Cold Showers

Cold showers wake people up. Some feel worse afterwards. More research is needed.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "1-steam.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "articles" / "2-cold.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path


def run(program: list[str], folder: Path, *arguments: str) -> str:
    """Run a command; what it prints."""
    result = subprocess.run([*program, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return result.stdout


def progress_of(program: list[str], folder: Path, annotator: str) -> dict[str, int]:
    """How many units an annotator has done and is asked, over all articles."""
    rows = json.loads(run(program, folder, "status", "--json"))["annotators"]
    return next(row for row in rows if row["name"] == annotator)


def test_two_annotators_a_kill_and_their_agreement(open_terminal, program, folder):
    run(program, folder, "import", "articles")
    start = [*program, "label", "--annotator"]

    # Ada labels three sentences, and then her machine dies.
    ada = open_terminal([*start, "ada"], columns=80, rows=24, cwd=folder)
    ada.wait_for("Steam rooms calm")
    for keys, done in (("e0", 1), ("e3", 2), ("a", 3)):
        ada.send(*keys, "enter")
        ada.wait_for(rf"\b{done} of 6\b")
    ada.wait_for("saved")
    ada.signal(signal.SIGKILL)
    assert ada.wait_for_exit() == -signal.SIGKILL

    # Everything that was shown is there, and she goes on where she was.
    assert progress_of(program, folder, "ada")["done"] == 3
    ada = open_terminal([*start, "ada"], columns=120, rows=40, cwd=folder)
    ada.wait_for(r"\b3 of 6\b")
    ada.wait_for("▌.*Does it work")
    for keys in ("x", "r", "xCV"):
        ada.send(*keys, "enter")
    ada.wait_for(r"\b6 of 6\b")
    ada.send("q")
    assert ada.wait_for_exit() == 0
    assert progress_of(program, folder, "ada")["done"] == 6

    # Bea sees none of that, and labels the same article.
    bea = open_terminal([*start, "bea"], columns=120, rows=40, cwd=folder)
    bea.wait_for("▌.*Steam rooms calm")
    for keys in ("e1", "e3", "a", "x", "r", "xC"):
        bea.send(*keys, "enter")
    bea.wait_for(r"\b6 of 6\b")
    bea.send("q")
    assert bea.wait_for_exit() == 0

    agreement = json.loads(run(program, folder, "agreement", "--json"))
    claim = agreement["facets"]["claim_type"]
    assert claim["n_pairable"] == 6
    assert claim["n_annotators"] == 2
    assert claim["coefficients"]["krippendorff_alpha"]["value"] == pytest.approx(1.0)
    evidence = agreement["facets"]["evidence"]["coefficients"]["krippendorff_alpha"]
    assert evidence["value"] < 1.0
    assert run(program, folder, "check")
