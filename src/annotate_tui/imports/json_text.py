"""JSON as a stranger may have written it: lines or one list, every mistake one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from annotate_tui.errors import InputError

_BLANK = re.compile(r"[ \t\n\r]*")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)


def parse(text: str) -> Any:
    """The value of a JSON text.  Raises InputError."""
    try:
        value, end = _DECODER.raw_decode(text, _skip(text, 0))
    except (ValueError, RecursionError) as error:
        raise InputError(_explained(error)) from None
    if _skip(text, end) < len(text):
        raise InputError("something follows after the end of the JSON value.")
    return _whole(text, value)


def lines(path: Path, source: str) -> Iterator[tuple[int, str]]:
    """The lines of a file with their ends and numbers; only ``\\n`` ends a line.

    ``source`` is what messages call it.  Raises InputError for a file that is not UTF-8.
    """
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if number == 1 and raw.startswith(_UTF_16):
                raise InputError(f"{source}: this is UTF-16; save it as UTF-8.")
            try:
                text = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise InputError(
                    f"{source}:{number}: this is not UTF-8 (byte {raw[error.start]:#04x}); save it as UTF-8."
                ) from None
            yield number, text


def items(path: Path, source: str) -> Iterator[tuple[int, Any]]:
    """The items of a file that is one JSON list, with the lines on which they begin.

    Raises InputError, with the line, at the first thing that is no JSON.
    """
    text = "".join(line for _, line in lines(path, source))
    at, line, counted = _skip(text, 0), 1, 0
    if text[at : at + 1] != "[":
        raise InputError(f"{source}:1: this is no JSON list of tasks.")
    at = _skip(text, at + 1)
    while text[at : at + 1] != "]":
        line += text.count("\n", counted, at)
        counted = at
        try:
            value, end = _DECODER.raw_decode(text, at)
            value = _whole(text[at:end], value)
        except (ValueError, RecursionError) as error:
            where = error.lineno if isinstance(error, json.JSONDecodeError) else line
            raise InputError(f"{source}:{where}: {_explained(error)}") from None
        except InputError as error:
            raise InputError(f"{source}:{line}: {error}") from None
        yield line, value
        at = _skip(text, end)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise InputError(f"{source}:{line}: after this task a comma or the end of the list is missing.")
    if _skip(text, at + 1) < len(text):
        raise InputError(f"{source}:{line}: something follows after the end of the list.")


def _skip(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _explained(error: ValueError | RecursionError) -> str:
    if isinstance(error, RecursionError):
        return "the JSON is nested too deeply."
    if isinstance(error, json.JSONDecodeError):
        return f"this is no JSON: {error.msg} at column {error.colno}."
    if "digits" in str(error):
        return "a number has too many digits."
    return f"this is no JSON: {error}."


def _whole(text: str, value: Any) -> Any:
    """The value, if its texts can be kept: half of a surrogate pair is no character."""
    if "\\u" in text:
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise InputError("a text holds half of a surrogate pair (\\ud800 to \\udfff).") from None
    return value
