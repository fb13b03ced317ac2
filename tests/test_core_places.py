"""Where Filbert keeps its files."""

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from core import places


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
