"""The command `threshold`: the lines of a recipe set anew without teaching. Returns its exit code."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.errors import OutputError
from core.exit_codes import DONE
from core.inspection.extent import Extents
from core.inspection.judge import LARGEST_MIN_AREA, THRESHOLD
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.saving import save_new_version
from core.terminal import Terminal
from core.training.lines import Lines, by_default, held_out_scores, lines_for, lines_of, with_lines
from core.training.standing import Judging, Standing, min_area_warning, review_sentence


@dataclass(frozen=True)
class Area:
    """A minimum area as it was asked for: in pixels of the picture, or as a share of it (0 to 1)."""

    pixels: float | None = None
    share: float | None = None

    def of(self, recipe: Recipe) -> float:
        """As a share of the picture. Raises OutputError when it is too large, or pixels of nobody knows what."""
        size = recipe.card.taught_size
        if size is not None:
            return self.of_picture(size.width, size.height)
        if self.share is None:
            raise OutputError(
                f"The recipe {recipe.card.name} doesn't know how large its pictures are. "
                "Give the minimum area as a share, such as 0.1%."
            )
        return _not_too_large(self.share)

    def of_picture(self, width: int, height: int) -> float:
        """As a share of a picture of that size. Raises OutputError when it is too large."""
        return _not_too_large((self.pixels or 0) / (width * height) if self.share is None else self.share)


def _not_too_large(share: float) -> float:
    if share > LARGEST_MIN_AREA:
        raise OutputError(
            f"A minimum area of more than {100 * LARGEST_MIN_AREA:.0f} % of the picture would hide large defects. "
            "Choose a smaller one."
        )
    return share


@dataclass(frozen=True)
class ThresholdOptions:
    """What is asked for; None leaves it as it is. Shares are of good parts (0 to 1), `line` is a score."""

    recipe: Path
    false_reject: float | None = None
    line: float | None = None
    review: float | None = None
    min_area: Area | None = None
    reset: bool = False


def set_threshold(options: ThresholdOptions, terminal: Terminal) -> int:
    """Set a recipe's lines and save it as a new version, or only tell of them when nothing is asked for.

    Raises FilbertError.
    """
    recipe = load_recipe(options.recipe)
    changed = _changed(recipe, options)
    before = Judging(_extents(recipe)).standing(lines_of(recipe.card))
    if changed is not recipe:
        changed = save_new_version(changed, options.recipe).recipe
    lines = lines_of(changed.card)
    judging = Judging(_extents(changed))
    now = judging.standing(lines)
    without_area = judging.standing(Lines(lines.fail, lines.review))
    fields = {
        "recipe": str(options.recipe),
        "version": changed.card.version,
        "changed": changed is not recipe,
        "line": changed.card.scale.threshold,
        "line_before": recipe.card.scale.threshold,
        "false_reject_target": changed.card.false_reject_target,
        "min_area": changed.card.min_area,
        "review_from": changed.card.review_from,
        **table_fields(now),
        "held_out_rejected_before": before.good.failed,
    }
    text = f"{options.recipe}: version {changed.card.version}. {now.sentence}"
    more = (review_sentence(lines, now), min_area_warning(lines, without_area, now))
    terminal.result(fields, "\n".join(line for line in (text, *more) if line))
    return DONE


def table_fields(standing: Standing) -> dict[str, Any]:
    """How images stand to the lines, as fields of a line of JSON."""
    return {
        "good": asdict(standing.good),
        "held_out_rejected": standing.good.failed,
        "false_reject_upper_bound": standing.most_rejected,
        "defects": asdict(standing.defects),
        "drawn_defects": asdict(standing.drawn),
        "statement": standing.sentence,
    }


def _changed(recipe: Recipe, options: ThresholdOptions) -> Recipe:
    """The recipe with what is asked for; itself when nothing is."""
    if options.reset:
        recipe = by_default(recipe)
    asked = (options.false_reject, options.line, options.review, options.min_area)
    if all(one is None for one in asked):
        return recipe
    min_area = recipe.card.min_area if options.min_area is None else options.min_area.of(recipe)
    scores = held_out_scores(recipe, min_area)
    target = options.false_reject if options.false_reject is not None else recipe.card.false_reject_target
    by_share = lines_for(scores, target, options.review, min_area)
    # A minimum area alone, or a REVIEW line alone, leaves the FAIL line where it is.
    fail = by_share.fail if options.false_reject is not None else options.line if options.line is not None else 1.0
    review = by_share.review if options.review is not None else recipe.card.review_from
    no_band = options.review is None and recipe.card.review_from >= THRESHOLD
    return with_lines(recipe, Lines(fail, fail if no_band else min(review, fail), min_area), options.false_reject)


def _extents(recipe: Recipe) -> Extents:
    """What is known of the good images: with their areas, or in an earlier recipe their scores alone."""
    if recipe.held_out is not None:
        return recipe.held_out
    return Extents.of_scores(recipe.card.held_out_scores)
