"""The programs that are measured: ours, and the smallest Textual ones."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from screen_parts.terminal import Terminal

HERE = Path(__file__).parent


class Programs:
    """How each program is started, and what says that it is there."""

    def __init__(self, folder: Path) -> None:
        self.env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for name in ("NO_COLOR", "COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
            self.env.pop(name, None)
        # Compiled once, as an installed program is.
        self.env["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
        # The first steps were taken long ago.
        self.env["XDG_STATE_HOME"] = str(folder)
        (folder / "annotate-tui").mkdir()
        (folder / "annotate-tui" / "screen.json").write_text(json.dumps({"tour": True}))
        self._folder = folder

    def new_database(self, sentences: int) -> Path:
        """A database with an article of so many sentences, none of them labelled."""
        path = self._folder / "annotations.db"
        for rest in self._folder.glob("annotations.db*"):
            rest.unlink()
        shutil.copyfile(self._folder / f"{sentences}.db", path)
        return path

    def bare(self, name: str) -> Terminal:
        """A program of `screen_parts`."""
        return Terminal([sys.executable, str(HERE / f"{name}.py")], env=self.env)

    def ours(self, sentences: int) -> Terminal:
        """The labelling screen on an article of so many sentences, none of them labelled."""
        return self.labelling(self.new_database(sentences), "ada")

    def labelling(self, path: Path, annotator: str) -> Terminal:
        """The labelling screen on a database."""
        argv = [sys.executable, "-m", "annotate_tui", "--db", str(path), "label", "--annotator", annotator]
        return Terminal(argv, env=self.env)
