"""The file that a station's settings are kept in."""

import json
import logging
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from core.errors import OutputError
from core.files import copy_file, readable_name, write_whole
from core.json_text import json_object
from core.places import SETTINGS_VARIABLE, settings_folder
from core.settings import StationSettings, not_allowed

_LONGEST = 1_000_000  # bytes: far more than settings ever take

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LoadedSettings:
    """Settings as they were read; `remark` is a sentence for the user when some could not be, else empty."""

    settings: StationSettings
    remark: str = ""


def settings_file() -> Path:
    """The file a station's settings are kept in, unless somebody names another."""
    return settings_folder() / "settings.json"


def load_settings(path: Path | None = None) -> LoadedSettings:
    """Read the settings, from `settings_file()` unless a path is given. Never fails: the rest is as Filbert comes.

    A file that can't be read is renamed to NAME.damaged; one with values that aren't allowed is copied there, and all
    others of its values are used.
    """
    path = path or settings_file()
    try:
        content = _read(path)
    except FileNotFoundError:
        return LoadedSettings(StationSettings())
    except OSError as error:
        return _unreadable(path, error.strerror or str(error))
    try:
        values = json_object(content, _LONGEST)
    except (ValueError, RecursionError):
        return _unreadable(path, "it is damaged")
    return _checked(values, path)


def save_settings(settings: StationSettings, path: Path | None = None) -> None:
    """Write the settings; returns when the disk has them, which may take some tenths of a second.

    Raises OutputError when that can't be done; the file that was there is then as it was.
    """
    path = path or settings_file()
    try:
        # A stream's password is among the settings: on Linux nobody else may look into a folder we make.
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {readable_name(path.parent)} for the settings can't be made: {error.strerror or error}."
            f" Make it, or name another one in {SETTINGS_VARIABLE}."
        ) from error
    write_whole(path, json.dumps(settings.model_dump(mode="python"), indent=2, default=str).encode(), durable=True)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LONGEST + 1)


def _checked(values: dict[str, object], path: Path) -> LoadedSettings:
    try:
        settings = StationSettings.model_validate(values)
    except ValidationError as error:
        wrong = not_allowed(error)
        settings = StationSettings.model_validate({key: value for key, value in values.items() if key not in wrong})
        kept = _put_aside(path, rename=False)
        remark = f"Some settings of {readable_name(path)} are not allowed and were left out: {', '.join(wrong)}.{kept}"
        log.warning("%s", remark)
    else:
        remark = ""
    if settings.model_extra:
        log.info("Settings that this Filbert doesn't know are kept: %s.", ", ".join(sorted(settings.model_extra)))
    return LoadedSettings(settings, remark)


def _unreadable(path: Path, why: str) -> LoadedSettings:
    kept = _put_aside(path, rename=True)
    remark = f"The settings in {readable_name(path)} can't be read: {why}. Look through them on the Station page.{kept}"
    log.warning("%s", remark)
    return LoadedSettings(StationSettings(), remark)


def _put_aside(path: Path, rename: bool) -> str:
    """Keep the file as NAME.damaged; gives the sentence that says so, or nothing where it can't be done."""
    aside = path.with_name(f"{path.name}.damaged")
    try:
        if rename:
            path.replace(aside)
        else:
            copy_file(path, aside)
    except OSError:
        log.warning("%s can't be put aside.", path, exc_info=True)
        return ""
    return f" The file as it was is kept as {readable_name(aside)}."
