"""What people note about a recipe: its code, a text, whether it is put away. It lies beside the recipe's file."""

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from core.errors import RecipeError
from core.files import copy_damaged, readable_name, write_whole
from core.recipes.places import notes_file

NOTES_FORMAT = 1

LONGEST_CODE, LONGEST_TEXT = 80, 4000
"""Characters."""

MOST_LEFT_OUT = 2000
"""Images that are noted as left out, at most; others have to be dropped again."""

_LONGEST_FILE = 1_000_000  # bytes: far more than notes ever take

log = logging.getLogger(__name__)


class RecipeNotes(BaseModel):
    """What is noted. `code` is what a scanner reads off a part's order; `archived` recipes are kept out of the list.

    `folders` are those the good images of the last teaching came from, and `defects` its folder of defective parts: a
    recipe can so be improved without somebody finding them again. `left_out` are images in these folders that were held
    to be no good ones. What a newer Filbert has added is kept as it is.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    format_version: int = Field(default=NOTES_FORMAT, ge=1)
    code: str = Field(default="", max_length=LONGEST_CODE)
    text: str = Field(default="", max_length=LONGEST_TEXT)
    archived: bool = False
    folders: tuple[Path, ...] = ()
    defects: Path | None = None
    left_out: tuple[Path, ...] = ()

    def changed(self, **values: Any) -> "RecipeNotes":  # noqa: ANN401 - whatever the field takes
        """Give these notes with other values. Raises RecipeError for one that isn't allowed."""
        try:
            return RecipeNotes.model_validate({**dict(self), **values})
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            limit = {"code": LONGEST_CODE, "text": LONGEST_TEXT}.get(name)
            advice = f"Give at most {limit} characters." if limit else "Choose another value."
            raise RecipeError(f"The {name} of a recipe can't be that. {advice}") from error


@dataclass(frozen=True)
class LoadedNotes:
    """Notes as they were read; `remark` is a sentence for the user when they could not be, else empty."""

    notes: RecipeNotes
    remark: str = ""


def load_notes(path: Path) -> LoadedNotes:
    """Read what is noted about the recipe at `path`. Never fails: without notes all is as for a new recipe.

    A file that can't be read is copied to NAME.damaged, since the next change writes it anew.
    """
    file = notes_file(path)
    try:
        with file.open("rb") as opened:
            content = opened.read(_LONGEST_FILE)  # what is longer is cut, and so no JSON
        return LoadedNotes(RecipeNotes.model_validate_json(content))
    except FileNotFoundError:
        return LoadedNotes(RecipeNotes())
    except OSError as error:
        name = readable_name(file)
        return LoadedNotes(
            RecipeNotes(), f"The notes {name} can't be read ({error.strerror}). Check your rights to it."
        )
    except (ValueError, RecursionError):
        return LoadedNotes(RecipeNotes(), _damaged(file))


def change_notes(path: Path, **values: Any) -> RecipeNotes:  # noqa: ANN401 - whatever the field takes
    """Note something about the recipe at `path`, and give what then stands there; the rest stays.

    Raises RecipeError for a value that isn't allowed, OutputError when it can't be written.
    """
    notes = load_notes(path).notes.changed(**values)
    write_whole(notes_file(path), notes.model_dump_json(indent=1).encode(), durable=True)
    return notes


def _damaged(file: Path) -> str:
    """Keep a copy of damaged notes; the sentence for the user."""
    aside = copy_damaged(file)
    kept = f"; they are kept as {aside.name}" if aside is not None else ""
    return f"The notes {readable_name(file)} are damaged{kept}. Write them anew."
