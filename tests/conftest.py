"""What several test folders share: a real terminal to run programs in."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from pathlib import Path

import pyte
import pytest

# A test run that was started in the background or under nohup ignores these, and so would every
# program that the tests start and then end with them.
for _number in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM, signal.SIGTSTP):
    if signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, signal.default_int_handler if _number == signal.SIGINT else signal.SIG_DFL)

PATIENCE = 60.0
"""Seconds to wait for a text: the processor is sometimes taken away for many of them."""

KEYS = {
    "enter": "\r",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "escape": "\x1b",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "f1": "\x1bOP",
}

# Sequences that pyte would print as text: keyboard protocols, mode queries, window reports.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*t")
_INCOMPLETE = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*)?$")


class Terminal:
    """A program under a pseudo-terminal, and the screen that it has painted."""

    def __init__(
        self,
        argv: list[str],
        *,
        columns: int = 120,
        rows: int = 40,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.raw = bytearray()
        self.exit_code: int | None = None
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        environment = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **(env or {})}
        for name in ("COLUMNS", "LINES"):
            environment.pop(name, None)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            if cwd is not None:
                os.chdir(cwd)
            os.execvpe(argv[0], argv, environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def text(self) -> str:
        """The screen as text, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def send(self, *keys: str) -> None:
        """Press keys: names such as "enter" and "ctrl+r", or text."""
        for key in keys:
            if key.startswith("ctrl+"):
                data = bytes([ord(key[-1].upper()) & 0x1F])
            else:
                data = KEYS.get(key, key).encode()
            os.write(self._fd, data)

    def wait_for(self, wanted: str, *, gone: bool = False) -> str:
        """Wait until a text (a regular expression) stands on the screen, or no longer does."""
        pattern = re.compile(wanted)
        deadline = time.monotonic() + PATIENCE
        while True:
            if bool(pattern.search(self.text())) != gone:
                return self.text()
            if not self._read(deadline):
                state = "still there" if gone else "never appeared"
                pytest.fail(f"{wanted!r} {state}; the screen shows:\n{self.text()}")

    def wait_for_exit(self) -> int:
        """Wait until the program has ended; its exit code, or minus the signal that ended it."""
        deadline = time.monotonic() + PATIENCE
        while self._read(deadline):
            pass
        if self.exit_code is None and not self._reap(deadline):
            pytest.fail(f"the program is still running; the screen shows:\n{self.text()}")
        assert self.exit_code is not None
        return self.exit_code

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the terminal, as a window manager would."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def close(self) -> None:
        """End the program, whatever it is doing."""
        if self.exit_code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self._reap(time.monotonic() + PATIENCE)
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _reap(self, deadline: float) -> bool:
        while time.monotonic() < deadline:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
                return True
            time.sleep(0.01)
        return False

    def _read(self, deadline: float) -> bool:
        """Paint what has come; False at the deadline or when the program has closed its terminal."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            return False
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.raw += data
        if b"\x1b[?2026$p" in data:
            os.write(self._fd, b"\x1b[?2026;2$y")
        data = self._held + data
        cut = _INCOMPLETE.search(data)
        self._held = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[: cut.start()] if cut else data))
        return True


@pytest.fixture
def open_terminal():
    """A function that runs a program in a real pseudo-terminal; all are ended after the test."""
    opened: list[Terminal] = []

    def run(argv: list[str], **options: object) -> Terminal:
        terminal = Terminal(argv, **options)  # type: ignore[arg-type]
        opened.append(terminal)
        return terminal

    yield run
    for terminal in opened:
        terminal.close()


@pytest.fixture(scope="session")
def program() -> list[str]:
    """The command line that starts annotate-tui in this environment."""
    return [sys.executable, "-m", "annotate_tui"]


STUDY = (
    (
        "What a session costs",
        (
            ("heading", "What a session costs 💊"),
            ("sentence", "=SUM(A1:A9) of all who came stayed away from it, says Dr. Ω."),
            ("sentence", 'They call it "safe", cheap,\nand proven.'),
            ("sentence", "治疗每周一次。"),
            ("byline", "By Ada «the clinic» Example | Sponsored"),
            ("comment", "عملت معي بشكل جيد"),
        ),
    ),
    (
        "../../etc/=cmd",
        (
            ("sentence", "One in five stopped within a month (Doe, 2019)."),
            ("sentence", "-1 is no number of sessions."),
            ("boilerplate", "Share this: a | b"),
        ),
    ),
)
"""Two small articles that are awkward on purpose: (title, ((kind, text of the unit), …))."""

STUDY_ANSWERS = {
    # (annotator, article, unit) → facet → answer
    ("ada", 0, 0): {"claim_type": "treatment", "evidence": "e0", "coi_cues": ("none",)},
    ("ada", 0, 1): {"claim_type": "efficacy", "evidence": "e1", "coi_cues": ("promo", "slant")},
    ("ada", 0, 2): {"claim_type": "harm", "evidence": "cant_decide", "coi_cues": ("none",), "doubt": True},
    ("ada", 0, 3): {"claim_type": "no_claim", "coi_cues": ("none",), "note": "+1\nmaybe 'advice'"},
    ("ada", 0, 4): {"coi_cues": ("vested", "disclosure")},
    ("ada", 0, 5): {"claim_type": "efficacy", "evidence": "e1", "coi_cues": ("none",)},
    ("ada", 1, 0): {"claim_type": "harm", "evidence": "e2", "coi_cues": ("none",)},
    ("ada", 1, 1): {"claim_type": "advice"},
    ("ben", 0, 1): {"claim_type": "efficacy", "evidence": "e2", "coi_cues": ("promo",)},
    ("ben", 0, 2): {"claim_type": "treatment", "evidence": "e0", "coi_cues": ("none",)},
    ("ben", 0, 3): {"claim_type": "treatment", "evidence": "e0", "coi_cues": ("none",)},
    ("ben", 0, 4): {"coi_cues": ("vested",)},
    ("ben", 1, 0): {"claim_type": "harm", "evidence": "e2", "coi_cues": ("none",)},
    ("ben", 1, 1): {"claim_type": "advice", "coi_cues": ("none",)},
    ("=model/1", 1, 0): {"claim_type": "advice", "coi_cues": ("cta",)},
}
STUDY_DOCUMENTS = {("ada", 0): {"publisher_type": "provider", "dated": True}}


@pytest.fixture(scope="session")
def study_template(tmp_path_factory) -> Path:
    """The database that `study` copies."""
    from annotate_tui.codebook.load import load_builtin
    from annotate_tui.corpus.article import Article, Unit, UnitKind
    from annotate_tui.store.session import Change
    from annotate_tui.store.store import Store

    def cut(title, parts):
        units, at = [], 0
        for kind, text in parts:
            units.append(Unit(at, at + len(text), UnitKind(kind)))
            at += len(text) + 1
        return Article(text="\n".join(text for _, text in parts), title=title, source=f"{title}.txt"), units

    path = tmp_path_factory.mktemp("study") / "study.db"
    with Store.create(path, load_builtin()) as store:
        store.import_articles([cut(title, parts) for title, parts in STUDY], segmenter="by hand")
        articles = store.articles()
        units = [store.units(article.key) for article in articles]
        for name in dict.fromkeys(name for name, *_ in STUDY_ANSWERS):
            session = store.begin(name, kind="model" if "model" in name else "human")
            for (who, article, unit), answers in STUDY_ANSWERS.items():
                if who == name:
                    key = units[article][unit].key
                    session.write([Change(key, *answer) for answer in answers.items()], dwell_ms=1500)
            for (who, article), answers in STUDY_DOCUMENTS.items():
                if who == name:
                    key = store.document_unit(articles[article].key)
                    session.write([Change(key, *answer) for answer in answers.items()])
    return path


@pytest.fixture
def study(study_template, tmp_path) -> Path:
    """A database with two awkward articles, labelled by ada, ben and a model; a fresh copy."""
    path = tmp_path / "annotations.db"
    path.write_bytes(study_template.read_bytes())
    return path


@pytest.fixture(scope="session")
def strange_codebook():
    """A codebook with every type of question, under names that formats trip over."""
    from annotate_tui.codebook.load import load_codebook

    return load_codebook(Path(__file__).parent / "data" / "strange-codebook.toml")
