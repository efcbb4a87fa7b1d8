"""Which coefficients a scale has, from the sums over all annotators."""

from __future__ import annotations

from annotate_tui.agreement import coefficients as c
from annotate_tui.agreement.encode import Table
from annotate_tui.agreement.ratings import Scale
from annotate_tui.agreement.sums import Array, Layout

PER_VALUE = "values:"
"""Names of figures that have one entry a value begin with this."""

AC_NAMES = {"identity": "gwet_ac", "linear": "gwet_ac2_linear", "quadratic": "gwet_ac2_quadratic"}


def figures(sums: Array, table: Table, layout: Layout, *, small_sample: bool = True) -> dict[str, Array]:
    """Every pooled coefficient of the table's scale: name → shape (...), or (..., q) for each value.

    Without ``small_sample`` α is taken without its correction for few ratings: what standard errors
    are derived from (Gwet 2014).
    """
    if table.scale is Scale.SET:
        return _of_sets(sums, layout, small_sample=small_sample)
    out: dict[str, Array] = {
        "percent_agreement": c.percent_agreement(sums, layout, "identity"),
        "percent_agreement_pairs": c.percent_of_pairs(sums, layout),
    }
    out |= _alphas(sums, table, layout, small_sample=small_sample)
    for weight in layout.weights:
        if weight == "ratio":
            continue
        ending = "" if weight == "identity" else f"_{weight}"
        if ending:
            out[f"percent_agreement{ending}"] = c.percent_agreement(sums, layout, weight)
        out[f"fleiss_kappa{ending}"] = c.chance_corrected(sums, layout, "fleiss_kappa", weight)
        out[f"conger_kappa{ending}"] = c.chance_corrected(sums, layout, "conger_kappa", weight)
        if table.declared:
            out[f"brennan_prediger{ending}"] = c.chance_corrected(sums, layout, "brennan_prediger", weight)
            out[AC_NAMES[weight]] = c.chance_corrected(sums, layout, "gwet_ac", weight)
    if table.declared:
        out |= {
            f"{PER_VALUE}specific_agreement": c.specific_agreement(sums, layout),
            f"{PER_VALUE}krippendorff_alpha": c.alpha_of_values(sums, layout, small_sample=small_sample),
            f"{PER_VALUE}gwet_ac": c.gwet_of_values(sums, layout),
            f"{PER_VALUE}percent_agreement": c.apart(sums, layout),
        }
    return out


def _alphas(sums: Array, table: Table, layout: Layout, *, small_sample: bool) -> dict[str, Array]:
    """Krippendorff's α on the scale of the question first, then on coarser or finer readings of it."""
    nominal = c.alpha_fixed(sums, layout, "identity", small_sample=small_sample)
    if table.scale is Scale.ORDINAL:
        return {
            "krippendorff_alpha": c.alpha_ordinal(sums, layout, small_sample=small_sample),
            "krippendorff_alpha_nominal": nominal,
            "krippendorff_alpha_interval": c.alpha_fixed(
                sums, layout, "quadratic", small_sample=small_sample
            ),
        }
    if table.scale.numeric:
        weight = "ratio" if table.scale is Scale.RATIO else "quadratic"
        own = c.alpha_fixed(sums, layout, weight, small_sample=small_sample)
        return {"krippendorff_alpha": own, "krippendorff_alpha_nominal": nominal}
    return {"krippendorff_alpha": nominal}


def _of_sets(sums: Array, layout: Layout, *, small_sample: bool) -> dict[str, Array]:
    """Sets: α with MASI distance first; exact match is a percentage and never the headline."""
    alphas = {
        weight: c.alpha_fixed(sums, layout, weight, small_sample=small_sample)
        for weight in ("masi", "jaccard", "identity")
    }
    return {
        "percent_agreement": c.percent_agreement(sums, layout, "identity"),
        "percent_agreement_masi": c.percent_agreement(sums, layout, "masi"),
        "percent_agreement_jaccard": c.percent_agreement(sums, layout, "jaccard"),
        "krippendorff_alpha": alphas["masi"],
        "krippendorff_alpha_masi": alphas["masi"],
        "krippendorff_alpha_jaccard": alphas["jaccard"],
        "krippendorff_alpha_nominal": alphas["identity"],
    }


def kernel_of(name: str) -> tuple[str, str] | None:
    """The coefficient of the weighted kernel and its weights behind a name; None for others."""
    for weight, ending in (("linear", "_linear"), ("quadratic", "_quadratic"), ("identity", "")):
        if not name.endswith(ending):
            continue
        base = name.removesuffix(ending).replace("gwet_ac2", "gwet_ac")
        return (base, weight) if base in c.CHANCE or base == "percent_agreement" else None
    return None
