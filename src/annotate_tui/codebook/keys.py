"""Which key gives which answer, which keys clash, and keys for values that name none.

A codebook's key is one printable character.  Upper and lower case are different
keys; facets of scope ``unit`` and of scope ``document`` are asked at different
moments and may use the same keys.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from annotate_tui.codebook.model import Codebook, Facet, Scope, Value

RESERVED_KEYS: Mapping[str, str] = {
    "up": "previous_unit",
    "k": "previous_unit",
    "down": "next_unit",
    "j": "next_unit",
    "left": "left",
    "right": "open_unit",
    "enter": "confirm",
    "space": "next_open",
    "tab": "next_question",
    "shift+tab": "previous_question",
    ".": "repeat",
    "backspace": "clear",
    "u": "undo",
    "ctrl+r": "redo",
    "]": "next_article",
    "[": "previous_article",
    "o": "articles",
    "g": "first_unit",
    "G": "last_unit",
    ":": "go_to_unit",
    "n": "note",
    "?": "help",
    "f1": "help",
    "/": "find",
    "l": "cues",
    "z": "layout",
    "q": "quit",
    "ctrl+p": "palette",
    "ctrl+c": "interrupt",
    "escape": "back",
}
"""The application's keys as it comes, and the command that each gives: no codebook may use them
unless its ``[keys]`` table moves the command to another key.  Digits are not here: a digit is a
count only where the codebook gives it no meaning (`is_count`)."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_DIGITS = "0123456789"
_MARKS = "!+-=*%&@#$,;<>_^"


class KeyTarget(NamedTuple):
    """What a codebook's key means: a value of a facet; a facet (boolean: switch it, other: go to it,
    ``value`` empty); or, with ``facet`` empty, the answer "cannot decide" to the focused facet."""

    facet: str = ""
    value: str = ""


def key_map(codebook: Codebook, scope: Scope = "unit") -> dict[str, KeyTarget]:
    """What each key means for the facets of one scope, "cannot decide" included."""
    keys: dict[str, KeyTarget] = {}
    for facet in codebook.facets:
        if facet.scope == scope:
            for key, target in _facet_keys(facet):
                keys.setdefault(key, target)
    if codebook.abstain.allowed and codebook.abstain.key:
        keys.setdefault(codebook.abstain.key, KeyTarget())
    return keys


def is_count(codebook: Codebook, digit: str) -> bool:
    """Whether a digit begins a count ("5j"): only where the codebook gives it no meaning."""
    return len(digit) == 1 and digit in _DIGITS and digit not in key_map(codebook)


class KeyClash(NamedTuple):
    """A key that would mean two things: where it stands in the codebook's file, and a sentence."""

    path: tuple[str, ...]
    sentence: str


def clashes(codebook: Codebook, app_keys: Mapping[str, str]) -> list[str]:
    """One sentence for each key that would mean two things, empty if none does.

    ``app_keys`` are the application's keys in force: key → the command that it
    gives, in words or by its id.
    """
    sentences = (clash.sentence for clash in key_clashes(codebook, app_keys))
    return list(dict.fromkeys(sentence[:1].upper() + sentence[1:] for sentence in sentences))


def key_clashes(codebook: Codebook, app_keys: Mapping[str, str]) -> list[KeyClash]:
    """The same with places, in the order of the codebook."""
    found: list[KeyClash] = []
    scopes: tuple[Scope, ...] = ("unit", "document")
    for scope in scopes:
        owners: dict[str, str] = {}
        for key, owner, path in _uses(codebook, scope):
            if key in owners:
                sentence = f"the key {key!r} is given to both {owners[key]} and {owner}; change one of them."
                found.append(KeyClash(path, sentence))
            elif len(key) == 1 and key in app_keys:
                found.append(KeyClash(path, _own(key, owner, app_keys)))
            owners.setdefault(key, owner)
    for facet, value in ((f, v) for f in codebook.facets if f.type == "span" for v in f.values):
        if len(value.key) == 1 and value.key in app_keys and not value.retired:
            owner = _owner_name(facet, KeyTarget(facet.id, value.id))
            found.append(
                KeyClash(("facets", facet.id, "values", value.id, "key"), _own(value.key, owner, app_keys))
            )
    return found


