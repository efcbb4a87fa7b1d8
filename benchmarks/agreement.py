"""How long agreement takes, beside independent packages that do the same work.

    python benchmarks/agreement.py                              # small sizes, a minute
    python benchmarks/agreement.py --sizes 1000,100000,1000000 --annotators 2,5,10 --seconds 120

Every measurement runs in a process of its own, with one thread for linear algebra: processor seconds and peak
memory above that of the loaded packages.  A bootstrap with a package that has none (or
only one of sentences) is timed for a few draws and multiplied; such figures carry a ×.
Packages that are not installed are left out.  Exit code 1 when a limit of ours is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

Q = 5
ARTICLE = 20
FEW_DRAWS = 3
LIMIT_SECONDS, LIMIT_MEGABYTES = 1.0, 500.0
"""For 100,000 units × 5 annotators, all coefficients, 2,000 draws of articles."""

MOST_BYTES = 8 << 30
"""What a measurement may take; some peers want ten times as much."""

Codes = np.ndarray[Any, np.dtype[np.int64]]
Task = Callable[[Codes, int], Callable[[], float]]


def make(n: int, r: int) -> Codes:
    """Codes with a tenth missing; articles of twenty units."""
    random = np.random.default_rng(n + r)
    truth = random.integers(0, Q, n)
    codes = np.where(random.random((n, r)) < 0.7, truth[:, None], random.integers(0, Q, (n, r)))
    codes[random.random((n, r)) < 0.1] = -1
    return codes


def ours(codes: Codes, draws: int, scale: str = "nominal") -> Callable[[], float]:
    """Everything: all coefficients, pairs, values, annotators, articles."""
    from annotate_tui.agreement.analyse import analyse
    from annotate_tui.agreement.ratings import Ratings, Scale

    n, r = codes.shape
    own = np.arange(n, dtype=np.int32) // ARTICLE
    ratings = Ratings(
        codes=codes,
        values=tuple("abcde"),
        scale=Scale(scale),
        annotators=tuple(f"a{g}" for g in range(r)),
        units=[str(i) for i in range(n)],
        clusters=own,
        cluster_names=tuple(str(i) for i in range(int(own[-1]) + 1)),
    )
    return lambda: float(analyse(ratings, draws=draws).headline.value or 0)


def articles(n: int) -> Codes:
    """The article of each unit, or its bag where there are too many articles."""
    from annotate_tui.agreement.resample import MOST_GROUPS, bags

    groups = np.arange(n) // ARTICLE
    n_groups = int(groups[-1]) + 1
    return bags(n_groups, 1)[groups] if n_groups > MOST_GROUPS else groups


def ours_alpha(codes: Codes, draws: int) -> Callable[[], float]:
    """Krippendorff's α alone."""
    from annotate_tui.agreement.brief import alpha_part
    from annotate_tui.agreement.ratings import Ratings, Scale
    from annotate_tui.agreement.resample import bootstrap

    n, r = codes.shape
    ratings = Ratings(
        codes=codes,
        values=tuple("abcde"),
        scale=Scale.NOMINAL,
        annotators=tuple(f"a{g}" for g in range(r)),
        units=[str(i) for i in range(n)],
    )
    groups = articles(n)

    def run() -> float:
        part = alpha_part(ratings, groups, int(groups.max()) + 1)
        assert part is not None
        if draws:
            bootstrap([part.estimand()], len(part.groups), draws, 1)
        return float(part.values["krippendorff_alpha"])

    return run


def ours_pairs(codes: Codes, draws: int) -> Callable[[], float]:
    """Cohen's κ of all pairs."""
    from annotate_tui.agreement.encode import table_of
    from annotate_tui.agreement.prepare import prepare_pairs
    from annotate_tui.agreement.ratings import Ratings, Scale
    from annotate_tui.agreement.resample import bootstrap

    n, r = codes.shape
    ratings = Ratings(
        codes=codes,
        values=tuple("abcde"),
        scale=Scale.NOMINAL,
        annotators=tuple(f"a{g}" for g in range(r)),
        units=[str(i) for i in range(n)],
    )
    groups = articles(n) if draws else np.zeros(n, np.intp)

    def run() -> float:
        pairs = prepare_pairs(ratings, table_of(ratings), groups, int(groups.max()) + 1)
        assert pairs is not None
        if draws:
            bootstrap([pairs.part.estimand()], len(pairs.part.groups), draws, 1)
        return float(pairs.part.values["cohen_kappa"].sum())

    return run


def ours_dawid_skene(codes: Codes, draws: int) -> Callable[[], float]:
    """Dawid-Skene."""
    from annotate_tui.agreement.aggregate import dawid_skene

    return lambda: float(dawid_skene(codes, Q).prevalence[0])


