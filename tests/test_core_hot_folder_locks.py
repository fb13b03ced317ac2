import os
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hot_stand_ins import put

from core.sources.arrivals import stamp_from
from core.sources.file_lock import is_being_written

needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="locks are another matter on other systems")


def test_a_file_is_not_being_written_when_nobody_does(tmp_path: Path) -> None:
    path = put(tmp_path / "a.png")

    assert not is_being_written(path)
    with path.open("rb"):
        assert not is_being_written(path)


@pytest.mark.skipif(sys.platform not in {"linux", "win32"}, reason="other systems don't tell")
def test_a_file_open_for_writing_is(tmp_path: Path) -> None:
    path = put(tmp_path / "a.png")

    with path.open("ab"):
        assert is_being_written(path)

    assert not is_being_written(path)


@needs_linux
def test_a_file_locked_by_somebody_is(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - not everywhere

    path = put(tmp_path / "a.png")
    with path.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_being_written(path)

    assert not is_being_written(path)


@needs_linux
def test_asking_keeps_nobody_from_writing_and_no_file_open(tmp_path: Path) -> None:
    path = put(tmp_path / "a.png")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208

    for _ in range(100):
        assert not is_being_written(path)
        path.write_bytes(b"x")

    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


def test_a_file_that_is_gone_or_closed_to_us_is_left_to_its_reading(tmp_path: Path) -> None:
    assert not is_being_written(tmp_path / "a.png")


def test_what_windows_hides_does_not_count() -> None:
    hidden, archive, regular = 0x2, 0x20, 0o100644  # FILE_ATTRIBUTE_*, from the Windows documentation
    status = {"st_mode": regular, "st_size": 3, "st_mtime_ns": 4}

    assert stamp_from(SimpleNamespace(**status, st_file_attributes=hidden | archive)) is None  # type: ignore[arg-type]
    assert stamp_from(SimpleNamespace(**status, st_file_attributes=archive)) == (3, 4)  # type: ignore[arg-type]
