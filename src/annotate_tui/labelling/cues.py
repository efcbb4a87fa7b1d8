"""Cue highlights: phrases of a lexicon, underlined as a reading aid; never a label.

Highlights pull labels towards them, so a project decides whether there are any:

=====================  ==========================================================
``off``                nobody sees any (the default)
``on``                 everybody sees them
``annotator_choice``   each annotator switches them on and off
``assigned``           per annotator and article, drawn from a seed; nobody can choose
``after_first_answer`` only on units that were answered completely before
=====================  ==========================================================

As a control, a share of the phrases can be left out and other words underlined
instead of them; which ones follows from the seed, the annotator and the unit.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from annotate_tui.codebook.lexicon_shown import Phrase, ShownCues, State
from annotate_tui.labelling.cue_policy import CuePolicy, Mode, assigned, load_policy_lexicon

if TYPE_CHECKING:
    from annotate_tui.codebook.lexicon import Lexicon
    from annotate_tui.codebook.lexicon_find import CueFinder
    from annotate_tui.codebook.model import Answers
    from annotate_tui.store.rows import ArticleRow

Spans = tuple[tuple[int, int], ...]

_WORD = re.compile(r"[^\W\d_]{4,}")
"""What can be a decoy."""

Earlier = Callable[["ArticleRow"], ShownCues | None]
"""What was kept last about an article in this mode, if anything was."""


class Found(NamedTuple):
    """The phrases of a unit: those to underline, and those that are left out on purpose."""

    spans: tuple[Phrase, ...]
    dropped: tuple[Phrase, ...]
    decoys: tuple[Phrase, ...]

    def underlined(self) -> Spans:
        """Where the text is underlined: phrases and decoys alike."""
        return tuple(sorted((start, end) for start, end, _ in (*self.spans, *self.decoys)))


class Cues:
    """Whether highlights are shown to one annotator, and where.

    The lexicon is loaded when the first phrase is looked for.  ``annotators`` and
    ``articles`` (ids) are the orders that highlights are assigned by; what an
    article was begun with, as ``earlier`` says, stays.
    """

    def __init__(
        self,
        policy: CuePolicy,
        annotator: str,
        *,
        annotators: Sequence[str] = (),
        articles: Sequence[str] = (),
        earlier: Earlier = lambda _article: None,
        load: Callable[[CuePolicy], Lexicon] = load_policy_lexicon,
    ) -> None:
        self.policy = policy
        self.chosen = False
        self._annotator = annotator
        self._annotators = tuple(dict.fromkeys((*policy.annotators, *annotators)))
        self._articles = articles
        self._earlier = earlier
        self._load = load
        self._lexicon: Lexicon | None = None
        self._finder: CueFinder | None = None
        self._article = -1
        self._found: dict[int, Found] = {}
        self._assigned: dict[int, bool] = {}

    @property
    def mode(self) -> Mode:
        """Who sees highlights."""
        return self.policy.mode

    def state(self, article: ArticleRow, *, revealed: bool) -> State:
        """Whether phrases of a unit are underlined now.

        ``revealed`` says whether the unit's first answer was given, where that matters.
        """
        if article.article_id in self.policy.off_in:
            return State.OFF
        match self.mode:
            case Mode.AFTERWARDS:
                return State.AFTER if revealed else State.BEFORE
            case Mode.CHOICE:
                shows = self.chosen
            case Mode.ASSIGNED:
                shows = self._is_assigned(article)
            case _:
                shows = self.mode is Mode.ON
        return State.ON if shows else State.OFF

    def _is_assigned(self, article: ArticleRow) -> bool:
        known = self._assigned.get(article.key)
        if known is None:
            begun = self._earlier(article)
            if begun is not None and begun.mode == Mode.ASSIGNED and begun.seed == self.policy.seed:
                known = begun.state.shows
            else:
                known = assigned(
                    self.policy.seed, self._annotator, self._annotators, article.article_id, self._articles
                )
            self._assigned[article.key] = known
        return known

    def toggle(self, article: ArticleRow) -> str:
        """Switch highlights on or off, where the annotator may; what to say about it."""
        if self.mode is Mode.OFF:
            return "This project shows no cue highlights."
        if article.article_id in self.policy.off_in:
            return "This project shows no cue highlights in this article."
        match self.mode:
            case Mode.CHOICE:
                self.chosen = not self.chosen
                return "Cue highlights are on." if self.chosen else "Cue highlights are off."
            case Mode.ASSIGNED:
                here = "on" if self._is_assigned(article) else "off"
                return f"Cue highlights are {here} in this article: lots were drawn, and nobody can choose."
            case Mode.AFTERWARDS:
                return "Cue highlights come after the first answer in this project; nobody can choose."
            case _:
                return "This project shows cue highlights to everybody; nobody can choose."

    def found(self, article: ArticleRow, unit: int, start: int, text: str) -> Found:
        """The phrases of a unit (key, and where it begins in the article)."""
        if article.key != self._article:
            self._article, self._finder = article.key, None
            self._found.clear()
        known = self._found.get(unit)
        if known is None:
            known = self._found[unit] = self._look(f"{article.article_id}\n{start}", text)
        return known

    def _look(self, place: str, text: str) -> Found:
        if self._finder is None:
            from annotate_tui.codebook.lexicon_find import CueFinder

            self._finder = CueFinder(self._loaded())
        wanted = self.policy.categories
        phrases = joined(
            Phrase(cue.start, cue.end, cue.category)
            for cue in self._finder.find(text)
            if (self.policy.weak or not cue.weak) and (not wanted or cue.category in wanted)
        )
        spans: list[Phrase] = []
        dropped: list[Phrase] = []
        for phrase in phrases:
            is_dropped = self._draws("drop", place, phrase, self.policy.drop)
            (dropped if is_dropped else spans).append(phrase)
        decoys = []
        if self.policy.decoys:
            words = (Phrase(*match.span()) for match in _WORD.finditer(text))
            decoys = [
                word
                for word in words
                if all(word.end <= phrase.start or word.start >= phrase.end for phrase in phrases)
                and self._draws("add", place, word, self.policy.decoys)
            ]
        return Found(tuple(spans), tuple(dropped), tuple(decoys))

    def _draws(self, what: str, place: str, phrase: Phrase, share: float) -> bool:
        """Draw lots: the same for the same annotator, unit and words."""
        if share <= 0:
            return False
        parts = (self.policy.seed, what, self._annotator, place, f"{phrase.start}-{phrase.end}")
        drawn = int.from_bytes(hashlib.sha256("\n".join(parts).encode()).digest()[:6], "big")
        return drawn < share * 2**48

    def record(
        self,
        state: State,
        found: Found | None,
        *,
        first_key_ms: int | None = None,
        dwell_ms: int | None = None,
        first: Answers | None = None,
    ) -> ShownCues:
        """What was shown of a unit, for the log; ``found`` is None where nobody ever sees any."""
        name, version, digest = self._identity()
        shows, found = state.shows, found or Found((), (), ())
        return ShownCues(
            lexicon=name,
            version=version,
            hash=digest,
            mode=str(self.mode),
            state=state,
            categories=self._categories() if shows else (),
            spans=found.spans if shows else (),
            decoys=found.decoys if shows else (),
            dropped=found.dropped if shows else (),
            hidden=() if shows else joined((*found.spans, *found.dropped)),
            slow=self._finder.slow if self._finder is not None else (),
            seed=self.policy.seed,
            first_key_ms=first_key_ms,
            dwell_ms=dwell_ms,
            first=None if first is None else dict(first),
        )

    def _categories(self) -> tuple[str, ...]:
        return self.policy.categories or tuple(category.id for category in self._loaded().categories)

    def _identity(self) -> tuple[str, str, str]:
        if self._lexicon is None and self.mode is Mode.OFF and "\n" not in self.policy.lexicon:
            from annotate_tui.codebook.lexicon import builtin_lexicon_identity

            return (self.policy.lexicon, *builtin_lexicon_identity(self.policy.lexicon))
        lexicon = self._loaded()
        return lexicon.id, lexicon.version, lexicon.hash

    def _loaded(self) -> Lexicon:
        if self._lexicon is None:
            self._lexicon = self._load(self.policy)
        return self._lexicon


def joined(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    """Phrases of several categories as phrases that do not overlap, in the order of the text."""
    made: list[Phrase] = []
    for start, end, categories in sorted(phrases):
        if made and start < made[-1].end:
            last = made[-1]
            names = dict.fromkeys([*last.categories.split(), *categories.split()])
            made[-1] = Phrase(last.start, max(end, last.end), " ".join(names))
        else:
            made.append(Phrase(start, end, categories))
    return tuple(made)
