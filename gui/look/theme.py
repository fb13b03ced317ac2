"""The one place with colours and type: the tokens of the style guide, and how they reach Qt."""

from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from string import Template
from typing import cast

import fontpkg_inter
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from core.settings import TEXT_SCALES
from gui.look.restyling import restyling
from gui.look.tokens import DARK, DARK_CONTRAST, LIGHT, LIGHT_CONTRAST, Theme

__all__ = [
    "DARK",
    "DARK_CONTRAST",
    "LIGHT",
    "LIGHT_CONTRAST",
    "RESTYLED",
    "TEXT_SCALES",
    "Appearance",
    "Theme",
    "apply_appearance",
    "current_appearance",
    "current_theme",
    "font",
    "load_typeface",
    "paper_font",
    "scaled",
]

RESTYLED = (QEvent.Type.StyleChange, QEvent.Type.PaletteChange, QEvent.Type.FontChange)
"""What a widget hears in `changeEvent` when the appearance has changed."""

_LARGE = 28  # pixels; text of this size can be read from afar as it is


@dataclass(frozen=True)
class Appearance:
    """How the window looks: what a station chooses for its light, its distance and its people.

    `text_scale` is one of TEXT_SCALES, ValueError for another; `classic_tile` shows PASS on full green.
    """

    dark: bool = False
    high_contrast: bool = False
    text_scale: float = 1.0
    classic_tile: bool = False

    def __post_init__(self) -> None:
        if self.text_scale not in TEXT_SCALES:
            raise ValueError(f"Text can be scaled by 1, 1.25 or 1.5, not by {self.text_scale}.")

    @property
    def theme(self) -> Theme:
        """The colours that go with it."""
        if self.high_contrast:
            return DARK_CONTRAST if self.dark else LIGHT_CONTRAST
        return DARK if self.dark else LIGHT


def apply_appearance(app: QApplication, appearance: Appearance) -> None:
    """Dress the whole application: Fusion, palette, bundled type and the style sheet filled with the tokens.

    It may be called again while windows are open: every widget then hears a StyleChange, at which labels and fields
    take their fonts anew, and is painted again. After that come those that wait for it by `when_restyled`.
    """
    first = app.property("appearance") is None
    app.setProperty("appearance", appearance)
    app.setProperty("theme", appearance.theme)
    if first:
        load_typeface()
        # Without it, a widget that gets another font loses that again when it gets another parent.
        app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        app.setStyle("Fusion")
    app.setPalette(_palette(appearance.theme))
    app.setFont(font(15, 400))  # labels take theirs at this moment, before the others hear of the change
    sheet = files("resources").joinpath("filbert.qss").read_text(encoding="utf-8")
    app.setStyleSheet(Template(sheet).substitute(asdict(appearance.theme)))
    restyling().done.emit()


def load_typeface() -> None:
    """Make the bundled typeface known to Qt; `apply_appearance` does, and who only draws on paper."""
    QFontDatabase.addApplicationFont(str(fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"))
    _face.cache_clear()  # whoever asked before got another typeface


def current_appearance() -> Appearance:
    """Appearance of the running application; the plain one before `apply_appearance` was called."""
    app = QApplication.instance()
    appearance = app.property("appearance") if app else None
    return cast("Appearance", appearance) if appearance else Appearance()


def current_theme() -> Theme:
    """Theme the running application wears; LIGHT before `apply_appearance` was called."""
    app = QApplication.instance()
    theme = app.property("theme") if app else None
    return cast("Theme", theme) if theme else LIGHT


def scaled(px: float) -> int:
    """Give a length that holds text, such as the height of a line or the width of a column, in the text size of now."""
    return round(px * current_appearance().text_scale)


def font(px: int, weight: int) -> QFont:
    """Inter in `px` pixels and a weight of 400 to 800, with figures all of one width.

    Under 28 pixels it grows with the text size for distance. The weight is set on the variable font's own axis:
    QFont.setWeight would draw the regular cut fatter.
    """
    return QFont(_face(scaled(px) if px < _LARGE else px, weight))


def paper_font(px: int, weight: int) -> QFont:
    """The same on paper, where nobody stands further away and letters may lie between pixels.

    Figures have their own widths, and signs don't mind their neighbours: Qt writes letters that stand in for others so
    that no reader of a PDF can find or copy them.
    """
    face = QFont(_face(px, weight))
    face.unsetFeature(QFont.Tag("tnum"))
    face.setFeature(QFont.Tag("calt"), 0)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


@cache
def _face(pixels: int, weight: int) -> QFont:
    """Make a font once: everything that paints asks for it again and again."""
    face = QFont(["Inter", "Noto Sans"])
    face.setPixelSize(pixels)
    face.setVariableAxis(QFont.Tag("wght"), weight)
    face.setFeature(QFont.Tag("tnum"), 1)
    return face


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.surface,
        QPalette.ColorRole.Base: theme.raised,
        QPalette.ColorRole.AlternateBase: theme.surface,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.BrightText: theme.text,
        QPalette.ColorRole.PlaceholderText: theme.text3,
        QPalette.ColorRole.Highlight: theme.sel,
        QPalette.ColorRole.HighlightedText: theme.text,
        QPalette.ColorRole.Accent: theme.focus,
        QPalette.ColorRole.Link: theme.focus,
        QPalette.ColorRole.Light: theme.raised,
        QPalette.ColorRole.Midlight: theme.rail,
        QPalette.ColorRole.Mid: theme.line,
        QPalette.ColorRole.Dark: theme.control,
        QPalette.ColorRole.Shadow: theme.well,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text3))
    return palette
