"""The formula and the source of every coefficient, for the method section of a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Formula:
    """What a coefficient is called, how it is computed and where that is written."""

    title: str
    formula: str
    source: str
    meaning: str


KAPPA_TYPE = "(p_a − p_e) / (1 − p_e)"

FORMULAS: dict[str, Formula] = {
    "percent_agreement": Formula(
        "Percent agreement",
        "p_a = mean over units with r_i ≥ 2 of Σ_k r_ik ((W r_i)_k − 1) / (r_i (r_i − 1))",
        "Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed.",
        "How often two annotators agree, chance included.",
    ),
    "percent_agreement_pairs": Formula(
        "Percent agreement over pairs",
        "Σ_k r_ik (r_ik − 1) / Σ r_i (r_i − 1), summed over units",
        "Artstein & Poesio (2008), Computational Linguistics 34",
        "The same, each pair of ratings counting once, so that units with many ratings weigh more.",
    ),
    "krippendorff_alpha": Formula(
        "Krippendorff's α",
        "α = 1 − (N − 1) Σ o_kl d_kl / Σ n_k n_l d_kl, o_kl = Σ_i r_ik (r_il − δ_kl) / (r_i − 1)",
        "Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; (2019), Content Analysis, 4th ed.",
        "Agreement beyond chance for any number of annotators, with missing ratings.",
    ),
    "cohen_kappa": Formula(
        "Cohen's κ",
        f"{KAPPA_TYPE}, p_e = p'Wq, on the units that both annotators rated",
        "Cohen (1960), Educational and Psychological Measurement 20; Cohen (1968), Psychological Bulletin 70",
        "Agreement of two annotators beyond what their own habits would give by chance.",
    ),
    "scott_pi": Formula(
        "Scott's π",
        f"{KAPPA_TYPE}, p_e = π'Wπ, π the mean of both distributions, on the units that both rated",
        "Scott (1955), Public Opinion Quarterly 19",
        "As Cohen's κ, but both annotators are taken to have one habit.",
    ),
    "fleiss_kappa": Formula(
        "Fleiss' κ",
        f"{KAPPA_TYPE}, p_e = π'Wπ, π_k = mean of r_ik / r_i over units with a rating",
        "Fleiss (1971), Psychological Bulletin 76; for unequal numbers of ratings Gwet (2014)",
        "Scott's π for any number of annotators.",
    ),
    "conger_kappa": Formula(
        "Conger's κ",
        f"{KAPPA_TYPE}, p_e = (s'Ws − Σ_g p_g'Wp_g) / (r (r − 1)), s = Σ_g p_g",
        "Conger (1980), Psychological Bulletin 88; for missing ratings Gwet (2014)",
        "Cohen's κ for any number of annotators.",
    ),
    "brennan_prediger": Formula(
        "Brennan-Prediger",
        f"{KAPPA_TYPE}, p_e = ΣW / q²",
        "Brennan & Prediger (1981), Educational and Psychological Measurement 41",
        "Chance means that all values are equally likely (also Bennett's S, free-marginal κ).",
    ),
    "gwet_ac": Formula(
        "Gwet's AC1 (AC2 with weights)",
        f"{KAPPA_TYPE}, p_e = ΣW / (q (q − 1)) · Σ π_k (1 − π_k)",
        "Gwet (2008), British Journal of Mathematical and Statistical Psychology 61; Gwet (2014)",
        "Agreement beyond chance that stays high when one value is very frequent.",
    ),
    "specific_agreement": Formula(
        "Specific agreement",
        "Σ_i r_ik (r_ik − 1) / Σ_i r_ik (r_i − 1)",
        "Cicchetti & Feinstein (1990), Journal of Clinical Epidemiology 43",
        "If one annotator gave this value, how likely another does; with two annotators it is F1.",
    ),
    "standard_error": Formula(
        "Standard error",
        "√(Σ IF² / (n (n − 1))), IF the influence function, first summed within articles",
        "Gwet (2014), chapters 5 and 6; Davison & Hinkley (1997), Bootstrap Methods and their Application",
        "By how much the figure would scatter in other articles of the same sort.",
    ),
    "interval": Formula(
        "Bootstrap interval",
        "bias-corrected and accelerated (BCa), acceleration from influence values, tails widened to t",
        "Efron & Tibshirani (1993), An Introduction to the Bootstrap; Hesterberg (2015), Am. Statistician 69",
        "Whole articles are drawn with replacement, and every figure is computed anew in each draw.",
    ),
}
"""By the name in the JSON output, without the ending for weights."""


def formula_of(name: str) -> Formula | None:
    """The formula of a coefficient by its name, whatever its weights."""
    fits = [key for key in FORMULAS if name == key or name.startswith((f"{key}_", f"{key}2"))]
    return FORMULAS[max(fits, key=len)] if fits else None
