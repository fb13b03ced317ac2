"""What came of a teaching."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.sources.base import Source

if TYPE_CHECKING:
    from core.recipe import Recipe  # imports the networks, see gui.services


@dataclass(frozen=True)
class TaughtDemo:
    """What a teaching gives: a recipe, what to inspect with it, and the least seconds from part to part."""

    recipe: "Recipe"
    source: Source
    pace: float
