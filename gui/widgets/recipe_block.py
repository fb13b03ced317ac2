"""What recipe is in use."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.types import Image
from gui.look.theme import scaled
from gui.pictures.thumbnails import rounded
from gui.qt_image import to_qimage
from gui.widgets.labels import ElidedLabel


class RecipeBlock(QPushButton):
    """Thumbnail, name and version of the recipe: one target of the header's full height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("recipeBlock")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Change button beside it has the focus
        self._picture: Image | None = None
        self._thumbnail, self._compact = QLabel(), False
        self._name, self._detail = ElidedLabel(20, 700), ElidedLabel(13, 400, "text2")
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

    def sizeHint(self) -> QSize:
        """As wide as its texts, up to a limit."""
        widest = scaled(260 if self._compact else 440)
        width = max(min(self._row.sizeHint().width(), widest), self.minimumSizeHint().width())
        return QSize(width, self.text_height())

    def minimumSizeHint(self) -> QSize:
        """Long names are cut."""
        return QSize(self._side() + 12 + scaled(72), self._side())

    def text_height(self) -> int:
        """How high name and version are together, in the text size of now."""
        return self._name.sizeHint().height() + self._detail.sizeHint().height()

    def set_compact(self, compact: bool) -> None:
        """Take the sizes of the small layout, or of the large one."""
        if compact is not self._compact:
            self._compact = compact
            self._draw_thumbnail()
            self.updateGeometry()

    def show_recipe(self, name: str, detail: str, thumbnail: Image | None) -> None:
        """Show the recipe's name, its version and one of its parts."""
        self._name.setText(name)
        self._detail.setText(detail)
        self.setAccessibleName(f"{name}. {detail}")
        if thumbnail is not self._picture:
            self._picture = thumbnail
            self._draw_thumbnail()
        self.updateGeometry()

    def _draw_thumbnail(self) -> None:
        self._thumbnail.setVisible(self._picture is not None)
        if self._picture is not None:
            self._thumbnail.setPixmap(_square(self._picture, self._side()))

    def _side(self) -> int:
        return 40 if self._compact else 48


def _square(image: Image, side: int) -> QPixmap:
    """Cut the middle of a picture out as a square of `side` pixels."""
    expand = Qt.AspectRatioMode.KeepAspectRatioByExpanding
    scaled_picture = to_qimage(image).scaled(side, side, expand, Qt.TransformationMode.SmoothTransformation)
    left, top = (scaled_picture.width() - side) // 2, (scaled_picture.height() - side) // 2
    return rounded(QPixmap.fromImage(scaled_picture.copy(left, top, side, side)))
