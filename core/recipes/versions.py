"""Every version of a recipe that is still there: the present one, and those kept beside it."""

import filecmp
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import RecipeError
from core.files import readable_name
from core.recipe import Recipe, RecipeCard
from core.recipe_file import load_recipe
from core.recipes.places import number_of, versions_folder


@dataclass(frozen=True)
class KeptFile:
    """A version's file. `number` is from 1 and no other's; `present` is the one that is inspected by."""

    number: int
    path: Path
    present: bool


@dataclass(frozen=True)
class Version:
    """A version of a recipe: its file and what it says of itself.

    `card` is None where the file can't be read, and `trouble` is then a sentence for the user. `same_as` is the number
    of the earliest version with the same content, if it was brought back.
    """

    number: int
    path: Path
    present: bool
    card: RecipeCard | None
    trouble: str = ""
    same_as: int | None = None


def versions(path: Path) -> tuple[Version, ...]:
    """All versions of the recipe at `path`, earliest first, the present one last. Damaged ones are among them.

    Reads every file whole, for only that shows damage. Raises RecipeError when there is none at all.
    """
    files = kept_files(path)
    if not files:
        load_recipe(path)  # says what is wrong with it
        raise RecipeError(f"There is no recipe {readable_name(path)}. Check the path, or teach it first.")
    found: list[Version] = []
    for file in files:
        found.append(_version(file, found))
    return tuple(found)


def load_version(path: Path, number: int) -> Recipe:
    """The recipe that was version `number` at `path`. Raises RecipeError when it is missing or damaged."""
    return load_recipe(file_of_version(path, number).path)


def file_of_version(path: Path, number: int) -> KeptFile:
    """The file of that version. Raises RecipeError, which names the versions there are."""
    files = kept_files(path)
    for file in files:
        if file.number == number:
            return file
    if not files:
        raise RecipeError(f"There is no recipe {readable_name(path)}. Check the path, or teach it first.")
    there = ", ".join(str(file.number) for file in files)
    raise RecipeError(f"{readable_name(path)} has no version {number}. There are: {there}. Choose one of these.")


def next_number(path: Path) -> int:
    """The number that the next version saved at `path` gets: one more than the highest there is."""
    return 1 + max((file.number for file in kept_files(path)), default=0)


def kept_files(path: Path) -> list[KeptFile]:
    """The files of all versions, by number, the present one last; no content is there twice.

    The file NAME.previous counts too, where it is one that is not kept otherwise, or only damaged: a Filbert that kept
    one version only has left it.
    """
    kept = dict(_numbered(path))
    present = [KeptFile(_number_for(path, kept), path, present=True)] if path.is_file() else []
    previous = _previous(path, kept)
    if previous is not None:
        kept[previous.number] = previous.path
    # After a crash between keeping the present one and replacing it, it is there twice.
    earlier = [
        KeptFile(number, file, present=False) for number, file in sorted(kept.items()) if not same_content(file, path)
    ]
    return earlier + present


def _numbered(path: Path) -> Iterator[tuple[int, Path]]:
    try:
        files = list(versions_folder(path).iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as error:
        where = readable_name(versions_folder(path))
        raise RecipeError(f"{where} can't be read ({error.strerror}). Ask for the right to read it.") from error
    for file in files:
        number = number_of(file, path)
        if number is not None:
            yield number, file


def _number_for(file: Path, kept: dict[int, Path]) -> int:
    """The number a version outside the folder has: its own, or a new one where that is taken or can't be read."""
    for number, other in kept.items():
        if same_content(other, file):
            return number
    own = _own_number(file)
    return own if own and own not in kept else 1 + max(kept, default=0)


def _previous(path: Path, kept: dict[int, Path]) -> KeptFile | None:
    """NAME.previous, if it is a sound version that is to be had nowhere else."""
    file = path.with_name(f"{path.name}.previous")
    own = _own_number(file)
    if not own or any(same_content(file, other) for other in (path, *kept.values())):
        return None
    taken = {path: _number_for(path, kept)} if path.is_file() else {}
    is_free = own not in taken.values() and (own not in kept or not _own_number(kept[own]))
    return KeptFile(own if is_free else 1 + max([*kept, *taken.values()]), file, present=False)


def _own_number(file: Path) -> int:
    """The version a file says it is; 0 where it can't be read."""
    try:
        return load_recipe(file).card.version
    except RecipeError:
        return 0


def same_content(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes; those of different length, nearly all, are told apart unread."""
    try:
        return filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _version(file: KeptFile, earlier: Sequence[Version]) -> Version:
    try:
        card = load_recipe(file.path).card
    except RecipeError as error:
        return Version(file.number, file.path, file.present, None, str(error))
    same = (v.number for v in earlier if v.card is not None and _bare(v.card) == _bare(card))
    return Version(file.number, file.path, file.present, card, same_as=next(same, None))


def _bare(card: RecipeCard) -> RecipeCard:
    """The card but for the version's number: bringing back changes nothing else."""
    return card.model_copy(update={"version": 1})