def _own(key: str, owner: str, app_keys: Mapping[str, str]) -> str:
    return (
        f"the key {key!r} of {owner} is the program's own ({app_keys[key].replace('_', ' ')}); "
        "choose another, or move the program's in the [keys] table."
    )


def _uses(codebook: Codebook, scope: Scope) -> list[tuple[str, str, tuple[str, ...]]]:
    uses: list[tuple[str, str, tuple[str, ...]]] = []
    for facet in codebook.facets:
        for key, target in _facet_keys(facet) if facet.scope == scope else ():
            within = ("values", target.value) if target.value else ()
            uses.append((key, _owner_name(facet, target), ("facets", facet.id, *within, "key")))
    if codebook.abstain.allowed and codebook.abstain.key:
        uses.append((codebook.abstain.key, "“cannot decide”", ("abstain", "key")))
    return uses


def _owner_name(facet: Facet, target: KeyTarget) -> str:
    return f"value {target.value!r} of facet {facet.id!r}" if target.value else f"facet {facet.id!r}"


def reserved_keys(moved: Mapping[str, str]) -> dict[str, str]:
    """The reserved keys once the commands in ``moved`` (command → key) have their new keys.

    A moved command gives up its printable keys; arrows, Enter and the like stay.
    """
    keys = {key: c for key, c in RESERVED_KEYS.items() if c not in moved or len(key) > 1}
    return keys | {key: command for command, key in moved.items()}


def assign_keys(facets: Iterable[Facet], *, taken: Collection[str] = ()) -> tuple[Facet, ...]:
    """The facets with a key for every value and boolean that has none.

    The key is remembered best that is in the name: letters of the name first
    (capitals for sets, the rank for steps of a scale), then any free letter,
    digit or mark.  Given keys are never changed, and the same file gets the
    same keys on every run.  Where nothing is free the key stays empty.

    ``taken`` are keys that may not be used at all; those of other facets of the
    same scope are avoided in any case.
    """
    listed = list(facets)
    used: dict[Scope, set[str]] = {"unit": set(taken), "document": set(taken)}
    for facet in listed:
        used[facet.scope].update(key for key, _ in _facet_keys(facet))
    return tuple(_with_keys(facet, used[facet.scope], taken) for facet in listed)


def _with_keys(facet: Facet, used: set[str], taken: Collection[str]) -> Facet:
    if facet.type == "boolean" and not facet.key:
        key = _free(facet.name or facet.id, used, capital=False)
        used.add(key)
        return replace(facet, key=key)
    if facet.type == "span":
        # Its values have their keys while passages are marked, and no other key is in force then.
        used = {*taken, *(value.key for value in facet.values)}
    elif facet.type not in ("single", "multi", "ordinal"):
        return facet
    values: list[Value] = []
    for value in facet.values:
        key = value.key
        if not key and not value.retired and _selectable(facet, value):
            key = _free(value.name or value.id, used, capital=facet.type == "multi", rank=value.rank)
            used.add(key)
        values.append(replace(value, key=key))
    return replace(facet, values=tuple(values))


def _selectable(facet: Facet, value: Value) -> bool:
    return facet.select == "any" or not any(v.parent == value.id for v in facet.values)


def _free(name: str, used: set[str], *, capital: bool, rank: int | None = None) -> str:
    letters = [c for c in name.casefold() if c in _LETTERS]
    own = "".join(letters)
    lower, upper = own + _LETTERS, (own + _LETTERS).upper()
    wanted = (upper + lower) if capital else (own + own.upper() + _LETTERS + _LETTERS.upper())
    first = str(rank) if rank is not None else ""
    for key in first + wanted + _DIGITS + _MARKS:
        if key not in used:
            return key
    return ""


def _facet_keys(facet: Facet) -> list[tuple[str, KeyTarget]]:
    keys = [(facet.key, KeyTarget(facet.id))] if facet.key else []
    if facet.type != "span":
        keys += [(v.key, KeyTarget(facet.id, v.id)) for v in facet.values if v.key and not v.retired]
    return keys
