"""What is chosen about a hot folder, and how its name says so."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from core.errors import SourceError

_MOVE = {"yes": True, "no": False}


@dataclass(frozen=True)
class HotFolderSettings:
    """A folder that another program drops images into.

    With `move` an inspected file goes to passed/, failed/ and so on in it. With `ready`, such as ".done", an image
    counts as complete once there is a file of its name with that ending.
    """

    folder: str
    move: bool = False
    ready: str = ""

    @property
    def spec(self) -> str:
        """The source's name for settings and the command line: hot:DIR?move=yes&ready=.done."""
        options = {"move": "yes"} if self.move else {"move": "no"} if "?" in self.folder else {}
        options |= {"ready": self.ready} if self.ready else {}
        return f"hot:{self.folder}{'?' if options else ''}{urlencode(options, quote_via=quote)}"


def parse_hot_folder(text: str) -> HotFolderSettings:
    """Understand DIR?move=yes&ready=.done. Raises SourceError when that can't be done."""
    folder, _, query = text.rpartition("?")
    if "=" not in query:
        folder, query = text, ""
    if not folder.strip():
        raise SourceError("No folder is named. Name the folder that images are dropped into.")
    options = dict(parse_qsl(query.replace("+", "%2B"), keep_blank_values=True))
    unknown = options.keys() - {"move", "ready"}
    if unknown:
        raise SourceError(f"A hot folder has no setting {min(unknown)}. It has move and ready.")
    move = options.get("move", "no")
    if move not in _MOVE:
        raise SourceError(f"move={move} can't be understood. Give move=yes or move=no.")
    return HotFolderSettings(folder, _MOVE[move], checked_ending(options.get("ready", "")))


def checked_ending(ready: str) -> str:
    """Give the ending as it is. Raises SourceError when no file could have it."""
    if any(sign in ready for sign in '/\\*?"<>|:'):
        raise SourceError(f"{ready} can't be the ending of a file. Give one such as .done, or none.")
    return ready
