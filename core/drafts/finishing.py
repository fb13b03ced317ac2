"""From a draft and its last teaching to the recipe a station inspects with."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.drafts.draft import Draft
from core.drafts.images import GoodImage
from core.errors import RecipeError
from core.files import make_folder
from core.image_folders import list_images
from core.places import recipes_folder
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.comparison import Comparison, compare
from core.recipes.naming import file_for
from core.recipes.references import Pictures, references_of
from core.recipes.saving import Saved, save_new_version
from core.recipes.versions import next_number
from core.training.lesson import Taught
from core.training.lines import Lines, with_lines

_NONE_EARLIER = "There is no earlier version of this recipe."


@dataclass(frozen=True, eq=False)
class Earlier:
    """What is known of the version a recipe will replace: the comparison, or in a sentence why there is none."""

    comparison: Comparison | None
    why_not: str = ""


def recipe_path(draft: Draft) -> Path:
    """Where the draft's recipe goes: over the one it improves, else into the folder for recipes, by its name."""
    if draft.improves is not None:
        return draft.improves
    return file_for(draft.name, recipes_folder())


def finished_recipe(draft: Draft, taught: Taught, lines: Lines) -> Recipe:
    """The recipe as taught, with the draft's name and these lines; its version is that which saving will give it."""
    target = draft.false_reject if draft.fail_at is None else None
    recipe = with_lines(taught.recipe, lines, target)
    number = next_number(recipe_path(draft))
    return replace(recipe, card=recipe.card.model_copy(update={"name": draft.name or "recipe", "version": number}))


def compare_with_earlier(recipe: Recipe, path: Path, should_stop: Callable[[], bool]) -> Earlier:
    """Compare a recipe with the one it will replace at `path`, on the pictures kept there. Raises Cancelled."""
    if not path.is_file():
        return Earlier(None, _NONE_EARLIER)
    try:
        return Earlier(compare(load_recipe(path), recipe, references_of(path), should_stop=should_stop))
    except RecipeError as error:
        return Earlier(None, str(error))


def save_finished(recipe: Recipe, draft: Draft, images: Sequence[GoodImage]) -> Saved:
    """Save a finished recipe as a new version, and some of the draft's pictures to compare later versions on.

    `images` are all the draft's good images, those left out among them. Raises OutputError; what was there is then as
    it was.
    """
    path, left_out = recipe_path(draft), set(draft.left_out)
    make_folder(path.parent)
    pictures = Pictures(
        good=[image.path for image in images if image.name not in left_out],
        defects=list_images(draft.defects) if draft.defects is not None and draft.defects.is_dir() else (),
        not_good=[image.path for image in images if image.name in left_out],
        folders=draft.folders,
        defects_folder=draft.defects,
    )
    return save_new_version(recipe, path, pictures)
