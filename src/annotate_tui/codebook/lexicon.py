"""Cue words in sentences: a reading aid that projects may switch on, never a label.

A lexicon file has categories of patterns::

    schema = "annotate-tui/lexicon@1"
    id = "our-cues"
    version = "1.0.0"
    language = "en"

    [categories.hedge]
    name = "Hedge"
    colour = "cyan"
    weak = ["can"]                       # shown dimmed or not at all
    patterns = ["may", "can", "possibl*", 're:\\bin some (?:cases|people)\\b']

Patterns are other people's, so regular expressions are compiled when the file
is read and refused if they are wrong.  Finding them is in `lexicon_find`.
Standard library and ``regex`` only: the screen may load this.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import regex

from annotate_tui.codebook.answers import nearest
from annotate_tui.codebook.lines import RawPath, toml_lines
from annotate_tui.codebook.names import id_problem, parse_version
from annotate_tui.errors import InputError

SCHEMA = "annotate-tui/lexicon@1"
BUILTIN_LEXICONS = ("health-cues-en",)

_LARGEST = 5_000_000
_LONGEST = 2000
_SECONDS_TO_TRY = 0.05
_HEAD = ("schema", "id", "version", "language", "categories")
_CATEGORY = ("name", "colour", "grounding", "weak", "patterns")

_SAME_LENGTH = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201f\u2033\uff02", '"')
    | dict.fromkeys("\t\n\v\f\r\u0085\u00a0\u1680\u2028\u2029\u202f\u205f\u3000", " ")
    | {chr(code): " " for code in range(0x2000, 0x200B)}
    | dict.fromkeys("\u2010\u2011", "-")
)

# Letters that patterns take for each other and case folding does not.
_SAME_LETTER = str.maketrans("\u0130\u0131", "ii")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern as written, and compiled."""

    text: str
    compiled: Any
    weak: bool = False
    needs: str = ""
    """What a text must hold (`folded`) for the pattern to match; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Category:
    """Patterns of one kind of cue.  ``colour`` is a terminal colour's name."""

    id: str
    name: str
    colour: str
    grounding: tuple[str, ...]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A lexicon; ``hash`` is the SHA-256 of its content, whatever the formatting of the file."""

    id: str
    version: str
    language: str
    categories: tuple[Category, ...]
    hash: str


def load_lexicon(path: Path) -> Lexicon:
    """The lexicon in a TOML file.  Raises InputError with every problem of the file."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path} is larger than {_LARGEST // 1_000_000} MB; that is no lexicon.")
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not text in UTF-8 (byte {error.start}).") from error
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.") from error
    return parse_lexicon(text, name=str(path))


@cache
def builtin_lexicon(lexicon_id: str) -> Lexicon:
    """A lexicon that comes with the program (`BUILTIN_LEXICONS`).  Raises InputError."""
    return parse_lexicon(_builtin_text(lexicon_id), name=f"{lexicon_id}.toml")


def builtin_lexicon_identity(lexicon_id: str) -> tuple[str, str]:
    """Version and hash of a lexicon that comes with the program, without compiling it.  Raises InputError."""
    import tomllib

    raw = tomllib.loads(_builtin_text(lexicon_id))
    return str(raw["version"]), _hash(raw)


def parse_lexicon(text: str, *, name: str) -> Lexicon:
    """The lexicon in a TOML text; ``name`` is what messages call the file.

    Raises InputError with every problem: file, line, category and what to do.
    """
    import tomllib

    try:
        raw = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name} is not valid TOML: {error}.") from error
    reader = _Reader(name, toml_lines(text))
    lexicon = reader.lexicon(raw)
    if lexicon is None or reader.problems:
        raise InputError(*(sentence for _, sentence in sorted(reader.problems)))
    return lexicon


def normalised(text: str) -> str:
    """The text with plain quotation marks, hyphens and spaces, character for character: offsets stay."""
    return text.translate(_SAME_LENGTH)


def folded(text: str) -> str:
    """The text as it is compared where case does not count; its offsets are not those of the text."""
    return text.translate(_SAME_LETTER).casefold()


