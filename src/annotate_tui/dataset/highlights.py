"""Which cue highlights an annotator saw while answering about a unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from annotate_tui.codebook.lexicon_shown import VIEW, Phrase, ShownCues, State
from annotate_tui.codebook.model import Answer

if TYPE_CHECKING:
    from annotate_tui.store.rows import ViewRow
    from annotate_tui.store.store import Store


@dataclass(frozen=True, slots=True)
class Highlights:
    """What one annotator saw of a lexicon when they answered about one unit for the last time."""

    state: State
    lexicon: str
    """Id and version."""
    lexicon_hash: str
    mode: str
    categories: tuple[str, ...]
    spans: tuple[Phrase, ...]
    """The phrases of the lexicon that were underlined; offsets into the unit's text."""
    decoys: tuple[Phrase, ...]
    """Words that were underlined although the lexicon does not have them."""
    dropped: tuple[Phrase, ...]
    """Phrases that were left out on purpose."""
    hidden: tuple[Phrase, ...]
    """Phrases that highlights would have underlined if they had been on."""
    first_key_s: float | None
    """Seconds from coming to the unit to the first key, the last time that it was answered."""
    first: Mapping[str, Answer] = field(default_factory=dict)
    """The first answers: where highlights come after them, those that were given without any."""

    @property
    def underlined(self) -> bool:
        """Whether anything was underlined in the unit."""
        return bool(self.spans or self.decoys)


def any_highlights(store: Store) -> bool:
    """Whether the project has ever kept what was highlighted."""
    return store.has_views(VIEW)


def highlights_in(store: Store, article: int) -> dict[tuple[int, int], Highlights]:
    """(annotator, unit) → what they saw, for the answered units of an article (keys)."""
    found: dict[tuple[int, int], Highlights] = {}
    blind: dict[tuple[int, int], Mapping[str, Answer]] = {}
    for row, shown in _answered(store.views(VIEW, article=article)):
        key = row.annotator, row.unit
        if shown.first is not None:
            blind.setdefault(key, shown.first)
        found[key] = _highlights(shown)
    if not found:
        return found
    first: dict[tuple[int, int], dict[str, Answer]] = defaultdict(dict)
    for given in store.first_answers(article):
        first[given.annotator, given.unit][given.facet] = given.answer
    return {key: replace(seen, first=blind.get(key) or first.get(key, {})) for key, seen in found.items()}


def seen_cells(store: Store) -> Iterator[tuple[int, int, ShownCues]]:
    """(annotator, unit, what they saw) of everything that was answered, oldest first."""
    for row, shown in _answered(store.views(VIEW)):
        yield row.annotator, row.unit, shown


def _answered(rows: Iterator[ViewRow]) -> Iterator[tuple[ViewRow, ShownCues]]:
    for row in rows:
        shown = ShownCues.from_text(row.value)
        if shown is not None and shown.dwell_ms is None:
            yield row, shown


def _highlights(shown: ShownCues) -> Highlights:
    return Highlights(
        state=shown.state,
        lexicon=f"{shown.lexicon} {shown.version}",
        lexicon_hash=shown.hash,
        mode=shown.mode,
        categories=shown.categories,
        spans=shown.spans,
        decoys=shown.decoys,
        dropped=shown.dropped,
        hidden=shown.hidden,
        first_key_s=None if shown.first_key_ms is None else shown.first_key_ms / 1000,
    )
