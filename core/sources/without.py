"""A source without some of its images."""

from collections.abc import Collection, Iterator
from pathlib import Path

from core.errors import SourceError
from core.files import readable_name
from core.sources.base import Source, SourceItem
from core.sources.folder import FolderSource
from core.types import SourceNotice


class Without:
    """The images of a source but for those of these names."""

    def __init__(self, source: Source, names: Collection[str]) -> None:
        self._source, self._names = source, frozenset(names)

    @property
    def name(self) -> str:
        """The source's own name."""
        return self._source.name

    @property
    def total(self) -> int | None:
        """How many images are left; None where nobody knows."""
        return None if self._source.total is None else max(0, self._source.total - len(self._names))

    def frames(self) -> Iterator[SourceItem]:
        """Give the others in their order."""
        return (
            item for item in self._source.frames() if isinstance(item, SourceNotice) or item.name not in self._names
        )


def leave_out(source: FolderSource, named: Collection[str]) -> Source:
    """The folder without the images named: by name in the folder, by path, or by a text file with a name on each line.

    Raises SourceError when there is no such image, so that no misspelt one is taught.
    """
    return Without(source, named_images(source, named)) if named else source


def named_images(source: FolderSource, named: Collection[str]) -> dict[str, Path]:
    """Those of the folder's images, by their names in it, that are named as for `leave_out`. Raises SourceError."""
    known = source.names
    chosen = {_known(entry, known, source.name) for name in named for entry in _entries(name)}
    return {name: path for name, path in known.items() if name in chosen}


def _entries(name: str) -> list[str]:
    if Path(name).suffix.lower() != ".txt":
        return [name]
    try:
        lines = Path(name).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"The list {readable_name(Path(name))} can't be read. Name a text file in UTF-8.") from error
    return [line.strip() for line in lines if line.strip()]


def _known(entry: str, known: dict[str, Path], folder: str) -> str:
    """The name an image has in the folder."""
    as_name = entry.replace("\\", "/")
    if as_name in known:
        return as_name
    wanted = Path(entry).resolve()
    for name, path in known.items():
        if path.resolve() == wanted:
            return name
    raise SourceError(f"There is no image {entry} in {folder} to leave out. Check its name.")
