"""The scripts of the test source that come with Filbert, and how a user names any script."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

from pydantic import ValidationError

from core.errors import SourceError
from core.sources.faults import random_faults
from core.sources.script import Act, Script, first_problem, read_script

_TRAINING = (
    (Act.FRAMES, 60),
    (Act.STALL, 6),
    (Act.FRAMES, 40),
    (Act.UNPLUG, 12),
    (Act.FRAMES, 40),
    (Act.FREEZE, 30),
    (Act.FRAMES, 40),
    (Act.ERROR, 1),
    (Act.FRAMES, 40),
    (Act.BLACK, 12),
)


def _parts() -> Script:
    return Script(steps=((Act.FRAMES, 48),), repeat=True, pictures="parts", period_ms=500)


def _training() -> Script:
    return Script(steps=_TRAINING, repeat=True, pictures="parts", period_ms=500)


def _numbers() -> Script:
    return Script(steps=((Act.FRAMES, 1_000_000_000),))


def _soak() -> Script:
    return Script(steps=((Act.FRAMES, 100_000),), paced=False, width=256, height=256)


BUILT_IN: Mapping[str, Callable[[], Script]] = {
    "parts": _parts,  # drawn parts, two a second, without end
    "training": _training,  # the same with a fault now and then
    "numbers": _numbers,  # numbered pictures, 30 a second, without end
    "soak": _soak,  # 100,000 numbered pictures as fast as they are taken
}


def find_script(text: str) -> Script:
    """Find the script a user names: built-in, faults?count=200&seed=1, or a JSON file; ?key=value changes a field.

    Raises SourceError when there is none or it can't be played.
    """
    name, _, query = text.partition("?")
    options = dict(parse_qsl(query, keep_blank_values=True))
    if not name.strip():
        raise SourceError(f"No script is named. Name {', '.join(sorted(BUILT_IN))}, faults or a JSON file.")
    try:
        if name == "faults":
            return _faults(options)
        script = BUILT_IN[name]() if name in BUILT_IN else read_script(Path(name))
        return Script.model_validate({**script.model_dump(), **options})
    except ValidationError as error:
        raise SourceError(f"The script {name} can't be played so ({first_problem(error)}). Correct it.") from error


def _faults(options: dict[str, str]) -> Script:
    try:
        count, seed = int(options.pop("count", "20")), int(options.pop("seed", "0"))
    except ValueError as error:
        raise SourceError("Count and seed of faults are whole numbers. Name test:faults?count=20&seed=0.") from error
    period_ms = options.pop("period_ms", "33")
    script = random_faults(max(1, count), max(0, seed))
    return Script.model_validate({**script.model_dump(), "period_ms": period_ms, **options})
