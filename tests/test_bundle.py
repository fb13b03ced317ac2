"""The built programs, as they are shipped: started as a user does, on Linux and, under Wine, on Windows.

What is not built is skipped: packaging/build_linux.sh and packaging/build_windows_on_linux.sh build them.
"""

import contextlib
import csv
import json
import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[1]
WINDOWED, CONSOLE = 2, 3  # subsystems of a program for Windows (PE format, optional header)
FEW = 10

pytestmark = [pytest.mark.bundle, pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass(frozen=True)
class Bundle:
    """A built program, and how it is started here: without a network, in a home of its own."""

    folder: Path
    home: Path
    starter: list[str]
    suffix: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def named(self, path: Path) -> str:
        """A path as the program calls it."""
        return ("Z:" + str(path).replace("/", "\\")) if self.suffix else str(path)

    def command(self, program: str, *arguments: str | Path) -> list[str]:
        named = [self.named(one) if isinstance(one, Path) else one for one in arguments]
        return [*self.starter, str(self.folder / (program + self.suffix)), *named]

    def start(self, program: str, *arguments: str | Path) -> subprocess.Popen[str]:
        return subprocess.Popen(
            self.command(program, *arguments),
            env={**os.environ, **self.environment, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(self, program: str, *arguments: str | Path) -> str:
        """What it printed; it must end well."""
        process = self.start(program, *arguments)
        out, errors = process.communicate(timeout=800)
        assert process.returncode == 0, errors + out
        return out

    def results(self, program: str, *arguments: str | Path) -> list[dict[str, object]]:
        """The lines of JSON it printed."""
        return [json.loads(line) for line in self.run(program, *arguments).splitlines() if line.startswith("{")]


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen without a monitor."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed.")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"], pass_fds=(writing,)
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()  # the first that is free
    yield f":{number}"
    server.terminate()
    server.wait()


@pytest.fixture(scope="module", params=["linux", "windows"])
def bundle(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    folder = ROOT / "dist" / request.param / "Filbert"
    if not folder.is_dir():
        pytest.skip(f"The program for {request.param.capitalize()} is not built (packaging/).")
    display = {"DISPLAY": request.getfixturevalue("screen"), "QT_QPA_PLATFORM": ""}
    home = tmp_path_factory.mktemp("home")
    offline = ["unshare", "--map-root-user", "--net"]
    if request.param == "linux":
        return Bundle(folder, home, offline, environment=display)
    script = ROOT / "packaging" / "wine" / "environment.sh"
    if not (ROOT / "build" / "windows" / "prefix").is_dir():
        pytest.skip("There is no Wine to run the program for Windows (packaging/wine/set_up.sh).")
    starter = [*offline, "bash", "-c", f'source "{script}"; cd "$(dirname "$0")"; windows_program "$0" "$@"']
    return Bundle(folder, home, starter, ".exe", display)


@pytest.fixture(scope="module")
def good(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not real_data.is_dir():
        pytest.skip("the real images (../shared/data) are not here")
    folder = tmp_path_factory.mktemp("good")
    for image in sorted((real_data / "hazelnut" / "train" / "good").iterdir())[:FEW]:
        shutil.copy(image, folder)
    return folder


@pytest.fixture(scope="module")
def tests(real_data: Path) -> Path:
    return real_data / "hazelnut"


@pytest.fixture(scope="module")
def recipe(bundle: Bundle, good: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bundled") / "hazelnut.filbert"
    bundle.run("filbert-cli", "train", good, "--recipe", path, "--json")
    return path


@pytest.fixture(scope="module")
def source_recipe(bundle: Bundle, good: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Taught from source on the bundle's system: torch's mathematics rounds otherwise on another, and that adds up."""
    path = tmp_path_factory.mktemp("source") / "hazelnut.filbert"
    if not bundle.suffix:
        from_source("train", good, "--recipe", path, "--json")
        return path
    python = replace(bundle, folder=ROOT / "build" / "windows" / "python")
    python.run("python", ROOT / "main.py", "train", good, "--recipe", path, "--json")
    return path


def from_source(*arguments: str | Path) -> list[dict[str, object]]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)], check=True, capture_output=True, text=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def scores_in(folder: Path) -> dict[str, float]:
    with (folder / "results.csv").open(encoding="utf-8", newline="") as file:
        return {Path(row["name"].replace("\\", "/")).name: float(row["score"]) for row in csv.DictReader(file)}


def test_doctor_finds_everything(bundle: Bundle) -> None:
    (found,) = bundle.results("filbert-cli", "doctor", "--json")
    assert found["ok"], found


def test_the_demo_shows_a_real_window(bundle: Bundle, tmp_path: Path) -> None:
    picture = tmp_path / "window.png"
    bundle.run("Filbert", "demo", "--seconds", "20", "--screenshot", picture)
    window = cv2.imread(str(picture))
    assert window is not None
    assert window.shape[0] >= 700
    assert window.shape[1] >= 1200
    assert len(np.unique(window.reshape(-1, 3), axis=0)) > 1000  # a part, its heatmap, text: not an empty frame


def test_what_it_teaches_scores_as_from_source(
    bundle: Bundle, recipe: Path, source_recipe: Path, tests: Path, tmp_path: Path
) -> None:
    images = tests / "test" / "good"
    bundle.run("filbert-cli", "inspect", images, "--recipe", recipe, "--out", tmp_path / "bundle", "--json")
    from_source("inspect", images, "--recipe", source_recipe, "--out", tmp_path / "source", "--json")
    ours, theirs = scores_in(tmp_path / "source"), scores_in(tmp_path / "bundle")
    assert ours.keys() == theirs.keys()
    for name, score in ours.items():
        assert theirs[name] == pytest.approx(score, rel=1e-3), name


def test_it_evaluates_as_from_source(bundle: Bundle, source_recipe: Path, tests: Path) -> None:
    (theirs,) = bundle.results("filbert-cli", "evaluate", tests, "--recipe", source_recipe, "--json")
    (ours,) = from_source("evaluate", tests, "--recipe", source_recipe, "--json")
    for name, value in ours.items():
        if isinstance(value, float) and "ms" not in name and "seconds" not in name:
            assert theirs[name] == pytest.approx(value, rel=1e-3), name


def test_a_second_start_leaves_it_to_the_first(bundle: Bundle) -> None:
    first = bundle.start("Filbert")
    until = time.monotonic() + 120
    try:
        while True:
            second = bundle.start("Filbert", "--seconds", "6", "--json")
            out, errors = second.communicate(timeout=120)
            if second.returncode and "doesn't answer" in errors + out:  # this machine is busy with other work
                assert time.monotonic() < until
                continue
            assert second.returncode == 0, errors + out
            if '"seconds_to_window": null' in out and "open already" in errors + out and first.poll() is None:
                break
            assert time.monotonic() < until
            if first.poll() is not None:  # the second was quicker, and the first left it to that
                end(first)
                first = bundle.start("Filbert")
    finally:
        end(first)


def end(program: subprocess.Popen[str]) -> None:
    """End it, with all it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()
    for stream in (program.stdout, program.stderr):  # not read to their ends: Wine's own processes hold them too
        assert stream is not None
        stream.close()


def test_only_the_command_line_has_a_console(bundle: Bundle) -> None:
    if not bundle.suffix:
        pytest.skip("Linux makes no difference.")
    assert subsystem(bundle.folder / "Filbert.exe") == WINDOWED
    assert subsystem(bundle.folder / "filbert-cli.exe") == CONSOLE


def subsystem(program: Path) -> int:
    content = program.read_bytes()[:4096]
    (header,) = struct.unpack_from("<I", content, 0x3C)
    (value,) = struct.unpack_from("<H", content, header + 24 + 68)
    return int(value)


def test_all_that_is_needed_is_in_it_and_nothing_else(bundle: Bundle) -> None:
    files = [path.relative_to(bundle.folder / "_internal").as_posix() for path in bundle.folder.glob("_internal/**/*")]
    assert "LICENCES.txt" in files
    assert "resources/filbert.qss" in files
    assert any(name.endswith("efficientnet-lite0-57934424.pth") for name in files)
    if bundle.suffix:
        there = {name.lower() for name in files}
        assert {"msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll", "vcruntime140_threads.dll"} <= there
        assert {"torchvision/_c_stable.pyd", "torchvision/image_stable.pyd"} <= there
    unwanted = ("torch/test/", "torch/include/", "PySide6/Qt6Qml", "PySide6/Qt6Quick", "tests/")
    assert [name for name in files if name.startswith(unwanted) or name.endswith((".h", ".lib", ".cpp"))] == []


def test_it_is_installed_upgraded_and_removed_without_asking(bundle: Bundle) -> None:
    setups = sorted(bundle.folder.parent.glob("Filbert-*-setup.exe"))
    if not bundle.suffix or not setups:
        pytest.skip("The installer is Windows' own, and not built (packaging/).")
    drive = ROOT / "build" / "windows" / "prefix" / "drive_c"
    installed = replace(bundle, folder=drive / "Program Files" / "Filbert")
    kept = drive / "ProgramData" / "Filbert" / "recipes" / "kept.filbert"
    setup = replace(bundle, folder=setups[0].parent, suffix="")
    setup.run(setups[0].name, "/S")
    (found,) = installed.results("filbert-cli", "doctor", "--json")
    assert found["ok"], found
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"a recipe")
    left_over = installed.folder / "_internal" / "of the version before"
    left_over.write_bytes(b"")
    setup.run(setups[0].name, "/S")
    assert not left_over.exists()
    installed.run("uninstall", "/S")
    ended = ["bash", "-c", f'source "{ROOT / "packaging" / "wine" / "environment.sh"}"; windows_end']
    subprocess.run(ended, check=True, timeout=300)  # a copy of the uninstaller goes on, since none can remove itself
    assert not installed.folder.exists()
    assert kept.read_bytes() == b"a recipe"
    kept.unlink()
