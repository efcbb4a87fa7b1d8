"""The tables of a facet's result: pairs, values, members of sets, confusion and gate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from annotate_tui.agreement import coefficients as c
from annotate_tui.agreement import confusion as two
from annotate_tui.agreement import pooled
from annotate_tui.agreement.brief import finite
from annotate_tui.agreement.prepare import Pairs, Pooled
from annotate_tui.agreement.reading import read
from annotate_tui.agreement.result import (
    Confusion,
    Figure,
    GateResult,
    MemberResult,
    PairResult,
    Settings,
    ValueResult,
)
from annotate_tui.agreement.sums import Floats

Draws = Mapping[int, Mapping[str, Floats]]
"""By ``id`` of the part: figures in every draw."""


def with_reading(name: str, figure: Figure) -> Figure:
    """Percentages and F1 are not read against benchmarks: chance is in them."""
    if name.startswith(("percent", "span_f1")):
        return figure
    return replace(figure, reading=read(figure.value, figure.low, figure.se))


def pair_results(pairs: Pairs | None, draws: Draws, settings: Settings) -> list[PairResult]:
    """Each pair of annotators."""
    if pairs is None:
        return []
    drawn, names = draws.get(id(pairs.part), {}), pairs.ratings.annotators
    return [
        PairResult(
            annotators=(names[g], names[h]),
            n=int(pairs.confusion[entry].sum()),
            figures={
                name: pairs.part.figure(name, settings, drawn, entry=entry) for name in pairs.part.values
            },
            indices=_indices(pairs.confusion[entry]),
            confusion=pairs.confusion[entry].astype(int).tolist(),
        )
        for entry, (g, h) in enumerate(pairs.places)
    ]


def _indices(confusion: Floats) -> dict[str, float | None]:
    """What explains a low κ at high agreement."""
    found = {"kappa_max": float(two.kappa_maximum(confusion)), "bangdiwala": float(two.bangdiwala(confusion))}
    if len(confusion) == 2:
        found |= two.prevalence_and_bias(confusion)
    return {name: finite(value) for name, value in found.items()}


def value_results(whole: Pooled | None, draws: Draws, settings: Settings) -> dict[str, ValueResult]:
    """Each declared value against all others."""
    if whole is None or whole.table is None or whole.layout is None or not whole.table.declared:
        return {}
    part, layout, drawn = whole.part, whole.layout, draws.get(id(whole.part), {})
    names = [name for name in part.values if name.startswith(pooled.PER_VALUE)]
    with np.errstate(all="ignore"):
        shares = c.shares(part.totals, layout)
    given = layout.take(part.totals, "values")
    margins = layout.take(part.totals, "margins").reshape(layout.n_annotators, layout.n_values)
    own = margins / np.maximum(margins.sum(axis=1, keepdims=True), 1)
    out = {}
    for k, value in enumerate(whole.table.names):
        figures = {
            name.removeprefix(pooled.PER_VALUE): part.figure(name, settings, drawn, entry=k) for name in names
        }
        percent = figures["percent_agreement"].value
        share = finite(float(shares[k]))
        out[value] = ValueResult(
            n=int(given[k]),
            share=share,
            figures=figures,
            prevalence_index=None if share is None else 2 * share - 1,
            bias_index=finite(float(np.ptp(own[:, k]))) if len(own) > 1 else None,
            pabak=None if percent is None else 2 * percent - 1,
        )
    return out


def pooled_confusion(whole: Pooled | None, pairs: Pairs | None) -> Confusion | None:
    """Which values are taken for which, all pairs of annotators together."""
    if whole is None or whole.table is None or pairs is None:
        return None
    both = pairs.confusion.sum(axis=0)
    return Confusion(whole.table.names, (both + both.T).astype(int).tolist())


def member_results(
    members: Mapping[str, Pooled], draws: Draws, settings: Settings
) -> dict[str, MemberResult]:
    """Each member of a set."""
    out = {}
    for name, member in members.items():
        drawn, part = draws.get(id(member.part), {}), member.part
        specific = f"{pooled.PER_VALUE}specific_agreement"
        figures = {
            "krippendorff_alpha": part.figure("krippendorff_alpha", settings, drawn),
            "positive_agreement": part.figure(specific, settings, drawn, entry=1),
            "negative_agreement": part.figure(specific, settings, drawn, entry=0),
            "gwet_ac": part.figure("gwet_ac", settings, drawn),
            "percent_agreement": part.figure("percent_agreement", settings, drawn),
        }
        chosen = 0 if member.layout is None else int(member.layout.take(part.totals, "values")[1])
        out[name] = MemberResult(chosen, {key: with_reading(key, each) for key, each in figures.items()})
    return out


def gate_result(
    gate: Pooled | None, joint: Pooled | None, n_both_asked: int, draws: Draws, settings: Settings
) -> GateResult | None:
    """Agreement on whether a question was asked; None where it always was."""
    if gate is None:
        return None
    each = np.count_nonzero(gate.ratings.rated, axis=1)
    shown = ("percent_agreement", "krippendorff_alpha", "gwet_ac")

    def figures(of: Pooled | None) -> dict[str, Figure]:
        if of is None:
            return {}
        drawn = draws.get(id(of.part), {})
        return {name: with_reading(name, of.part.figure(name, settings, drawn)) for name in shown}

    return GateResult(
        n_units=int(np.count_nonzero(each)),
        n_pairable=int(np.count_nonzero(each >= 2)),
        n_both_asked=n_both_asked,
        n_joint=0 if joint is None else int((np.count_nonzero(joint.ratings.rated, axis=1) >= 2).sum()),
        figures=figures(gate),
        joint=figures(joint),
    )
