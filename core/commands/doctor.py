"""What this machine can do, what is missing, and how to get it."""

import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch

from core.device import device_label, pick_device, usable_cores
from core.errors import WeightsError
from core.exit_codes import BAD_INPUT, DONE
from core.model.weights import VGG19_FILE, find_vgg19, load_weights, weights_folder
from core.terminal import Terminal
from core.versions import version_of

_PACKAGES = ("torch", "torchvision", "numpy", "opencv-python-headless", "PySide6-Essentials")


@dataclass(frozen=True)
class Check:
    """One thing looked at: whether Filbert can do without it, how it stands, and what to do if it isn't well."""

    name: str
    ok: bool
    needed: bool
    found: str
    advice: str = ""


def doctor(window_trouble: Callable[[], str | None], terminal: Terminal) -> int:
    """Look at everything; exit code 2 when something Filbert needs is missing.

    `window_trouble` says in a sentence why no window can be opened here, or None.
    """
    weights = [_lite_weights(), _vgg19()]
    checks = [_python(), *_packages(), _opencv(), _device(), *weights, _window(window_trouble()), _disk()]
    well = all(check.ok for check in checks if check.needed)
    text = "\n".join(_line(check) for check in checks)
    terminal.result({"ok": well, "checks": [asdict(check) for check in checks]}, text)
    return DONE if well else BAD_INPUT


def _line(check: Check) -> str:
    mark = "ok     " if check.ok else "MISSING" if check.needed else "without"
    advice = f" {check.advice}" if check.advice and not check.ok else ""
    return f"{mark}  {check.name}: {check.found}{advice}"


def _python() -> Check:
    new_enough = sys.version_info >= (3, 11)
    return Check("Python", new_enough, True, platform.python_version(), "Install Python 3.11 or newer.")


def _packages() -> list[Check]:
    return [_package(name) for name in _PACKAGES]


def _package(name: str) -> Check:
    found = version_of(name)
    if found is None:
        return Check(name, False, True, "not installed.", "Install Filbert's packages anew, as its README says.")
    return Check(name, True, True, found)


def _opencv() -> Check:
    """Two OpenCV packages overwrite each other's files, and the plain one brings a second Qt."""
    twins = [name for name in ("opencv-python", "opencv-contrib-python") if _package(name).ok]
    advice = f"Uninstall {' and '.join(twins)}, then install opencv-python-headless anew."
    return Check("one OpenCV", not twins, True, f"also {', '.join(twins)}." if twins else "yes", advice)


def _device() -> Check:
    device = pick_device()
    found = f"{device_label(device)} ({device.type}, {usable_cores()} cores, torch threads {torch.get_num_threads()})"
    return Check("device", True, True, found)


def _lite_weights() -> Check:
    try:
        load_weights("efficientnet_lite0")
    except WeightsError as error:
        return Check("weights of the lite preset", False, True, str(error))
    return Check("weights of the lite preset", True, True, "there, and whole")


def _vgg19() -> Check:
    path = find_vgg19()
    needed_by = f"Only the vgg19 preset needs {VGG19_FILE}: "
    advice = f"{needed_by}it is downloaded on first use, or put it into {weights_folder()}."
    return Check("weights of the vgg19 preset", path is not None, False, str(path) if path else "not here.", advice)


def _window(trouble: str | None) -> Check:
    return Check("window", trouble is None, False, trouble or "can be opened", "The command line works without it.")


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free / 1e9
    return Check("disk", free > 1, False, f"{free:.1f} GB free here", "Free some space: results and recipes need it.")
