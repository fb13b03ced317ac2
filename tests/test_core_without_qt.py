"""The line between core and gui: core has to work where there is no Qt at all."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

NO_QT = """
import sys
for name in ("PySide6", "shiboken6", "pyqtgraph", "gui"):
    sys.modules[name] = None  # to import it is an ImportError
"""

IMPORT_ALL = """
import importlib, pkgutil
import core
modules = [module.name for module in pkgutil.walk_packages(core.__path__, "core.")]
for name in modules:
    importlib.import_module(name)
sys.exit(0 if "core.types" in modules else "found no modules")
"""

RUN_TESTS = """
import pytest
options = ["-p", "no:pytest-qt", "-p", "no:cacheprovider", "-q", "-m", "not slow and not real_data"]
sys.exit(pytest.main([*options, *sys.argv[1:]]))
"""


ALL_THE_WAY = ("test_core_commands", "test_core_inspecting", "test_core_run", "test_core_recipe", "test_core_live")


def run_without_qt(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", NO_QT + script, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)


def test_what_stands_for_the_missing_qt_works() -> None:
    assert "ModuleNotFoundError" in run_without_qt("import PySide6.QtCore").stderr


def test_all_of_core_can_be_imported_without_qt() -> None:
    run = run_without_qt(IMPORT_ALL)
    assert run.returncode == 0, run.stderr


@pytest.mark.slow
def test_a_part_goes_all_the_way_without_qt() -> None:
    """Teaching, inspecting and evaluating by the command line, and what a run is made of; all of core takes minutes."""
    run = run_without_qt(RUN_TESTS, *(f"tests/{name}.py" for name in ALL_THE_WAY))
    assert run.returncode == 0, run.stdout + run.stderr
