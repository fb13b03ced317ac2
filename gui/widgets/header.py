"""What runs here: recipe, source, device, speed, time."""

from PySide6.QtCore import QSize, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.types import Image
from gui.icons import icon_pixmap
from gui.qt_image import to_qimage
from gui.theme import current_theme
from gui.widgets.action_button import ToolButton
from gui.widgets.labels import ElidedLabel, text_label
from gui.widgets.thumbnails import rounded


class Header(QFrame):
    """The bar over the page; all of its left part asks for another recipe."""

    recipe_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._recipe = RecipeBlock()
        self._recipe.clicked.connect(self.recipe_requested)
        self._change = ToolButton(self.tr("Change"), "Ctrl+O", "chevron-down")
        self._change.setAccessibleName(self.tr("Change the recipe"))
        self._change.clicked.connect(self.recipe_requested)
        self._source = HeaderField(self.tr("Source"), "folder-open")
        self._device = HeaderField(self.tr("Device"), "cpu")
        self._frames = HeaderField(self.tr("Frames"), "gauge")
        self._latency = HeaderField(self.tr("Latency p95"), "timer")
        self._clock = text_label("", 20, 600)
        self._lay_out()
        self._start_clock()
        self.show_rate(None, None)
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self.setFixedHeight(56 if compact else 72)
        self._recipe.set_compact(compact)
        self._change.set_bare(compact)
        self._change.setFixedSize(QSize(44, 44) if compact else QSize(self._change.sizeHint().width(), 44))
        self._row.setContentsMargins(16 if compact else 24, 0, 12 if compact else 24, 0)
        self._row.setSpacing(16 if compact else 28)
        for field in (self._source, self._device, self._frames, self._latency):
            field.set_widest(120 if compact else 260)

    def show_recipe(self, name: str, detail: str, thumbnail: Image | None) -> None:
        """Show the recipe's name, its version and one of its parts."""
        self._recipe.show_recipe(name, detail, thumbnail)

    def show_source(self, name: str, detail: str) -> None:
        """Show where pictures come from, and the state of that."""
        self._source.show_text(f"{name}   {detail}".strip())

    def show_device(self, text: str) -> None:
        """Show what computes."""
        self._device.show_text(text)

    def show_rate(self, frames_per_second: float | None, latency_p95_ms: float | None) -> None:
        """Show the speed; None shows a dash."""
        self._frames.show_text("–" if frames_per_second is None else f"{frames_per_second:.1f} /s")
        self._latency.show_text("–" if latency_p95_ms is None else f"{latency_p95_ms:.0f} ms")

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._recipe)
        self._row.addWidget(self._change)
        self._row.addStretch(1)
        for part in (self._source, self._device, self._frames, self._latency, self._clock):
            self._row.addWidget(part)

    def _start_clock(self) -> None:
        ticks = QTimer(self)
        ticks.timeout.connect(self._on_tick)
        ticks.start(200)
        self._on_tick()

    @Slot()
    def _on_tick(self) -> None:
        self._clock.setText(QTime.currentTime().toString("HH:mm:ss"))


class RecipeBlock(QPushButton):
    """Thumbnail, name and version of the recipe: one target of the header's full height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipeBlock")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Change button beside it has the focus
        self._thumbnail = QLabel()
        self._name, self._detail = ElidedLabel(20, 700), ElidedLabel(13, 400, "text2")
        self._side = 48
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(self._thumbnail)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch()
        text.addWidget(self._name)
        text.addWidget(self._detail)
        text.addStretch()
        self._row.addLayout(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its texts, up to a limit."""
        return QSize(min(self._row.sizeHint().width(), 440 if self._side == 48 else 260), self._side)

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        self._side = 40 if compact else 48
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setMinimumHeight(56 if compact else 72)
        self.updateGeometry()

    def show_recipe(self, name: str, detail: str, thumbnail: Image | None) -> None:
        """Show the recipe's name, its version and one of its parts."""
        self._name.setText(name)
        self._detail.setText(detail)
        self.setAccessibleName(f"{name}. {detail}")
        self._thumbnail.setVisible(thumbnail is not None)
        if thumbnail is not None:
            self._thumbnail.setPixmap(_square(thumbnail, self._side))
        self.updateGeometry()


class HeaderField(QWidget):
    """An icon, a caption and a value."""

    def __init__(self, caption: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        picture = QLabel()
        picture.setPixmap(icon_pixmap(icon, 20, QColor(current_theme().text2)))
        self._value = ElidedLabel(15, 600)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addStretch()
        text.addWidget(text_label(caption, 12, 400, "text2"))
        text.addWidget(self._value)
        text.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(picture)
        row.addLayout(text)

    def show_text(self, text: str) -> None:
        """Show the value."""
        self._value.setText(text)

    def set_widest(self, width: int) -> None:
        """Elide the value beyond `width` pixels."""
        self._value.setMaximumWidth(width)


def _square(image: Image, side: int) -> QPixmap:
    """Cut the middle of a picture out as a square of `side` pixels."""
    expand = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled = to_qimage(image).scaled(side, side, expand, Qt.TransformationMode.SmoothTransformation)
    middle = scaled.copy((scaled.width() - side) // 2, (scaled.height() - side) // 2, side, side)
    return rounded(QPixmap.fromImage(middle))
