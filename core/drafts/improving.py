"""What a draft takes over from the recipe that is to be improved."""

from pathlib import Path

from core.drafts.draft import Draft, Step, new_draft
from core.drafts.store import DraftStore
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.recipes.joining import joined_good
from core.recipes.notes import load_notes
from core.recipes.places import joined_folder, references_folder
from core.recipes.references import DEFECTS, GOOD, references_of

_USUAL_REVIEW = 0.05


def improved_values(recipe: Recipe, path: Path) -> dict[str, object]:
    """The draft's values after a recipe: its name, its preset, its target, its minimum area, and where it looks."""
    card, size = recipe.card, recipe.card.taught_size
    return {
        "improves": path,
        "name": card.name,
        "preset": card.preset.name,
        "false_reject": card.false_reject_target,
        "min_area": round(card.min_area * size.width * size.height) if size is not None else 0,
        "review": _USUAL_REVIEW if card.review_from < 1 else None,
        "region": card.region,
        "alignment": card.alignment,
    }


def improving_draft(path: Path, store: DraftStore) -> Draft:
    """A draft that improves the recipe at `path`, kept in the store, with all pictures that are known to belong to it.

    Those are the folders of its last teaching, or else the good parts kept for comparing; good parts that were joined
    from the shift; and the kept defects. Raises RecipeError, OutputError.
    """
    folders, defects = _folders_of(path), references_folder(path) / DEFECTS
    step: Step = "good_images" if folders else "product"
    draft = new_draft().changed(
        **improved_values(load_recipe(path), path),
        folders=folders,
        source=str(folders[0]) if folders else "",
        defects=defects if references_of(path).defects else None,
        step=step,
    )
    return store.save(draft)


def _folders_of(path: Path) -> tuple[Path, ...]:
    joined = joined_folder(path)
    taught = [folder for folder in load_notes(path).notes.folders if folder.is_dir() and folder != joined]
    if not taught and references_of(path).good:
        taught = [references_folder(path) / GOOD]
    return (*taught, joined) if joined_good(path) else tuple(taught)
