"""How many good images there are, and what so many can promise."""

from core.good_images.remark import Remark, RemarkKind
from core.training.calibration import upper_bound

FEWEST = 2
"""Fewer can't be taught: none can be held out."""

ENOUGH = 30
"""So many teach well."""


def support(count: int) -> str:
    """What so many good images support, in a sentence for the engineer."""
    if count == 0:
        return "There are no good images yet."
    images = "1 image" if count == 1 else f"{count} images"
    return f"With {images}, up to {_percent(upper_bound(0, count))} of good parts might be rejected (95 % confidence)."


def too_few(count: int, given: int) -> list[Remark]:
    """The remark that there are too few good images; `count` differ from each other and show something."""
    if count >= ENOUGH:
        return []
    other = "" if count == given else f" Only {count} of the {given} images count: copies and blank ones teach nothing."
    if count < FEWEST:
        sentence = f"{support(count)} Filbert needs at least {FEWEST}; {ENOUGH} or more teach well.{other}"
    else:
        sentence = f"{support(count)} {ENOUGH} or more teach well.{other}"
    return [Remark(RemarkKind.TOO_FEW, sentence)]


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.1 else f"{100 * share:.1f} %"
