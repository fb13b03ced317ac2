"""The four kinds of defect, after those of MVTec AD's hazelnut, each painted as a decal for the nut."""

import math
from enum import StrEnum

import cv2
import numpy as np

from core.demo.decal import Decal, canvas_side, lay, random_spot
from core.demo.fields import Field, Mask
from core.demo.noise import mottled, smoothstep
from core.demo.nut import Nut
from core.demo.shell import Colour, mix, plain
from core.demo.strokes import (
    GLYPHS,
    Points,
    distance_into,
    draw_glyph,
    draw_tapering,
    filled,
    jagged_branch,
    jagged_line,
)

WOOD: Colour = (222, 178, 128)  # the shell's pale inside
DARKNESS: Colour = (34, 22, 18)
KERNEL: Colour = (140, 80, 56)
INK: Colour = (236, 234, 228)


class DefectKind(StrEnum):
    """What can be wrong with a drawn part; the values are MVTec AD's folder names."""

    CRACK = "crack"
    CUT = "cut"
    HOLE = "hole"
    PRINT = "print"


def draw_defect(rng: np.random.Generator, nut: Nut, kind: DefectKind) -> tuple[Field, Mask]:
    """Return the nut's picture with a defect, (3, H, W), and the pixels it changed, (H, W)."""
    painters = {
        DefectKind.CRACK: _paint_crack,
        DefectKind.CUT: _paint_cut,
        DefectKind.HOLE: _paint_hole,
        DefectKind.PRINT: _paint_print,
    }
    decal = painters[kind](rng, nut.surface.size)
    return lay(decal, nut, random_spot(rng, nut, decal.reach), rng.uniform(0, 2 * math.pi))


def _paint_hole(rng: np.random.Generator, size: int) -> Decal:
    """Paint a worm's hole: round, dark, with a gnawed pale ring."""
    reach = rng.uniform(0.105, 0.15)
    side = canvas_side(reach, size)
    x, y = _grid(side)
    wobble, gnawed = mottled(rng, 5, 5, side), mottled(rng, 14, 14, side)
    distance = np.hypot(x * rng.uniform(1.0, 1.25), y) + 0.05 * wobble
    opening = rng.uniform(0.42, 0.56)
    inside = smoothstep(opening + 0.06, opening - 0.06, distance)
    ring = smoothstep(0.85, 0.72, distance + 0.05 * gnawed)
    colour = plain(WOOD, 1.0 + 0.1 * gnawed - 0.25 * smoothstep(0.3, 0.85, distance))
    colour = mix(colour, DARKNESS, inside * (0.96 + 0.04 * gnawed))
    return Decal(reach, colour, ring, -0.06 * smoothstep(opening + 0.1, opening - 0.25, distance) - 0.01 * ring)


def _paint_cut(rng: np.random.Generator, size: int) -> Decal:
    """Paint one or two smooth gouges of a blade, the pale wood open and one flank in shadow."""
    reach = rng.uniform(0.24, 0.32)
    side = canvas_side(reach, size)
    x, y = _grid(side)
    y -= rng.uniform(-0.15, 0.15) * x * x
    fibres = mottled(rng, 15, 60, side)
    apart = rng.uniform(0.22, 0.32)
    offsets = [0.0] if rng.random() < 0.5 else [-apart, apart]
    gouges = [_gouge(rng, x - 0.3 * offset, y - offset) for offset in offsets]
    depth, shadow = (np.maximum.reduce(layer) for layer in zip(*gouges, strict=True))
    colour = mix(plain(WOOD, 0.95 + 0.1 * fibres), DARKNESS, 0.75 * shadow * (0.9 + 0.1 * fibres))
    return Decal(reach, colour, smoothstep(0.0, 0.25, depth), -0.03 * smoothstep(0.0, 0.9, depth))


def _gouge(rng: np.random.Generator, x: Field, y: Field) -> tuple[Field, Field]:
    """Return how deep a gouge along `x` is at each place (0 outside, 1 at its bottom) and how dark its shadow."""
    length, width = rng.uniform(0.7, 0.92), rng.uniform(0.11, 0.16)
    ragged = 1.0 + 0.2 * mottled(rng, 12, 12, len(x))
    half_width = width * np.sqrt(np.maximum(1 - (x / length) ** 2, 0.0)) * ragged
    across = y / np.maximum(half_width, np.float32(1e-3))
    shadow = smoothstep(0.35, 0.1, np.abs(across + 0.3)) * smoothstep(1.0, 0.6, np.abs(x / length))
    return np.maximum(1 - np.abs(across), 0.0), shadow


