"""What all tests share. Core's tests also run where there is no Qt, so none is imported before a window's test asks."""

import contextlib
import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
with contextlib.suppress(ImportError):
    import core  # noqa: F401 - before torch: sets how its threads wait
with contextlib.suppress(ImportError):
    import torch  # noqa: F401 - on Windows torch can't be imported any more once Qt is

_LEFT_RUNNING: list[object] = []  # Qt aborts the whole test run when the object of a running thread is destroyed

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    """Know pytest-qt's settings of pyproject.toml where pytest-qt itself is absent."""
    if not pluginmanager.hasplugin("pytest-qt"):
        parser.addini("qt_api", "no window here")
        parser.addini("qt_log_level_fail", "no window here")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the real images where they are not, and let `-m real_data` find what does."""
    absent = pytest.mark.skip(reason="the real images (../shared/data) are not here")
    for item in items:
        if "real_data" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.real_data)
        if item.get_closest_marker("real_data") and not REAL_DATA.is_dir():
            item.add_marker(absent)


@pytest.fixture(autouse=True)
def own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them, and the tests out of these."""
    monkeypatch.setenv("FILBERT_SETTINGS_DIR", str(tmp_path_factory.mktemp("settings")))


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder with the real images beside the checkout."""
    return REAL_DATA


@pytest.fixture
def sitting(request: pytest.FixtureRequest) -> Any:
    """Give a `sitting.Sitting`: a shown window with stand-ins for core."""
    from sitting import Sitting  # noqa: PLC0415 - needs Qt

    return Sitting(request.getfixturevalue("qtbot"))


@pytest.fixture
def filbert(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Give the `command_line.CommandLine` of a test."""
    from command_line import CommandLine  # noqa: PLC0415 - loads torch

    return CommandLine(monkeypatch)


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    """Patch for as long as a file's tests run."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def scene() -> Any:
    """Give a smooth picture, 40 rows of 24, no two corners alike."""
    import numpy as np  # noqa: PLC0415 - most tests need no picture

    rows, columns = np.mgrid[0:40, 0:24]
    return np.stack([rows * 6, columns * 10, 255 - rows * 3 - columns * 4], axis=2).astype(np.uint8)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Any]:
    """Give an empty `RecordStore` in a file of its own."""
    from core.records.store import RecordStore  # noqa: PLC0415 - most tests need no database

    opened = RecordStore.open(f"sqlite:///{tmp_path / 'records.sqlite'}")
    yield opened
    opened.close()


@pytest.fixture
def review(qtbot: Any, window: Any, tmp_path: Path) -> Iterator[Any]:
    """Give a `review_window.ReviewWindow`: the Review page alone, over a store of its own."""
    from review_window import ReviewWindow  # noqa: PLC0415 - needs Qt

    made = ReviewWindow(qtbot, window, tmp_path)
    yield made
    made.page.shutdown()
    made.store.close()


@pytest.fixture
def recipes(qtbot: Any, window: Any, tmp_path: Path) -> Iterator[Any]:
    """Give a `recipes_window.RecipesWindow`: the Recipes page alone, over a folder of its own."""
    from recipes_window import RecipesWindow  # noqa: PLC0415 - needs Qt

    made = RecipesWindow(qtbot, window, tmp_path)
    yield made
    made.page.shutdown()


@pytest.fixture
def whole_window(qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Give the `MainWindow` as the program opens it, with folders of its own."""
    from gui.app import WindowOptions, open_window  # noqa: PLC0415 - needs Qt

    for name in ("RECORDS", "DRAFTS", "RECIPES"):
        monkeypatch.setenv(f"FILBERT_{name}_DIR", str(tmp_path / name))
    opened = open_window(WindowOptions(settings=tmp_path / "settings.json"), perf_counter())
    yield opened.window
    opened.window.close()


@pytest.fixture(scope="session")
def theme(qapp: Any) -> None:
    """Give the window's look to all that is drawn from now on."""
    from gui.look.theme import Appearance, apply_appearance  # noqa: PLC0415 - needs Qt

    apply_appearance(qapp, Appearance())


@pytest.fixture
def own_appearance(theme: None, qapp: Any) -> Iterator[None]:
    """Let a test change the window's look, and give back the plain one after it."""
    from PySide6.QtCore import QEvent  # noqa: PLC0415 - needs Qt

    from gui.look.theme import Appearance, apply_appearance  # noqa: PLC0415 - needs Qt

    gc.collect()  # windows of earlier tests that nobody holds any more would all be dressed anew, at each change
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    yield
    apply_appearance(qapp, Appearance())


@pytest.fixture
def window(theme: None, qtbot: Any) -> Any:
    """An empty window to put widgets into: one with size limits of its own would warn offscreen."""
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415 - needs Qt

    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture(autouse=True)
def _no_thread_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread running: it would end in the middle of another test, or never."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in set(threading.enumerate()) - before if not _is_stand_in(thread)]
    if request.node.get_closest_marker("openvino"):
        left = []  # torch.export and OpenVINO keep threads of their own, which end with the process
    qthreads = _running_qthreads() if _is_about_the_window(request) else []
    _LEFT_RUNNING.extend(qthreads)
    left += [repr(thread) for thread in qthreads]
    if left:
        pytest.fail(
            f"The test left threads running: {', '.join(left)}. Stop them before it ends: join() a thread; call"
            " stop() and wait() of a WorkerThread; close() a window or shutdown() a Station.",
            pytrace=False,
        )


@pytest.fixture(autouse=True)
def _garbage_is_collected_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """Keep Python's collector out of the workers' threads: pytest-qt's timers must not be destroyed there."""
    if not _is_about_the_window(request):
        yield
        return
    gc.freeze()  # what the imports left is not looked at again, which makes collecting quick
    gc.disable()
    yield
    gc.enable()
    gc.collect()


def _is_about_the_window(request: pytest.FixtureRequest) -> bool:
    return request.path.name.startswith("test_gui_")


def _is_stand_in(thread: threading.Thread) -> bool:
    """Tell the objects that Python makes up for threads it did not start, such as Qt's: those never end."""
    return type(thread).__name__ == "_DummyThread"


def _running_qthreads() -> list[Any]:
    """Find the QThreads that run, without importing Qt: core's tests do without."""
    qt = sys.modules.get("PySide6.QtCore")
    if qt is None:
        return []
    threads = [thing for thing in gc.get_objects() if issubclass(type(thing), qt.QThread)]
    return [thread for thread in threads if thread != qt.QThread.currentThread() and thread.isRunning()]
