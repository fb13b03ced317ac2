"""The nut's skin: the ribbed shell, its dusty tip, the rough cap and the fringe between shell and cap."""

import math
from dataclasses import dataclass
from typing import Self

import numpy as np

from core.demo.fields import Field, Indices
from core.demo.noise import plane_noise, smoothstep, surface_noise
from core.demo.shape import NutShape, Surface

Colour = tuple[int, int, int]

SHELL: tuple[Colour, Colour, Colour] = ((84, 39, 31), (146, 73, 50), (194, 110, 72))  # dark, middle, bright
CAP: tuple[Colour, Colour, Colour] = ((86, 55, 43), (148, 104, 78), (210, 154, 117))
PORE: Colour = (84, 39, 31)
DUST: Colour = (158, 124, 102)
FRINGE: Colour = (192, 126, 82)
SEAM: Colour = (70, 35, 30)

FRINGE_WIDTH = 0.05
"""Outside the cap's edge there is nothing of the cap farther than this, in latitude."""


@dataclass(frozen=True, eq=False)
class Skin:
    """What a surface is made of, at n pixels."""

    colour: Field  # (3, n), in full light
    relief: Field  # (n,), height over the smooth shape, in units of the nut's radius
    gloss: Field  # (n,), 0 matt to 1 sheen

    def part(self, chosen: Indices) -> Self:
        """Return the same for some of the n pixels."""
        return type(self)(self.colour[:, chosen], self.relief[chosen], self.gloss[chosen])

    def replace(self, chosen: Indices, other: Self) -> None:
        """Put `other` onto some of the n pixels."""
        self.colour[:, chosen], self.relief[chosen], self.gloss[chosen] = other.colour, other.relief, other.gloss


def paint_skin(rng: np.random.Generator, shape: NutShape, surface: Surface) -> Skin:
    """Return the skin of a nut with ribs, dust, cap and fringe of its own."""
    # A gentle waviness of the longitude, so that no streak is a straight line.
    turns = surface.turns + 0.0035 * surface_noise(rng, surface.turns, surface.latitude, 16, 5)
    skin = _shell(rng, turns, surface)
    edge = 1.0 - shape.cap_angle / math.pi
    near_cap = np.flatnonzero(surface.latitude > edge - FRINGE_WIDTH)
    skin.replace(near_cap, _capped(rng, skin.part(near_cap), turns[near_cap], surface.part(near_cap), edge))
    return skin


def plain(colour: Colour, tone: Field) -> Field:
    """Return one colour, brighter or darker by `tone` at each place, (3, *tone.shape)."""
    return np.multiply.outer(np.array(colour, np.float32), tone)


def mix(first: Field, second: Field | Colour, share: Field) -> Field:
    """Return `first`, (3, ...), where `share` is 0 and `second`, as many colours or one, where it is 1."""
    target = np.array(second, np.float32).reshape(3, *[1] * share.ndim) if isinstance(second, tuple) else second
    return first + (target - first) * share


def _shell(rng: np.random.Generator, turns: Field, surface: Surface) -> Skin:
    latitude = surface.latitude
    broad = surface_noise(rng, turns, latitude, 44, 2)
    middle = surface_noise(rng, turns, latitude, 92, 2)
    fine = surface_noise(rng, turns, latitude, 210, 6)
    grain = surface_noise(rng, turns, latitude, 360, 40)
    cloud = surface_noise(rng, turns, latitude, 8, 4)
    grooves = np.cos(np.float32(2 * math.pi) * (int(rng.integers(22, 30)) * turns + 0.22 * broad))
    lines = smoothstep(0.4, 1.0, grooves) * smoothstep(-1.0, 1.2, middle)
    ribbed = smoothstep(0.02, 0.16, latitude) * _in_focus(surface)  # at the tip the ribs run together
    streaks = 0.4 * broad + 0.3 * middle + 0.18 * fine - 0.25 * grooves - 0.8 * lines
    tone = rng.uniform(0.48, 0.64) + 0.25 * (ribbed * streaks + 0.3 * cloud + 0.1 * grain)
    colour = _ramp(tone, SHELL)
    colour[1:] *= rng.uniform(0.95, 1.05)  # some shells are redder
    colour = _dusted(rng, turns, latitude, _flecked(colour, grain + 0.5 * cloud))
    relief = ribbed * (0.003 * broad - 0.005 * grooves - 0.005 * lines + 0.001 * grain)
    return Skin(colour, relief, np.ones_like(relief))


