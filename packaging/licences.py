"""The licence notices of all that is in the bundle, gathered from the packages it was built from."""

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath

_NOTICES = ("licen", "copying", "notice", "third_party", "thirdparty", "authors")
_BUILDING = {"altgraph", "packaging", "pefile", "pip", "pywin32-ctypes", "setuptools", "wheel", "uv"}


def write_licences(path: Path, root: Path) -> Path:
    """Write one text with Filbert's licence and NOTICE, Python's, and each installed package's; returns its path.

    Of what is installed for building, only PyInstaller's loader is in the bundle; the others are left out.
    """
    texts = [_read(root / "LICENSE"), _read(root / "NOTICE"), _python()]
    bundled = [package for package in distributions() if _name(package) not in _BUILDING]
    texts += [_of(package) for package in sorted(bundled, key=_name)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n\n".join(texts), encoding="utf-8")
    return path


def _name(package: Distribution) -> str:
    return str(package.metadata["Name"]).lower()


def _of(package: Distribution) -> str:
    about = package.metadata
    licence = about.get("License-Expression") or about.get("License") or "see below"
    title = f"{about['Name']} {about['Version']}: {licence.splitlines()[0]}"
    files = [file for file in package.files or () if file.suffix != ".py" and _is_notice(file)]
    notices = [_read(Path(str(package.locate_file(file)))) for file in files]
    return "\n\n".join([title, "=" * len(title), *filter(None, notices)])


def _is_notice(file: PurePath) -> bool:
    in_their_folder = "licenses" in file.parts and file.parts[0].endswith(".dist-info")
    return in_their_folder or file.name.lower().startswith(_NOTICES)


def _python() -> str:
    candidates = [Path(sys.base_prefix) / name for name in ("LICENSE.txt", "LICENSE")]
    text = next((_read(path) for path in candidates if path.is_file()), "Python Software Foundation License 2.0")
    return f"Python {sys.version.split()[0]}\n\n{text}"


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
