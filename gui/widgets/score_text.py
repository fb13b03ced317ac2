"""Numbers as the screen prints them."""

import math


def score_text(score: float) -> str:
    """Write a score with two decimals; what is under the threshold never reads 1.00."""
    shown = min(round(score, 2), 0.99) if score < 1 else score
    return f"{shown:.2f}".replace("-", "−")


def yield_text(passed: int, inspected: int) -> str:
    """Write the share of passed parts in percent; 100.0 means all of them. A dash before the first part."""
    if inspected == 0:
        return "–"
    share = 100 * passed / inspected
    return f"{share if passed == inspected else min(share, 99.9):.1f} %"


def percent_text(share: float) -> str:
    """Write a share of 0 to 1 in percent, with one decimal at most; what is not nothing never reads 0."""
    shown = math.ceil(1000 * share - 1e-9) / 10 if 0 < share < 0.001 else round(100 * share, 1)
    return f"{shown:.1f} %".replace(".0 %", " %")


def count_text(count: int) -> str:
    """Write a whole number with a narrow space between thousands."""
    return f"{count:,}".replace(",", "\u202f")
