"""Where the things beside a recipe's file lie. The file alone is enough to inspect by; all of these may be absent."""

import re
from pathlib import Path

from core.recipe_file import SUFFIX


def stem_of(path: Path) -> str:
    """The file's name without the ending of recipes; all of it where it ends otherwise."""
    return path.name.removesuffix(SUFFIX)


def recipe_files(folder: Path) -> list[Path]:
    """The files of the recipes in a folder, by name; those in deeper folders and hidden ones are left out.

    Raises OSError when it can't be looked into.
    """
    found = (path for path in folder.glob(f"*{SUFFIX}") if not path.name.startswith("."))
    return sorted(path for path in found if path.is_file())


def versions_folder(path: Path) -> Path:
    """The folder of the earlier versions of the recipe at `path`."""
    return path.with_name(f"{stem_of(path)}.versions")


def version_file(path: Path, number: int) -> Path:
    """The file that version of the recipe at `path` is kept in."""
    return versions_folder(path) / f"{stem_of(path)}.v{number}{SUFFIX}"


def number_of(file: Path, path: Path) -> int | None:
    """Which version of the recipe at `path` a file is, by its name; None where it is something else."""
    found = re.fullmatch(rf"{re.escape(stem_of(path))}\.v([1-9][0-9]{{0,8}}){re.escape(SUFFIX)}", file.name)
    return int(found[1]) if found else None


def references_folder(path: Path) -> Path:
    """The folder of the pictures that versions of the recipe at `path` are compared on."""
    return path.with_name(f"{stem_of(path)}.references")


def notes_file(path: Path) -> Path:
    """The file of what people have noted about the recipe at `path`."""
    return path.with_name(f"{stem_of(path)}.notes.json")


def joined_folder(path: Path) -> Path:
    """The folder of good parts from the shift that the next version of the recipe at `path` is to be taught on, too."""
    return path.with_name(f"{stem_of(path)}.joined")
