"""What goes into the bundle and what stays out, for the spec: plain lists, so that each has one place."""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""One file, as PyInstaller lists it: its place in the bundle, the file it comes from, its kind."""

EXCLUDED_MODULES = [
    "IPython", "matplotlib", "openvino", "pandas", "pytest", "scipy", "sklearn", "tensorboard", "tkinter",
    "PIL._avif", "PIL._imagingft", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL",
    # torch's compiler, and what only that and its tools need
    "torch._dynamo", "torch._inductor", "torch._vendor.quack", "torch.onnx", "torch.utils.benchmark",
    "torch.utils.cpp_extension", "torch.utils.tensorboard", "triton", "sympy", "mpmath", "networkx",
    "setuptools", "pkg_resources",
]  # fmt: skip
"""Imported by something in case somebody wants it; Filbert never does. A test says so of the compiler."""

METADATA = ["filbert", "numpy", "opencv-python-headless", "PySide6-Essentials"]
"""Packages that `doctor` and recipes ask for their versions, besides those whose hooks see to it."""

_UNUSED = (
    "PySide6/translations",  # the window speaks English only
    "PySide6/Qt/translations",
    "PySide6/opengl32sw.dll",  # draws OpenGL where there is none; the window draws without
    "torch/include",
    "torch/share",
    "torch/test",
)
_UNUSED_QT = ("Qml", "Quick", "OpenGL", "VirtualKeyboard", "Pdf", "WebSockets", "Designer", "Test", "Sql")
_UNUSED_PLUGINS = (
    "generic",
    "networkinformation",
    "platforminputcontexts",
    "tls",
    "egldeviceintegrations",
    "sqldrivers",
)
_RUNTIME = ("msvcp140", "vcruntime140", "concrt140", "vccorlib140", "vcomp140")


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    """The entries without those that nothing uses, and with one C++ runtime only: the one beside the program.

    Several packages for Windows bring a C++ runtime each, of different ages, and Windows takes whichever is loaded
    first: torch's libraries fail with an older one than they were built with (WinError 1114).
    """
    return [entry for entry in entries if _is_used(entry[0]) and not _is_runtime_elsewhere(entry)]


def _is_used(place: str) -> bool:
    path = PurePosixPath(place.replace("\\", "/"))
    if any(path.is_relative_to(folder) for folder in _UNUSED):
        return False
    if "PySide6" not in path.parts:
        return True
    if "plugins" in path.parts and any(folder in path.parts for folder in _UNUSED_PLUGINS):
        return False
    stem = path.name.removeprefix("lib")
    return not any(stem.startswith((f"Qt6{module}", f"Qt{module}.")) for module in _UNUSED_QT)


def _is_runtime_elsewhere(entry: Entry) -> bool:
    place, source, _ = entry
    path = PurePosixPath(place.replace("\\", "/"))
    named_alike = path.suffix.lower() == ".dll" and path.stem.lower().split("_")[0] in _RUNTIME
    return named_alike and Path(source) not in {Path(library) for library, _ in runtime_libraries()}


def runtime_libraries() -> list[tuple[str, str]]:
    """The C++ runtime of the package msvc-runtime, as PyInstaller wants binaries; none where it isn't installed."""
    try:
        runtime = distribution("msvc-runtime")
    except PackageNotFoundError:
        return []
    found: dict[str, tuple[str, str]] = {}
    for file in runtime.files or ():
        name = file.name.lower()
        if name.endswith(".dll") and name.split(".")[0].split("_")[0] in _RUNTIME:
            found[name] = (str(Path(str(runtime.locate_file(file))).resolve()), ".")
    return list(found.values())
