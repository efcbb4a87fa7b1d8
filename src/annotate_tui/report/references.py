"""Where formulas and thresholds come from, and the formulas themselves."""

from __future__ import annotations

from dataclasses import dataclass

REFERENCES: dict[str, str] = {
    "bangdiwala1985": "Bangdiwala, S. I. (1985). A graphical test for observer agreement. Bulletin of the "
    "International Statistical Institute (Proceedings of the 45th Session), 307–308.",
    "brennan1981": "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and "
    "alternatives. Educational and Psychological Measurement, 41(3), 687–699.",
    "byrt1993": "Byrt, T., Bishop, J., & Carlin, J. B. (1993). Bias, prevalence and kappa. Journal of "
    "Clinical "
    "Epidemiology, 46(5), 423–429.",
    "cicchetti1990": "Cicchetti, D. V., & Feinstein, A. R. (1990). High agreement but low kappa: II. "
    "Resolving the paradoxes. Journal of Clinical Epidemiology, 43(6), 551–558.",
    "cohen1960": "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and "
    "Psychological Measurement, 20(1), 37–46.",
    "cohen1968": "Cohen, J. (1968). Weighted kappa: Nominal scale agreement with provision for scaled "
    "disagreement or partial credit. Psychological Bulletin, 70(4), 213–220.",
    "conger1980": "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. "
    "Psychological Bulletin, 88(2), 322–328.",
    "davison1997": "Davison, A. C., & Hinkley, D. V. (1997). Bootstrap methods and their application. "
    "Cambridge University Press.",
    "dawid1979": "Dawid, A. P., & Skene, A. M. (1979). Maximum likelihood estimation of observer "
    "error-rates using "
    "the EM algorithm. Applied Statistics, 28(1), 20–28.",
    "efron1993": "Efron, B., & Tibshirani, R. J. (1993). An introduction to the bootstrap. Chapman & Hall.",
    "fleiss1971": "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological "
    "Bulletin, 76(5), 378–382.",
    "gwet2008": "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of "
    "high agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
    "gwet2014": "Gwet, K. L. (2014). Handbook of inter-rater reliability (4th ed.). Advanced Analytics.",
    "hesterberg2015": "Hesterberg, T. C. (2015). What teachers should know about the bootstrap: Resampling "
    "in the undergraduate statistics curriculum. The American Statistician, 69(4), 371–386.",
    "hripcsak2005": "Hripcsak, G., & Rothschild, A. S. (2005). Agreement, the F-measure, and reliability in "
    "information retrieval. Journal of the American Medical Informatics Association, 12(3), 296–298.",
    "jaccard1912": "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, "
    "11(2), 37–50.",
    "kish1965": "Kish, L. (1965). Survey sampling. Wiley.",
    "krippendorff1995": "Krippendorff, K. (1995). On the reliability of unitizing continuous data. "
    "Sociological "
    "Methodology, 25, 47–76.",
    "krippendorff2004": "Krippendorff, K. (2004). Content analysis: An introduction to its methodology "
    "(2nd ed.). "
    "Sage.",
    "krippendorff2011": "Krippendorff, K. (2011). Computing Krippendorff’s alpha-reliability. University of "
    "Pennsylvania, Annenberg School for Communication.",
    "krippendorff2019": "Krippendorff, K. (2019). Content analysis: An introduction to its methodology "
    "(4th ed.). Sage.",
    "light1971": "Light, R. J. (1971). Measures of response agreement for qualitative data: Some "
    "generalizations and alternatives. Psychological Bulletin, 76(5), 365–377.",
    "passonneau2006": "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic "
    "and pragmatic annotation. Proceedings of LREC 2006, 831–836.",
    "scott1955": "Scott, W. A. (1955). Reliability of content analysis: The case of nominal scale coding. "
    "Public Opinion Quarterly, 19(3), 321–325.",
}
"""By key; the order is that of a list of references."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula as text and for LaTeX, with what it needs to be understood."""

    name: str
    text: str
    latex: str
    where: str = ""
    references: tuple[str, ...] = ()


AGREEMENT = Formula(
    "Observed agreement",
    "pₐ = mean over units of Σₖ rᵢₖ ((W rᵢ)ₖ − 1) / (rᵢ (rᵢ − 1))",
    r"p_a = \frac{1}{n}\sum_i \sum_k \frac{r_{ik}\,\bigl((W r_i)_k - 1\bigr)}{r_i (r_i - 1)}",
    "r with i and k is how many annotators gave unit i the value k, W the weights of agreement (1 for "
    "equal answers), over the n units with two ratings or more.",
    ("gwet2014",),
)
CHANCE = "(pₐ − pₑ) / (1 − pₑ)"
CHANCE_LATEX = r"\frac{p_a - p_e}{1 - p_e}"

