"""How numbers are printed: one way of rounding for every face of a report.

Coefficients have two decimals and no zero before the point (.74, −.03), as
papers print what cannot exceed 1.  A rounded number must not say more than the
exact one: where two decimals would carry it to or over a bound that readers go
by (0, .667, .80, 1), it gets as many decimals as it takes to tell.  So .996 stays
.996 and is never 1.00, and .7961, which is below .80, is printed .796.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal

TENTATIVE = 0.667
"""From here on α allows tentative conclusions (Krippendorff 2019, chapter 12)."""
RELIABLE = 0.8
"""From here on α is customarily called reliable (Krippendorff 2019, chapter 12)."""

MINUS = "−"
NOTHING = "–"
"""Stands in a table where there is no number."""
SPACE = "\N{NO-BREAK SPACE}"
"""Keeps a number and its unit on one line; faces that cannot have it print a space."""

ROUNDING = (
    "Coefficients are rounded to two decimals, half to even. Where that would carry one to or over 0, "
    ".667, .80 or 1, it has as many decimals as it takes to tell: .996 is never printed as 1.00."
)

_NOISE = 9
"""Decimals of a figure that are more than rounding errors of the computer's arithmetic."""
_ENDS = (Decimal(0), Decimal(1))
_BOUNDS = (*_ENDS, Decimal("0.667"), Decimal("0.8"))


def coefficient(value: float | None) -> str:
    """A coefficient in the style .74; "–" when there is none.

    >>> coefficient(0.7449), coefficient(-0.034), coefficient(0.996), coefficient(0.7961), coefficient(1.0)
    ('.74', '−.03', '.996', '.796', '1.00')
    """
    if value is None:
        return NOTHING
    exact = _exact(value)
    text = f"{abs(_exact_enough(exact, 2, _BOUNDS)):f}"
    return (MINUS if exact < 0 else "") + text.removeprefix("0")


def proportion(value: float | None) -> str:
    """A share in the style of a coefficient: no bound but 0 and 1 is read into it.

    >>> proportion(2 / 3), proportion(0.996)
    ('.67', '.996')
    """
    if value is None:
        return NOTHING
    exact = _exact(value)
    text = f"{abs(_exact_enough(exact, 2, _ENDS)):f}"
    return (MINUS if exact < 0 else "") + text.removeprefix("0")


def percent(share: float | None) -> str:
    """A share as a percentage without decimals; 99.6 % is never 100 %, and 0.3 % never 0 %."""
    if share is None:
        return NOTHING
    exact = _exact(share) * 100
    whole = _exact_enough(exact, 0, (Decimal(0), Decimal(100)))
    return f"{whole:f}{SPACE}%".replace("-", MINUS)


def points(difference: float) -> str:
    """A difference of two percentages: "12 percentage points"."""
    whole = round(abs(difference) * 100)
    return f"{whole}{SPACE}percentage point{'' if whole == 1 else 's'}"


def interval(
    low: float | None, high: float | None, style: Callable[[float | None], str] = coefficient
) -> str:
    """An interval for a sentence or a table: ".69 to .79"; "–" when there is none."""
    if low is None or high is None:
        return NOTHING
    return f"{style(low)} to {style(high)}"


def level(share: float) -> str:
    """A level of confidence: "95 %"."""
    return f"{share * 100:.4g}{SPACE}%"


def count(n: int) -> str:
    """A whole number with commas at thousands."""
    return f"{n:,}"


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun: "1 article", "2,000 articles"; numbers and nouns stay on one line."""
    return f"{count(n)}{SPACE}{noun if n == 1 else plural or noun + 's'}"


def plain_number(value: float | None, decimals: int = 1) -> str:
    """A number that is no coefficient, such as seconds, with its zero before the point."""
    if value is None:
        return NOTHING
    return f"{_exact(value):,.{decimals}f}".replace("-", MINUS)


def aligned(cells: Sequence[str], pad: str = "\N{FIGURE SPACE}") -> list[str]:
    """Cells of a column padded so that their decimal points stand below each other, flush right."""
    lengths = [_decimals(cell) for cell in cells]
    most = max((length for length in lengths if length is not None), default=0)
    return [
        cell if length is None else cell + pad * (most - length)
        for cell, length in zip(cells, lengths, strict=True)
    ]


def _decimals(cell: str) -> int | None:
    """How many digits follow the last point of a cell that ends with a number; None for other cells."""
    if not cell[-1:].isdigit():
        return None
    _, point, digits = cell.rpartition(".")
    return len(digits) if point and digits.isdigit() else 0


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.{_NOISE}f}").normalize() + 0


def _exact_enough(exact: Decimal, decimals: int, bounds: tuple[Decimal, ...]) -> Decimal:
    """The number rounded to so many decimals, or more until it lies where the exact one lies."""
    for places in range(decimals, _NOISE + 1):
        rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)
        if all(_same_side(exact, rounded, bound) for bound in bounds):
            break
    return rounded


def _same_side(exact: Decimal, rounded: Decimal, bound: Decimal) -> bool:
    if bound in (0, 1, 100):
        return _sign(exact - bound) == _sign(rounded - bound)
    return (exact >= bound) == (rounded >= bound)


def _sign(number: Decimal) -> int:
    return (number > 0) - (number < 0)
