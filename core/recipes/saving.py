"""Saving a recipe over an earlier one without losing that: it is kept first, then replaced.

At every moment in between, the old version or the new one is whole at its place, and no earlier one is gone.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from core.errors import FilbertError, OutputError, RecipeError
from core.files import readable_name, remove_left_behind, way_out, write_whole
from core.recipe import Recipe
from core.recipe_file import check_writable, load_recipe, save_recipe
from core.recipes.notes import MOST_LEFT_OUT, change_notes
from core.recipes.places import version_file, versions_folder
from core.recipes.references import NO_PICTURES, Pictures, keep_references
from core.recipes.versions import KeptFile, file_of_version, kept_files, next_number, same_content


@dataclass(frozen=True, eq=False)
class Saved:
    """The recipe as it was saved, with its version's number; `remark` says what could not be kept with it, if any."""

    recipe: Recipe
    remark: str = ""


def save_new_version(recipe: Recipe, path: Path, pictures: Pictures = NO_PICTURES) -> Saved:
    """Save the recipe at `path` as a new version, and some of its pictures to compare later versions on.

    Where these came from is noted, so that the recipe can be improved without somebody finding them again.

    The version's number is set here, one more than the highest at that path. The one it replaces stays in
    NAME.versions. Raises OutputError when the recipe can't be saved; what was there is then as it was. That pictures
    can't be kept, or noted, is no more than a remark, for the recipe does without them.
    """
    check_writable(path)
    keep_present(path)
    numbered = replace(recipe, card=recipe.card.model_copy(update={"version": next_number(path)}))
    save_recipe(numbered, path)
    remove_left_behind(path.parent)
    return Saved(
        numbered, " ".join(remark for remark in (_keep_pictures(path, pictures), _note(path, pictures)) if remark)
    )


def _keep_pictures(path: Path, pictures: Pictures) -> str:
    try:
        remark = keep_references(path, pictures)
    except FilbertError as error:
        return f"The recipe is saved, but not the pictures to compare later versions on: {error}"
    return f"{remark} {_gone(pictures)}".strip()


def _gone(pictures: Pictures) -> str:
    """Say that none of the good images is there any more, if so: they may have been taken away after teaching."""
    if not (pictures.good or pictures.folders) or any(path.is_file() for path in pictures.good):
        return ""
    folders = ", ".join(readable_name(folder) for folder in pictures.folders or [pictures.good[0].parent])
    return (
        "The recipe is saved, but none of its good images is there any more to compare later versions on. "
        f"Bring back {folders} before it is taught again."
    )


def _note(path: Path, pictures: Pictures) -> str:
    if not pictures.folders:  # those of the teaching before stay noted
        return ""
    try:
        left_out = tuple(pictures.not_good)[:MOST_LEFT_OUT]
        change_notes(path, folders=tuple(pictures.folders), defects=pictures.defects_folder, left_out=left_out)
    except FilbertError as error:
        return f"The recipe is saved, but not where its pictures came from: {error}"
    return ""


def bring_back(path: Path, number: int) -> Recipe:
    """Make an earlier version the present one again, as a new version with the old content; gives it as saved.

    A version's number so never means two things, and the version that is replaced stays in the list like any other.
    Raises RecipeError when that version is missing, damaged or present already, OutputError as `save_new_version`.
    """
    file = file_of_version(path, number)
    if file.present:
        raise RecipeError(f"Version {number} of {readable_name(path)} is the present one. Choose an earlier one.")
    return save_new_version(load_recipe(file.path), path).recipe


def keep_present(path: Path) -> None:
    """Copy the version at `path` into NAME.versions, and NAME.previous if it is another one. Raises OutputError."""
    outside = [file for file in kept_files(path) if file.path.parent != versions_folder(path)]
    for file in outside:
        _keep(file, path)


def _keep(file: KeptFile, path: Path) -> None:
    """Copy a version's bytes as they are, readable or not: it may be of a newer Filbert."""
    place = version_file(path, file.number)
    if same_content(place, file.path):  # after a crash between keeping and replacing
        return
    try:
        place.parent.mkdir(exist_ok=True)
        content = file.path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"{readable_name(file.path)} can't be kept in {place.parent.name}: {way_out(error)}"
        ) from error
    write_whole(place, content, durable=True)
    _flush_names(place.parent)
    _flush_names(path.parent)


def _flush_names(folder: Path) -> None:
    """Have the disk know which files a folder holds, before the next step relies on it; Windows sees to that itself."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
