"""Where drafts are kept: a folder each, with what was captured and taught for it beside the draft itself."""

import logging
import shutil
from dataclasses import dataclass
from pathlib import Path

from core.drafts.draft import DRAFT_FORMAT, Draft
from core.errors import DraftError, OutputError
from core.files import copy_damaged, make_folder, readable_name, write_whole
from core.json_text import json_object
from core.local_time import local_now
from core.places import drafts_folder

_FILE = "draft.json"
_LONGEST = 20_000_000  # bytes: far more than the names of all images ever take

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ListedDrafts:
    """The drafts there are, the one saved last first; `remarks` are sentences about those that can't be read."""

    drafts: tuple[Draft, ...]
    remarks: tuple[str, ...] = ()


class DraftStore:
    """Drafts in a folder, which is made when the first one is saved. Any thread, one at a time."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or drafts_folder()

    def listed(self) -> ListedDrafts:
        """Read all drafts. Never fails: one that can't be read is left where it is, and gets a remark."""
        drafts, remarks = [], []
        for key in self._keys():
            try:
                drafts.append(self.load(key))
            except DraftError as error:
                log.warning("%s", error)
                remarks.append(str(error))
        drafts.sort(key=lambda draft: draft.saved_at or draft.begun_at, reverse=True)
        return ListedDrafts(tuple(drafts), tuple(remarks))

    def load(self, key: str) -> Draft:
        """Read one draft. Raises DraftError; what is damaged is then kept as draft.json.damaged, too."""
        path = self._file(key)
        try:
            content = path.read_bytes()[: _LONGEST + 1]
        except OSError as error:
            gone = f"The draft {readable_name(path)} can't be read ({error.strerror or error}). Begin a new one."
            raise DraftError(gone) from error
        try:
            values = _parse(content)
            return Draft.model_validate({**values, "key": key})
        except (ValueError, RecursionError) as error:
            raise DraftError(_damaged(path)) from error

    def save(self, draft: Draft) -> Draft:
        """Write a draft and return when the disk has it; gives it with the moment it was saved at.

        Raises OutputError when that can't be done; the one that was there is then as it was.
        """
        saved = draft.changed(saved_at=local_now())
        path = self._file(draft.key)
        _make(path.parent)
        write_whole(path, saved.model_dump_json(indent=1).encode(), durable=True)
        return saved

    def delete(self, key: str) -> None:
        """Remove a draft and all that lies beside it. Raises OutputError when it can't be removed whole."""
        folder = self._folder(key)
        try:
            shutil.rmtree(folder)
        except FileNotFoundError:
            return
        except OSError as error:
            raise OutputError(f"{readable_name(folder)} can't be removed: {error.strerror or error}.") from error

    def captured_folder(self, key: str) -> Path:
        """The folder for pictures captured live; made if need be. Raises OutputError."""
        return _make(self.captured_path(key))

    def captured_path(self, key: str) -> Path:
        """Where that folder is, or would be."""
        return self._folder(key) / "captured"

    def result_folder(self, key: str) -> Path:
        """The folder for what the last teaching gave; made if need be. Raises OutputError."""
        return _make(self.result_path(key))

    def result_path(self, key: str) -> Path:
        """Where that folder is, or would be."""
        return self._folder(key) / "taught"

    def _keys(self) -> list[str]:
        try:
            return sorted(entry.name for entry in self.folder.iterdir() if (entry / _FILE).is_file())
        except FileNotFoundError:
            return []
        except OSError:
            log.warning("%s can't be looked through.", self.folder, exc_info=True)
            return []

    def _folder(self, key: str) -> Path:
        folder = self.folder / key
        if folder.parent != self.folder or key in {"", ".", ".."}:
            raise DraftError(f"{key} is no name of a draft. Choose one of the list.")
        return folder

    def _file(self, key: str) -> Path:
        return self._folder(key) / _FILE


def _parse(content: bytes) -> dict[str, object]:
    """Raise ValueError or RecursionError for what isn't a draft that this Filbert can read."""
    values = json_object(content, _LONGEST)
    version = values.get("format_version")
    if not isinstance(version, int) or version > DRAFT_FORMAT:
        raise ValueError("of a newer Filbert")
    return values


def _damaged(path: Path) -> str:
    """Keep a copy of a damaged draft aside; the sentence for the user. The captured pictures stay where they are."""
    copy_damaged(path)
    return (
        f"The draft {readable_name(path)} is damaged or of a newer Filbert. It is kept as it is, with the pictures "
        "beside it: begin a new draft and add them as a folder."
    )


def _make(folder: Path) -> Path:
    return make_folder(folder, mode=0o700)  # a stream's password may stand in a draft
