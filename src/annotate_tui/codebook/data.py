"""A codebook as plain data: what a database keeps as JSON, and what the hash is taken of.

Standard library only: the labelling screen reads its codebook from here and
must start fast.  What equals its default is left out, so that a field which a
later version of the program adds changes no hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any

from annotate_tui.codebook.model import (
    Abstain,
    Answer,
    Codebook,
    Condition,
    DecisionRule,
    Example,
    Facet,
    KindPolicy,
    SoftWarning,
    Source,
    Value,
)
from annotate_tui.errors import CodebookError


def codebook_to_data(codebook: Codebook) -> dict[str, Any]:
    """The whole codebook as dicts, lists, strings, numbers and booleans; ``hash`` included."""
    data: dict[str, Any] = _plain(codebook)
    return data


def codebook_from_data(data: Mapping[str, Any]) -> Codebook:
    """The codebook that `codebook_to_data` wrote.

    Raises CodebookError when the data is something else, for instance because
    it was written by a later version of the program.
    """
    try:
        return _codebook(data)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise CodebookError(
            f"The codebook that is kept here cannot be read ({type(error).__name__}: {error}); "
            "was it written by a later version of annotate-tui?"
        ) from error


def content_hash(codebook: Codebook) -> str:
    """SHA-256, in hexadecimal, of the content without the hash itself.

    Equal for two files that say the same, whatever their formatting, comments
    and order of keys; the order of facets and values is content.
    """
    data = codebook_to_data(codebook)
    data.pop("hash", None)
    text = json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(thing: Any) -> Any:
    if isinstance(thing, (str, bool, int, float)) or thing is None:
        return thing
    if isinstance(thing, (tuple, list)):
        return [_plain(part) for part in thing]
    if isinstance(thing, Mapping):
        return {str(key): _plain(part) for key, part in thing.items()}
    data = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.default is not MISSING and value == field.default:
            continue
        if field.default_factory is not MISSING and value == field.default_factory():
            continue
        data[field.name] = _plain(value)
    return data


def _strings(data: Mapping[str, Any], *names: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(data[name]) for name in names if name in data}


def _codebook(data: Mapping[str, Any]) -> Codebook:
    return Codebook(
        **{
            **data,
            "facets": tuple(_facet(facet) for facet in data["facets"]),
            "kinds": {kind: _policy(policy) for kind, policy in data["kinds"].items()},
            "abstain": Abstain(**data["abstain"]),
            "rules": tuple(DecisionRule(**{**rule, **_strings(rule, "facets")}) for rule in data["rules"]),
            "warnings": tuple(
                SoftWarning(**{**warning, "when": _condition(warning["when"])})
                for warning in data["warnings"]
            ),
            "migrations": tuple(data["migrations"]),
            "sources": tuple(
                Source(**{**source, **_strings(source, "facets")}) for source in data.get("sources", ())
            ),
            **_strings(data, "authors", "changelog"),
        }
    )


def _facet(data: Mapping[str, Any]) -> Facet:
    return Facet(
        **{
            **data,
            "values": tuple(_value(value) for value in data.get("values", ())),
            "ask_when": _condition(data["ask_when"]) if "ask_when" in data else None,
            **_strings(data, "exclusive", "precedence", "comparable_with"),
        }
    )


def _value(data: Mapping[str, Any]) -> Value:
    return Value(**{**data, "examples": tuple(Example(**example) for example in data.get("examples", ()))})


def _condition(data: Mapping[str, Any]) -> Condition:
    return Condition(
        **{
            **data,
            "parts": tuple(_condition(part) for part in data.get("parts", ())),
            **_strings(data, "values"),
        }
    )


def _policy(data: Mapping[str, Any]) -> KindPolicy:
    prefill: dict[str, Answer] = {
        facet: tuple(answer) if isinstance(answer, list) else answer
        for facet, answer in data.get("prefill", {}).items()
    }
    return KindPolicy(**{**data, "prefill": prefill, **_strings(data, "only")})
