"""Drawings as SVG: plain elements with their looks in attributes, which browsers and Qt's small SVG both understand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Looks:
    """Colours as #RRGGBB and typeface of a drawing; those of paper unless others are given.

    `heat_from` and `heat_to` are where on the inferno scale (0 black, 1 pale) few and many lie.
    """

    text: str = "#161B20"
    text2: str = "#47515A"
    text3: str = "#8A949D"  # small marks
    line: str = "#CDD3D9"
    surface: str = "#FFFFFF"
    well: str = "#F1F3F5"
    good: str = "#0072B2"
    defect: str = "#D55E00"
    warn: str = "#FBF1DA"
    warn_edge: str = "#A06F00"
    heat_from: float = 0.92
    heat_to: float = 0.12
    family: str = "Inter, 'Segoe UI', Arial, sans-serif"


PAPER = Looks()


@dataclass(frozen=True)
class Drawing:
    """A finished drawing: its size in pixels, and the SVG element."""

    width: float
    height: float
    svg: str


def drawing(width: float, height: float, title: str, parts: Iterable[str], looks: Looks) -> Drawing:
    """A drawing of its parts; `title` says in words what is seen."""
    content = "".join(parts)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}"'
        f' height="{_n(height)}" role="img" font-family="{escape(looks.family)}" font-size="12">'
        f"<title>{escape(title)}</title>{content}</svg>"
    )
    return Drawing(width, height, svg)


def rect(x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> str:
    """A rectangle."""
    size = f'width="{_n(max(0, width))}" height="{_n(max(0, height))}"'
    return f'<rect x="{_n(x)}" y="{_n(y)}" {size} fill="{fill}" stroke="{stroke}"/>'


def line(x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1, dash: str = "") -> str:
    """A straight line; `dash` is such as "4 3"."""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    ends = f'x1="{_n(x1)}" y1="{_n(y1)}" x2="{_n(x2)}" y2="{_n(y2)}"'
    return f'<line {ends} stroke="{stroke}" stroke-width="{_n(width)}"{dashes}/>'


def polyline(points: Sequence[tuple[float, float]], stroke: str, width: float = 1, dash: str = "") -> str:
    """A line through points; nothing for fewer than two."""
    if len(points) < 2:
        return ""
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    where = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
    return f'<polyline points="{where}" fill="none" stroke="{stroke}" stroke-width="{_n(width)}"{dashes}/>'


def dot(x: float, y: float, radius: float, fill: str) -> str:
    """A small disc."""
    return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'


def text(x: float, y: float, words: str, fill: str, anchor: str = "start", weight: int = 400, size: int = 12) -> str:
    """Words on the base line `y`; `anchor` is start, middle or end."""
    face = f'font-size="{size}" font-weight="{weight}"'
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}" text-anchor="{anchor}" {face}>{escape(words)}</text>'


def _n(value: float) -> str:
    """A number, short."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
