"""Opening a database for labelling, whatever it is then shown on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from annotate_tui.codebook.lexicon_shown import VIEW, ShownCues
from annotate_tui.errors import UsageError
from annotate_tui.labelling.cue_policy import policy_of
from annotate_tui.labelling.cues import Cues
from annotate_tui.labelling.queue import EVERYTHING, Only, parse_only
from annotate_tui.labelling.session import LabellingSession
from annotate_tui.store.store import Store
from annotate_tui.store.writer import Writer
from annotate_tui.tui.keymap import Keymap, keymap_for
from annotate_tui.tui.text import displayable

if TYPE_CHECKING:
    from annotate_tui.store.rows import AnnotatorRow, ArticleRow


class LabellingSettings(Protocol):
    """What labelling needs to know of a project's settings."""

    @property
    def annotator(self) -> str | None: ...
    @property
    def theme(self) -> str | None: ...
    @property
    def auto_advance(self) -> bool: ...
    @property
    def idle_cutoff_s(self) -> float: ...
    @property
    def keys(self) -> Mapping[str, str]: ...
    @property
    def file(self) -> Path | None: ...


class Opened(NamedTuple):
    """A database that is open for labelling."""

    store: Store
    keymap: Keymap
    only: Only
    settings: LabellingSettings

    def session(self, annotator: str, on_change: Callable[[object], None] | None = None) -> LabellingSession:
        """Start labelling as somebody; ``on_change`` hears from the writer, on its thread."""
        who = self.store.ensure_annotator(annotator)
        return LabellingSession(
            self.store,
            Writer(self.store.path, who.name, on_change=on_change),
            who,
            only=self.only,
            cues=_cues(self.store, who),
            auto_advance=self.settings.auto_advance,
            idle_cutoff_s=self.settings.idle_cutoff_s,
        )

    def article(self, reference: str | None) -> int | None:
        """The key of the article that a person means.  Raises UsageError."""
        return self.store.find_article(reference).key if reference else None


def keys_in_force(store: Store, settings: LabellingSettings) -> Keymap:
    """The keys of a project.  Raises UsageError for keys that clash, with the file that moved them."""
    try:
        return keymap_for(store.codebook(), settings.keys)
    except UsageError as error:
        if settings.file is None or not settings.keys:
            raise
        raise UsageError(
            "\n".join(f"{settings.file}: {problem}" for problem in str(error).split("\n"))
        ) from None


@contextmanager
def opened(path: Path, only: str | None, settings: LabellingSettings) -> Iterator[Opened]:
    """Open a database to label in it.

    Raises UsageError for keys that clash, a choice of units that does not exist
    and a database without articles, and what `Store.open` raises.
    """
    with Store.open(path) as store:
        for notice in store.notices:
            # Read before the lines, or after the screen, which says it too, has gone.
            print(f"Note: {displayable(notice)}", file=sys.stderr)
        codebook = store.codebook()
        keymap = keys_in_force(store, settings)
        chosen = parse_only(only, codebook) if only else EVERYTHING
        if not store.articles():
            raise UsageError(f"{path} holds no articles yet. Read some in: annotate-tui import PATH.")
        yield Opened(store, keymap, chosen, settings)


def _cues(store: Store, annotator: AnnotatorRow) -> Cues | None:
    """The cue highlights that the project decided on; None where it decided nothing."""
    policy = policy_of(store.settings(), store.codebook())
    if policy is None:
        return None

    def earlier(article: ArticleRow) -> ShownCues | None:
        newest = store.views(VIEW, article=article.key, annotator=annotator.key, newest=True)
        return next((ShownCues.from_text(row.value) for row in newest), None)

    return Cues(
        policy,
        annotator.name,
        annotators=[row.name for row in store.annotators() if row.kind == "human"],
        articles=[row.article_id for row in store.articles()],
        earlier=earlier,
    )
