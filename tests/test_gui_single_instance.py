"""One window a station."""

import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from PySide6.QtCore import QProcess
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from pytestqt.qtbot import QtBot

from gui import single_instance
from gui.app import WindowOptions, run_window
from gui.single_instance import ALREADY_OPEN, HUNG, SingleInstance

ROOT = Path(__file__).parents[1]
CLAIM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui.single_instance import SingleInstance
app = QCoreApplication()
print(SingleInstance(Path(sys.argv[1])).claim())
"""

CLAIM_AT_ONCE = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from gui import single_instance
single_instance._ANSWERS_WITHIN_MS = 1  # the one that is first answers nobody here
app = QCoreApplication()
claims = [single_instance.SingleInstance(Path(sys.argv[1], str(number))) for number in range(int(sys.argv[2]))]
print("ready", flush=True)
for claim in claims:
    sys.stdin.readline()
    print(claim.claim() is None, flush=True)
sys.stdin.readline()  # until the others have asked, too
"""
ROUNDS, AT_ONCE = 10, 4


def asked_by_another(qtbot: QtBot, settings: Path) -> str:
    """What a process that starts beside this one is told."""
    process = QProcess()
    process.setWorkingDirectory(str(ROOT))
    with qtbot.waitSignal(process.finished, timeout=60_000):
        process.start(sys.executable, ["-c", CLAIM, str(settings)])
    return bytes(process.readAllStandardOutput().data()).decode().strip()


def test_the_second_start_asks_the_first_to_show_itself(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "settings.json")
    assert first.claim() is None
    with qtbot.waitSignal(first.asked, timeout=20_000):
        assert asked_by_another(qtbot, tmp_path / "settings.json") == ALREADY_OPEN


def test_each_station_has_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    first = SingleInstance(tmp_path / "one.json")
    assert first.claim() is None
    assert asked_by_another(qtbot, tmp_path / "another.json") == "None"


def test_of_several_that_start_at_once_one_is_the_first(tmp_path: Path) -> None:
    command = [sys.executable, "-c", CLAIM_AT_ONCE, str(tmp_path), str(ROUNDS)]
    with ExitStack() as started:
        programs = [started.enter_context(started_beside(command)) for _ in range(AT_ONCE)]
        assert said_by(programs) == ["ready"] * AT_ONCE
        for _ in range(ROUNDS):
            for program in programs:
                assert program.stdin is not None
                program.stdin.write("\n")
            assert said_by(programs).count("True") == 1


def started_beside(command: list[str]) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, bufsize=1)


def said_by(programs: list[subprocess.Popen[str]]) -> list[str]:
    return [program.stdout.readline().strip() for program in programs if program.stdout is not None]


def test_a_place_that_one_which_crashed_left_behind_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "asked here"
    monkeypatch.setattr(single_instance, "_name_of", lambda _: str(place))
    place.write_bytes(b"")  # as a socket nobody listens at
    first = SingleInstance(tmp_path / "settings.json")
    assert first.claim() is None
    socket = QLocalSocket()
    socket.connectToServer(str(place))
    assert socket.waitForConnected(5000)


def test_one_that_hangs_is_said_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "_ANSWERS_WITHIN_MS", 50)
    server = QLocalServer()
    assert server.listen(single_instance._name_of(tmp_path / "settings.json"))  # and never answers
    assert SingleInstance(tmp_path / "settings.json").claim() == HUNG


@pytest.mark.parametrize(("recipe", "exit_code"), [(None, 0), (Path("other.filbert"), 2)])
def test_a_second_start_ends_with_a_sentence(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recipe: Path | None, exit_code: int
) -> None:
    monkeypatch.setattr(SingleInstance, "claim", lambda _: ALREADY_OPEN)
    result = run_window(WindowOptions(settings=tmp_path / "settings.json", recipe=recipe), perf_counter())
    assert result.exit_code == exit_code
    assert result.error is not None
    assert result.error.startswith(ALREADY_OPEN)


@pytest.mark.qt_log_ignore("does not support raise")  # offscreen there is nothing to be in front of
def test_a_minimised_window_comes_to_the_front(sitting: Any) -> None:
    window = sitting.window
    window.showMinimized()
    window.come_to_front()
    assert not window.isMinimized()
