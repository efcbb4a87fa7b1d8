"""What the peers do: a point estimate from ratings in the form that the package takes.

Bringing ratings into that form is not measured for the point estimate.  For a draw it is, where
the form cannot be sliced by rows: a draw needs other units.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from agreement_parts.data import Codes, Q

Form = Any


class Peer(NamedTuple):
    """A package's way of doing one piece of work."""

    form: Callable[[Codes], Form]
    """Ratings as the package takes them."""
    figure: Callable[[Form], float]
    rows: Callable[[Form, Any], Form] | None = None
    """Some units of ratings in that form; without it they are formed anew."""
    own_draws: Callable[[Form, int], float] | None = None
    """The package's own bootstrap."""


def krippendorff() -> Peer:
    """Krippendorff's α."""
    from krippendorff import alpha

    return Peer(
        form=lambda codes: np.where(codes < 0, np.nan, codes).T,
        figure=lambda data: float(alpha(data, level_of_measurement="nominal")),
        rows=lambda data, rows: data[:, rows],
    )


def irrcac() -> Peer:
    """Gwet's AC1, Fleiss, Conger, Brennan-Prediger and α, one after the other."""
    import pandas as pd
    from irrCAC.raw import CAC

    def figure(frame: Any) -> float:
        table = CAC(frame)
        for name in ("gwet", "fleiss", "conger", "bp", "krippendorff"):
            found = getattr(table, name)()
        return float(found["est"]["coefficient_value"])

    return Peer(
        form=lambda codes: pd.DataFrame(np.where(codes < 0, np.nan, codes)),
        figure=figure,
        rows=lambda frame, rows: frame.iloc[rows].reset_index(drop=True),
    )


def scikit_learn() -> Peer:
    """Cohen's κ of all pairs."""
    from sklearn.metrics import cohen_kappa_score

    def figure(codes: Codes) -> float:
        total = 0.0
        for g in range(codes.shape[1]):
            for h in range(g + 1, codes.shape[1]):
                both = codes[(codes[:, g] >= 0) & (codes[:, h] >= 0)]
                total += cohen_kappa_score(both[:, g], both[:, h], labels=list(range(Q)))
        return total

    return Peer(form=lambda codes: codes, figure=figure, rows=lambda codes, rows: codes[rows])


def statsmodels() -> Peer:
    """Fleiss' κ of the units that everybody rated."""
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    def figure(codes: Codes) -> float:
        table, _ = aggregate_raters(codes[(codes >= 0).all(axis=1)])
        return float(fleiss_kappa(table))

    return Peer(form=lambda codes: codes, figure=figure, rows=lambda codes, rows: codes[rows])


def nltk() -> Peer:
    """α."""
    from nltk.metrics.agreement import AnnotationTask

    def form(codes: Codes) -> list[tuple[str, str, int]]:
        return [(str(g), str(i), int(codes[i, g])) for i, g in np.argwhere(codes >= 0).tolist()]

    return Peer(form=form, figure=lambda triples: float(AnnotationTask(data=triples).alpha()))


def evalaudit() -> Peer:
    """α; its own bootstrap draws units, not articles."""
    import pandas as pd
    from evalaudit import rater_agreement

    def form(codes: Codes) -> Any:
        at = np.argwhere(codes >= 0)
        return pd.DataFrame({"item_id": at[:, 0], "rater_id": at[:, 1], "rating": codes[at[:, 0], at[:, 1]]})

    def draws(frame: Any, n: int) -> float:
        return float(rater_agreement(frame, level="nominal", n_boot=max(n, 1)).alpha)

    return Peer(form=form, figure=lambda frame: draws(frame, 1), own_draws=draws)


def _answers(codes: Codes) -> Any:
    import pandas as pd

    at = np.argwhere(codes >= 0)
    return pd.DataFrame({"task": at[:, 0], "worker": at[:, 1], "label": codes[at[:, 0], at[:, 1]]})


def crowdkit() -> Peer:
    """α."""
    from crowdkit.metrics.data import alpha_krippendorff

    return Peer(form=_answers, figure=lambda frame: float(alpha_krippendorff(frame)))


def crowdkit_labels() -> Peer:
    """Dawid-Skene."""
    from crowdkit.aggregation import DawidSkene

    return Peer(form=_answers, figure=lambda frame: float(DawidSkene(n_iter=100).fit(frame).priors_.iloc[0]))
