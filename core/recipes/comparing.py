"""The command `compare`, and the comparison that `train` makes before it saves over a recipe."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from core.errors import RecipeError
from core.exit_codes import DONE
from core.interrupt import interruptible
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.comparison import ComparedImage, Comparison, compare
from core.recipes.references import references_of
from core.recipes.versions import load_version
from core.recipes.wording import sentences
from core.terminal import Terminal


@dataclass(frozen=True)
class CompareOptions:
    """What the command line says: a recipe, and either a newer one or the number of an earlier version of it."""

    recipe: Path
    new: Path | None = None
    version: int | None = None
    device: str = "auto"


def compare_recipes(options: CompareOptions, terminal: Terminal) -> int:
    """Compare RECIPE with NEW, or an earlier version of RECIPE with the present one, on the pictures beside RECIPE.

    Whether it is worse is in what is printed, not in the exit code. Raises FilbertError.
    """
    if (options.new is None) == (options.version is None):
        raise RecipeError("Name what to compare with: either a second recipe, or --version N for an earlier one.")
    if options.version is not None:
        before, after = load_version(options.recipe, options.version), load_recipe(options.recipe)
    else:
        before, after = load_recipe(options.recipe), load_recipe(options.new or options.recipe)
    with interruptible() as should_stop:
        comparison = _compare(before, after, options.recipe, terminal, should_stop, options.device)
    fields = {"before": _named(before), "after": _named(after), **comparison_fields(comparison)}
    terminal.result(fields, "\n".join(sentences(comparison)))
    return DONE


def compare_with_present(
    new: Recipe, path: Path, terminal: Terminal, should_stop: Callable[[], bool]
) -> Comparison | None:
    """Compare a recipe just taught with the one it is going to replace, and tell people; None where that can't be.

    Raises Cancelled.
    """
    if not path.is_file():
        return None
    try:
        comparison = _compare(load_recipe(path), new, path, terminal, should_stop)
    except RecipeError as error:
        terminal.note(str(error))
        return None
    for sentence in sentences(comparison):
        terminal.note(sentence)
    if comparison.worse:
        terminal.note(f"The earlier version stays: filbert recipes {path} lists it, filbert bring-back brings it back.")
    return comparison


def comparison_fields(comparison: Comparison) -> dict[str, Any]:
    """A comparison as fields for programs."""
    return {
        "worse": comparison.worse,
        "sentences": sentences(comparison),
        "good": comparison.good,
        "defects": comparison.defects,
        "before_counts": asdict(comparison.before),
        "after_counts": asdict(comparison.after),
        "images": [_image_fields(image) for image in comparison.images],
        "skipped": comparison.skipped,
    }


def _image_fields(image: ComparedImage) -> dict[str, Any]:
    fields = {"file": str(image.path), "name": image.name, "kind": "good" if image.is_good else "defect"}
    return {**fields, "before": asdict(image.before), "after": asdict(image.after)}


def _compare(
    old: Recipe, new: Recipe, path: Path, terminal: Terminal, should_stop: Callable[[], bool], device: str = "auto"
) -> Comparison:
    references = references_of(path)
    with terminal.bar(len(references), "Comparing") as show:
        return compare(old, new, references, lambda done, _of: show(done), should_stop, device)


def _named(recipe: Recipe) -> dict[str, Any]:
    return {"name": recipe.card.name, "version": recipe.card.version}
