"""A small flat painting that is laid onto a nut, and the places where one may lie."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.demo.fields import Field, Mask
from core.demo.noise import sample
from core.demo.nut import Nut, light_up
from core.demo.shape import NutPose, Surface
from core.demo.shell import Skin

STEEPEST = math.radians(64)
"""No part of a decal lies where the nut turns farther away from the camera than this."""
LEAST_COVER = 0.12
"""Thinner traces are left out, so that the mask has no pixels in which nothing can be seen."""


@dataclass(frozen=True, eq=False)
class Decal:
    """A square painting, k by k, whose middle is laid onto one place of a nut."""

    reach: float  # half its side, in image coordinates (the image goes from -1 to 1)
    colour: Field  # (3, k, k), in full light
    cover: Field  # (k, k), 0 nothing to 1 opaque
    relief: Field  # (k, k), height over the shell, in units of the nut's radius


def canvas_side(reach: float, size: int) -> int:
    """Return how many pixels across to paint a decal for an image of `size`: three for two of the image."""
    return math.ceil(1.5 * reach * size)


def random_spot(rng: np.random.Generator, nut: Nut, reach: float) -> int:
    """Return one of the n visible pixels, on the shell, around which a decal lies on the nut to its last corner."""
    surface = nut.surface
    spread = math.asin(reach / nut.pose.radius)
    cap_edge = 1.0 - nut.shape.cap_angle / math.pi
    on_shell = (surface.latitude > 0.2) & (surface.latitude < cap_edge - 0.8 * spread / math.pi)
    facing = np.where(on_shell & (surface.coverage == 1), surface.normals[2], -1.0)
    least = min(math.cos(STEEPEST - spread), float(facing.max()))
    return int(rng.choice(np.flatnonzero(facing >= least)))


def lay(decal: Decal, nut: Nut, spot: int, angle: float) -> tuple[Field, Mask]:
    """Return the nut's picture, (3, H, W), with the decal turned by `angle`, and the pixels that changed, (H, W)."""
    x, y = _decal_coordinates(nut.surface, nut.pose, spot, angle)
    on_nut = nut.surface.coverage == 1
    near = np.flatnonzero(on_nut & (np.abs(x) < decal.reach) & (np.abs(y) < decal.reach))
    surface = nut.surface.part(near)
    skin, cover = _covered(decal, nut.skin.part(near), x[near], y[near])
    changed = cover >= LEAST_COVER
    picture = nut.picture.copy()
    picture.reshape(3, -1)[:, surface.pixels[changed]] = light_up(nut.light, surface, skin)[:, changed]
    return picture, surface.as_image(cover) >= LEAST_COVER


def _decal_coordinates(surface: Surface, pose: NutPose, spot: int, angle: float) -> tuple[Field, Field]:
    """Return where each visible pixel lies on the plane that touches the nut at the spot, in image coordinates."""
    normal = surface.normals[:, spot]
    along = np.cross(normal, [-math.sin(angle), math.cos(angle), 0.0])
    along /= np.linalg.norm(along)
    axes = np.stack([along, np.cross(normal, along)])  # in the camera's frame
    offsets = surface.points - surface.points[:, spot, None]
    x, y = (pose.radius * axes @ pose.rotation.T).astype(np.float32) @ offsets
    return x, y


def _covered(decal: Decal, skin: Skin, x: Field, y: Field) -> tuple[Skin, Field]:
    """Return the skin with the decal on it at m places of the decal's plane, and how much covers it there, (m,)."""
    half_side = len(decal.cover) / 2
    column, row = ((place / decal.reach + 1) * half_side - 0.5 for place in (x, y))
    # The decal's pixels are smaller than the image's: blurred first, or its edges would be jagged. Colours are
    # weighted with their cover before, or a fine line would take on the colour that lies unseen beside it.
    layers = [*(decal.colour * decal.cover), decal.cover, decal.relief]
    *weighted, cover, relief = (sample(cv2.GaussianBlur(layer, (0, 0), 0.75), column, row) for layer in layers)
    colour = skin.colour * (1 - cover) + np.stack(weighted)
    return Skin(colour, skin.relief + relief, skin.gloss * (1 - cover)), cover
