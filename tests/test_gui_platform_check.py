import sys
from pathlib import Path

import pytest

pytest.importorskip("PySide6", reason="the window needs PySide6")

from gui import platform_check
from gui.platform_check import APT_LINE, binding_problem, missing_for_window, platform_problem

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Qt finds its screen otherwise elsewhere")


@pytest.mark.parametrize(
    ("python", "pyside", "good"),
    [
        ((3, 11, 7), (6, 11, 3), True),
        ((3, 11, 7), (6, 12, 0), False),
        ((3, 11, 9), (7, 0, 0), False),
        ((3, 12, 0), (6, 12, 0), True),
    ],
)
def test_a_pair_of_versions_that_aborts_is_refused(
    python: tuple[int, ...], pyside: tuple[int, ...], good: bool
) -> None:
    problem = binding_problem(python, pyside)
    assert (problem is None) == good
    if problem is not None:
        assert ".".join(map(str, pyside)) in problem
        assert "pip install" in problem


def test_nothing_is_missing_where_the_windows_tests_run() -> None:
    assert missing_for_window() is None


@linux
def test_without_any_display_the_sentence_says_what_to_do() -> None:
    problem = platform_problem({})
    assert problem is not None
    assert "DISPLAY" in problem
    assert "QT_QPA_PLATFORM=offscreen" in problem


@linux
@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": ":4242"},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": "no display"},
        {"QT_QPA_PLATFORM": "xcb"},
        {"WAYLAND_DISPLAY": "wayland-4242", "XDG_RUNTIME_DIR": "/nonexistent", "DISPLAY": ":4242"},
    ],
)
def test_a_display_that_cannot_be_reached_is_named(environment: dict[str, str]) -> None:
    problem = platform_problem(environment)
    assert problem is not None
    assert "can't be reached" in problem
    assert f'"{environment.get("DISPLAY", "")}"' in problem


@linux
@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:enable_fonts", "xcb;offscreen"])
def test_platforms_without_a_screen_need_no_display(platform: str) -> None:
    assert platform_problem({"QT_QPA_PLATFORM": platform}) is None


@linux
def test_a_platform_that_qt_does_not_have_is_named() -> None:
    problem = platform_problem({"QT_QPA_PLATFORM": "etchasketch"})
    assert problem is not None
    assert '"etchasketch"' in problem


@linux
def test_a_library_that_cannot_be_loaded_is_named_with_the_way_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "libqxcb.so"
    broken.write_bytes(b"")
    monkeypatch.setattr(platform_check, "_plugin_folder", lambda: tmp_path)
    problem = platform_problem({"QT_QPA_PLATFORM": "xcb", "DISPLAY": ":0"})
    assert problem is not None
    assert str(broken) in problem
    assert APT_LINE in problem
