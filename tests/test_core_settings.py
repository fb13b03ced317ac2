"""A station's settings: what they may be, and that their file survives whatever happens to it."""

import errno
import json
import logging
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import OutputError, SettingsError
from core.inspection.trigger import TriggerMode
from core.settings import StationSettings
from core.settings_file import load_settings, save_settings, settings_file

needs_rights = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_a_station_begins_as_the_brief_has_it(path: Path) -> None:
    loaded = load_settings(path)

    assert loaded.remark == ""
    assert loaded.settings.trigger is TriggerMode.FREE
    assert (loaded.settings.oldest_frame_s, loaded.settings.text_scale, loaded.settings.dark) == (0.5, 1.0, False)
    assert not path.exists()


@given(
    st.builds(
        StationSettings,
        recipe=st.none() | st.text(min_size=1).map(Path),
        source=st.text(),
        recent_sources=st.lists(st.text(), max_size=8).map(tuple),
        trigger=st.sampled_from(TriggerMode),
        interval_s=st.floats(0.1, 3600),
        oldest_frame_s=st.floats(0.05, 60),
        stall_periods=st.floats(2, 100),
        text_scale=st.sampled_from((1.0, 1.25, 1.5)),
        window_geometry=st.sampled_from(("", "AdnQywADAAA=")),
        kiosk=st.booleans(),
    )
)
def test_what_was_written_is_read(tmp_path_factory: pytest.TempPathFactory, settings: StationSettings) -> None:
    path = tmp_path_factory.getbasetemp() / "round-trip" / "settings.json"
    save_settings(settings, path)

    assert load_settings(path).settings == settings
    assert load_settings(path).remark == ""


@needs_rights
def test_a_recipe_whose_name_no_encoding_has_is_found_again(path: Path) -> None:
    save_settings(StationSettings(recipe=Path("M\udce4rz.filbert")), path)

    assert load_settings(path).settings.recipe == Path("M\udce4rz.filbert")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("interval_s", 0),
        ("interval_s", float("nan")),
        ("oldest_frame_s", 0.04),
        ("oldest_frame_s", 61),
        ("oldest_frame_s", float("inf")),
        ("stall_periods", 1),
        ("text_scale", 1.1),
        ("heatmap_opacity", 1.5),
        ("trigger", "sometimes"),
        ("window_geometry", "not base64!"),
        ("recent_sources", ["a folder"] * 9),
        ("dark", "perhaps"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_in_a_sentence(path: Path, name: str, value: Any) -> None:
    with pytest.raises(SettingsError, match=rf"^The setting {name} can't be .*\. Give .*\.$"):
        StationSettings().changed(**{name: value})

    path.write_text(json.dumps({name: value, "kiosk": True}))
    loaded = load_settings(path)
    assert loaded.settings == StationSettings(kiosk=True)
    assert name in loaded.remark
    assert f"{path}.damaged" in loaded.remark
    assert json.loads(Path(f"{path}.damaged").read_text())["kiosk"] is True
    assert path.exists()


@pytest.mark.parametrize(("name", "value"), [("oldest_frame_s", 0.05), ("oldest_frame_s", 60), ("interval_s", 0.1)])
def test_the_ends_of_a_range_belong_to_it(name: str, value: float) -> None:
    assert getattr(StationSettings().changed(**{name: value}), name) == value


def test_a_setting_that_there_is_not_is_named() -> None:
    with pytest.raises(SettingsError, match="no setting colour"):
        StationSettings().changed(colour="green")


def test_the_newest_sources_come_first_and_once() -> None:
    settings = StationSettings()
    for spec in (*map(str, range(10)), "5"):
        settings = settings.with_source(spec)

    assert settings.source == "5"
    assert settings.recent_sources == ("5", "9", "8", "7", "6", "4", "3", "2")
    assert settings.with_source("").recent_sources == settings.recent_sources


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b"{" + b" " * 2_000_000 + b"}",
        b'{"a": ' + b"9" * 9999,
    ],
    ids=["empty", "cut off", "a list", "nothing", "no text", "nested", "too long", "a number without end"],
)
def test_a_damaged_file_is_put_aside(path: Path, content: bytes) -> None:
    path.write_bytes(content)

    loaded = load_settings(path)

    assert loaded.settings == StationSettings()
    assert loaded.remark.startswith(f"The settings in {path} can't be read: ")
    assert Path(f"{path}.damaged").read_bytes() == content
    assert not path.exists()


def test_a_folder_in_the_place_of_the_file_is_said(path: Path) -> None:
    path.mkdir()

    assert "can't be read" in load_settings(path).remark


def test_an_editors_byte_order_mark_does_no_harm(path: Path) -> None:
    path.write_text('{"kiosk": true}', encoding="utf-8-sig")

    assert load_settings(path).settings == StationSettings(kiosk=True)


def test_what_a_newer_program_has_added_is_kept(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path.write_text('{"dark": true, "spot": "\\udc80", "lamps": [1, 2]}')

    with caplog.at_level(logging.INFO):
        loaded = load_settings(path)
    save_settings(loaded.settings.changed(dark=False), path)

    assert loaded.remark == ""
    assert "lamps, spot" in caplog.text
    written = json.loads(path.read_text())
    assert (written["lamps"], written["spot"], written["dark"]) == ([1, 2], "\udc80", False)


def test_settings_that_can_not_be_written_leave_the_earlier_ones(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(StationSettings(kiosk=True), path)

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        save_settings(StationSettings(), path)

    assert load_settings(path).settings.kiosk
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_a_folder_that_can_not_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OutputError, match=r"can't be made: .*FILBERT_SETTINGS_DIR"):
        save_settings(StationSettings(), tmp_path / "file" / "settings.json")


def test_nothing_but_the_settings_is_left_in_the_folder(path: Path) -> None:
    save_settings(StationSettings(), path)
    save_settings(StationSettings(dark=True), path)

    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


@needs_rights
def test_nobody_else_may_look_into_a_folder_we_make(tmp_path: Path) -> None:
    save_settings(StationSettings(source="rtsp://me:secret@camera-3/left"), tmp_path / "Filbert" / "settings.json")

    assert (tmp_path / "Filbert").stat().st_mode & 0o077 == 0


def test_the_environment_names_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILBERT_SETTINGS_DIR", str(tmp_path))
    assert settings_file() == tmp_path / "settings.json"
    save_settings(StationSettings(dark=True))
    assert load_settings().settings.dark

    monkeypatch.setenv("FILBERT_SETTINGS_DIR", "")
    assert settings_file() != Path("settings.json")
