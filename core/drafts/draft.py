"""A draft: all that an engineer has chosen so far on the way to a recipe."""

import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.errors import DraftError
from core.local_time import local_now
from core.region.alignment import Alignment
from core.region.region_of_interest import RegionOfInterest

DRAFT_FORMAT = 1

Step = Literal["product", "good_images", "region", "train", "clean", "threshold", "save"]
"""The pages of the wizard, in order."""


class Draft(BaseModel):
    """All that was chosen on the way to one recipe; what isn't chosen yet has the default.

    `key` names the draft's folder. `source` is a folder or a live source, as core.sources.opening reads it; `folders`
    are those the good images come from, beside the ones captured live. `improves` is the recipe that is to be taught
    anew. `left_out` and `accepted` name good images: dropped ones, and those that stay in spite of a remark.
    `false_reject` and `review` are shares of good parts (0 to 1), `review` None for no REVIEW band; `fail_at` and
    `review_from` are the lines as they were dragged, on the scale of the last teaching, None where they were not;
    `min_area` is in pixels of the picture. `defects` is a folder of defective parts.

    What a newer Filbert has added is kept as it is, so that going back to an older one loses nothing.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    format_version: int = Field(default=DRAFT_FORMAT, ge=1)
    key: str = Field(min_length=1, pattern=r"^[A-Za-z0-9_-]+$")
    name: str = ""
    source: str = ""
    improves: Path | None = None
    folders: tuple[Path, ...] = ()
    left_out: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    defects: Path | None = None
    region: RegionOfInterest | None = None
    alignment: Alignment | None = None
    preset: str = "lite"
    seed: int = 0
    false_reject: float = Field(default=0.01, gt=0, lt=1)
    review: float | None = Field(default=None, gt=0, lt=1)
    fail_at: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    review_from: float | None = Field(default=None, gt=0, allow_inf_nan=False)
    min_area: int = Field(default=0, ge=0)
    step: Step = "product"
    begun_at: AwareDatetime
    saved_at: AwareDatetime | None = None

    def changed(self, **values: Any) -> "Draft":  # noqa: ANN401 - whatever the field takes
        """Give this draft with other values. Raises DraftError for one that isn't allowed."""
        unknown = values.keys() - type(self).model_fields.keys()
        if unknown:
            raise DraftError(f"A draft has no {min(unknown)}.")
        try:
            return Draft.model_validate({**dict(self), **values})
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            raise DraftError(f"The draft's {name} can't be {values.get(name)}. Choose another value.") from error


def new_draft(now: datetime | None = None) -> Draft:
    """Begin a draft; its key is its moment and a few random letters, so that no two are alike."""
    now = now or local_now()
    return Draft(key=f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}", begun_at=now)
