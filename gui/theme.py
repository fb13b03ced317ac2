"""The one place with colours and type: the tokens of the style guide, and how they reach Qt."""

from dataclasses import asdict, dataclass
from importlib.resources import files
from string import Template
from typing import cast

import fontpkg_inter
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for, as #RRGGBB, or #AARRGGBB where something must shine through."""

    app: str  # the page
    surface: str  # a card
    raised: str  # a control
    rail: str  # navigation, and the empty part of a bar
    well: str  # behind images
    line: str  # hairlines
    control: str  # the border of a control
    text: str
    text2: str
    text3: str  # disabled
    ink: str  # a full bar, the mark of the active page
    focus: str
    sel: str  # a chosen toggle
    pass_tile: str
    pass_text: str
    pass_edge: str
    fail_tile: str
    fail_text: str
    fail_mark: str
    err_tile: str
    err_mark: str
    err_text: str
    hollow: str  # NOT READY, and a gap among the last parts
    good: str  # PASS in a chart
    defect: str  # FAIL in a chart
    on_well: str  # text on the dark behind images
    on_well2: str
    contour: str
    contour_edge: str
    tag: str
    tag_text: str
    veil: str  # over a picture that is no longer live
    veil_stripe: str


LIGHT = Theme(
    app="#E6E9EC",
    surface="#F7F8F9",
    raised="#FFFFFF",
    rail="#DDE1E5",
    well="#1B1F23",
    line="#CDD3D9",
    control="#7A858F",
    text="#161B20",
    text2="#47515A",
    text3="#5E6872",
    ink="#242B32",
    focus="#0B5CAD",
    sel="#DCE7F2",
    pass_tile="#E1ECE4",
    pass_text="#123B23",
    pass_edge="#2F7A4D",
    fail_tile="#B5121B",
    fail_text="#FFFFFF",
    fail_mark="#B5121B",
    err_tile="#14171A",
    err_mark="#FFD23F",
    err_text="#FFFFFF",
    hollow="#5E6872",
    good="#0072B2",
    defect="#D55E00",
    on_well="#FFFFFF",
    on_well2="#CDD3D9",
    contour="#FFFFFF",
    contour_edge="#D1000000",
    tag="#FFFFFF",
    tag_text="#161B20",
    veil="#9E1C1C1C",
    veil_stripe="#1AFFFFFF",
)


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Dress the whole application: Fusion, palette, bundled type and the style sheet filled with the tokens."""
    QFontDatabase.addApplicationFont(str(fontpkg_inter.ROOT / "files" / "Inter[opsz,wght].ttf"))
    app.setProperty("theme", theme)
    # Without it, a widget that gets another font loses that again when it gets another parent.
    app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
    app.setStyle("Fusion")
    app.setPalette(_palette(theme))
    app.setFont(font(15, 400))
    sheet = files("resources").joinpath("filbert.qss").read_text(encoding="utf-8")
    app.setStyleSheet(Template(sheet).substitute(asdict(theme)))


def current_theme() -> Theme:
    """Theme the running application wears; LIGHT before `apply_theme` was called."""
    app = QApplication.instance()
    theme = app.property("theme") if app else None
    return cast("Theme", theme) if theme else LIGHT


def font(px: int, weight: int) -> QFont:
    """Inter in `px` pixels and a weight of 400 to 800, with figures all of one width.

    The weight is set on the variable font's own axis: QFont.setWeight would draw the regular cut fatter.
    """
    face = QFont(["Inter", "Noto Sans"])
    face.setPixelSize(px)
    face.setVariableAxis(QFont.Tag("wght"), weight)
    face.setFeature(QFont.Tag("tnum"), 1)
    return face


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.surface,
        QPalette.ColorRole.Base: theme.raised,
        QPalette.ColorRole.Button: theme.raised,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Highlight: theme.focus,
        QPalette.ColorRole.ToolTipBase: theme.raised,
        QPalette.ColorRole.ToolTipText: theme.text,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.text3))
    return palette
