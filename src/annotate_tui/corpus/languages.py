"""Other languages: the sentences of a block by yasbd (the extra ``lang``), behind the same mask.

The library never sees a long block or a long word, and whatever goes wrong in
it, the built-in rules take the block over; how often that was is said in a
warning.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from annotate_tui.corpus.mask import mask
from annotate_tui.corpus.sentences import sentence_starts
from annotate_tui.errors import UsageError

if TYPE_CHECKING:
    from yasbd import BoundaryDetector

BUILT_IN = "en"
"""The language of the built-in rules."""

_LONGEST_BLOCK = 20_000
_LONG_WORD = re.compile(r"\S{500}")


class LanguageSplitter:
    """Finds where the sentences of a block begin, in another language than English."""

    def __init__(self, language: str) -> None:
        """Raises UsageError when the extra is not installed or does not know ``language``."""
        self.language = language
        self._detector, version = _detector(language)
        self.name = f"yasbd-{version}-{language}"
        self._failures = 0

    def __call__(self, block: str) -> list[int]:
        """The offsets at which the second and further sentences of ``block`` begin."""
        if len(block) > _LONGEST_BLOCK or _LONG_WORD.search(block):
            self._failures += 1
            return sentence_starts(block)
        masked = mask(block)
        try:
            ends = list(self._detector.detect(masked))
        except Exception:  # noqa: BLE001 - whatever fails there, the built-in rules go on
            self._failures += 1
            return sentence_starts(block)
        starts = set()
        for end in ends:
            if not isinstance(end, int) or not 0 <= end <= len(masked):
                self._failures += 1
                return sentence_starts(block)
            start = end + len(masked[end:]) - len(masked[end:].lstrip(" "))
            if masked[:start].strip() and start < len(masked):
                starts.add(start)
        return sorted(starts)

    def warnings(self) -> tuple[str, ...]:
        """A sentence on the blocks that the built-in rules had to take over; none if there were none."""
        if not self._failures:
            return ()
        blocks = "1 block was" if self._failures == 1 else f"{self._failures} blocks were"
        how = f"split by the built-in rules, since those for '{self.language}' failed or were not asked"
        return (f"{blocks} {how}.",)


@cache
def _detector(language: str) -> tuple[BoundaryDetector, str]:
    try:
        import yasbd
    except ImportError:
        raise UsageError(
            f"Sentences in '{language}' need yasbd-lib: pip install 'annotate-tui[lang]'; "
            "without it texts are split by the built-in rules for English."
        ) from None
    known = [name for name in yasbd.get_supported_langs() if name != "auto"]
    if language not in known:
        raise UsageError(f"There are no rules for the language '{language}'; there are {', '.join(known)}.")
    from importlib.metadata import version

    return yasbd.BoundaryDetector(language), version("yasbd-lib")


def splitter_for(language: str | None) -> LanguageSplitter | None:
    """The splitter for a language code such as "de"; None for English and where none is given."""
    if language is None or language.lower().partition("-")[0] == BUILT_IN:
        return None
    return LanguageSplitter(language.lower().partition("-")[0])
