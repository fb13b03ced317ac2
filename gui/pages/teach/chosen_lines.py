"""From what a draft says of its lines to where they stand on the scale of the last teaching."""

from dataclasses import replace

from core.drafts.draft import Draft
from core.recipe import RecipeCard
from core.training.changes import ImageKind
from core.training.lines import DEFAULT_FALSE_REJECT, Lines, lines_for, share_of_picture
from gui.pages.teach.rejudging import Rejudging
from gui.pages.teach.threshold_plot import HIGHEST, LOWEST


def default_lines(rejudging: Rejudging) -> Lines:
    """Where the lines stand without anybody choosing anything."""
    return _held(lines_for(rejudging.scores(ImageKind.GOOD, 0.0), DEFAULT_FALSE_REJECT))


def chosen_lines(draft: Draft, card: RecipeCard, rejudging: Rejudging) -> Lines:
    """Where the draft's lines stand: where they were dragged to, else where the target puts them."""
    area = area_share(draft.min_area, card)
    lines = _held(lines_for(rejudging.scores(ImageKind.GOOD, area), draft.false_reject, draft.review, area))
    fail = lines.fail if draft.fail_at is None else draft.fail_at
    band = lines.review < lines.fail
    review = draft.review_from if draft.review_from is not None else lines.review if band else fail
    return Lines(fail, min(review, fail), area)


def area_share(pixels: int, card: RecipeCard) -> float:
    """An area in pixels of the good pictures as a share of the picture."""
    taught = card.taught_size
    side = card.preset.input_size
    width, height = (side, side) if taught is None else (taught.width, taught.height)
    return share_of_picture(pixels, width, height)


def _held(lines: Lines) -> Lines:
    """The lines, inside what can be shown and dragged."""
    fail = min(HIGHEST, max(LOWEST, lines.fail))
    return replace(lines, fail=fail, review=min(fail, max(LOWEST, lines.review)))
