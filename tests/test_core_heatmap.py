"""The heatmap against its formula, the contours against shapes whose place and area are known."""

import numpy as np
import pytest

from core.inspection.heatmap import heatmap_rgba, overlay, threshold_contours
from core.types import Region


def _disc(size: int, x: float, y: float, radius: float, frame: int = 256) -> np.ndarray:
    """A map of `size` cells a side that crosses 1.0 on a circle given in pixels of a frame of `frame` a side."""
    centre_of = (np.arange(size) + 0.5) * frame / size
    distance = np.hypot(centre_of[None, :] - x, centre_of[:, None] - y)
    return (1 + (radius - distance) / radius).astype(np.float32)


def _area(outline: np.ndarray) -> float:
    x, y = outline[:, 0].astype(float), outline[:, 1].astype(float)
    return abs(float(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1)))) / 2


@pytest.mark.parametrize("opacity", [0.0, 0.6, 1.0])
@pytest.mark.parametrize(
    ("score", "share"),
    # smoothstep t·t·(3 - 2t) with t = (score - 0.5) / 0.4
    [
        (-1.0, 0),
        (0.0, 0),
        (0.49, 0),
        (0.5, 0),
        (0.6, 0.15625),
        (0.7, 0.5),
        (0.8, 0.84375),
        (0.9, 1),
        (1.0, 1),
        (9.0, 1),
    ],
)
def test_alpha_is_a_smoothstep_from_clear_to_the_chosen_opacity(score: float, share: float, opacity: float) -> None:
    rgba = heatmap_rgba(np.full((2, 3), score, np.float32), opacity)

    assert rgba.shape == (2, 3, 4)
    assert rgba.dtype == np.uint8
    assert rgba[1, 2, 3] == pytest.approx(255 * opacity * share, abs=1)


@pytest.mark.parametrize(
    ("score", "colour"),
    # inferno's published values at 0, 0.5 and 1
    [
        (0.0, (0.001462, 0.000466, 0.013866)),
        (1.0, (0.735683, 0.215906, 0.330245)),
        (2.0, (0.988362, 0.998364, 0.644924)),
        (5.0, (0.988362, 0.998364, 0.644924)),
    ],
)
def test_colours_are_inferno_from_0_to_2(score: float, colour: tuple[float, float, float]) -> None:
    rgba = heatmap_rgba(np.full((1, 1), score, np.float32), 0.6)

    assert rgba[0, 0, :3] == pytest.approx(np.array(colour) * 255, abs=3)


def test_a_score_has_the_same_colour_whatever_else_is_in_the_picture() -> None:
    alone = heatmap_rgba(np.array([[0.8]], np.float32), 0.6)
    beside = heatmap_rgba(np.array([[0.8, 7.0, -3.0]], np.float32), 0.6)

    assert (alone[0, 0] == beside[0, 0]).all()


@pytest.mark.parametrize("size", [32, 64, 256, 700])
@pytest.mark.parametrize(("x", "y", "radius"), [(128, 128, 60), (90.3, 150.7, 31.5)])
def test_a_disc_is_traced_within_a_pixel(size: int, x: float, y: float, radius: float) -> None:
    (outline,) = threshold_contours(_disc(size, x, y, radius), 256, 256)

    reach = np.hypot(outline[:, 0] - x, outline[:, 1] - y)
    assert np.abs(reach - radius).max() < 1
    assert _area(outline) == pytest.approx(np.pi * radius**2, rel=0.02)
    assert outline.mean(axis=0) == pytest.approx([x, y], abs=0.5)


def test_contours_are_in_pixels_of_a_frame_that_is_not_square() -> None:
    (outline,) = threshold_contours(_disc(64, 64, 192, 40), 1024, 512)

    assert (outline.min(axis=0) + outline.max(axis=0)) / 2 == pytest.approx([256, 384], abs=1)
    assert np.ptp(outline, axis=0) == pytest.approx([320, 160], abs=2)


def test_a_ring_has_an_outline_outside_and_one_inside() -> None:
    disc, hole = _disc(256, 128, 128, 80), _disc(256, 128, 128, 40)
    outlines = threshold_contours(np.minimum(disc, 2 - hole), 256, 256)

    assert sorted(_area(outline) for outline in outlines) == pytest.approx([np.pi * 40**2, np.pi * 80**2], rel=0.02)


def test_nothing_odd_has_no_outline() -> None:
    assert threshold_contours(np.full((32, 32), 0.99, np.float32), 256, 256) == []


def test_a_region_at_the_edge_stays_in_the_frame() -> None:
    scores = np.zeros((64, 64), np.float32)
    scores[:16] = 2

    (outline,) = threshold_contours(scores, 256, 128)

    assert outline.min() >= 0
    assert outline[:, 0].max() <= 256
    assert outline[:, 1].max() == pytest.approx(32, abs=1.5)
    assert _area(outline) == pytest.approx(256 * 32, rel=0.03)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1)])
def test_tiny_maps_do_no_harm(shape: tuple[int, int]) -> None:
    scores = np.full(shape, 1.5, np.float32)

    assert heatmap_rgba(scores, 0.6).shape == (*shape, 4)
    assert all(outline.shape[1] == 2 for outline in threshold_contours(scores, 30, 20))


def test_the_overlay_blends_by_the_formula_and_leaves_the_rest_alone() -> None:
    image = np.full((200, 200, 3), (40, 80, 120), np.uint8)
    scores = np.zeros((200, 200), np.float32)
    scores[60:140, 60:140] = 2.0

    picture = overlay(image, scores, (), opacity=0.5)

    top_of_inferno = np.array([0.988362, 0.998364, 0.644924]) * 255
    assert picture[100, 100] == pytest.approx((image[0, 0] + top_of_inferno) / 2, abs=2)
    assert (picture[:50] == image[:50]).all()
    assert (image == (40, 80, 120)).all()


def test_the_overlay_frames_and_numbers_each_region() -> None:
    image = np.full((200, 300, 3), 90, np.uint8)
    regions = (Region(100, 80, 60, 40, 2400, 1.8), Region(10, 2, 20, 10, 200, 1.1))

    changed = (overlay(image, np.zeros((50, 75), np.float32), regions) != 90).any(axis=2)

    assert changed[80:120, 90:100].any()  # left of the first region
    assert not changed[81:119, 101:159].any()  # the region itself stays clear
    assert changed[60:74, 90:110].any()  # its number is above
    assert changed[20:40, 0:20].any()  # the other's is below, there being no room
