"""How a recipe's file is called, and which names are still free in a folder."""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from core.errors import RecipeError
from core.files import readable_name
from core.recipe_file import SUFFIX
from core.recipes.places import notes_file, references_folder, versions_folder

LONGEST_NAME = 120
"""Characters of a recipe's name: more would make names of files that some drives refuse."""

_FORBIDDEN = re.compile(r'[\s<>:"/\\|?*\x00-\x1f]+')  # in names of files on Windows, and spaces in a row


def file_for(name: str, folder: Path) -> Path:
    """The file a recipe of that name lies in; it may be there already."""
    stem = _FORBIDDEN.sub(" ", name).strip(" .") or "recipe"
    return folder / f"{stem}{SUFFIX}"


def is_taken(name: str, folder: Path) -> bool:
    """Whether a file of a recipe of that name, or something left of one, lies in the folder."""
    path = file_for(name, folder)
    return any(place.exists() for place in (path, versions_folder(path), references_folder(path), notes_file(path)))


def free_name(name: str, folder: Path) -> str:
    """The name itself if it is free in the folder, else with the first number that makes it so: "Nut (2)"."""
    return next(candidate for candidate in _candidates(name) if not is_taken(candidate, folder))


def check_name(name: str, folder: Path) -> str:
    """The name without spaces around it. Raises RecipeError when it is empty, too long or taken."""
    name = " ".join(name.split())
    if not name:
        raise RecipeError("A recipe needs a name. Give it one.")
    if len(name) > LONGEST_NAME:
        raise RecipeError(f"The name {name[:20]}… is too long. Give one of at most {LONGEST_NAME} characters.")
    if is_taken(name, folder):
        file = readable_name(file_for(name, folder))
        raise RecipeError(f"There is a recipe {file} already. Give another name, such as {free_name(name, folder)}.")
    return name


def _candidates(name: str) -> Iterator[str]:
    yield name
    base = re.sub(r" \(\d+\)$", "", name)
    yield from (f"{base} ({number})" for number in count(2))
