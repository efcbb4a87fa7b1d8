"""What an import has to say about articles and units, in plain sentences."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from annotate_tui.corpus.article import Article, Unit, UnitKind
from annotate_tui.corpus.shown import sample

LONGEST_UNIT = 5_000
"""Units above this many characters are named: they are hard to judge, and mostly text without full stops."""


def unit_warnings(article: Article, units: Iterable[Unit]) -> tuple[str, ...]:
    """A warning for each unit that is too long to be one sentence (the first three, then a count)."""
    long = [(index, unit) for index, unit in enumerate(units) if unit.end - unit.start > LONGEST_UNIT]
    warnings = [
        f"{article.source}: unit {index + 1} has {unit.end - unit.start:,} characters "
        f"(“{sample(article.text[unit.start : unit.start + 80])}”); is it one sentence?"
        for index, unit in long[:3]
    ]
    if len(long) > 3:
        warnings.append(f"{article.source}: {len(long) - 3} further units are as long.")
    return tuple(warnings)


def kinds_counted(units: Iterable[Unit]) -> dict[UnitKind, int]:
    """How many units there are of each kind, in the order of :class:`UnitKind`."""
    counted = Counter(unit.kind for unit in units)
    return {kind: counted[kind] for kind in UnitKind if counted[kind]}


class Seen:
    """The articles of one import so far, to tell when the same text comes again."""

    def __init__(self) -> None:
        self._exact: dict[str, str] = {}
        self._loose: dict[bytes, str] = {}

    def notice(self, article: Article) -> str | None:
        """A sentence when the text came before, exactly or but for white space; else None."""
        before = self._exact.setdefault(article.article_id, article.source)
        if before != article.source:
            return f"{article.source}: same text as {before}, skipped."
        loose = self._loose.setdefault(_without_space(article.text), article.source)
        if loose != article.source:
            return f"{article.source}: differs from {loose} in white space only; both are kept."
        return None


def _without_space(text: str) -> bytes:
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()
