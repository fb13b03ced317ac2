"""Recipe files: safetensors with the card as JSON. Nothing in one can run code, and no flipped byte goes unseen.

The header carries the SHA-256 of the whole file, taken while the digest's own place held zeros.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import safetensors.torch
import torch
from pydantic import ValidationError
from safetensors import SafetensorError
from torch import Tensor

from core.errors import OutputError, RecipeError
from core.files import check_folder_of, readable_name, write_whole
from core.inspection.extent import Extents
from core.inspection.scene import SceneModel, scene_model
from core.recipe import FORMAT_VERSION, Recipe, RecipeCard
from core.recipe_formats import OLDEST_READABLE, newest
from core.region.mark_template import Grey

SUFFIX = ".filbert"
_NO_DIGEST = "0" * 64
_LENGTH_BYTES = 8  # safetensors: the header's length as a little-endian number, then the header
_LARGEST_HEADER = 10_000_000
_BACKBONE = "backbone."
_TAUGHT = "taught."
_SCENE = "scene."
_THUMBNAIL = "thumbnail"
_REFERENCE = "reference"
_HELD_OUT = "held_out."


def save_recipe(recipe: Recipe, path: Path) -> None:
    """Write the recipe; the file it replaces stays beside it as NAME.previous. Raises OutputError."""
    write_whole(path, recipe_bytes(recipe), durable=True, keep_previous=True)


def recipe_bytes(recipe: Recipe, more: Mapping[str, Tensor] | None = None) -> bytes:
    """The recipe as its file holds it. `more` travels in it under names of its own, which `load_recipe` skips."""
    tensors = dict(more or {})
    tensors |= {_THUMBNAIL: torch.from_numpy(recipe.thumbnail.copy())}
    tensors |= {_TAUGHT + name: tensor.contiguous() for name, tensor in recipe.tensors.items()}
    tensors |= {_BACKBONE + name: tensor.contiguous() for name, tensor in recipe.backbone.items()}
    if recipe.scene is not None:
        tensors |= {_SCENE + name: torch.from_numpy(array.copy()) for name, array in recipe.scene.arrays().items()}
    if recipe.reference is not None:
        tensors[_REFERENCE] = torch.from_numpy(recipe.reference.copy())
    if recipe.held_out is not None:
        tensors[_HELD_OUT + "areas"] = torch.from_numpy(recipe.held_out.areas.copy())
        tensors[_HELD_OUT + "levels"] = torch.from_numpy(recipe.held_out.levels.copy())
    metadata = {"card": recipe.card.model_dump_json(), "sha256": _NO_DIGEST}
    return _signed(safetensors.torch.save(tensors, metadata))


def load_recipe(path: Path) -> Recipe:
    """Read a recipe. Raises RecipeError when it is missing, damaged, of a newer version or no recipe at all."""
    content = _read(path)
    metadata = _metadata(content)
    if "card" not in metadata or "sha256" not in metadata:
        raise _no_recipe(path)
    card = _readable_card(path, metadata["card"])
    if _digest(content, metadata["sha256"]) != metadata["sha256"]:
        raise _damaged(path)
    try:
        tensors = safetensors.torch.load(content)
        return Recipe(
            RecipeCard.model_validate_json(json.dumps(newest(card))),
            np.ascontiguousarray(tensors[_THUMBNAIL].numpy()),
            _named(tensors, _TAUGHT),
            _named(tensors, _BACKBONE),
            _scene(tensors),
            _reference(tensors),
            _held_out(tensors),
        )
    except (SafetensorError, ValidationError, KeyError, TypeError, ValueError) as error:
        raise _damaged(path) from error


def _no_recipe(path: Path) -> RecipeError:
    what = f"{readable_name(path)} is not a Filbert recipe"
    if path.suffix.lower() != SUFFIX:
        return RecipeError(f"{what}. Choose a file ending in {SUFFIX}.")
    return RecipeError(f"{what}, or its beginning is damaged. Choose another file, or take a backup.")


def check_writable(path: Path) -> None:
    """Find out before teaching, not after, that a recipe can't be saved there. Raises OutputError."""
    if path.is_dir():
        raise OutputError(f"{readable_name(path)} is a folder. Name a file ending in {SUFFIX}.")
    check_folder_of(path)


def _read(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise RecipeError(f"There is no recipe {readable_name(path)}. Check the path, or teach it first.") from error
    except OSError as error:
        if path.is_dir():
            raise RecipeError(f"{readable_name(path)} is a folder. Choose a file ending in {SUFFIX}.") from error
        raise RecipeError(
            f"The recipe {readable_name(path)} can't be read: {error.strerror}. Check the drive and your rights to it."
        ) from error
    if not content:
        raise RecipeError(f"The recipe {readable_name(path)} is empty. Take a backup, or teach the product anew.")
    return content


def _metadata(content: bytes) -> dict[str, str]:
    """The strings in the header of a safetensors file, nothing if it has none that can be read."""
    length = int.from_bytes(content[:_LENGTH_BYTES], "little")
    if length > min(_LARGEST_HEADER, len(content)):
        return {}
    try:
        metadata = json.loads(content[_LENGTH_BYTES : _LENGTH_BYTES + length])["__metadata__"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return metadata if isinstance(metadata, dict) and all(isinstance(v, str) for v in metadata.values()) else {}


def _readable_card(path: Path, text: str) -> dict[str, Any]:
    """The card's JSON, of a format that can be read. Another is told apart from damage, so that the advice is right."""
    try:
        card = json.loads(text)
        version = int(card["format_version"])
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise _damaged(path) from error
    if version > FORMAT_VERSION:
        raise RecipeError(
            f"The recipe {readable_name(path)} was made by a newer Filbert (format {version}; this one reads up to "
            f"{FORMAT_VERSION}). Update Filbert on this station."
        )
    if version < OLDEST_READABLE:
        raise RecipeError(
            f"The recipe {readable_name(path)} was made by an early Filbert whose detector is gone (format {version}). "
            "Teach the product anew."
        )
    return dict(card)


def _signed(content: bytes) -> bytes:
    return content.replace(_NO_DIGEST.encode(), _digest(content, _NO_DIGEST).encode(), 1)


def _digest(content: bytes, stored: str) -> str:
    """SHA-256 of the file as it was while the digest's place held zeros."""
    unsigned = content.replace(stored.encode(errors="replace"), _NO_DIGEST.encode(), 1)
    return hashlib.sha256(unsigned).hexdigest()


def _named(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): tensor for name, tensor in tensors.items() if name.startswith(prefix)}


def _scene(tensors: dict[str, Tensor]) -> SceneModel | None:
    arrays = {name: tensor.numpy() for name, tensor in _named(tensors, _SCENE).items()}
    return scene_model(arrays) if arrays else None


def _reference(tensors: dict[str, Tensor]) -> Grey | None:
    if _REFERENCE not in tensors:
        return None
    reference = tensors[_REFERENCE].numpy()
    if reference.dtype != np.uint8 or reference.ndim != 2:
        raise ValueError("no grey picture")
    return np.ascontiguousarray(reference)


def _held_out(tensors: dict[str, Tensor]) -> Extents | None:
    arrays = {name: tensor.numpy() for name, tensor in _named(tensors, _HELD_OUT).items()}
    return Extents(arrays["areas"], arrays["levels"]) if arrays else None


def _damaged(path: Path) -> RecipeError:
    previous = f"{readable_name(Path(path.name))}.previous"
    return RecipeError(
        f"The recipe {readable_name(path)} is damaged. Use {previous} beside it if there is one, "
        "take a backup, or teach the product anew."
    )
