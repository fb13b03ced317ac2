"""What a station remembers from one day to the next."""

import base64
import binascii
import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from core.errors import SettingsError
from core.inspection.run import OLDEST_S
from core.inspection.trigger import TriggerMode
from core.shifts import shift_times

TEXT_SCALES = (1.0, 1.25, 1.5)
"""What text may be multiplied by, for those who stand further away."""

MOST_RECENT_SOURCES = 8

_URL = "an address such as postgresql://user@host/filbert, or nothing"

_SIZES = ", ".join(f"{scale:g}" for scale in TEXT_SCALES)


def _known_size(scale: float) -> float:
    if scale not in TEXT_SCALES:
        raise ValueError(_SIZES)
    return scale


def _is_base64(text: str) -> str:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error
    return text


def _database_url(text: str) -> str:
    if text and not re.match(r"(postgres(ql)?(\+psycopg)?|sqlite)://", text):
        raise ValueError(_URL)
    return text


def _number(default: float, low: float, high: float, unit: str) -> Any:  # noqa: ANN401 - as Field itself
    allowed = f"a number of {unit} from {low:g} to {high:g}"
    return Field(default=default, ge=low, le=high, allow_inf_nan=False, description=allowed)


def _switch(default: bool = False) -> Any:  # noqa: ANN401 - as Field itself
    return Field(default=default, description="true or false")


_MOST_SHIFTS = 8


def _times_of_day(starts: tuple[str, ...]) -> tuple[str, ...]:
    """Times in rising order, each once, as "06:00". Raises ValueError for what is none."""
    return tuple(f"{start:%H:%M}" for start in shift_times(starts).starts)


class StationSettings(BaseModel):
    """The settings of one station. The description of each says what it may be.

    `source` and `recent_sources` are names of sources as core.sources.opening reads them, newest first; `recipe` is the
    file that was used last. No picture older than `oldest_frame_s` is judged; a source that gave none for
    `stall_periods` of its own is STALLED. `heatmap_opacity` is 0 to 1; `shift_starts` are by the station's clock;
    `window_geometry` is whatever the window remembers of itself, in base64.

    `station` is the name in records; empty is the computer's. `reviewer` is who confirmed parts last. `records_url` is
    the address of a PostgreSQL database; empty keeps records on this computer. `archive_pass_share` (0 to 1) of
    pictures of PASS are kept with all others, for `archive_days` days and in `archive_gigabytes` at most.

    What a newer Filbert has added is kept as it is, so that going back to an older one loses nothing.
    """

    model_config = ConfigDict(frozen=True, extra="allow")

    recipe: Path | None = Field(default=None, description="the path of a recipe, or null")
    source: str = Field(default="", description="the name of a source")
    recent_sources: tuple[str, ...] = Field(
        default=(),
        max_length=MOST_RECENT_SOURCES,
        description=f"a list of at most {MOST_RECENT_SOURCES} names of sources",
    )
    trigger: TriggerMode = Field(default=TriggerMode.FREE, description=f"one of {', '.join(TriggerMode)}")
    interval_s: float = _number(1.0, 0.1, 3600, "seconds")
    oldest_frame_s: float = _number(OLDEST_S, 0.05, 60, "seconds")
    stall_periods: float = _number(4.0, 2, 100, "periods")
    dark: bool = _switch()
    high_contrast: bool = _switch()
    text_scale: Annotated[float, AfterValidator(_known_size)] = Field(default=1.0, description=f"one of {_SIZES}")
    classic_tile: bool = _switch()
    kiosk: bool = _switch()
    heatmap_opacity: float = _number(0.6, 0, 1, "parts of the whole")
    shift_starts: Annotated[tuple[str, ...], AfterValidator(_times_of_day)] = Field(
        default=("06:00", "14:00", "22:00"),
        min_length=1,
        max_length=_MOST_SHIFTS,
        description=f"a list of 1 to {_MOST_SHIFTS} times of day at which shifts begin, such as 06:00",
    )
    window_geometry: Annotated[str, AfterValidator(_is_base64)] = Field(
        default="", max_length=10_000, description="what the window left there"
    )

    station: str = Field(default="", max_length=100, description="a name of at most 100 letters")
    reviewer: str = Field(default="", max_length=80, description="a name of at most 80 letters")
    records_url: Annotated[str, AfterValidator(_database_url)] = Field(default="", max_length=1000, description=_URL)
    archive: bool = _switch(default=True)
    archive_pass_share: float = _number(0.02, 0, 1, "parts of the whole")
    archive_days: int = Field(default=30, ge=1, le=3650, description="a whole number of days from 1 to 3650")
    archive_gigabytes: float = _number(50.0, 0.1, 100_000, "gigabytes")

    def changed(self, **values: object) -> "StationSettings":
        """Give these settings with other values. Raises SettingsError for a value that isn't allowed."""
        unknown = values.keys() - type(self).model_fields.keys()
        if unknown:
            raise SettingsError(f"A station has no setting {min(unknown)}.")
        try:
            return StationSettings.model_validate({**self.model_dump(), **values})
        except ValidationError as error:
            name = next(iter(not_allowed(error)))
            raise SettingsError(f"The setting {name} can't be {values.get(name)}. {advice_for(name)}") from error

    def with_source(self, spec: str) -> "StationSettings":
        """Give these settings with another source in use, which then is the newest of the recent ones."""
        others = [recent for recent in self.recent_sources if recent != spec]
        recent = (spec, *others)[:MOST_RECENT_SOURCES] if spec else tuple(others)
        return self.changed(source=spec, recent_sources=recent)


def not_allowed(error: ValidationError) -> tuple[str, ...]:
    """Name the settings that pydantic complains of, each once, in the order of their names."""
    return tuple(sorted({str(problem["loc"][0]) for problem in error.errors()}))


def advice_for(name: str) -> str:
    """Say in a sentence what a setting may be."""
    return f"Give {StationSettings.model_fields[name].description}."
