"""A codebook in another language: the texts change, the ids and the hash do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotate_tui.codebook.model import Codebook, Facet


def languages(codebook: Codebook) -> tuple[str, ...]:
    """The languages that a codebook is written in, its own first."""
    return (codebook.language, *(language for language in codebook.texts if language != codebook.language))


def translated(codebook: Codebook, language: str) -> Codebook:
    """The codebook with its texts in ``language``; what is not translated stays as it is.

    Ids, keys and the hash are those of the original: an answer means the same
    in every language.
    """
    texts: Mapping[str, Any] = codebook.texts.get(language, {})
    if not texts:
        return codebook
    rules = texts.get("rules", {})
    warnings = texts.get("warnings", {})
    return replace(
        codebook,
        title=texts.get("title", codebook.title),
        principle=texts.get("principle", codebook.principle),
        facets=tuple(_facet(facet, texts.get("facets", {}).get(facet.id, {})) for facet in codebook.facets),
        rules=tuple(replace(rule, **rules.get(rule.title, {})) for rule in codebook.rules),
        warnings=tuple(replace(w, message=warnings.get(w.id, w.message)) for w in codebook.warnings),
    )


def _facet(facet: Facet, texts: Mapping[str, Any]) -> Facet:
    values = texts.get("values", {})
    return replace(
        facet,
        **{key: text for key, text in texts.items() if key != "values"},
        values=tuple(replace(value, **values.get(value.id, {})) for value in facet.values),
    )
