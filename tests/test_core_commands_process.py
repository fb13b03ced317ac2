"""The command line as its own process: exit codes, streams, and what Ctrl-C leaves behind."""

import contextlib
import csv
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from command_line import ROOT, process_arguments, process_environment
from small import part, small_recipe

from core.images import read_image, write_image
from core.recipe_file import save_recipe

ENOUGH_S = 240  # only a test that fails waits that long
MANY = 300

pytestmark = pytest.mark.slow

needs_ctrl_c = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")


@pytest.fixture(scope="module")
def recipe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recipe") / "nut.filbert"
    save_recipe(small_recipe(), path)
    return path


@pytest.fixture
def environment(tmp_path: Path) -> Mapping[str, str]:
    return process_environment(tmp_path / "home")


def run(environment: Mapping[str, str], *arguments: str | Path, **changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        process_arguments(*arguments),
        env={"PYTHONIOENCODING": "utf-8", **environment, **changes},  # Windows has another for pipes
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=ENOUGH_S,
        check=False,
    )


def many_parts(folder: Path) -> Path:
    """More parts than can be inspected before a test has read the first line."""
    folder.mkdir()
    write_image(folder / "0.png", part()[::4, ::4])
    for number in range(1, MANY):
        (folder / f"{number}.png").hardlink_to(folder / "0.png")
    return folder


def test_doctor_finds_what_the_command_line_needs(environment: Mapping[str, str]) -> None:
    done = run(environment, "doctor", "--json")
    (line,) = done.stdout.splitlines()
    found = json.loads(line)
    assert found["ok"] == all(check["ok"] for check in found["checks"] if check["needed"])
    assert done.returncode == (0 if found["ok"] else 2)
    checks = {check["name"]: check for check in found["checks"]}
    assert checks["weights of the lite preset"]["ok"]
    assert not checks["weights of the vgg19 preset"]["ok"]  # the user of this process has just been born
    assert "vgg19-dcbb9e9d.pth" in checks["weights of the vgg19 preset"]["advice"]


def test_missing_weights_end_with_a_sentence(environment: Mapping[str, str], tmp_path: Path) -> None:
    many_parts(tmp_path / "good")
    arguments = ("train", tmp_path / "good", "--recipe", tmp_path / "nut", "--preset", "vgg19", "--json")
    nowhere = {"https_proxy": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"}  # a port nobody listens on
    done = run(environment, *arguments, **nowhere)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    message = done.stderr.splitlines()[-1].split("\r")[-1]
    weights = tmp_path / "home" / "XDG_DATA_HOME" / "Filbert" / "weights"
    if sys.platform == "win32":  # one folder for all, which no variable moves
        weights = Path(os.environ["PROGRAMDATA"]) / "Filbert" / "weights"
    for told in ("vgg19-dcbb9e9d.pth", "SHA-256 dcbb9e9d", "download.pytorch.org", str(weights), "--weights FILE"):
        assert told in message
    assert not list(weights.iterdir())


def test_a_terminal_without_the_letters_still_gets_its_results(
    environment: Mapping[str, str], recipe: Path, tmp_path: Path
) -> None:
    write_image(tmp_path / "größe 岩.png", part())
    arguments = ("inspect", tmp_path / "größe 岩.png", "--recipe", recipe)
    done = run(environment, *arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "gr??e ?.png" in done.stdout


def test_a_reader_that_has_enough_ends_the_run_quietly(
    environment: Mapping[str, str], recipe: Path, tmp_path: Path
) -> None:
    many_parts(tmp_path / "parts")
    command = process_arguments("inspect", tmp_path / "parts", "--recipe", recipe)
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        complaints = process.stderr.read()
        assert process.wait(ENOUGH_S) == 0
    assert b"Traceback" not in complaints
    assert b"Exception" not in complaints


@needs_ctrl_c
def test_ctrl_c_while_teaching_leaves_nothing(environment: Mapping[str, str], tmp_path: Path) -> None:
    termios = pytest.importorskip("termios")
    good, place = many_parts(tmp_path / "good"), tmp_path / "recipes"
    place.mkdir()
    command = process_arguments("train", good, "--recipe", place / "nut.filbert", "--json")
    screen, terminal = open_terminal()  # on a terminal the bar is drawn at once
    termios.tcsetwinsize(terminal, (24, 100))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=terminal) as process:
        os.close(terminal)
        shown = shown_on(screen, until=b"Looking at the good images")
        process.send_signal(signal.SIGINT)
        shown += shown_on(screen, until=None)
        os.close(screen)
        assert process.stdout is not None
        assert process.stdout.read() == b""
        assert process.wait(ENOUGH_S) == 130
    assert shown.rstrip().endswith(b"Teaching was stopped; nothing was saved.")
    assert b"Traceback" not in shown
    assert not list(place.iterdir())
    assert len(list(good.iterdir())) == MANY


def open_terminal() -> tuple[int, int]:
    """A terminal of its own: the side one reads, and the program's. A bare chroot has none to give."""
    try:
        return os.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no terminals: {error}")


def shown_on(screen: int, until: bytes | None) -> bytes:
    """What is written on a terminal until that text, or until the other side ends, which Linux tells by an error."""
    shown = b""
    with contextlib.suppress(OSError):
        while (until is None or until not in shown) and (piece := os.read(screen, 4096)):
            shown += piece
    return shown


@needs_ctrl_c
def test_ctrl_c_while_inspecting_keeps_what_is_done(
    environment: Mapping[str, str], recipe: Path, tmp_path: Path
) -> None:
    parts, out = many_parts(tmp_path / "parts"), tmp_path / "out"
    command = process_arguments("inspect", parts, "--recipe", recipe, "--out", out, "--maps", "--json")
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        process.send_signal(signal.SIGINT)
        lines += process.stdout.readlines()
        complaints = process.stderr.read().decode()
        assert process.wait(ENOUGH_S) == 130
    assert "Traceback" not in complaints
    names = [json.loads(line)["name"] for line in lines]
    assert 2 <= len(names) < MANY
    assert f"Interrupted. {len(names)} inspected: " in complaints
    table = (out / "results.csv").read_text(encoding="utf-8")
    assert table.endswith("\n")
    assert [row["name"] for row in csv.DictReader(io.StringIO(table))] == names
    left = sorted(path.name for path in out.iterdir())
    expected = [*(f"{name}.heatmap.png" for name in names), *(f"{name}.npy" for name in names), "results.csv"]
    assert left == sorted(expected)
    assert all(read_image(out / f"{name}.heatmap.png").shape == (64, 64, 3) for name in names)


AT_ITS_VERY_END = """
import atexit, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the tests may have it ignored
atexit.register(signal.raise_signal, signal.SIGINT)
sys.argv = ["main.py", "recipes", sys.argv[1]]
runpy.run_path("main.py", run_name="__main__")
"""


def test_ctrl_c_while_python_clears_up_takes_nothing_back(recipe: Path, environment: Mapping[str, str]) -> None:
    command = [sys.executable, "-c", AT_ITS_VERY_END, str(recipe.parent)]
    ended = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=ENOUGH_S, check=False
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "nut" in ended.stdout