def _paint_crack(rng: np.random.Generator, size: int) -> Decal:
    """Paint a broken shell: a jagged line that gapes in the middle, with a pale rim, a dark inside and branches."""
    reach = rng.uniform(0.36, 0.44)
    side = canvas_side(reach, size)
    line = jagged_line(rng)
    gap = filled(_gap_outline(rng, line), side)
    inward, outward = distance_into(gap), distance_into(~gap)
    chipped = mottled(rng, 20, 20, side)
    lines, chips = _fine_cracks(rng, line, side)
    thickness = np.minimum(2 * outward, np.roll(outward, side // 26, axis=0))  # the shell's own, seen on one side
    rim = smoothstep(0.088, 0.06, thickness + 0.025 * mottled(rng, 7, 7, side) + 0.014 * chipped)
    dark = np.maximum(smoothstep(0.0, 0.02, inward), lines * smoothstep(0.0, 0.03, outward))
    colour = mix(plain(WOOD, 0.95 + 0.08 * chipped), DARKNESS, dark)
    colour = mix(colour, KERNEL, _lit_kernel(inward) * (0.8 + 0.16 * mottled(rng, 30, 30, side)))
    cover = np.maximum(np.maximum(rim, lines), 0.8 * chips * smoothstep(0.1, 0.8, chipped))
    return Decal(reach, colour, cover, 0.006 * rim - 0.05 * smoothstep(-0.02, 0.06, inward))


def _gap_outline(rng: np.random.Generator, line: Points) -> Points:
    """Return the splintered outline of the gap in the middle of a crack, (m, 2)."""
    middle = line[rng.integers(4, 8) : rng.integers(14, 18)]
    swell = rng.uniform(0.1, 0.22) * np.sqrt(np.sin(np.linspace(0, np.pi, len(middle))))
    splinters = rng.uniform(0.5, 1.4, (2, len(middle)))
    above, below = middle.copy(), middle.copy()
    above[:, 1] -= swell * splinters[0]
    below[:, 1] += swell * splinters[1]
    return np.vstack([above, below[::-1]])


def _fine_cracks(rng: np.random.Generator, line: Points, side: int) -> tuple[Field, Field]:
    """Return the fine lines of a crack and the strips along them that may chip off, (side, side), 0 or 1."""
    lines, chips = np.zeros((side, side), np.float32), np.zeros((side, side), np.float32)
    to_left = jagged_branch(rng, line[4], math.pi + rng.choice([-0.9, 0.9]), 5)
    to_right = jagged_branch(rng, line[-5], rng.choice([-0.9, 0.9]), 5)
    for arm in (line[10:], line[10::-1], to_left, to_right):
        draw_tapering(lines, arm, 0.035)
        draw_tapering(chips, arm, 0.075)
    return lines, chips


def _lit_kernel(inward: Field) -> Field:
    """Return how much of the kernel is seen inside a gap: one edge throws its shadow over it."""
    from_shadow = np.roll(inward, -len(inward) // 24, axis=0)
    return smoothstep(0.01, 0.07, np.minimum(from_shadow, 2 * inward))


def _paint_print(rng: np.random.Generator, size: int) -> Decal:
    """Paint a stamp of a few characters in white ink that didn't take everywhere."""
    reach = rng.uniform(0.28, 0.34)
    side = canvas_side(reach, size)
    strokes = np.zeros((side, side), np.float32)
    for x, letter in zip((-0.55, 0.0, 0.55), rng.choice(list(GLYPHS), 3), strict=True):
        draw_glyph(strokes, letter, x, height=0.6, thickness=0.14)
    soft = np.asarray(cv2.GaussianBlur(strokes, (0, 0), 0.012 * side), np.float32)
    patchy: Field = mottled(rng, 22, 22, side) + 0.7 * mottled(rng, 50, 50, side)
    cover = rng.uniform(0.8, 0.95) * smoothstep(0.3, 0.7, soft) * smoothstep(-1.7, -0.5, patchy)
    return Decal(reach, plain(INK, 1.0 + 0.04 * patchy), cover, np.zeros_like(cover))


def _grid(side: int) -> tuple[Field, Field]:
    """Return the places of a canvas's pixels, x and y, (side, side)."""
    axis = (np.arange(side, dtype=np.float32) + 0.5) * np.float32(2 / side) - 1.0
    x, y = np.meshgrid(axis, axis)
    return x, y
