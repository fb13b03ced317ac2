"""What Windows shows of the program: its icon, and who and what it says it is."""

import tomllib
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

_SIZES = (256, 128, 64, 48, 32, 24, 16)

_RESOURCE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "The Filbert authors"),
      StringStruct("FileDescription", {description!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("InternalName", "Filbert"),
      StringStruct("LegalCopyright", "Copyright 2026 the Filbert authors. Apache License 2.0."),
      StringStruct("ProductName", "Filbert"),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0409, 1200])]),
  ],
)
"""


def write_version_resource(path: Path, project: Path) -> Path:
    """Write PyInstaller's version file from pyproject.toml; returns its path."""
    about = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    numbers = (*(int(part) for part in about["version"].split(".")), 0)
    text = _RESOURCE.format(numbers=numbers, version=about["version"], description=about["description"])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_icon(path: Path, drawing: Path) -> Path:
    """Write an .ico with the drawing (SVG) in all sizes Windows asks for; returns its path."""
    renderer = QSvgRenderer(str(drawing))
    images = [_drawn(renderer, size) for size in _SIZES]
    path.parent.mkdir(parents=True, exist_ok=True)
    images[0].save(path, sizes=[image.size for image in images], append_images=images[1:])
    return path


def _drawn(renderer: QSvgRenderer, size: int) -> Image.Image:
    image = QImage(QSize(size, size), QImage.Format.Format_RGBA8888)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Image.frombytes("RGBA", (size, size), bytes(image.constBits()))
