"""How many good images there are, and what so many can promise."""

from core.binomial import upper_bound
from core.good_images.remark import Remark, RemarkKind

FEWEST = 2
"""Fewer can't be taught: none can be held out."""

ENOUGH = 30
"""So many teach well."""


def support(count: int, given: int = 0) -> str:
    """What so many good images support, of more that were given, in a sentence for the engineer."""
    if count == 0:
        return f"None of the {given} images counts." if given else "There are no good images yet."
    images = "1 image" if count == 1 else f"{count} images"
    return f"With {images}, up to {_percent(upper_bound(0, count))} of good parts might be rejected (95 % confidence)."


def too_few(count: int, given: int) -> list[Remark]:
    """The remark that there are too few good images; `count` differ from each other and show something."""
    if count >= ENOUGH:
        return []
    least = f"Filbert needs at least {FEWEST}; {ENOUGH} or more teach well."
    more = least if count < FEWEST else f"{ENOUGH} or more teach well."
    sentences = (support(count, given), _uncounted(count, given), more)
    return [Remark(RemarkKind.TOO_FEW, " ".join(sentence for sentence in sentences if sentence))]


def _uncounted(count: int, given: int) -> str:
    """What is to be said where some of the given images count for nothing."""
    if count == given:
        return ""
    if count == 0:
        return "Copies and blank ones teach nothing."
    verb = "counts" if count == 1 else "count"
    return f"Only {count} of the {given} images {verb}: copies and blank ones teach nothing."


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %"
