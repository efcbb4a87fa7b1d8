"""Which package does which work, and whose work it is compared with."""

from __future__ import annotations

from typing import NamedTuple


class Work(NamedTuple):
    """One row of the tables."""

    title: str
    module: str
    """What must be importable."""
    function: str
    """In `ours` or `peers`."""
    ours: str = ""
    """The title of our row with the same work; empty for our own rows."""
    draws: bool = True
    own_draws: bool = False
    """Whether the package has a bootstrap of its own, which is run as a whole."""

    @property
    def package(self) -> str:
        """Before the comma."""
        return self.title.partition(",")[0]


WORKS = (
    Work("annotate-tui, whole analysis", "annotate_tui", "everything"),
    Work("annotate-tui, all coefficients", "annotate_tui", "coefficients"),
    Work("irrCAC, five coefficients", "irrCAC", "irrcac", "annotate-tui, all coefficients"),
    Work("annotate-tui, α", "annotate_tui", "alpha"),
    Work("krippendorff, α", "krippendorff", "krippendorff", "annotate-tui, α"),
    Work("evalaudit, α (units drawn)", "evalaudit", "evalaudit", "annotate-tui, α", own_draws=True),
    Work("NLTK, α", "nltk", "nltk", "annotate-tui, α"),
    Work("crowd-kit, α", "crowdkit", "crowdkit", "annotate-tui, α"),
    Work("annotate-tui, Fleiss κ", "annotate_tui", "fleiss"),
    Work("statsmodels, Fleiss κ", "statsmodels", "statsmodels", "annotate-tui, Fleiss κ"),
    Work("annotate-tui, Cohen κ of pairs", "annotate_tui", "pairs"),
    Work("scikit-learn, Cohen κ of pairs", "sklearn", "scikit_learn", "annotate-tui, Cohen κ of pairs"),
    Work("annotate-tui, Dawid-Skene", "annotate_tui", "labels", draws=False),
    Work("crowd-kit, Dawid-Skene", "crowdkit", "crowdkit_labels", "annotate-tui, Dawid-Skene", draws=False),
)
BY_TITLE = {work.title: work for work in WORKS}
