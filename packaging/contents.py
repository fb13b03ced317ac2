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
    "torch._functorch.aot_autograd", "torch._functorch.partitioners", "torch._functorch._activation_checkpointing",
    "setuptools", "pkg_resources",
    # torch on many machines at once, and what only that imports
    "torch.distributed._shard", "torch.distributed._tools", "torch.distributed.checkpoint", "torch.distributed.debug",
    "torch.distributed.elastic", "torch.distributed.fsdp", "torch.distributed.launcher", "torch.distributed.optim",
    "torch.distributed.pipelining", "torch.distributed.run", "torch.distributed.tensor", "torch.ao.ns",
    "fsspec", "jinja2", "markupsafe",
    # databases that records are never kept in, SQLAlchemy's objects for rows, and what only developers ask for
    "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle", "sqlalchemy.testing",
    "sqlalchemy.orm", "sqlalchemy.ext.asyncio", "pydantic.mypy", "pydantic.v1", "numpy.f2py", "pydoc_data",
]  # fmt: skip
"""Imported by something in case somebody wants it; Filbert never does. A test says so of the compiler."""

METADATA = ["filbert", "numpy", "opencv-python-headless", "PySide6-Essentials"]
"""Packages that `doctor` and recipes ask for their versions, besides those whose hooks see to it."""

_UNUSED = (
    "PySide6/translations",  # the window speaks English only
    "PySide6/Qt/translations",
    "PySide6/opengl32sw.dll",  # draws OpenGL where there is none; the window draws without
    "fontpkg_inter/files/Inter-Italic[opsz,wght].ttf",  # the window writes upright
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
_UNUSED_PLUGIN_FILES = (
    "qdirect2d", "qminimal", "qmodernwindowsstyle", "qgif", "qicns", "qtga", "qtiff", "qwbmp", "qwebp"
)  # fmt: skip
"""Pictures are read by Pillow and OpenCV; Qt shows PNG and SVG, and saves its window as PNG or JPEG."""
_USED_OF_A_PACKAGE = ("METADATA", "entry_points.txt")
"""What tells of a package while the program runs: its notices are in LICENCES.txt, the rest is for installers."""
_RUNTIME = ("msvcp140", "vcruntime140", "concrt140", "vccorlib140", "vcomp140")
_RUNTIME_IN_USE = ("msvcp140", "vcruntime140")  # the others are in no library's import table


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
    if path.parts[0].endswith(".dist-info") and path.name not in _USED_OF_A_PACKAGE:
        return False
    return "PySide6" not in path.parts or _is_used_of_qt(path)


def _is_used_of_qt(path: PurePosixPath) -> bool:
    stem = path.name.removeprefix("lib")
    if "plugins" in path.parts:
        return path.stem.removeprefix("lib") not in _UNUSED_PLUGIN_FILES and not set(_UNUSED_PLUGINS) & set(path.parts)
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
        if name.endswith(".dll") and name.split(".")[0].split("_")[0] in _RUNTIME_IN_USE:
            found[name] = (str(Path(str(runtime.locate_file(file))).resolve()), ".")
    return list(found.values())
