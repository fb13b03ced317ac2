"""The verdict tile: six states that nobody takes for one another, from afar and without colour."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from stage import pixels_of, put_on_stage, rgb

from core.types import Verdict
from gui.look.theme import LIGHT, Appearance, apply_appearance, current_theme
from gui.pages.inspect.tile_text import TileText
from gui.pages.inspect.verdict_tile import VerdictTile
from gui.widgets.verdict_icons import draw_verdict_icon

pytestmark = pytest.mark.usefixtures("own_appearance")

LINES = {
    Verdict.PASS: "Nothing over the threshold",
    Verdict.REVIEW: "Look at the part, then press 1, 2 or 3",
    Verdict.FAIL: "2 regions over the threshold",
    Verdict.NO_PART: "Nothing to judge in the picture",
    Verdict.NOT_READY: "Opening camera 1",
    Verdict.ERROR: "Camera lost. Parts are not inspected.",
}
LOOKS = [
    Appearance(),
    Appearance(dark=True),
    Appearance(high_contrast=True),
    Appearance(dark=True, high_contrast=True),
    Appearance(classic_tile=True),
    Appearance(text_scale=1.5),
]


def _tile(window: QWidget, verdict: Verdict, line: str = "", compact: bool = False) -> VerdictTile:
    tile = VerdictTile()
    tile.set_compact(compact)
    tile.show_verdict(verdict, line)
    put_on_stage(window, tile, 424 if compact else 592, tile.height())
    return tile


def _grey(pixels: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Luma of Rec. 601, cut or padded to the same height."""
    grey = pixels.astype(float) @ np.array([0.299, 0.587, 0.114])
    return grey[:148]


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("look", LOOKS)
def test_no_two_states_look_alike_without_colour(
    qapp: QApplication, window: QWidget, look: Appearance, compact: bool
) -> None:
    apply_appearance(qapp, look)
    greys = {verdict: _grey(pixels_of(_tile(window, verdict, LINES[verdict], compact))) for verdict in Verdict}

    for one, other in combinations(Verdict, 2):
        apart = np.abs(greys[one] - greys[other]) > 40
        assert apart.mean() > 0.08, f"{one} and {other}"
        alike = np.corrcoef(greys[one].ravel(), greys[other].ravel())[0, 1]
        assert alike < 0.75, f"{one} and {other}"


def test_no_two_icons_look_alike_in_black(window: QWidget) -> None:
    outlines = {}
    for verdict in Verdict:
        pixmap = QPixmap(100, 100)
        pixmap.fill(QColor("white"))
        painter = QPainter(pixmap)
        draw_verdict_icon(painter, pixmap.rect(), verdict, QColor("black"), QColor("white"))
        painter.end()
        picture = pixmap.toImage()
        points = [[picture.pixelColor(x, y).value() < 128 for x in range(0, 100, 2)] for y in range(0, 100, 2)]
        outlines[verdict] = np.array(points)

    for one, other in combinations(Verdict, 2):
        both, either = outlines[one] & outlines[other], outlines[one] | outlines[other]
        assert both.sum() / either.sum() < 0.85, f"{one} and {other}"


def test_fail_and_error_differ_in_brightness_shape_and_colour(window: QWidget) -> None:
    fail, error = (pixels_of(_tile(window, verdict)) for verdict in (Verdict.FAIL, Verdict.ERROR))

    assert not (error == rgb(LIGHT.fail_tile)).all(axis=2).any()
    stripes = error[4, 20:-20]
    assert {tuple(pixel) for pixel in stripes.tolist()} >= {rgb(LIGHT.err_mark), rgb(LIGHT.err_tile)}
    assert len({tuple(pixel) for pixel in fail[4, 20:-20].tolist()}) == 1
    assert not (fail == rgb(LIGHT.err_mark)).all(axis=2).any()


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("verdict", list(Verdict))
def test_red_is_for_fail_alone_and_no_word_is_cut(
    qapp: QApplication, window: QWidget, verdict: Verdict, look: Appearance
) -> None:
    apply_appearance(qapp, look)
    for compact in (False, True):
        tile = _tile(window, verdict, LINES[verdict], compact)
        pixels = pixels_of(tile)
        red = (pixels == rgb(current_theme().fail_tile)).all(axis=2).mean()
        assert red > 0.5 if verdict is Verdict.FAIL else red == 0
        icon, text = tile._content or tile._fit()
        assert text.fits
        assert icon.width() >= 56


def test_no_word_is_smaller_than_three_metres_need(window: QWidget) -> None:
    sizes = {}
    for verdict in Verdict:
        for compact in (False, True):
            tile = _tile(window, verdict, "", compact)
            sizes[verdict, compact] = tile._fit()[1]._face.pixelSize()

    assert min(sizes.values()) >= 80
    assert sizes[Verdict.PASS, False] == sizes[Verdict.FAIL, False] == 120
    assert sizes[Verdict.PASS, True] == sizes[Verdict.FAIL, True] == 88
    assert (sizes[Verdict.ERROR, False], sizes[Verdict.ERROR, True]) == (104, 80)


