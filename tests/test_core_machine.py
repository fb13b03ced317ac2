"""What Filbert finds out about the machine, how it hears of Ctrl-C, and where it writes down what happened."""

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest
import torch
from command_line import ROOT, CommandLine

from core import logs
from core.commands import doctor
from core.commands import training as commands
from core.device import device_label, leave_a_core_free, parts_at_once, pick_device, share_cores, usable_cores
from core.errors import FilbertError
from core.interrupt import interruptible
from core.terminal import Terminal


@pytest.fixture
def with_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda _: "Big GPU")


def test_without_a_gpu_the_cpu_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    device = pick_device()
    assert device.type == "cpu"
    assert device_label(device) == f"CPU, {usable_cores()} cores"


@pytest.mark.usefixtures("with_gpu")
def test_a_gpu_is_taken_unless_something_else_is_wished_for() -> None:
    assert device_label(pick_device()) == "Big GPU"
    assert pick_device("cpu").type == "cpu"


def test_a_device_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(FilbertError, match=r"This machine has no cuda device for torch\. Use --device auto\."):
        pick_device("cuda")


def test_a_core_is_left_free(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(torch, "set_num_threads", asked.append)
    for cores in (8, 1):
        monkeypatch.setattr("core.device.usable_cores", lambda cores=cores: cores)
        leave_a_core_free()
    assert asked == [7, 1]


@pytest.mark.parametrize(("cores", "parts", "threads"), [(1, 1, 1), (2, 2, 1), (3, 2, 1), (4, 1, 4), (8, 1, 8)])
def test_few_cores_take_two_parts_at_once(
    monkeypatch: pytest.MonkeyPatch, cores: int, parts: int, threads: int
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(torch, "set_num_threads", asked.append)
    monkeypatch.setattr("core.device.usable_cores", lambda: cores)
    assert parts_at_once(torch.device("cpu")) == parts
    share_cores(parts)
    assert asked == [threads]


def test_a_gpu_takes_one_part_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("core.device.usable_cores", lambda: 2)
    assert parts_at_once(torch.device("cuda")) == 1


def test_the_cores_counted_are_those_we_may_use() -> None:
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    assert usable_cores() == allowed


Doctor = dict[str, dict[str, Any]]


def examined(capsys: pytest.CaptureFixture[str], trouble: str | None = None) -> tuple[int, Doctor]:
    """The doctor's exit code and its checks by name."""
    code = doctor.doctor(lambda: trouble, Terminal(as_json=True))
    fields = json.loads(capsys.readouterr().out)
    return code, {check["name"]: check for check in fields["checks"]}


def test_a_machine_without_a_window_is_still_well(capsys: pytest.CaptureFixture[str]) -> None:
    code, checks = examined(capsys, trouble="There is no screen.")
    assert code == 0
    assert (checks["window"]["ok"], checks["window"]["found"]) == (False, "There is no screen.")


def test_a_missing_package_is_named_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def version(name: str) -> str:
        if name == "torchvision":
            raise PackageNotFoundError(name)
        return "1"

    monkeypatch.setattr("core.versions.version", version)
    code, checks = examined(capsys)
    assert code == 2
    assert not checks["torchvision"]["ok"]
    assert "Install" in checks["torchvision"]["advice"]
    assert not checks["one OpenCV"]["ok"]
    assert "opencv-python" in checks["one OpenCV"]["found"]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=2e8))
    code, checks = examined(capsys)
    assert code == 0
    assert (checks["disk"]["ok"], checks["disk"]["found"]) == (False, "0.2 GB free here")


def test_the_doctor_talks_to_people_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    doctor.doctor(lambda: "There is no screen.", Terminal(as_json=False))
    lines = capsys.readouterr().out.splitlines()
    assert "without  window: There is no screen. The command line works without it." in lines
    assert any(line.startswith("ok       Python: 3.") for line in lines)


def press_ctrl_c() -> None:
    signal.raise_signal(signal.SIGINT)


@pytest.fixture
def heeded_interrupt() -> Iterator[None]:
    """Let Ctrl-C interrupt as usual: whoever starts the tests in the background has it ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_interrupt")
def test_the_first_ctrl_c_is_noted_and_the_second_interrupts() -> None:
    before = signal.getsignal(signal.SIGINT)
    with interruptible() as should_stop:
        assert not should_stop()
        press_ctrl_c()
        assert should_stop()
        with pytest.raises(KeyboardInterrupt):
            press_ctrl_c()
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_is_as_before_when_the_work_fails() -> None:
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ValueError, match="work"), interruptible():
        raise ValueError("work")
    assert signal.getsignal(signal.SIGINT) is before


@pytest.fixture
def logging_as_it_was(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.usefixtures("logging_as_it_was")
def test_what_happens_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "log_folder", lambda: tmp_path / "logs")
    logs.set_up_logging()
    logging.getLogger("filbert").info("größe")
    assert "INFO filbert: größe" in logs.log_file().read_text(encoding="utf-8")
    (handler,) = (handler for handler in logging.getLogger().handlers if isinstance(handler, RotatingFileHandler))
    assert 0 < handler.maxBytes * (handler.backupCount + 1) <= 5_000_000


@pytest.mark.usefixtures("logging_as_it_was")
def test_a_folder_closed_to_the_log_costs_the_log_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a file").touch()
    monkeypatch.setattr(logs, "log_folder", lambda: tmp_path / "a file" / "logs")
    logs.set_up_logging()
    logging.getLogger("filbert").info("unheard")


def failing_with(error: BaseException) -> Any:
    def fail(*_: object) -> NoReturn:
        raise error

    return fail


def test_what_is_unforeseen_goes_to_the_log(
    filbert: CommandLine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(commands, "train", failing_with(ZeroDivisionError("by zero")))
    run = filbert("train", "x", "--recipe", "y")
    assert run.code == 1
    assert run.message == f"Something unforeseen happened: ZeroDivisionError: by zero. The log is {logs.log_file()}."
    assert "Traceback" not in run.err
    assert "Traceback" in caplog.text


def test_an_interrupt_at_once_ends_quietly(filbert: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "train", failing_with(KeyboardInterrupt()))
    run = filbert("train", "x", "--recipe", "y")
    assert (run.code, run.out, run.err) == (130, "", "Interrupted.\n")


def test_help_waits_for_neither_torch_nor_qt() -> None:
    script = "import sys, main; sys.argv = ['filbert', '--help']; main.main(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "argparse" in done.stdout.split()
    assert not {"torch", "PySide6", "numpy"} & set(done.stdout.split())
