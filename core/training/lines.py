"""Where a part fails and from where somebody looks, set anew without teaching."""

from dataclasses import dataclass, replace

import numpy as np

from core.inspection.judge import LARGEST_MIN_AREA, THRESHOLD, Scale
from core.recipe import Recipe, RecipeCard
from core.training.calibration import LEAST_REVIEW, TAIL_SHARE, review_line, set_scale
from core.types import Scores

DEFAULT_FALSE_REJECT = 0.01
"""The share of good parts that may fail where nobody has chosen another."""

_LEAST_SHARE = 1e-6


@dataclass(frozen=True)
class Lines:
    """The FAIL line and the REVIEW line on a recipe's scale, and the share of the picture a region must have to count.

    `review` is `fail` where there is no REVIEW band. `min_area` is 0 to 0.1.
    """

    fail: float = THRESHOLD
    review: float = THRESHOLD
    min_area: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what no recipe can have. Raises ValueError."""
        if not (0 < self.review <= self.fail < float("inf") and 0 <= self.min_area <= LARGEST_MIN_AREA):
            raise ValueError(f"There are no such lines: {self}.")


def share_of_picture(pixels: float, width: int, height: int) -> float:
    """An area in pixels of a picture of that size as a share (0 to 1), no larger than a minimum area may be."""
    return min(max(pixels, 0) / (width * height), LARGEST_MIN_AREA)


def lines_of(card: RecipeCard) -> Lines:
    """The lines a recipe has."""
    return Lines(THRESHOLD, card.review_from, card.min_area)


def lines_for(scores: Scores, false_reject: float, review: float | None = None, min_area: float = 0.0) -> Lines:
    """The lines for these shares (0 to 1) of good parts over them, by held-out scores (n) that heed the minimum area.

    `review` None is for no REVIEW band.
    """
    scale = set_scale(scores, 0.0, false_reject)
    return Lines(scale.threshold, review_line(scores, scale, review) * scale.threshold, min_area)


def share_over(scores: Scores, line: float) -> float:
    """The share of good parts (0 to 1) to be expected over a line: what `lines_for` would have been asked for it.

    Counted below the tail of the held-out scores (n), and by the exponential tail that was fitted to them beyond.
    """
    edge = float(np.quantile(scores, 1 - TAIL_SHARE))
    mean_excess = float(np.mean(np.maximum(scores - edge, 0))) / TAIL_SHARE
    if line <= edge or mean_excess <= 0:
        share = float(np.mean(scores >= line))
    else:
        share = TAIL_SHARE * float(np.exp((edge - line) / mean_excess))
    return min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)


def held_out_scores(recipe: Recipe, min_area: float) -> Scores:
    """The scores (n) of the good images while held out, where a region must be that share of the picture to count.

    A recipe of an earlier Filbert knows them for its own minimum area only: then they may be too high, never too low,
    for a larger one.
    """
    if recipe.held_out is not None and min_area != recipe.card.min_area:
        return recipe.held_out.scores(min_area)
    return np.array(recipe.card.held_out_scores)


def with_lines(recipe: Recipe, lines: Lines, false_reject: float | None = None) -> Recipe:
    """The recipe with other lines, which are on the scale it has now; nothing is taught anew.

    On its new scale the threshold is 1 again: scale, REVIEW line and held-out scores move together. `false_reject` is
    the share the FAIL line was set for; without it, that is what the held-out scores say of the line.
    """
    card, scores = recipe.card, held_out_scores(recipe, lines.min_area)
    target = share_over(scores, lines.fail) if false_reject is None else false_reject
    threshold = card.scale.median + lines.fail * (card.scale.threshold - card.scale.median)
    changed = card.model_copy(
        update={
            "scale": Scale(card.scale.median, threshold),
            "review_from": THRESHOLD if lines.review >= lines.fail else max(lines.review / lines.fail, LEAST_REVIEW),
            "min_area": lines.min_area,
            "false_reject_target": target,
            "held_out_scores": tuple((scores / lines.fail).tolist()),
        }
    )
    held_out = None if recipe.held_out is None else recipe.held_out.scaled(0.0, lines.fail)
    return replace(recipe, card=changed, held_out=held_out)


def by_default(recipe: Recipe) -> Recipe:
    """The recipe with the lines that teaching sets where nobody chose any: 1 %, no REVIEW band, no minimum area."""
    lines = lines_for(held_out_scores(recipe, 0.0), DEFAULT_FALSE_REJECT)
    return with_lines(recipe, lines, DEFAULT_FALSE_REJECT)
