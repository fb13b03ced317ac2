"""A recipe in one file that carries all of it: the present version, its code and text, the pictures kept beside it.

Such a file is a recipe like any other, and can be inspected with as it is. What it carries besides lies in it under
names of its own; a Filbert that doesn't know of them reads the recipe alone.
"""

import io
import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import PIL.Image
import torch
from pydantic import ValidationError
from safetensors import SafetensorError, safe_open
from torch import Tensor

from core.errors import FilbertError, OutputError, RecipeError
from core.files import readable_name, way_out, write_new, write_whole
from core.recipe import Recipe
from core.recipe_file import SUFFIX, check_writable, load_recipe, recipe_bytes
from core.recipes.naming import check_name, file_for, free_name
from core.recipes.notes import RecipeNotes, load_notes
from core.recipes.places import notes_file, references_folder
from core.recipes.references import DEFECTS, GOOD, key_of, png_of, read_reference, references_of

_NOTES = "notes"
_KEPT = "kept."
_KEPT_NAME = re.compile(rf"kept\.({GOOD}|{DEFECTS})\.([0-9a-f]{{16}})")
_PNG_BEGINS = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, eq=False)
class Carried:
    """A recipe with what lies beside it: notes, and kept pictures as PNG by "good/KEY" or "defects/KEY"."""

    recipe: Recipe
    notes: RecipeNotes
    pictures: dict[str, bytes]


@dataclass(frozen=True)
class IncomingRecipe:
    """What an import would bring: the recipe's name, and one that is free here, the same unless it is taken."""

    path: Path
    name: str
    free: str

    @property
    def is_taken(self) -> bool:
        """Whether there is a recipe of that name already."""
        return self.free != self.name


def export_recipe(path: Path, target: Path) -> Path:
    """Write the recipe at `path`, with all it carries, as one file at `target`, and give where that is.

    The name gets the ending of recipes if it has none. A file that is there is replaced, for whoever chose it was
    asked; another recipe with pictures beside it never is. Raises RecipeError, OutputError.
    """
    target = target if target.name.endswith(SUFFIX) else target.with_name(f"{target.name}{SUFFIX}")
    if target.resolve() == path.resolve() or (target.exists() and references_folder(target).exists()):
        raise OutputError(f"{readable_name(target)} is a recipe in use. Choose another name or folder to export to.")
    check_writable(target)
    carried = _gather(path)
    more = {f"{_KEPT}{key.replace('/', '.')}": _tensor_of(png) for key, png in carried.pictures.items()}
    more[_NOTES] = _tensor_of(_elsewhere(carried.notes).model_dump_json().encode())
    write_whole(target, recipe_bytes(carried.recipe, more), durable=True)
    return target


def look_at(path: Path, folder: Path) -> IncomingRecipe:
    """Find out what importing the file at `path` into the folder would bring. Raises RecipeError."""
    name = load_recipe(path).card.name
    return IncomingRecipe(path, name, free_name(name, folder))


def import_recipe(path: Path, folder: Path, name: str) -> Path:
    """Take the recipe in the file at `path` into the folder under that name, and give its file there.

    Nothing that is there is ever written over. Raises RecipeError when the file can't be read or the name is taken,
    OutputError when it can't be written.
    """
    name = check_name(name, folder)
    return _settle(_unpack(path), name, folder)


def duplicate_recipe(path: Path, folder: Path, name: str) -> Path:
    """Make a recipe of another name out of that at `path`, as its version 1, with the same kept pictures and text.

    The code stays with the one it belongs to. Raises as `import_recipe` does.
    """
    name = check_name(name, folder)
    carried = _gather(path)
    first = replace(carried.recipe, card=carried.recipe.card.model_copy(update={"version": 1}))
    notes = carried.notes.model_copy(update={"code": "", "archived": False})
    return _settle(replace(carried, recipe=first, notes=notes), name, folder)


def _gather(path: Path) -> Carried:
    kept = references_of(path)
    pictures = {}
    for kind, files in ((GOOD, kept.good), (DEFECTS, kept.defects)):
        for file in files:
            try:
                image, name = read_reference(file)
            except FilbertError:
                continue  # what can't be read can't be compared on either
            pictures[f"{kind}/{key_of(image)}"] = png_of(image, name)
    return Carried(load_recipe(path), load_notes(path).notes, pictures)


def _unpack(path: Path) -> Carried:
    recipe = load_recipe(path)  # the digest over all of the file is right
    try:
        with safe_open(path, framework="pt") as file:
            arrived = {name: file.get_tensor(name).numpy().tobytes() for name in file.keys() if _is_ours(name)}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise RecipeError(f"{readable_name(path)} can't be read. Check the drive it lies on.") from error
    if not arrived:  # a recipe's own file: what lies beside it belongs to it
        return replace(_gather(path), recipe=recipe)
    named = {name: _KEPT_NAME.fullmatch(name) for name in arrived}
    pictures = {f"{found[1]}/{found[2]}": arrived[name] for name, found in named.items() if found}
    sound = {key: png for key, png in pictures.items() if _is_picture(png)}
    return Carried(recipe, _elsewhere(_notes_in(arrived.get(_NOTES, b""))), sound)


def _is_ours(name: str) -> bool:
    return name == _NOTES or name.startswith(_KEPT)


def _notes_in(content: bytes) -> RecipeNotes:
    try:
        return RecipeNotes.model_validate_json(content)
    except ValidationError:  # of a newer Filbert, perhaps: the recipe does without
        return RecipeNotes()


def _elsewhere(notes: RecipeNotes) -> RecipeNotes:
    """What of the notes means something on another station."""
    return notes.model_copy(update={"folders": (), "defects": None, "left_out": (), "archived": False})


def _tensor_of(content: bytes) -> Tensor:
    return torch.from_numpy(np.frombuffer(content, np.uint8).copy())


def _settle(carried: Carried, name: str, folder: Path) -> Path:
    """Write all of it; the recipe comes last, so that it is there whole or not at all."""
    path = file_for(name, folder)
    named = replace(carried.recipe, card=carried.recipe.card.model_copy(update={"name": name}))
    beside = {references_folder(path) / f"{key}.png": png for key, png in carried.pictures.items()}
    beside[notes_file(path)] = carried.notes.model_dump_json(indent=1).encode()
    there = {file for file in beside if file.exists()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, content in beside.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file, content, durable=file == notes_file(path))
        write_new(path, recipe_bytes(named))
    except FileExistsError as error:
        raise RecipeError(f"There is a recipe {readable_name(path)} already. Give another name.") from error
    except OSError as error:
        _take_away(beside.keys() - there, path)
        raise OutputError(f"{readable_name(path)} can't be written: {way_out(error)}") from error
    except OutputError:
        _take_away(beside.keys() - there, path)
        raise
    return path


def _take_away(files: Collection[Path], path: Path) -> None:
    """Remove what was written for a recipe that then could not be: a full disk needs the room."""
    references = references_folder(path)
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)
    for folder in (references / GOOD, references / DEFECTS, references):
        with suppress(OSError):
            folder.rmdir()


def _is_picture(png: bytes) -> bool:
    """Whether it begins like a PNG and says that it is one; each is read strictly before it is compared on."""
    if not png.startswith(_PNG_BEGINS):
        return False
    try:
        PIL.Image.open(io.BytesIO(png), formats=("PNG",)).close()
    except (OSError, ValueError, SyntaxError):
        return False
    return True
