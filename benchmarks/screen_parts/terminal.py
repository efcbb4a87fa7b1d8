"""A program under a pseudo-terminal, and a clock that stops when its screen shows what is waited for.

Output is stamped when it arrives and painted on an emulated screen afterwards, so
that the emulator's own time is never measured.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from dataclasses import dataclass
from pathlib import Path

import pyte

PATIENCE_S = 60.0
QUIET_S = 0.03
"""Silence that ends a frame."""

# What a modern terminal answers: with the first, Textual sends whole frames.
_REPLIES = {
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
    b"\x1b[c": b"\x1b[?62;22c",
}
# Sequences that the emulator would print as text.
_UNPRINTABLE = re.compile(rb"\x1b\[[<>=][0-9;]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[[0-9;]*t")
_INCOMPLETE = re.compile(rb"\x1b(?:\[[0-9;?<>=$]*)?$")


@dataclass(frozen=True)
class Seen:
    """How long it took until the screen showed what was expected, and how much was written to it."""

    milliseconds: float
    size: int


class Terminal:
    """A running program."""

    def __init__(self, argv: list[str], *, env: dict[str, str], columns: int = 120, rows: int = 40) -> None:
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._begun = time.perf_counter_ns()
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            os.execvpe(argv[0], argv, env)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.screen.display)

    def started(self, expected: str) -> Seen:
        """Wait for the first picture."""
        return self._wait(self._begun, re.compile(expected))

    def press(self, key: str, expected: str) -> Seen:
        """Press a key; the text (a regular expression) must not stand on the screen already."""
        pattern = re.compile(expected)
        if pattern.search(self.text()):
            raise AssertionError(f"{expected!r} is on the screen before {key!r}:\n{self.text()}")
        begun = time.perf_counter_ns()
        os.write(self._fd, key.encode())
        return self._wait(begun, pattern)

    def _wait(self, begun: int, pattern: re.Pattern[str]) -> Seen:
        deadline = time.monotonic() + PATIENCE_S
        matched: int | None = None
        size = 0
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self._fd], [], [], QUIET_S)
            if not ready:
                if matched is not None:
                    return Seen((matched - begun) / 1e6, size)
                continue
            try:
                data = os.read(self._fd, 65536)
            except OSError:
                data = b""
            at = time.perf_counter_ns()
            if not data:
                break
            size += len(data)
            for query, reply in _REPLIES.items():
                if query in data:
                    os.write(self._fd, reply)
            self._paint(data)
            if matched is None and pattern.search(self.text()):
                matched = at
        raise AssertionError(f"{pattern.pattern!r} never appeared:\n{self.text()}")

    def _paint(self, data: bytes) -> None:
        data = self._held + data
        cut = _INCOMPLETE.search(data)
        self._held = data[cut.start() :] if cut else b""
        self._stream.feed(_UNPRINTABLE.sub(b"", data[: cut.start()] if cut else data))

    def processor_ms(self) -> float:
        """Processor time that the program has used (Linux; 0 elsewhere)."""
        try:
            fields = Path(f"/proc/{self._pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGTERM)
        until = time.monotonic() + 2
        while time.monotonic() < until:
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                break
            if select.select([self._fd], [], [], 0.01)[0]:
                with contextlib.suppress(OSError):
                    os.read(self._fd, 65536)
        else:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)
