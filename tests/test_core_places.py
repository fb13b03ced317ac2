"""Where Filbert keeps its files."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import places


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SETTINGS", "RECORDS", "DRAFTS", "RECIPES"):
        monkeypatch.delenv(f"FILBERT_{name}_DIR", raising=False)


@pytest.mark.skipif(sys.platform != "linux", reason="these are Linux's places")
def test_on_linux_everything_lies_in_the_users_own_folders(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path / name))
    assert places.data_folder("drafts") == tmp_path / "XDG_DATA_HOME" / "Filbert" / "drafts"
    assert places.settings_folder() == tmp_path / "XDG_CONFIG_HOME" / "Filbert"
    assert places.log_folder() == tmp_path / "XDG_STATE_HOME" / "Filbert" / "log"
    assert places.cache_folder("torch") == tmp_path / "XDG_CACHE_HOME" / "Filbert" / "torch"
    assert places.recipes_folder() == tmp_path / "XDG_DOCUMENTS_DIR" / "Filbert"


def test_on_windows_what_is_kept_is_everybodys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(places, "_DIRS", SimpleNamespace(site_data_path=Path("C:/ProgramData/Filbert")))
    kept = [places.data_folder("drafts"), places.settings_folder(), places.log_folder(), places.recipes_folder()]
    assert kept == [Path("C:/ProgramData/Filbert") / name for name in ("drafts", "settings", "log", "recipes")]


def test_with_the_settings_what_belongs_to_the_station_lies_elsewhere(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = places.recipes_folder()
    monkeypatch.setenv("FILBERT_SETTINGS_DIR", str(tmp_path))
    assert places.settings_folder() == tmp_path
    assert (places.drafts_folder(), places.records_folder()) == (tmp_path / "drafts", tmp_path / "records")
    assert places.recipes_folder() == usual


def test_each_kind_of_thing_can_be_put_elsewhere_by_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FILBERT_SETTINGS_DIR", str(tmp_path / "settings"))
    for name in ("DRAFTS", "RECORDS", "RECIPES"):
        monkeypatch.setenv(f"FILBERT_{name}_DIR", str(tmp_path / name))
    found = [places.drafts_folder(), places.records_folder(), places.recipes_folder()]
    assert found == [tmp_path / name for name in ("DRAFTS", "RECORDS", "RECIPES")]
