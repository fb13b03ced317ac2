"""The held-out table as a file beside a draft: safetensors with names and paths as JSON; nothing in it can run code."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import safetensors.numpy
from safetensors import SafetensorError, safe_open

from core.errors import TeachingError
from core.files import readable_name, write_whole
from core.inspection.extent import POINTS, Extents
from core.training.held_out import HeldOutTable

Array = npt.NDArray[Any]

SUFFIX = ".heldout"
_FORMAT = "1"


def save_held_out(table: HeldOutTable, path: Path) -> None:
    """Write the table, whole or not at all. Raises OutputError."""
    arrays = {"maps": table.maps, "areas": table.extents.areas, "levels": table.extents.levels}
    metadata = {
        "format": _FORMAT,
        "names": json.dumps(table.names),
        "paths": json.dumps([None if one is None else str(one) for one in table.paths]),
    }
    content = safetensors.numpy.save({name: np.ascontiguousarray(array) for name, array in arrays.items()}, metadata)
    write_whole(path, content, durable=True)


def load_held_out(path: Path) -> HeldOutTable:
    """Read a table. Raises TeachingError when it is missing, damaged or of another format."""
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in ("maps", "areas", "levels")}
        if metadata.get("format") != _FORMAT:
            raise TeachingError(f"{readable_name(path)} is of another Filbert. Teach the product once more.")
        names, paths = json.loads(metadata["names"]), json.loads(metadata["paths"])
        return _checked(names, [None if one is None else Path(one) for one in paths], **arrays)
    except FileNotFoundError as error:
        raise TeachingError(
            f"There are no held-out scores {readable_name(path)}. Check the path, or teach the product once more."
        ) from error
    except (SafetensorError, OSError, ValueError, KeyError, TypeError) as error:
        raise TeachingError(
            f"The held-out scores {readable_name(path)} are damaged. Teach the product once more."
        ) from error


def _checked(names: list[str], paths: list[Path | None], maps: Array, areas: Array, levels: Array) -> HeldOutTable:
    count = len(names)
    fits = len(paths) == count and maps.ndim == 3 and len(maps) == count and areas.shape == levels.shape
    if not fits or areas.shape != (count, POINTS) or maps.dtype != np.float16 or areas.dtype != np.float32:
        raise ValueError("The parts don't fit together.")
    return HeldOutTable(tuple(names), tuple(paths), maps, Extents(areas, levels))
