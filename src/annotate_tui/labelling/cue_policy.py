"""What a project decided about cue highlights, and who sees them where they are assigned.

The decision is kept in the database as settings (`FIELDS`), so that it has a
history and travels with the data.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from annotate_tui.codebook.lexicon import Lexicon
    from annotate_tui.codebook.model import Codebook

DEFAULT_LEXICON = "health-cues-en"


class Mode(StrEnum):
    """Who sees highlights."""

    OFF = "off"
    ON = "on"
    CHOICE = "annotator_choice"
    ASSIGNED = "assigned"
    AFTERWARDS = "after_first_answer"


@dataclass(frozen=True, slots=True)
class CuePolicy:
    """Whether there are highlights, for whom, and which."""

    mode: Mode = Mode.OFF
    seed: str = ""
    """What draws lots: for who is assigned highlights, and for what is dropped or added."""
    lexicon: str = DEFAULT_LEXICON
    """The id of a lexicon that comes with the program, or the text of a lexicon file."""
    categories: tuple[str, ...] = ()
    """The categories to show; empty: all."""
    weak: bool = False
    """Whether weak patterns count, such as "can" or "often"."""
    drop: float = 0.0
    """The share of phrases that is left out on purpose."""
    decoys: float = 0.0
    """The share of other words that is underlined on purpose."""
    annotators: tuple[str, ...] = ()
    """The order of annotators for assigning; those who are not in it follow as they joined."""
    off_in: frozenset[str] = frozenset()
    """Ids of articles in which nobody sees any, as those of a sample that measures reliability."""


FIELDS: Mapping[str, str] = {
    "mode": "highlights",
    "seed": "highlights_seed",
    "lexicon": "highlights_lexicon",
    "categories": "highlights_categories",
    "weak": "highlights_weak",
    "drop": "highlights_drop",
    "decoys": "highlights_decoys",
    "annotators": "highlights_annotators",
    "off_in": "highlights_off_in",
}
"""Field of the policy → the setting that keeps it."""


def policy_of(settings: Mapping[str, Any], codebook: Codebook) -> CuePolicy | None:
    """The policy of a project; None where nobody decided anything, which means that there are none.

    Settings count before the codebook's ``[lexicon]`` table.
    """
    mode = settings.get(FIELDS["mode"])
    if mode is None:
        mode = codebook.lexicon.get("state", Mode.OFF)
        if mode == Mode.OFF:
            return None
    given = {field: settings.get(key) for field, key in FIELDS.items() if field != "mode"}
    found = {field: value for field, value in given.items() if value is not None}
    found.setdefault("lexicon", codebook.lexicon.get("id") or DEFAULT_LEXICON)
    for name, kind in (("categories", tuple), ("annotators", tuple), ("off_in", frozenset)):
        if name in found:
            found[name] = kind(found[name])
    return CuePolicy(mode=Mode(mode) if mode in list(Mode) else Mode.OFF, **found)


def load_policy_lexicon(policy: CuePolicy) -> Lexicon:
    """The lexicon of a policy, with its patterns compiled.  Raises InputError."""
    from annotate_tui.codebook.lexicon import builtin_lexicon, parse_lexicon

    if "\n" in policy.lexicon:
        return parse_lexicon(policy.lexicon, name="the project's lexicon")
    return builtin_lexicon(policy.lexicon)


def assigned(
    seed: str, annotator: str, annotators: Sequence[str], article: str, articles: Sequence[str]
) -> bool:
    """Whether an annotator sees highlights in an article.

    Counterbalanced by permuted blocks: annotators in the order in which they
    joined and articles in the order of import are taken two by two, and in each
    block of two annotators and two articles lots are drawn once (a hash of the
    seed and of the first of either pair) between the two Latin squares ::

                   1st  2nd article            1st  2nd article
        1st         on   off                    off   on
        2nd        off    on                     on  off

    So each annotator sees highlights in half of the articles, each article is
    seen with them by half of the annotators (give or take one where a pair is
    not complete), and the two annotators of a pair never see the same article
    in the same state.  Annotators of different pairs are drawn independently.
    Nothing has to be kept: the result follows from the seed and the two orders,
    and whoever joins or comes in later changes nothing for the others.  It is
    complementary only if the order is the same for everybody; where annotators
    work on copies of the database, the project names it (`CuePolicy.annotators`).
    """
    row, first_annotator = _place(annotator, annotators)
    column, first_article = _place(article, articles)
    drawn = hashlib.sha256("\n".join((seed, first_annotator, first_article)).encode()).digest()[0]
    return bool((drawn ^ row ^ column) & 1)


def _place(name: str, names: Sequence[str]) -> tuple[int, str]:
    """The place in its pair, and who comes first in it."""
    if name not in names:
        return 0, name
    at = names.index(name)
    return at % 2, names[at - at % 2]
