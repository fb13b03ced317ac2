"""A region as a file of JSON: what --region takes."""

import json
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from core.errors import RegionError
from core.files import readable_name
from core.region.alignment import Alignment
from core.region.region_of_interest import RegionOfInterest


class RegionFile(BaseModel):
    """What a file for --region may hold: the shapes of a region, and the mark the part is found by."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shapes: RegionOfInterest = RegionOfInterest()
    alignment: Alignment | None = None


def read_region(path: Path) -> RegionFile:
    """A region from its file, {"shapes": […], "alignment": {…}}, one of which may be missing. Raises RegionError."""
    try:
        return _region_of(json.loads(path.read_text(encoding="utf-8-sig")))
    except OSError as error:
        raise RegionError(
            f"The region {readable_name(path)} can't be read: {error.strerror}. Check its name."
        ) from error
    except (ValueError, RecursionError) as error:  # deep brackets end Python's patience
        raise RegionError(
            f"{readable_name(path)} holds no region. It must be JSON with shapes, as the user guide shows them."
        ) from error


def _region_of(content: object) -> RegionFile:
    """Raises ValueError for what is no region."""
    if not content:
        raise ValueError("neither shapes nor a mark")
    if isinstance(content, dict) and "shapes" in content:
        content = {**content, "shapes": {"shapes": content["shapes"]}}
    return RegionFile.model_validate(content)