def by_articles(codes: Codes, draws: int, figure: Callable[[Codes], float]) -> float:
    """A figure, then again for each draw of articles."""
    result = figure(codes)
    random = np.random.default_rng(1)
    n_articles = -(-len(codes) // ARTICLE)
    for _ in range(draws):
        drawn = random.integers(0, n_articles, n_articles)
        rows = (drawn[:, None] * ARTICLE + np.arange(ARTICLE)).ravel()
        figure(codes[rows[rows < len(codes)]])
    return result


def krippendorff_alpha(codes: Codes, draws: int) -> Callable[[], float]:
    """The package krippendorff."""
    import krippendorff

    def figure(rows: Codes) -> float:
        data = np.where(rows < 0, np.nan, rows).T
        return float(krippendorff.alpha(data, level_of_measurement="nominal"))

    return lambda: by_articles(codes, draws, figure)


def irrcac_all(codes: Codes, draws: int) -> Callable[[], float]:
    """irrCAC: AC1, Fleiss, Conger, Brennan-Prediger and α, one after the other."""
    import pandas as pd
    from irrCAC.raw import CAC

    def figure(rows: Codes) -> float:
        table = CAC(pd.DataFrame(np.where(rows < 0, np.nan, rows)))
        for name in ("gwet", "fleiss", "conger", "bp", "krippendorff"):
            found = getattr(table, name)()
        return float(found["est"]["coefficient_value"])

    return lambda: by_articles(codes, draws, figure)


def sklearn_pairs(codes: Codes, draws: int) -> Callable[[], float]:
    """scikit-learn: Cohen's κ of all pairs."""
    from sklearn.metrics import cohen_kappa_score

    def figure(rows: Codes) -> float:
        total = 0.0
        for g in range(rows.shape[1]):
            for h in range(g + 1, rows.shape[1]):
                both = rows[(rows[:, g] >= 0) & (rows[:, h] >= 0)]
                total += cohen_kappa_score(both[:, g], both[:, h], labels=list(range(Q)))
        return total

    return lambda: by_articles(codes, draws, figure)


def statsmodels_fleiss(codes: Codes, draws: int) -> Callable[[], float]:
    """statsmodels: Fleiss' κ (it takes complete units only)."""
    from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa

    def figure(rows: Codes) -> float:
        table, _ = aggregate_raters(rows[(rows >= 0).all(axis=1)])
        return float(fleiss_kappa(table))

    return lambda: by_articles(codes, draws, figure)


def nltk_alpha(codes: Codes, draws: int) -> Callable[[], float]:
    """NLTK: α."""
    from nltk.metrics.agreement import AnnotationTask

    def figure(rows: Codes) -> float:
        there = np.argwhere(rows >= 0).tolist()
        task = AnnotationTask(data=[(str(g), str(i), int(rows[i, g])) for i, g in there])
        return float(task.alpha())

    return lambda: by_articles(codes, draws, figure)


def evalaudit_alpha(codes: Codes, draws: int) -> Callable[[], float]:
    """evalaudit: α with its own bootstrap of units (it cannot draw articles)."""
    import pandas as pd
    from evalaudit import rater_agreement

    places = np.argwhere(codes >= 0)
    table = pd.DataFrame(
        {"item_id": places[:, 0], "rater_id": places[:, 1], "rating": codes[places[:, 0], places[:, 1]]}
    )
    return lambda: float(rater_agreement(table, level="nominal", n_boot=max(draws, 1)).alpha)


def answers(codes: Codes) -> Any:
    """The long table that crowd-kit takes."""
    import pandas as pd

    places = np.argwhere(codes >= 0)
    return pd.DataFrame(
        {"task": places[:, 0], "worker": places[:, 1], "label": codes[places[:, 0], places[:, 1]]}
    )


def crowdkit_alpha(codes: Codes, draws: int) -> Callable[[], float]:
    """crowd-kit: α."""
    from crowdkit.metrics.data import alpha_krippendorff

    return lambda: by_articles(codes, draws, lambda rows: float(alpha_krippendorff(answers(rows))))


def crowdkit_dawid_skene(codes: Codes, draws: int) -> Callable[[], float]:
    """crowd-kit: Dawid-Skene."""
    from crowdkit.aggregation import DawidSkene

    table = answers(codes)
    return lambda: float(DawidSkene(n_iter=100).fit(table).priors_.iloc[0])


TASKS: dict[str, tuple[str, Task]] = {
    "annotate-tui, α": ("annotate_tui", ours_alpha),
    "annotate-tui, Cohen κ of pairs": ("annotate_tui", ours_pairs),
    "annotate-tui, everything": ("annotate_tui", ours),
    "krippendorff, α": ("krippendorff", krippendorff_alpha),
    "irrCAC, five coefficients": ("irrCAC", irrcac_all),
    "scikit-learn, Cohen κ of pairs": ("sklearn", sklearn_pairs),
    "statsmodels, Fleiss κ": ("statsmodels", statsmodels_fleiss),
    "NLTK, α": ("nltk", nltk_alpha),
    "evalaudit, α": ("evalaudit", evalaudit_alpha),
    "crowd-kit, α": ("crowdkit", crowdkit_alpha),
    "annotate-tui, Dawid-Skene": ("annotate_tui", ours_dawid_skene),
    "crowd-kit, Dawid-Skene": ("crowdkit", crowdkit_dawid_skene),
}
OWN_BOOTSTRAP = ("annotate-tui", "evalaudit")
SAME_WORK = {"α": "α", "κ": "α", "pairs": "pairs", "coefficients": "everything", "Dawid-Skene": "Dawid-Skene"}
"""The last word of a peer's task, and of ours that it is compared with."""


def megabytes() -> float:
    """Peak memory of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, n: int, r: int, draws: int) -> dict[str, float]:
    """Processor seconds and peak memory of one task in this process."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    _, task = TASKS[name]
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    task(make(200, r), 0)()  # imports and caches
    call = task(make(n, r), draws)
    before, start = megabytes(), time.process_time()
    value = call()
    return {"seconds": time.process_time() - start, "megabytes": megabytes() - before, "value": value}


def in_own_process(name: str, n: int, r: int, draws: int, seconds: float) -> dict[str, float] | None:
    """The measurement, or None when it took too long or failed."""
    one_thread = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM")}
    command = [sys.executable, str(Path(__file__).resolve()), "--run", name, str(n), str(r), str(draws)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds, env=os.environ | one_thread, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def with_draws(name: str, n: int, r: int, draws: int, seconds: float) -> tuple[float, float, bool] | None:
    """Seconds, megabytes, and whether the seconds were multiplied from few draws."""
    if not draws or name.startswith(OWN_BOOTSTRAP):
        found = in_own_process(name, n, r, draws, seconds)
        return None if found is None else (found["seconds"], found["megabytes"], False)
    once = in_own_process(name, n, r, 0, seconds)
    few = in_own_process(name, n, r, FEW_DRAWS, seconds)
    if once is None or few is None:
        return None
    each = max(few["seconds"] - once["seconds"], 0.0) / FEW_DRAWS
    return once["seconds"] + draws * each, few["megabytes"], True


def table(n: int, r: int, draws: int, seconds: float) -> int:
    """One table; gives the number of limits missed."""
    print(f"\n{n:,} units × {r} annotators, {draws:,} draws" if draws else f"\n{n:,} units × {r} annotators")
    print(f"  {'what':<34} {'seconds':>10} {'MB':>8} {'ratio':>9}")
    base: dict[str, float] = {}
    missed = 0
    for name, (package, _) in TASKS.items():
        aggregation = name.endswith("Dawid-Skene")
        if find_spec(package) is None or (aggregation and draws):
            continue
        found = with_draws(name, n, r, draws, seconds)
        if found is None:
            print(f"  {name:<34} {'—':>10}  (over {seconds:g} s or {MOST_BYTES >> 30} GB)", flush=True)
            continue
        taken, memory, multiplied = found
        last = name.split()[-1]
        ratio = ""
        if package == "annotate_tui":
            base[last] = taken
        elif base.get(SAME_WORK[last]):
            ratio = f"{taken / base[SAME_WORK[last]]:,.1f}"
        mark = "×" if multiplied else " "
        verdict = ""
        if name == "annotate-tui, everything" and (n, r, draws) == (100_000, 5, 2000):
            bad = taken > LIMIT_SECONDS or memory > LIMIT_MEGABYTES
            missed += bad
            verdict = f"  limit {LIMIT_SECONDS:g} s, {LIMIT_MEGABYTES:g} MB" + ("   MISSED" if bad else "")
        print(f"  {name:<34} {taken:>9.3f}{mark} {memory:>8.0f} {ratio:>9}{verdict}", flush=True)
    return missed


def numbers(text: str) -> list[int]:
    """Numbers with commas between them."""
    return [int(part) for part in text.split(",")]


def main() -> int:
    """The tables for the sizes asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=numbers, default=[1000, 100_000], help="units, as 1000,100000")
    parser.add_argument("--annotators", type=numbers, default=[5], help="annotators, as 2,5,10")
    parser.add_argument("--draws", type=numbers, default=[0, 2000], help="draws, as 0,1000,2000")
    parser.add_argument("--seconds", type=float, default=60, help="give up on a measurement after this long")
    parser.add_argument(
        "--run", nargs=4, metavar=("TASK", "UNITS", "ANNOTATORS", "DRAWS"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.run:
        name, n, r, draws = options.run
        print(json.dumps(measure(name, int(n), int(r), int(draws))))
        return 0
    print(
        "Ratios: the peer's seconds over ours for the same work; irrCAC's coefficients over our everything."
    )
    missed = 0
    for n in options.sizes:
        for r in options.annotators:
            for draws in options.draws:
                missed += table(n, r, draws, options.seconds)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
