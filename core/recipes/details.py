"""One recipe looked at closely: its versions, and the pictures kept to compare them on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import Cancelled, ImageError
from core.images import shrunk
from core.recipe_file import load_recipe
from core.recipes.choosing import evenly
from core.recipes.comparison import Comparison, compare
from core.recipes.joining import joined_good
from core.recipes.references import read_reference, references_of
from core.recipes.versions import Version, load_version, versions
from core.types import Image

SHOWN_GOOD, SHOWN_DEFECTS = 4, 4
"""So many kept pictures are shown of each kind."""

_SIDE = 480  # pixels of a shown picture's longer side: enough for 240 on a screen at 200 %


@dataclass(frozen=True, eq=False)
class KeptPicture:
    """A kept picture to look at: its file, the name it once had, and itself (H, W, 3), made small."""

    path: Path
    name: str
    is_good: bool
    image: Image


@dataclass(frozen=True, eq=False)
class Details:
    """A recipe's versions, earliest first and the present one last, and some of the pictures kept for it.

    `good` and `defects` say how many pictures are kept, `joined` how many good parts of the shift wait for the next
    version.
    """

    path: Path
    versions: tuple[Version, ...]
    pictures: tuple[KeptPicture, ...]
    good: int
    defects: int
    joined: int = 0


def details_of(path: Path, should_stop: Callable[[], bool] = lambda: False) -> Details:
    """Read all there is about the recipe at `path`: some tenths of a second. Raises FilbertError, Cancelled."""
    kept = references_of(path)
    pictures = (*_shown(kept.good, SHOWN_GOOD, is_good=True), *_shown(kept.defects, SHOWN_DEFECTS, is_good=False))
    if should_stop():
        raise Cancelled("Another recipe is looked at.")
    return Details(path, versions(path), pictures, len(kept.good), len(kept.defects), len(joined_good(path)))


def compare_versions(path: Path, number: int, should_stop: Callable[[], bool] = lambda: False) -> Comparison:
    """An earlier version of the recipe at `path` beside the present one. Raises FilbertError, Cancelled."""
    return compare(load_version(path, number), load_recipe(path), references_of(path), should_stop=should_stop)


def _shown(files: Sequence[Path], most: int, is_good: bool) -> Iterator[KeptPicture]:
    for file in evenly(files, most):
        try:
            image, name = read_reference(file)
        except ImageError:
            continue  # a comparison says so
        yield KeptPicture(file, name, is_good, shrunk(image, _SIDE))
