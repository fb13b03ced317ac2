"""What the bundle is made of, and what a program without a terminal says."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import main
from core.commands import no_console

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"


@pytest.fixture
def contents(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(PACKAGING))
    return import_module("contents")


@pytest.mark.parametrize(
    "place",
    [
        "PySide6\\Qt6Quick.dll",
        "PySide6/Qt/lib/libQt6Qml.so.6",
        "PySide6/opengl32sw.dll",
        "PySide6/translations/qtbase_de.qm",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6\\plugins\\imageformats\\qtiff.dll",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "torch-2.14.1.dist-info/RECORD",
        "torch-2.14.1.dist-info\\licenses\\LICENSE",
        "torch/test/test_cuda.exe",
        "torch\\include\\torch\\all.h",
        "PySide6/MSVCP140.dll",
        "VCRUNTIME140.dll",
    ],
)
def test_what_nothing_uses_stays_out(contents: ModuleType, place: str) -> None:
    assert contents.wanted([(place, "somewhere", "BINARY")]) == []


@pytest.mark.parametrize(
    "place",
    [
        "PySide6\\Qt6Core.dll",
        "PySide6/Qt/lib/libQt6Svg.so.6",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/imageformats/libqjpeg.so",
        "torch-2.14.1.dist-info/METADATA",
        "torch/lib/torch_cpu.dll",
        "numpy.libs/msvcp140-263139962577ecda4cd9469ca360a746.dll",
        "resources/icons/check.svg",
    ],
)
def test_what_is_used_goes_in(contents: ModuleType, place: str) -> None:
    assert contents.wanted([(place, "somewhere", "BINARY")]) == [(place, "somewhere", "BINARY")]


def test_the_runtime_that_is_shipped_is_the_packages(contents: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = (str(Path("site", "msvcp140.dll")), ".")
    monkeypatch.setattr(contents, "runtime_libraries", lambda: [ours])
    assert contents.wanted([("msvcp140.dll", ours[0], "BINARY")]) != []
    assert contents.wanted([("msvcp140.dll", "windows/system32/msvcp140.dll", "BINARY")]) == []


def test_a_program_without_a_terminal_keeps_its_last_words(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(no_console.Words, "show", lambda words: shown.append(words.getvalue()))
    monkeypatch.setattr("core.logs.set_up_logging", lambda: None)  # it would last beyond this test
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    monkeypatch.setattr(sys, "argv", ["Filbert", "inspect", "nowhere", "--recipe", "none.filbert"])
    code = main.main()
    given: Any = sys.stdout
    given.close()
    assert code == 2
    assert "nowhere does not exist" in shown[0]


def test_a_program_with_a_terminal_shows_no_box(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(no_console.Words, "show", lambda _: pytest.fail("a box"))
    monkeypatch.setattr(sys, "argv", ["Filbert", "bogus"])
    assert main.main() == 2


WITHOUT = """
import subprocess
import sys
sys.path[:0] = ["packaging", "tests"]
from contents import EXCLUDED_MODULES


class NotBundled:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in EXCLUDED_MODULES):
            raise ModuleNotFoundError(name)


sys.meta_path.insert(0, NotBundled())
from small import frame_of, part, small_recipe
from core.inspection.pipeline import Inspector
from core.model.backbones import vgg19_layers
from core.records.store import RecordStore
RecordStore.open().close()
vgg19_layers()
print(Inspector(small_recipe(), "cpu").inspect(frame_of(part(0))).verdict)
"""


def test_filbert_teaches_inspects_and_records_without_what_stays_out() -> None:
    command = [sys.executable, "-c", WITHOUT]
    done = subprocess.run(command, check=False, cwd=PACKAGING.parent, capture_output=True, text=True)
    assert done.stdout.strip() in {"PASS", "REVIEW", "FAIL"}, done.stderr
