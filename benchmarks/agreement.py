"""How long agreement takes, beside independent packages that do the same work.

    python benchmarks/agreement.py                     # some minutes
    python benchmarks/agreement.py --full              # measures nearly everything; an hour
    python benchmarks/agreement.py --sizes 1000,100000 --annotators 5 --draws 2000

Every measurement runs in a process of its own, with one thread for linear algebra: processor seconds (the
best of three, where they are short), in brackets how many times ours for the same work, and the peak memory
above that of the process with its packages and the ratings loaded.

× : a package without a bootstrap of articles is run on three draws, and the time is multiplied.
≈ : measuring would take too long; in proportion to the point estimate (draws), or by a line through
    fewer units.
— : takes more than 8 GB.

`make peers` makes the environment of the packages that do not go with ours; what is not installed is left
out.  Exit code 1 when a limit of ours is missed.
"""

from __future__ import annotations

import argparse
import sys

from agreement_parts import command
from agreement_parts.tables import Measurements, aligned, versions

LIMIT_SECONDS, LIMIT_MEGABYTES = 1.0, 500.0
"""For 100,000 units × 5 annotators, the whole analysis, 2,000 draws of articles."""
WHOLE = "annotate-tui, whole analysis"
PACKAGES = (
    "numpy",
    "scipy",
    "pandas",
    "krippendorff",
    "irrCAC",
    "scikit-learn",
    "statsmodels",
    "nltk",
    "evalaudit",
    "crowd-kit",
)


def numbers(text: str) -> list[int]:
    """Numbers with commas between them."""
    return [int(part) for part in text.split(",")]


def options() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=numbers, default=[1000, 10_000, 100_000, 1_000_000], help="units")
    parser.add_argument("--annotators", type=numbers, help="as 2,5,10 (2,5,10; --full 2,3,5,10)")
    parser.add_argument("--draws", type=numbers, default=[0, 1000, 2000], help="0: the point estimate alone")
    parser.add_argument("--seconds", type=float, help="processor time for one measurement (1; --full 60)")
    parser.add_argument("--full", action="store_true", help="extrapolate only what takes over a minute")
    parser.add_argument("--no-command", action="store_true", help="leave the command line out")
    return parser.parse_args()


def main() -> int:
    """The tables for the sizes asked for."""
    asked = options()
    found = Measurements(asked.draws, asked.seconds or (60 if asked.full else 1))
    for python in sorted(set(found.pythons.values())):
        print(f"Python {python.rpartition('/.')[2]}: {versions(python, PACKAGES)}", file=sys.stderr)
    sizes = sorted(asked.sizes)
    for r in asked.annotators or ([2, 3, 5, 10] if asked.full else [2, 5, 10]):
        for n in sizes:
            found.add(n, r)
        for draws in asked.draws:
            what = f"{draws:,} draws" if draws else "point estimates"
            print(f"\n{r} annotators, {what}: processor seconds (times ours)\n")
            header = ["", *(f"{n:,} units" for n in sizes), "most MB"]
            print(aligned(header, list(found.rows(r, draws, sizes))), flush=True)
    missed = 0
    cell = found.cells.get((WHOLE, 100_000, 5, 2000))
    if cell is not None:
        bad = cell.seconds > LIMIT_SECONDS or (cell.megabytes or 0) > LIMIT_MEGABYTES
        missed += bad
        print(
            f"\n100,000 units × 5 annotators, 2,000 draws: {cell.seconds:.2f} s, {cell.megabytes:.0f} MB; "
            f"limit {LIMIT_SECONDS:g} s, {LIMIT_MEGABYTES:g} MB{'   MISSED' if bad else ''}"
        )
    quicker = [
        f"{title}, {n:,} × {r}, {draws:,} draws"
        for (title, n, r, draws), theirs in found.cells.items()
        if (ours := found.ours(title, n, r, draws)) is not None and theirs.seconds < ours.seconds
    ]
    print(f"\nPeers that are quicker than ours: {'; '.join(quicker) or 'none'}")
    if not asked.no_command:
        missed += command.tables()
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