def test_the_line_below_breaks_before_it_is_cut(window: QWidget) -> None:
    long = "The picture is older than the station's limit of two seconds, so it is not judged at all"

    text = TileText(["NOT", "READY"], long, 80, 20, 250)
    assert len(text._lines) == 2
    assert text._lines[1].endswith("…")
    assert all(QFontMetricsF(text._line_face).horizontalAdvance(line) <= 250 for line in text._lines)
    assert TileText(["NOT"], "", 80, 20, 400)._lines == []


@pytest.mark.parametrize("compact", [False, True])
def test_why_a_picture_is_not_judged_stands_there_to_its_last_word(window: QWidget, compact: bool) -> None:
    why = (
        "The picture is 1280 × 720 (1.78 : 1), but the good parts were taught at 256 × 256 (1.00 : 1). "
        "Set the camera to that shape, or teach the product anew."
    )
    tile = VerdictTile()
    tile.set_compact(compact)
    tile.set_room_below(120 if compact else 0)  # as the page gives it in the small layout
    tile.show_verdict(Verdict.NOT_READY, why)
    put_on_stage(window, tile, 424 if compact else 592, tile.height())
    text = tile._fit()[1]

    assert " ".join(text._lines).replace("\u00a0", " ") == why
    assert any("256\u00a0×\u00a0256" in line for line in text._lines)  # a size isn't broken
    shown = pixels_of(tile)[:, 150:]
    dark = np.flatnonzero((shown == rgb(LIGHT.text)).all(axis=2).any(axis=1))
    assert 8 < dark[0] < dark[-1] < shown.shape[0] - 8  # within the border


def test_high_contrast_puts_an_edge_all_round_pass(qapp: QApplication, window: QWidget) -> None:
    tile = _tile(window, Verdict.PASS)
    assert (pixels_of(tile)[1, 100:500] == rgb(LIGHT.pass_tile)).all()

    apply_appearance(qapp, Appearance(high_contrast=True))

    pixels = pixels_of(tile)
    for edge in (pixels[:3, 100:500], pixels[-3:, 100:500], pixels[50:150, -3:], pixels[50:150, :3]):
        assert (edge == rgb(LIGHT.pass_edge)).all()
    assert (pixels[3, 100:500] == rgb(LIGHT.pass_tile)).all()


def test_the_classic_tile_is_full_green_with_white(qapp: QApplication, window: QWidget) -> None:
    tile = _tile(window, Verdict.PASS)

    apply_appearance(qapp, Appearance(classic_tile=True))

    pixels = pixels_of(tile)
    assert (pixels[4, 100:500] == rgb("#2F7A4D")).all()
    assert (pixels == rgb("#FFFFFF")).all(axis=2).mean() > 0.1
    assert not (pixels == rgb(LIGHT.pass_tile)).all(axis=2).any()


@pytest.mark.parametrize("verdict", list(Verdict))
@pytest.mark.parametrize("compact", [False, True])
def test_a_larger_line_has_room_below_a_word_of_the_same_size(
    qapp: QApplication, window: QWidget, verdict: Verdict, compact: bool
) -> None:
    tile = _tile(window, verdict, "Two lines of text, which is as much as there is ever room for", compact)
    before = tile._fit()[1]

    apply_appearance(qapp, Appearance(text_scale=1.5))

    text = tile._fit()[1]
    assert text._face.pixelSize() == before._face.pixelSize()
    assert text._line_face.pixelSize() >= 1.2 * before._line_face.pixelSize()
    word, line = QFontMetricsF(text._face), QFontMetricsF(text._line_face)
    needed = word.capHeight() + 0.95 * text._face.pixelSize() * (len(text._words) - 1)
    needed += text._line_face.pixelSize() + line.capHeight() + 1.2 * text._line_face.pixelSize() + line.descent()
    stripes = 2 * 20 if verdict is Verdict.ERROR else 0
    assert needed + stripes + 8 <= tile.height()


@pytest.mark.parametrize("text_scale", [1.0, 1.25, 1.5])
@pytest.mark.parametrize(
    "why",
    [
        "Logitech BRIO has given no new picture for 7.3 s. Check its cable and its power. Filbert goes on trying.",
        "Logitech BRIO gives pictures of only 8 × 8 pixels. Check its cable and its settings. Filbert goes on trying.",
    ],
)
def test_what_a_station_waits_for_stands_in_the_large_layout_to_its_last_word(
    qapp: QApplication, window: QWidget, text_scale: float, why: str
) -> None:
    apply_appearance(qapp, Appearance(text_scale=text_scale))
    tile = VerdictTile()
    tile.show_verdict(Verdict.NOT_READY, why)
    width = round(592 * (1 + text_scale) / 2)  # half as much more as the text
    put_on_stage(window, tile, width, tile.minimumHeight())
    _, text = tile._fit()
    assert " ".join(text._lines).replace("\u00a0", " ") == why
    below = text._line_face.pixelSize() * (1 + 1.2 * (len(text._lines) - 1))
    assert text._word_height() + below <= tile.height() - 20
