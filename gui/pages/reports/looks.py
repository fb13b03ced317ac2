"""The window's colours for drawings of reports."""

from core.reports.svg import Looks
from gui.look.theme import Theme, current_appearance, current_theme

_FAMILY = "Inter"


def looks_of(theme: Theme, dark: bool = False) -> Looks:
    """Drawings in the colours of a theme; on a dark page many are lighter than few."""
    return Looks(
        text=theme.text,
        text2=theme.text2,
        text3=theme.control,
        line=theme.line,
        surface=theme.surface,
        well=theme.well if dark else theme.app,
        good=theme.good,
        defect=theme.defect,
        warn=theme.warn_bg,
        warn_edge=theme.warn_edge,
        heat_from=0.2 if dark else 0.92,
        heat_to=0.98 if dark else 0.12,
        family=_FAMILY,
    )


def current_looks() -> Looks:
    """The looks of the window now. The window's thread only."""
    return looks_of(current_theme(), current_appearance().dark)
