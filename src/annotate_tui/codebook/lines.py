"""On which line of a TOML or JSON file each table and key stands.

The parsers of the standard library do not say.  This scan is only made of text
that one of them has already accepted, so it may be simple; where it loses its
way it keeps what it found, and an error then names the nearest line before.
"""

from __future__ import annotations

from contextlib import suppress

RawPath = tuple[str | int, ...]
"""Keys and list indices from the top of the file: ``("facets", 1, "values", 0, "rank")``."""

_BARE_END = " \t\r\n.=:]},#"


def toml_lines(text: str) -> dict[RawPath, int]:
    """RawPath → line, from 1, of everything in a TOML text."""
    scan = _Scan(text)
    with suppress(IndexError):  # where the text ends inside something, what was found so far is right
        scan.toml()
    return scan.lines


def json_lines(text: str) -> dict[RawPath, int]:
    """RawPath → line, from 1, of everything in a JSON text."""
    scan = _Scan(text)
    with suppress(IndexError):  # as above
        scan.value(())
    return scan.lines


class _Scan:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self._counted = 0
        self.lines: dict[RawPath, int] = {}
        self._tables: dict[RawPath, int] = {}  # arrays of tables → index of the last one

    def toml(self) -> None:
        prefix: RawPath = ()
        while self._skip():
            if self.text.startswith("[[", self.at):
                self.at += 2
                *parents, name = self._keys()
                array = (*self._resolved(parents), name)
                index = self._tables.get(array, -1) + 1
                self._tables[array] = index
                prefix = (*array, index)
                self._note(prefix)
                self._skip_to_line_end()
            elif self.text[self.at] == "[":
                self.at += 1
                prefix = self._resolved(self._keys())
                self._note(prefix)
                self._skip_to_line_end()
            else:
                self._pair(prefix)

    def value(self, path: RawPath) -> None:
        """Pass over one value, noting what is inside; stands behind it afterwards."""
        self._skip()
        first = self.text[self.at]
        if first in "\"'":
            self._string()
        elif first == "[":
            self._list(path)
        elif first == "{":
            self.at += 1
            while self._skip(also=",") and self.text[self.at] != "}":
                self._pair(path)
            self.at += 1
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}\r\n#":
                self.at += 1

    def _list(self, path: RawPath) -> None:
        self.at += 1
        index = 0
        while self._skip(also=",") and self.text[self.at] != "]":
            self._note((*path, index))
            self.value((*path, index))
            index += 1
        self.at += 1

    def _pair(self, prefix: RawPath) -> None:
        start = self._line()
        path: RawPath = (*prefix, *self._keys())
        for length in range(len(prefix) + 1, len(path) + 1):
            self.lines.setdefault(path[:length], start)
        self.value(path)

    def _keys(self) -> list[str]:
        """A dotted key, up to and including the ``=``, ``:`` or ``]`` behind it."""
        keys: list[str] = []
        while True:
            self._skip()
            mark = self.text[self.at]
            if mark in "=:]":
                self.at += 1
                return keys
            if mark == ".":
                self.at += 1
            elif mark in "\"'":
                keys.append(self._string())
            else:
                start = self.at
                while self.text[self.at] not in _BARE_END:
                    self.at += 1
                keys.append(self.text[start : self.at])
                if start == self.at:
                    raise IndexError  # nothing that a key begins with: give up here

    def _string(self) -> str:
        quote = self.text[self.at]
        end = quote * 3 if self.text.startswith(quote * 3, self.at) else quote
        self.at += len(end)
        start = self.at
        while not self.text.startswith(end, self.at):
            if self.at >= len(self.text):
                raise IndexError
            self.at += 2 if quote == '"' and self.text[self.at] == "\\" else 1
        content = self.text[start : self.at]
        self.at += len(end)
        while len(end) == 3 and self.at < len(self.text) and self.text[self.at] == quote:
            self.at += 1  # up to two quotation marks may stand right before the closing three
        return content

    def _skip(self, also: str = "") -> bool:
        """Pass over white space and comments (and ``also``); whether anything is left."""
        while self.at < len(self.text):
            mark = self.text[self.at]
            if mark == "#":
                self._skip_to_line_end()
            elif mark in " \t\r\n\ufeff" or (also and mark in also):
                self.at += 1
            else:
                return True
        return False

    def _skip_to_line_end(self) -> None:
        end = self.text.find("\n", self.at)
        self.at = len(self.text) if end < 0 else end

    def _resolved(self, keys: list[str]) -> RawPath:
        path: RawPath = ()
        for key in keys:
            path = (*path, key)
            if path in self._tables:
                path = (*path, self._tables[path])
        return path

    def _line(self) -> int:
        self.line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self.line

    def _note(self, path: RawPath) -> None:
        line = self._line()
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)
