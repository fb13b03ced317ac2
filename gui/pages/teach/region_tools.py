"""The tools beside the picture a region is drawn on."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.pages.teach.drawing_tool import Tool
from gui.widgets.action_button import ToolButton
from gui.widgets.card import Card
from gui.widgets.labels import text_label
from gui.widgets.number_stepper import NumberStepper
from gui.widgets.segmented import Choice, Segmented
from gui.widgets.setting_row import SettingRow


class RegionTools(Card):
    """Which tool, what it marks, how wide the brush is; undo, delete, begin anew."""

    tool_chosen = Signal(object)  # Tool
    ignored_chosen = Signal(bool)  # whether the next shape is ignored; with the tool that moves, the chosen one
    brush_changed = Signal(float)  # share of the picture's shorter side
    undo_wanted = Signal()
    delete_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = Segmented(
            self.tr("Tool"),
            [
                Choice(Tool.RECTANGLE, self.tr("Rectangle"), icon="square"),
                Choice(Tool.POLYGON, self.tr("Polygon"), icon="pentagon"),
                Choice(Tool.BRUSH, self.tr("Brush"), icon="brush"),
                Choice(Tool.CHOOSE, self.tr("Move"), icon="mouse-pointer-2"),
            ],
            columns=2,
        )
        self._kinds = Segmented(
            self.tr("What it marks"),
            [Choice(False, self.tr("Inspect"), icon="eye"), Choice(True, self.tr("Ignore"), icon="eye-off")],
        )
        self._brush = NumberStepper(self.tr("Brush width"), 1, 50, 1, "%", 0)
        self._brush_row = SettingRow(self.tr("Brush width"), self._brush, "", 64)
        self._undo = ToolButton(self.tr("Undo"), "", "undo-2")
        self._delete = ToolButton(self.tr("Delete"), "", "trash-2")
        self._clear = ToolButton(self.tr("Inspect all"), "", "rotate-ccw")
        self._hint = text_label("", 13, 400, "text2")
        self._hint.setWordWrap(True)
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._connect()
        self._lay_out()
        self._tools.choose(Tool.RECTANGLE)
        self._kinds.choose(False)
        self._show_hint(Tool.RECTANGLE)

    def show_state(self, *, can_undo: bool, chosen: bool, any_shape: bool) -> None:
        """Offer what can be done now."""
        self._undo.setEnabled(can_undo)
        self._delete.setEnabled(chosen)
        self._clear.setEnabled(any_shape)

    def show_ignored(self, ignored: bool) -> None:
        """Show what the chosen shape is."""
        self._kinds.choose(ignored)

    def show_brush(self, share: float) -> None:
        """Show the brush's width."""
        self._brush.show_value(100 * share)

    def _connect(self) -> None:
        self._tools.chosen.connect(self._on_tool)
        self._kinds.chosen.connect(self._on_kind)
        self._brush.changed.connect(self._on_brush)
        self._undo.clicked.connect(self.undo_wanted)
        self._delete.clicked.connect(self.delete_wanted)
        self._clear.clicked.connect(self.clear_wanted)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.activated.connect(self.undo_wanted)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 12, 15, 12)
        column.setSpacing(8)
        column.addWidget(self._tools)
        column.addWidget(self._hint)
        column.addWidget(self._kinds)
        column.addWidget(self._brush_row)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._undo, self._delete, self._clear):
            row.addWidget(button, 1)
        column.addLayout(row)

    def _show_hint(self, tool: Tool) -> None:
        hints = {
            Tool.RECTANGLE: self.tr(
                "Drag on the picture. Keys: Enter adds one, arrows move it, Shift and arrows size it."
            ),
            Tool.POLYGON: self.tr(
                "Tap corner after corner, then the first one again. Enter closes it, Esc gives it up."
            ),
            Tool.BRUSH: self.tr("Paint over the area. Keys: Enter sets a dot, arrows move it."),
            Tool.CHOOSE: self.tr(
                "Tap an area to move, form or mark it otherwise. Keys: PageUp and PageDown choose, Delete."
            ),
        }
        self._hint.setText(hints[tool])
        self._brush_row.setVisible(tool is Tool.BRUSH)

    @Slot(object)
    def _on_tool(self, tool: Tool) -> None:
        self._show_hint(tool)
        self.tool_chosen.emit(tool)

    @Slot(object)
    def _on_kind(self, ignored: object) -> None:
        self.ignored_chosen.emit(bool(ignored))

    @Slot(float)
    def _on_brush(self, percent: float) -> None:
        self.brush_changed.emit(percent / 100)
