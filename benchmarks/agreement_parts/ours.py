"""What annotate-tui does, piece by piece: each piece is the work that some peer does, too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from agreement_parts.data import ARTICLE, Codes, Q
from annotate_tui.agreement.aggregate import dawid_skene
from annotate_tui.agreement.analyse import analyse
from annotate_tui.agreement.brief import alpha_part
from annotate_tui.agreement.coefficients import chance_corrected
from annotate_tui.agreement.encode import table_of
from annotate_tui.agreement.part import Part
from annotate_tui.agreement.prepare import prepare_pairs, prepare_pooled
from annotate_tui.agreement.ratings import Ratings, Scale
from annotate_tui.agreement.resample import MOST_GROUPS, bags, bootstrap
from annotate_tui.agreement.sums import Layout, group_sums
from annotate_tui.agreement.undefined import Reason

Call = Callable[[int], float]
"""The work with so many draws (0: the point estimate alone)."""


def _ratings(codes: Codes, **more: Any) -> Ratings:
    n, r = codes.shape
    return Ratings(
        codes=codes,
        values=tuple("abcdefghij"[:Q]),
        scale=Scale.NOMINAL,
        annotators=tuple(f"a{g}" for g in range(r)),
        units=[str(i) for i in range(n)],
        **more,
    )


def _groups(n: int, draws: int) -> tuple[Any, int]:
    """The article of each unit (or its bag, where articles are very many); all in one without draws."""
    if not draws:
        return np.zeros(n, np.intp), 1
    groups = np.arange(n) // ARTICLE
    n_groups = int(groups[-1]) + 1
    return (bags(n_groups, 1)[groups], MOST_GROUPS) if n_groups > MOST_GROUPS else (groups, n_groups)


def _with_draws(part: Part, draws: int) -> None:
    if draws:
        bootstrap([part.estimand()], len(part.groups), draws, 1)


def everything(codes: Codes) -> Call:
    """The whole analysis: all coefficients, pairs, values, annotators, articles, units."""
    own = np.arange(len(codes), dtype=np.int32) // ARTICLE
    names = tuple(str(i) for i in range(int(own[-1]) + 1))
    ratings = _ratings(codes, clusters=own, cluster_names=names)
    return lambda draws: float(analyse(ratings, draws=draws).headline.value or 0)


def coefficients(codes: Codes) -> Call:
    """All pooled coefficients, and those of each value: α, Fleiss, Conger, Brennan-Prediger, AC1, percent."""
    ratings = _ratings(codes)

    def run(draws: int) -> float:
        whole = prepare_pooled(ratings, *_groups(len(codes), draws))
        assert whole is not None
        value = float(whole.part.values["krippendorff_alpha"])
        _with_draws(whole.part, draws)
        return value

    return run


def alpha(codes: Codes) -> Call:
    """Krippendorff's α alone."""
    ratings = _ratings(codes)

    def run(draws: int) -> float:
        part = alpha_part(ratings, *_groups(len(codes), draws))
        assert part is not None
        value = float(part.values["krippendorff_alpha"])
        _with_draws(part, draws)
        return value

    return run


def fleiss(codes: Codes) -> Call:
    """Fleiss' κ alone, of the units that everybody rated: what statsmodels can do."""
    small = np.ascontiguousarray(codes, np.int8)
    layout = Layout(Q, codes.shape[1], {"identity": np.eye(Q)}, frozenset({"shares"}))

    def run(draws: int) -> float:
        full = (small >= 0).all(axis=1)
        groups, n_groups = _groups(len(small), draws)
        sums = group_sums(small[full], layout, groups[full], n_groups)

        def evaluate(rows: Any, **_: bool) -> dict[str, Any]:
            return {"kappa": chance_corrected(rows, layout, "fleiss_kappa", "identity")}

        part = Part(sums, evaluate, n_groups, lambda _: Reason.NO_VARIATION)
        value = float(part.values["kappa"])
        _with_draws(part, draws)
        return value

    return run


def pairs(codes: Codes) -> Call:
    """Cohen's κ of all pairs."""
    ratings = _ratings(codes)

    def run(draws: int) -> float:
        found = prepare_pairs(ratings, table_of(ratings), *_groups(len(codes), draws))
        assert found is not None
        value = float(found.part.values["cohen_kappa"].sum())
        _with_draws(found.part, draws)
        return value

    return run


def labels(codes: Codes) -> Call:
    """Dawid-Skene."""
    return lambda _: float(dawid_skene(codes, Q).prevalence[0])
