"""Shapes, the picture they are drawn on, and the tools beside it: what one of them does, the others show."""

from PySide6.QtCore import QObject, Slot

from gui.pages.teach.drawing_tool import Tool
from gui.pages.teach.region_canvas import RegionCanvas
from gui.pages.teach.region_shapes import RegionShapes
from gui.pages.teach.region_tools import RegionTools


class RegionEditor(QObject):
    """Brings `shapes`, `canvas` and `tools` together; to be laid out by whoever has it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shapes = RegionShapes(self)
        self.canvas, self.tools = RegionCanvas(self.shapes), RegionTools()
        self.shapes.changed.connect(self._on_shapes_changed)
        self.tools.tool_chosen.connect(self._on_tool)
        self.tools.ignored_chosen.connect(self._on_ignored_chosen)
        self.tools.brush_changed.connect(self._on_brush_changed)
        self.tools.delete_wanted.connect(self.shapes.remove_chosen)
        self.tools.clear_wanted.connect(self.shapes.clear)
        self.tools.show_brush(self.canvas.drawing.brush)
        self._on_shapes_changed()

    @property
    def _forming(self) -> bool:
        """Whether shapes that are there are changed, rather than new ones drawn."""
        return self.canvas.drawing.tool is Tool.CHOOSE

    @Slot()
    def _on_shapes_changed(self) -> None:
        shapes, chosen = self.shapes, self.shapes.chosen_shape
        self.tools.show_state(can_undo=shapes.can_undo, chosen=chosen is not None, any_shape=bool(shapes.shapes))
        if chosen is not None and self._forming:
            self.tools.show_ignored(chosen.ignored)
            self.canvas.drawing.ignored = chosen.ignored

    @Slot(object)
    def _on_tool(self, tool: Tool) -> None:
        self.canvas.set_tool(tool)
        self._on_shapes_changed()

    @Slot(bool)
    def _on_ignored_chosen(self, ignored: bool) -> None:
        """Mark the next shape so, or the chosen one: which of both, the tool says."""
        self.canvas.drawing.ignored = ignored
        chosen = self.shapes.chosen_shape
        if self._forming and chosen is not None and chosen.ignored is not ignored:
            self.shapes.remember()
            self.shapes.replace(chosen.model_copy(update={"ignored": ignored}))

    @Slot(float)
    def _on_brush_changed(self, share: float) -> None:
        self.canvas.drawing.brush = share
