"""What a draft takes over from the recipe that is to be improved."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.recipe import Recipe

_USUAL_REVIEW = 0.05


def improved_values(recipe: "Recipe", path: Path) -> dict[str, object]:
    """The draft's values after a recipe: its name, its preset, its target, and where it looks."""
    card = recipe.card
    return {
        "improves": path,
        "name": card.name,
        "preset": card.preset.name,
        "false_reject": card.false_reject_target,
        "review": _USUAL_REVIEW if card.review_from < 1 else None,
        "region": card.region,
        "alignment": card.alignment,
    }