FORMULAS: dict[str, Formula] = {
    "krippendorff_alpha": Formula(
        "Krippendorff’s α",
        "α = 1 − (N − 1) Σ oₖₗ dₖₗ / Σ nₖ nₗ dₖₗ",
        r"\alpha = 1 - (N - 1)\,\frac{\sum_{k,l} o_{kl}\, d_{kl}}{\sum_{k,l} n_k\, n_l\, d_{kl}}",
        "o are the coincidences of answers k and l within units, n their totals, N all ratings that can be "
        "paired, d how far apart two answers are.",
        ("krippendorff2011", "krippendorff2019"),
    ),
    "krippendorff_alpha_u": Formula(
        "Krippendorff’s α_U",
        "α_U = 1 − Σ L² Dₒ / Σ L² Dₑ",
        r"\alpha_U = 1 - \frac{\sum L^2 D_o}{\sum L^2 D_e}",
        "Sums over articles of L characters and over values; o: the observed disagreement on where "
        "passages begin "
        "and end, e: what the same passages give if they are put anywhere in their article.",
        ("krippendorff1995", "krippendorff2004"),
    ),
    "span_f1": Formula(
        "F1",
        "F1 = 2 m / (n₁ + n₂)",
        r"F_1 = \frac{2 m}{n_1 + n_2}",
        "m passages (or characters) that two annotators have in common, of those that each marked; all "
        "pairs of "
        "annotators and all units are added up.",
        ("hripcsak2005",),
    ),
    "percent_agreement": AGREEMENT,
    "cohen_kappa": Formula(
        "Cohen’s κ",
        f"κ = {CHANCE}, pₑ = Σ W pₖ qₗ",
        rf"\kappa = {CHANCE_LATEX},\quad p_e = \sum_{{k,l}} w_{{kl}}\, p_k\, q_l",
        "p and q are the two annotators’ shares of the values; with more than two annotators the mean over "
        "pairs.",
        ("cohen1960", "cohen1968", "light1971"),
    ),
    "scott_pi": Formula(
        "Scott’s π",
        f"π = {CHANCE}, pₑ = Σ W p̄ₖ p̄ₗ",
        rf"\pi = {CHANCE_LATEX},\quad p_e = \sum_{{k,l}} w_{{kl}}\, \bar p_k\, \bar p_l",
        "The shares are the means of the two annotators’ shares.",
        ("scott1955",),
    ),
    "fleiss_kappa": Formula(
        "Fleiss’ κ",
        f"κ = {CHANCE}, pₑ = π′Wπ",
        rf"\kappa = {CHANCE_LATEX},\quad p_e = \pi' W \pi",
        "π is the mean over units of the shares of the values.",
        ("fleiss1971", "gwet2014"),
    ),
    "conger_kappa": Formula(
        "Conger’s κ",
        f"κ = {CHANCE}, pₑ = (s′Ws − Σ p′Wp) / (r (r − 1))",
        rf"\kappa = {CHANCE_LATEX},\quad p_e = \frac{{s' W s - \sum_g p_g' W p_g}}{{r (r - 1)}}",
        "p are the shares of each of r annotators, s their sum.",
        ("conger1980", "gwet2014"),
    ),
    "brennan_prediger": Formula(
        "Brennan–Prediger",
        f"κ = {CHANCE}, pₑ = ΣW / q²",
        rf"\kappa = {CHANCE_LATEX},\quad p_e = \frac{{1}}{{q^2}} \sum_{{k,l}} w_{{kl}}",
        "q is the number of values declared.",
        ("brennan1981",),
    ),
    "gwet_ac": Formula(
        "Gwet’s AC1 and AC2",
        f"AC = {CHANCE}, pₑ = ΣW / (q (q − 1)) · Σ πₖ (1 − πₖ)",
        rf"\mathrm{{AC}} = {CHANCE_LATEX},\quad p_e = \frac{{\sum_{{k,l}} w_{{kl}}}}{{q (q - 1)}} "
        r"\sum_k \pi_k (1 - \pi_k)",
        "AC2 with weights other than identity.",
        ("gwet2008", "gwet2014"),
    ),
    "specific_agreement": Formula(
        "Specific agreement of value k",
        "Σᵢ rᵢₖ (rᵢₖ − 1) / Σᵢ rᵢₖ (rᵢ − 1)",
        r"\frac{\sum_i r_{ik} (r_{ik} - 1)}{\sum_i r_{ik} (r_i - 1)}",
        "For two annotators this is F1.",
        ("cicchetti1990",),
    ),
}

METRICS: dict[str, Formula] = {
    "nominal": Formula("nominal", "d = 1 for different answers, else 0", r"d_{kl} = [k \neq l]"),
    "ordinal": Formula(
        "ordinal",
        "d = (Cₖ − Cₗ)², C = cumulated n − n / 2",
        r"d_{kl} = (C_k - C_l)^2,\quad C_k = \sum_{j \le k} n_j - \frac{n_k}{2}",
        references=("krippendorff2011",),
    ),
    "interval": Formula("interval", "d = (k − l)²", r"d_{kl} = (k - l)^2"),
    "ratio": Formula("ratio", "d = ((k − l) / (k + l))²", r"d_{kl} = \left(\frac{k - l}{k + l}\right)^2"),
    "masi": Formula(
        "MASI",
        "d = 1 − J M; J = |A ∩ B| / |A ∪ B|; M = 1 for equal sets, 2/3 where one contains the other, "
        "1/3 where they overlap, else 0; two empty sets are equal",
        r"d_{AB} = 1 - \frac{|A \cap B|}{|A \cup B|}\, M_{AB},"
        r"\quad M_{AB} \in \{1, \frac{2}{3}, \frac{1}{3}, 0\}",
        references=("passonneau2006", "jaccard1912"),
    ),
}
