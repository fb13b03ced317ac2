"""A good nut as a camera sees it: shape, skin, light, the dark ground it lies on and the sensor's noise."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from core.demo.fields import Field
from core.demo.noise import mottled
from core.demo.shape import NutPose, NutShape, Surface, random_pose, random_shape, trace, unit
from core.demo.shell import Skin, mix, paint_skin, plain
from core.types import Image

GROUND = (33, 33, 37)
SHEEN = np.array([1.0, 0.84, 0.7], np.float32)
"""The highlight's colour: the polish of a shell is warm itself."""
GLARE = 7.0  # grey levels the lens adds to a bright part
SENSOR_NOISE = 1.2  # grey levels, standard deviation


@dataclass(frozen=True, eq=False)
class Light:
    """One soft lamp above the nut, in a bright room."""

    direction: Field  # (3,), unit length, towards the lamp, in the camera's frame
    ambient: float  # share of a colour that is seen without the lamp
    lamp: float  # share that the lamp adds where it shines straight on
    sheen: float  # grey levels of the highlight
    tint: Field  # (3,), RGB, about 1


@dataclass(frozen=True, eq=False)
class Nut:
    """A good nut before the sensor's noise, with all that is needed to draw a defect into it."""

    picture: Field  # (3, H, W)
    noise: Field  # (3, H, W)
    shape: NutShape
    pose: NutPose
    surface: Surface
    skin: Skin
    light: Light


def draw_nut(rng: np.random.Generator, size: int) -> Nut:
    """Return a good nut in an image of `size` by `size` pixels."""
    shape, pose, light = random_shape(rng), random_pose(rng), _random_light(rng)
    surface = trace(shape, pose, size)
    skin = paint_skin(rng, shape, surface)
    picture = _ground(rng, surface)
    lit = light_up(light, surface, skin)
    pixels = picture.reshape(3, -1)
    pixels[:, surface.pixels] = mix(pixels[:, surface.pixels], lit, surface.coverage)
    noise = SENSOR_NOISE * rng.standard_normal((3, size, size), dtype=np.float32)
    return Nut(picture, noise, shape, pose, surface, skin, light)


def expose(picture: Field, noise: Field) -> Image:
    """Return the picture, (3, H, W), as the sensor gives it: with noise, in whole grey levels, (H, W, 3)."""
    levels: Field = np.clip(picture + noise + 0.5, 0, 255)
    return np.ascontiguousarray(np.moveaxis(levels.astype(np.uint8), 0, -1))


def light_up(light: Light, surface: Surface, skin: Skin) -> Field:
    """Return the surface as the lamp shows it, (3, n): Lambert's law and Blinn and Phong's highlight."""
    normals = _bumped(surface, skin.relief)
    halfway = unit(light.direction + np.array([0, 0, 1], np.float32))
    facing = np.maximum(light.direction @ normals, 0.0)
    highlight = light.sheen * skin.gloss * np.maximum(halfway @ normals, 0.0) ** 24
    # Shells turn dull towards the outline: there the light comes out of the wax only after a long way.
    limb = 0.62 + 0.38 * np.sqrt(np.maximum(surface.normals[2], 0.0))
    shade = (light.ambient + light.lamp * facing) * limb
    lit: Field = skin.colour * shade * light.tint[:, None] + np.multiply.outer(SHEEN, highlight) + GLARE
    return lit


def _bumped(surface: Surface, relief: Field) -> Field:
    """Return the normals with the relief's slopes (Blinn, "Simulation of wrinkled surfaces", SIGGRAPH 1978)."""
    image = surface.as_image(relief)
    scale = 0.32 * surface.size / 8  # pixels to the nut's unit; 8 is the sum of Sobel's weights
    slope_x = cv2.Sobel(image, cv2.CV_32F, 1, 0, scale=scale).ravel()[surface.pixels]
    slope_y = cv2.Sobel(image, cv2.CV_32F, 0, 1, scale=scale).ravel()[surface.pixels]
    steepness = np.maximum(surface.normals[2], 0.0)  # fades the slopes at the outline, where they'd be endless
    return unit(surface.normals - np.stack([slope_x * steepness, slope_y * steepness, np.zeros_like(relief)]))


def _random_light(rng: np.random.Generator) -> Light:
    lean, side = math.radians(rng.uniform(8, 26)), rng.uniform(0, 2 * math.pi)
    direction = (math.sin(lean) * math.cos(side), math.sin(lean) * math.sin(side), math.cos(lean))
    warmth = rng.uniform(-0.03, 0.03)
    return Light(
        direction=np.array(direction, np.float32),
        ambient=rng.uniform(0.37, 0.43),
        lamp=rng.uniform(0.46, 0.56),
        sheen=rng.uniform(14, 30),
        tint=np.array([1 + warmth, 1, 1 - warmth], np.float32),
    )


def _ground(rng: np.random.Generator, surface: Surface) -> Field:
    """Return the dark ground with faint unevenness, a few specks and the nut's shadow, (3, H, W)."""
    size = surface.size
    level = 1.0 + 0.02 * mottled(rng, 6, 6, size) + 0.015 * mottled(rng, 96, 96, size) + _specks(rng, size)
    width = 2 * round(0.06 * size) + 1
    level *= 1.0 - 0.4 * cv2.stackBlur(surface.as_image(surface.coverage), (width, width))
    return plain(GROUND, level)


def _specks(rng: np.random.Generator, size: int) -> Field:
    """Return a few grains of dust as shares of the ground's brightness, (H, W)."""
    specks = np.zeros((size, size), np.float32)
    for _ in range(rng.integers(2, 7)):
        x, y = np.round(rng.uniform(0, size, 2) * 16).astype(int).tolist()  # in sixteenths of a pixel, cv2's shift=4
        radius = round(rng.uniform(0.0015, 0.004) * size * 16)
        cv2.circle(specks, (x, y), radius, rng.uniform(0.15, 0.8), cv2.FILLED, cv2.LINE_8, 4)
    return np.asarray(cv2.GaussianBlur(specks, (0, 0), size * 0.002), np.float32)