def _flecked(colour: Field, grain: Field) -> Field:
    """Return the shell with short pale scuffs and small dark pores, both few and faint."""
    colour = mix(colour, DUST, 0.36 * smoothstep(1.7, 3.0, grain))
    return mix(colour, PORE, 0.35 * smoothstep(-1.7, -2.8, grain))


def _dusted(rng: np.random.Generator, turns: Field, latitude: Field, colour: Field) -> Field:
    """Return the shell with the greyish down that nuts keep around the tip."""
    streaks = surface_noise(rng, turns, latitude, 80, 9)
    near_tip = smoothstep(rng.uniform(0.1, 0.24), 0.0, latitude - 0.03 * streaks)
    return mix(colour, DUST, 0.7 * near_tip * smoothstep(-1.4, 1.6, streaks + near_tip))


def _capped(rng: np.random.Generator, shell: Skin, turns: Field, surface: Surface, edge: float) -> Skin:
    """Return the shell's skin with the cap and its fringe over it."""
    cap = _cap(rng, turns, surface)
    depth, teeth, seam = _fringe(rng, turns, surface.latitude - np.float32(edge))
    inside = smoothstep(-0.004, 0.004, depth)
    teeth, seam = teeth * _in_focus(surface), seam * _in_focus(surface)
    colour = mix(mix(mix(shell.colour, cap.colour, inside), FRINGE, 0.8 * teeth), SEAM, seam)
    relief = shell.relief + (cap.relief - shell.relief) * inside + 0.012 * teeth - 0.014 * seam
    return Skin(colour, relief, (1 - inside) * (1 - 0.7 * seam))


def _cap(rng: np.random.Generator, turns: Field, surface: Surface) -> Skin:
    """Return the cap: short hairs that run outwards from its middle, in a tangle."""
    x, y = surface.points[0] / 2, surface.points[1] / 2
    swirl = 0.012 * plane_noise(rng, x, y, 24)
    cloud = plane_noise(rng, x, y, 12)
    tangle = plane_noise(rng, x + swirl, y - swirl, 72)
    # Towards the middle all longitudes meet, and hairs drawn along them would flicker.
    fibres = surface_noise(rng, turns + swirl, surface.latitude, 150, 16) * smoothstep(0.98, 0.88, surface.latitude)
    hairs = smoothstep(0.3, 1.6, fibres + 0.6 * tangle)
    tone = rng.uniform(0.52, 0.72) + 0.13 * tangle + 0.16 * fibres + 0.14 * cloud - 0.5 * hairs
    return Skin(_ramp(tone, CAP), 0.006 * tangle - 0.006 * hairs, np.zeros_like(tone))


def _fringe(rng: np.random.Generator, turns: Field, inward: Field) -> tuple[Field, Field, Field]:
    """Return how far inside the cap's ragged edge each place lies, and how much tooth and dark seam is there."""
    everywhere = np.zeros_like(turns)
    lean = surface_noise(rng, turns, everywhere, 6, 1)
    jitter = surface_noise(rng, turns, everywhere, 40, 1)
    wave = np.cos(np.float32(2 * math.pi) * (int(rng.integers(38, 56)) * turns + 0.4 * jitter))
    depth = inward + 0.008 * lean + 0.003 * wave + 0.003 * jitter
    begun = smoothstep(0.0, 0.006, depth)
    length = np.maximum(0.034 + 0.008 * jitter, 0.015)
    teeth = begun * smoothstep(-0.5, 0.4, wave - 0.6 * depth / length) * smoothstep(length, 0.6 * length, depth)
    seam = 0.75 * np.exp(-((depth / 0.006) ** 2))
    gaps = 0.6 * (1 - teeth) * begun * smoothstep(0.075, 0.02, depth)
    return depth, rng.uniform(0.3, 0.9) * teeth, np.maximum(seam, gaps)


def _in_focus(surface: Surface) -> Field:
    """Return 0 at the outline, where markings are too narrow for the pixels and would flicker, 1 soon inside."""
    return smoothstep(0.05, 0.45, surface.normals[2])


def _ramp(tone: Field, colours: tuple[Colour, Colour, Colour]) -> Field:
    """Return the colour of each tone, 0 the first to 1 the last, (3, n)."""
    steps = np.linspace(0, 1, 256)
    table = np.array([np.interp(steps, (0, 0.5, 1), channel) for channel in zip(*colours, strict=True)], np.float32)
    return np.take(table, (np.clip(tone, 0.0, 1.0) * 255).astype(np.uint8), axis=1)
