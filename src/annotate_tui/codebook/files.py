"""Codebook files as plain content: read, decoded, and parsed as TOML or JSON."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from annotate_tui.codebook.schema import SCHEMA
from annotate_tui.errors import CodebookError

Format = Literal["toml", "json"]

_LARGEST = 5_000_000


def format_of(path: Path) -> Format:
    """JSON where the name says so, else TOML."""
    return "json" if path.suffix.lower() == ".json" else "toml"


def text_of(path: Path) -> str:
    """The text of a codebook file.  Raises CodebookError."""
    try:
        if not path.is_file():
            what = "a folder" if path.is_dir() else "no file" if not path.exists() else "no regular file"
            raise CodebookError(f"{path} is {what}; name a codebook file (.toml or .json).")
        if path.stat().st_size > _LARGEST:
            raise CodebookError(f"{path} is larger than {_LARGEST // 1_000_000} MB; that is no codebook.")
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(
            f"{path} is not text in UTF-8 (byte {error.start}); save it as UTF-8 and try again."
        ) from error
    except OSError as error:
        raise CodebookError(f"{path} cannot be read: {error.strerror or error}.") from error


def parsed(text: str, name: str, written_in: Format) -> dict[str, Any]:
    """The content of a codebook file, not yet validated.  Raises CodebookError."""
    try:
        raw = tomllib.loads(text) if written_in == "toml" else _json(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(_toml_problem(str(error), name, text)) from error
    except json.JSONDecodeError as error:
        raise CodebookError(
            f"{name}, line {error.lineno}: this is not valid JSON: {error.msg} (column {error.colno})."
        ) from error
    except RecursionError as error:
        raise CodebookError(f"{name} is nested too deeply to be a codebook.") from error
    except ValueError as error:
        raise CodebookError(f"{name} cannot be read: {error}.") from error
    if not isinstance(raw, dict):
        raise CodebookError(f"{name} is no codebook: the file must hold one JSON object.")
    if "schema" not in raw:
        raise CodebookError(
            f'{name}, line 1: the key "schema" is missing; a codebook begins with schema = "{SCHEMA}".'
        )
    return raw


def _toml_problem(message: str, name: str, text: str) -> str:
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", message, re.DOTALL)
    what, line, column = found.groups() if found else (message.replace(" (at end of document)", ""), "", "")
    what = what[:1].lower() + what[1:]
    line = line or str(len(text.splitlines()) or 1)
    return f"{name}, line {line}: this is not valid TOML: {what}{f' (column {column})' if column else ''}."


def _json(text: str) -> Any:
    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = next(key for i, (key, _) in enumerate(pairs) if key in dict(pairs[:i]))
            raise ValueError(f"the key {twice!r} stands twice in one object")
        return found

    def no_number(word: str) -> Any:
        raise ValueError(f"{word} is no number in JSON")

    raw = json.loads(text, object_pairs_hook=unique, parse_constant=no_number)
    text.encode()
    json.dumps(raw, ensure_ascii=False).encode()  # a lone surrogate could neither be kept nor shown
    return raw
