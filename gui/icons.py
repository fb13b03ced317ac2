"""Icons: the SVG files of resources/icons (Lucide), drawn in any size and colour."""

from importlib.resources import files

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


def icon_pixmap(name: str, size: int, colour: QColor) -> QPixmap:
    """Draw the icon `name` as a square of `size` device-independent pixels, its lines in `colour`.

    Raises FileNotFoundError when resources/icons has no such icon. GUI thread only.
    """
    svg = files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(svg.replace("currentColor", colour.name()).encode())
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