class _Reader:
    """Checks the parsed content of a lexicon file and notes what is wrong with it."""

    def __init__(self, name: str, lines: Mapping[RawPath, int]) -> None:
        self._name = name
        self._lines = lines
        self.problems: list[tuple[int, str]] = []

    def lexicon(self, raw: Mapping[str, Any]) -> Lexicon | None:
        self._known_keys(raw, _HEAD, ())
        if raw.get("schema") != SCHEMA:
            self._add((), f'a lexicon begins with schema = "{SCHEMA}".')
        texts = {key: self._text(raw, key, ()) for key in ("id", "version", "language")}
        if texts["id"] and (problem := id_problem(texts["id"])):
            self._add(("id",), f"{texts['id']!r} {problem}.")
        if texts["version"] and parse_version(texts["version"]) is None:
            self._add(
                ("version",), f'{texts["version"]!r} is no version; write three numbers, as in "1.0.0".'
            )
        sections = raw.get("categories")
        if not isinstance(sections, dict) or not sections:
            self._add(("categories",), "there is no category; write [categories.NAME] tables.")
            return None
        categories = tuple(self._category(key, section) for key, section in sections.items())
        return Lexicon(texts["id"], texts["version"], texts["language"], categories, _hash(raw))

    def _category(self, key: str, raw: Any) -> Category:
        path: RawPath = ("categories", key)
        if not isinstance(raw, dict):
            self._add(path, "a category is a table.")
            return Category(key, key, "", (), ())
        self._known_keys(raw, _CATEGORY, path)
        weak = self._strings(raw, "weak", path)
        written = self._strings(raw, "patterns", path)
        if not written:
            self._add(path, "there is no pattern.")
        for index, text in enumerate(weak):
            if text not in written:
                self._add((*path, "weak", index), f"{text!r} is weak, but no pattern{nearest(text, written)}")
        patterns = []
        for index, text in enumerate(written):
            if compiled := self._compiled(text, (*path, "patterns", index)):
                patterns.append(Pattern(text, compiled, text in weak, _needs(text)))
        return Category(
            id=key,
            name=self._text(raw, "name", path),
            colour=str(raw.get("colour", "")),
            grounding=tuple(self._strings(raw, "grounding", path)),
            patterns=tuple(patterns),
        )

    def _compiled(self, text: str, path: RawPath) -> Any:
        if len(text) > _LONGEST:
            self._add(path, f"a pattern has at most {_LONGEST} characters; this one has {len(text)}.")
            return None
        try:
            compiled = regex.compile(_expression(text), regex.IGNORECASE)
            empty = compiled.search("", timeout=_SECONDS_TO_TRY) is not None
        except (regex.error, OverflowError, RecursionError) as error:
            self._add(path, f"{text!r} is no regular expression: {error}.")
            return None
        except TimeoutError:
            empty = False
        if empty or not text.strip():
            self._add(path, f"{text!r} would match everywhere; say what has to be there.")
            return None
        return compiled

    def _known_keys(self, raw: Mapping[str, Any], known: Sequence[str], path: RawPath) -> None:
        for key in raw:
            if key not in known:
                self._add((*path, key), f"there is no key {key!r}{nearest(key, known)}")

    def _text(self, raw: Mapping[str, Any], key: str, path: RawPath) -> str:
        text = raw.get(key)
        if isinstance(text, str) and text:
            return text
        self._add((*path, key), f"{key} is missing or no text.")
        return ""

    def _strings(self, raw: Mapping[str, Any], key: str, path: RawPath) -> list[str]:
        listed = raw.get(key, [])
        if isinstance(listed, list) and all(isinstance(text, str) for text in listed):
            return listed
        self._add((*path, key), f"{key} must be a list of texts.")
        return []

    def _add(self, path: RawPath, message: str) -> None:
        lines = (self._lines.get(path[:length]) for length in range(len(path), 0, -1))
        line = next((line for line in lines if line is not None), 1)
        owner = f", category {path[1]!r}" if len(path) > 1 and path[0] == "categories" else ""
        self.problems.append((line, f"{self._name}, line {line}{owner}: {message}"))


def _builtin_text(lexicon_id: str) -> str:
    if lexicon_id not in BUILTIN_LEXICONS:
        raise InputError(f"There is no lexicon {lexicon_id!r}{nearest(lexicon_id, BUILTIN_LEXICONS)}")
    return files(__package__).joinpath("builtin", f"{lexicon_id}.toml").read_text(encoding="utf-8")


def _hash(raw: Mapping[str, Any]) -> str:
    content = json.dumps(raw, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def _expression(text: str) -> str:
    if text.startswith("re:"):
        return normalised(text[3:])
    words: str = regex.escape(normalised(text), literal_spaces=True).replace(r"\*", r"\w*")
    return r"(?<!\w)" + words.replace(" ", " +") + r"(?!\w)"


def _needs(text: str) -> str:
    """The longest word of a pattern that is no regular expression."""
    if text.startswith("re:"):
        return ""
    words: list[str] = regex.split(r"\W+", folded(normalised(text)))
    return max(words, key=len)
