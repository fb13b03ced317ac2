"""Icons: the SVG files of resources/icons (Lucide), drawn in any size and colour."""

from importlib.resources import files

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer


def icon_pixmap(name: str, size: int, colour: QColor) -> QPixmap:
    """Draw the icon `name` as a square of `size` device-independent pixels, its lines in `colour`.

    Kept, so that a widget may ask for it in each paint. Raises FileNotFoundError when resources/icons has no such
    icon. GUI thread only.
    """
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    key = f"icon {name} {size} {colour.name(QColor.NameFormat.HexArgb)} {ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _drawn(name, size, colour, ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(name: str, size: int, colour: QColor, ratio: float) -> QPixmap:
    svg = files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
    renderer = QSvgRenderer(svg.replace("currentColor", colour.name()).encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
