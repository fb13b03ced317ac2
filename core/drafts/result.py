"""What the last teaching of a draft gave, kept beside it until a recipe is saved."""

from pathlib import Path

from core.errors import FilbertError, OutputError
from core.files import readable_name, way_out, write_whole
from core.recipe_file import load_recipe, save_recipe
from core.training.held_out_file import load_held_out, save_held_out
from core.training.pictures import Scored
from core.training.teaching import Taught

_RECIPE, _HELD_OUT, _DEFECTS, _BASIS = "taught.filbert", "good.heldout", "defects.heldout", "basis.txt"


def save_result(folder: Path, taught: Taught, basis: str) -> None:
    """Keep a teaching; one that is interrupted half-way is as if there were none. Raises OutputError."""
    forget_result(folder)
    save_recipe(taught.recipe, folder / _RECIPE)
    save_held_out(taught.held_out, folder / _HELD_OUT)
    if taught.defects is not None:
        save_held_out(taught.defects.table, folder / _DEFECTS)
    write_whole(folder / _BASIS, basis.encode(), durable=True)


def load_result(folder: Path) -> tuple[Taught, str] | None:
    """The last teaching and its basis; None where there is none that can be read."""
    try:
        basis = (folder / _BASIS).read_text(encoding="utf-8")
        defects = Scored(load_held_out(folder / _DEFECTS)) if (folder / _DEFECTS).exists() else None
        return Taught(load_recipe(folder / _RECIPE), (), load_held_out(folder / _HELD_OUT), defects), basis
    except (OSError, UnicodeDecodeError, FilbertError):
        return None


def forget_result(folder: Path) -> None:
    """Remove the last teaching, its basis first. Raises OutputError."""
    try:
        for name in (_BASIS, _RECIPE, f"{_RECIPE}.previous", _HELD_OUT, _DEFECTS):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{readable_name(folder)} can't be written: {way_out(error)}") from error
