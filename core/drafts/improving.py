"""What a draft takes over from the recipe that is to be improved."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.drafts.draft import Draft, Step, new_draft
from core.drafts.images import list_good_images
from core.drafts.store import DraftStore
from core.files import readable_name
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


@dataclass(frozen=True)
class KnownPictures:
    """The folders of pictures that belong to a recipe: good ones, and defects if there are any.

    `left_out` are images in them that are held to be no good ones. `remark` is a sentence about folders its good images
    came from and that are not there any more.
    """

    folders: tuple[Path, ...] = ()
    defects: Path | None = None
    remark: str = ""
    left_out: tuple[Path, ...] = ()

    def names_left_out(self, draft: Draft, captured: Path) -> tuple[str, ...]:
        """What a draft with these folders calls the images that were left out."""
        left_out = set(self.left_out)
        images = list_good_images(draft, captured).images if left_out else ()
        return tuple(image.name for image in images if image.path in left_out)


def known_pictures(path: Path) -> KnownPictures:
    """Find the pictures of the recipe at `path`. Raises SourceError where a folder may not be looked into.

    Those are the folders of its last teaching, or else the good parts kept for comparing; good parts that were joined
    from the shift; and the kept defects.
    """
    joined, kept = joined_folder(path), references_of(path)
    notes = load_notes(path).notes
    noted = [folder for folder in notes.folders if folder != joined]
    taught = [folder for folder in noted if folder.is_dir()]
    gone = [readable_name(folder) for folder in noted if folder not in taught]
    instead = [references_folder(path) / GOOD] if kept.good and not taught else []
    folders = (*taught, *instead, *([joined] if joined_good(path) else []))
    remark = _missing(gone, len(kept.good) if instead else 0) if gone or not folders else ""
    defects = references_folder(path) / DEFECTS if kept.defects else None
    return KnownPictures(folders, defects, remark, notes.left_out)


def improving_draft(path: Path, store: DraftStore) -> tuple[Draft, str]:
    """A draft that improves the recipe at `path`, kept in the store, with all pictures that are known to belong to it.

    With it a sentence about those that are gone, or nothing. Raises RecipeError, SourceError, OutputError.
    """
    known = known_pictures(path)
    step: Step = "good_images" if known.folders else "product"
    draft = new_draft().changed(
        **improved_values(load_recipe(path), path),
        folders=known.folders,
        source=str(known.folders[0]) if known.folders else "",
        defects=known.defects,
        step=step,
    )
    draft = draft.changed(left_out=known.names_left_out(draft, store.captured_path(draft.key)))
    return store.save(draft), known.remark


def _missing(gone: Sequence[str], kept: int) -> str:
    """Which folders the good images came from and are gone, and what is taken instead: so many kept pictures."""
    if not gone:
        return "Nobody knows where its good images came from. Choose a folder or a camera."
    which = f"The folder {gone[0]}" if len(gone) == 1 else f"The folders {', '.join(gone)}"
    said = f"{which}, where its good images came from, {'is' if len(gone) == 1 else 'are'} not there any more."
    if kept:
        return f"{said} The {kept} good images kept beside the recipe are taken; bring the others back, or add more."
    return f"{said} Bring them back, or choose other good images."
