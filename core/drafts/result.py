"""What the last teaching of a draft gave, kept beside it until a recipe is saved."""

from pathlib import Path

from core.errors import FilbertError, OutputError
from core.files import readable_name, way_out, write_whole
from core.recipe_file import load_recipe, save_recipe
from core.training.held_out_file import load_held_out, save_held_out
from core.training.lesson import Scored, Taught

_RECIPE, _HELD_OUT, _BASIS = "taught.filbert", "good.heldout", "basis.txt"
_DEFECTS, _DRAWN = "defects.heldout", "drawn.heldout"


def save_result(folder: Path, taught: Taught, basis: str) -> None:
    """Keep a teaching; one that is interrupted half-way is as if there were none. Raises OutputError."""
    forget_result(folder)
    save_recipe(taught.recipe, folder / _RECIPE)
    save_held_out(taught.held_out, folder / _HELD_OUT)
    for scored, name in ((taught.defects, _DEFECTS), (taught.drawn, _DRAWN)):
        if scored is not None:
            save_held_out(scored.table, folder / name)
    write_whole(folder / _BASIS, basis.encode(), durable=True)


def load_result(folder: Path) -> tuple[Taught, str] | None:
    """The last teaching and its basis; None where there is none that can be read."""
    try:
        basis = (folder / _BASIS).read_text(encoding="utf-8")
        defects, drawn = _scored(folder / _DEFECTS), _scored(folder / _DRAWN)
        return Taught(load_recipe(folder / _RECIPE), (), load_held_out(folder / _HELD_OUT), defects, drawn), basis
    except (OSError, UnicodeDecodeError, FilbertError):
        return None


def forget_result(folder: Path) -> None:
    """Remove the last teaching, its basis first. Raises OutputError."""
    try:
        for name in (_BASIS, _RECIPE, f"{_RECIPE}.previous", _HELD_OUT, _DEFECTS, _DRAWN):
            (folder / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{readable_name(folder)} can't be written: {way_out(error)}") from error


def _scored(path: Path) -> Scored | None:
    return Scored(load_held_out(path)) if path.exists() else None
