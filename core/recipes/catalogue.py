"""All recipes of a station, to look through."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from core.errors import RecipeError
from core.files import readable_name
from core.recipe import RecipeCard
from core.recipe_file import load_recipe
from core.recipes.notes import RecipeNotes, load_notes
from core.recipes.places import recipe_files
from core.types import Image

_Stamp = tuple[int, int]  # of a file: modified (ns), size (bytes)


@dataclass(frozen=True, eq=False)
class CatalogueEntry:
    """One recipe: its present version, and what is noted about it.

    `card` and `picture` (H, W, 3) are None where the file can't be read, and `trouble` is then a sentence for the user.
    """

    path: Path
    card: RecipeCard | None
    picture: Image | None
    notes: RecipeNotes = field(default_factory=RecipeNotes)
    trouble: str = ""

    @property
    def name(self) -> str:
        """What people call it: the file's name where it can't be read."""
        return self.card.name if self.card is not None else readable_name(Path(self.path.stem))

    @property
    def taught_at(self) -> datetime | None:
        """When the present version was taught."""
        return self.card.taught_at if self.card is not None else None


@dataclass(frozen=True, eq=False)
class Listed:
    """The recipes there are, by name; `remarks` are sentences about what could not be read beside them."""

    entries: tuple[CatalogueEntry, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class _Read:
    stamp: _Stamp
    card: RecipeCard | None
    picture: Image | None
    trouble: str


class Catalogue:
    """The recipes of a folder; a file that has not changed is read once. Any thread, one at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._known: dict[Path, _Read] = {}

    def read(self, others: Iterable[Path] = ()) -> Listed:
        """Read all recipes of the folder, and some that lie elsewhere. Never fails: what can't be read says why."""
        files, remarks = self._files()
        known = {file.resolve() for file in files}
        files += [path for path in others if path.is_file() and path.resolve() not in known]
        entries = []
        for path in files:
            read, loaded = self._read(path), load_notes(path)
            entries.append(CatalogueEntry(path, read.card, read.picture, loaded.notes, read.trouble))
            remarks += [loaded.remark] if loaded.remark else []
        self._known = {path: read for path, read in self._known.items() if path in files}
        return Listed(tuple(sorted(entries, key=lambda entry: entry.name.casefold())), tuple(remarks))

    def _files(self) -> tuple[list[Path], list[str]]:
        try:
            return recipe_files(self.folder), []
        except OSError as error:
            name = readable_name(self.folder)
            return [], [f"The folder {name} can't be read ({error.strerror}). Ask for the right to read it."]

    def _read(self, path: Path) -> _Read:
        stamp = _stamp_of(path)
        known = self._known.get(path)
        if known is None or known.stamp != stamp:
            known = self._known[path] = _fresh(path, stamp)
        return known


def search(entries: Sequence[CatalogueEntry], text: str, archived: bool = False) -> tuple[CatalogueEntry, ...]:
    """Those whose name, code and notes hold every word of the text; the archived ones, or the others."""
    words = text.casefold().split()
    return tuple(
        entry
        for entry in entries
        if entry.notes.archived is archived and all(word in _text_of(entry) for word in words)
    )


def by_code(entries: Sequence[CatalogueEntry], code: str) -> CatalogueEntry | None:
    """The recipe with that code, or else with that name, whatever the letters' case; archived ones come last."""
    wanted = code.strip().casefold()
    if not wanted:
        return None
    ranked = sorted(entries, key=lambda entry: entry.notes.archived)
    coded = (entry for entry in ranked if entry.notes.code.strip().casefold() == wanted)
    named = (entry for entry in ranked if entry.name.strip().casefold() == wanted)
    return next(coded, None) or next(named, None)


def _text_of(entry: CatalogueEntry) -> str:
    return f"{entry.name}\n{entry.notes.code}\n{entry.notes.text}".casefold()


def _stamp_of(path: Path) -> _Stamp:
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def _fresh(path: Path, stamp: _Stamp) -> _Read:
    try:
        recipe = load_recipe(path)
    except RecipeError as error:
        return _Read(stamp, None, None, str(error))
    return _Read(stamp, recipe.card, recipe.thumbnail, "")
