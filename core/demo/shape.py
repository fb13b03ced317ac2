"""The form of a nut: an implicit surface, and what a camera above it sees of it.

The nut lies in its own frame: the axis from cap to tip is z, its widest radius is 1. It is what two half
ellipsoids, a cone at the tip and a large sphere at the cap have in common, with rounded edges between them.
"""

import math
from dataclasses import dataclass
from typing import Self

import cv2
import numpy as np
import numpy.typing as npt

from core.demo.fields import Field, Indices

TIP_ROUNDING = 0.06
REACH = 1.3
"""No point of a nut is farther from its centre, in its own units."""
TRACING_STEPS = 6
LEAST_APPROACH = 0.2
"""A ray is stepped on as if it came nearer at this rate at least: most that come slower pass by the nut."""
COARSENESS = 4
"""A first look at a quarter of the size finds the pixels worth tracing: two thirds of them show only ground."""


@dataclass(frozen=True)
class NutShape:
    """The measures of one nut, in units of its widest radius; angles in radians."""

    tip_length: float  # centre to tip
    tip_slope: float  # half the opening angle of the cone at the tip
    shoulder: float  # half axis of the ellipsoid towards the tip
    belly: float  # half axis of the ellipsoid towards the cap
    cap_angle: float  # between the axis and the cap's edge, seen from the centre
    cap_slope: float  # of the domed cap at its edge
    flatness: float  # of the cross-section, 1 for a circle
    bend: float  # how far the ends lean to one side


@dataclass(frozen=True, eq=False)
class NutPose:
    """How a nut lies: `rotation` turns the camera's axes (x right, y down, z to the camera) into the nut's own."""

    rotation: Field  # (3, 3)
    centre: tuple[float, float]  # x, y in image coordinates, which go from -1 to 1 over the image
    radius: float  # the nut's unit, in image coordinates


@dataclass(frozen=True, eq=False)
class Surface:
    """What the camera sees of a nut, in the n pixels that may show any of it."""

    size: int  # of the image, which is square
    pixels: Indices  # (n,), which they are, counted row by row from 0
    coverage: Field  # (n,), 0 to 1: less than 1 along the outline
    points: Field  # (3, n), in the nut's frame
    normals: Field  # (3, n), unit length, in the camera's frame
    turns: Field  # (n,), longitude, -0.5 to 0.5
    latitude: Field  # (n,), 0 at the tip, 1 at the cap's centre

    def part(self, chosen: Indices) -> Self:
        """Return the same for some of the n pixels."""
        return type(self)(
            self.size,
            self.pixels[chosen],
            self.coverage[chosen],
            self.points[:, chosen],
            self.normals[:, chosen],
            self.turns[chosen],
            self.latitude[chosen],
        )

    def as_image(self, values: Field) -> Field:
        """Return `values` (n,) at their places in the image, (H, W), and 0 elsewhere."""
        image = np.zeros(self.size * self.size, np.float32)
        image[self.pixels] = values
        return image.reshape(self.size, self.size)


def random_shape(rng: np.random.Generator) -> NutShape:
    """Return a nut's measures, spread as in one harvest."""
    return NutShape(
        tip_length=rng.uniform(1.08, 1.2),
        tip_slope=math.radians(rng.uniform(56, 62)),
        shoulder=rng.uniform(1.2, 1.3),
        belly=rng.uniform(0.95, 1.06),
        cap_angle=math.radians(rng.uniform(37, 48)),
        cap_slope=math.radians(rng.uniform(13, 27)),
        flatness=rng.uniform(0.9, 1.0),
        bend=rng.uniform(-0.05, 0.05),
    )


def random_pose(rng: np.random.Generator) -> NutPose:
    """Return a pose: any way round, on its side, with the cap turned to the camera more often than the tip."""
    tilt = math.radians(rng.uniform(-18, 36))
    rotation = _turn(rng.uniform(0, 2 * math.pi)) @ _tilt(tilt) @ _turn(rng.uniform(0, 2 * math.pi))
    centre = (rng.uniform(-0.04, 0.04), rng.uniform(-0.04, 0.04))
    return NutPose(rotation.astype(np.float32), centre, rng.uniform(0.63, 0.7))


def trace(shape: NutShape, pose: NutPose, size: int) -> Surface:
    """Return what the camera sees of the nut in an image of `size` by `size` pixels.

    Sphere tracing: Hart, "Sphere tracing: a geometric method for the antialiased ray tracing of implicit
    surfaces", The Visual Computer 12, 1996; the nearest a ray comes to the nut gives the coverage at the outline.
    """
    pixels = _worth_tracing(shape, pose, size)
    points, nearest = _march(shape, pose, size, pixels)
    pixel = 2.0 / (size * pose.radius)
    coverage = np.clip(1.25 - nearest / np.float32(pixel), 0.0, 1.0)
    turns = np.arctan2(points[1], points[0]) / np.float32(2 * math.pi)
    latitude = np.arctan2(np.hypot(points[0], points[1]), points[2]) / np.float32(math.pi)
    return Surface(size, pixels, coverage, points, _normals(shape, pose, points), turns, latitude)


def signed_distance(shape: NutShape, points: Field) -> Field:
    """Return about how far `points` (3, n) are from the nut's surface, (n,), negative inside."""
    x = points[0] - shape.bend * points[2] ** 2
    y = points[1] / shape.flatness
    z = points[2]
    across_squared = x * x + y * y
    half_axis = np.where(z > 0, np.float32(shape.shoulder), np.float32(shape.belly))
    body = np.sqrt((z / half_axis) ** 2 + across_squared) - 1.0
    from_axis = np.sqrt(across_squared + TIP_ROUNDING**2)
    tip = (z - shape.tip_length) * math.sin(shape.tip_slope) + from_axis * math.cos(shape.tip_slope)
    centre, radius = _cap_sphere(shape)
    cap = np.sqrt(across_squared + (z - centre) ** 2) - radius
    return _soft_maximum(_soft_maximum(body, tip, 0.3), cap, 0.08)


def _cap_sphere(shape: NutShape) -> tuple[float, float]:
    """Return the centre (on the axis) and radius of the sphere that meets the body at the cap's edge."""
    cosine, sine = math.cos(shape.cap_angle), math.sin(shape.cap_angle)
    edge = 1.0 / math.hypot(cosine / shape.belly, sine)
    radius = edge * sine / math.sin(shape.cap_slope)
    return radius * math.cos(shape.cap_slope) - edge * cosine, radius


def _soft_maximum(first: Field, second: Field, rounding: float) -> Field:
    """Return the larger of two distances, the edge between them rounded (Quilez's polynomial smooth minimum)."""
    near = np.maximum(rounding - np.abs(first - second), 0.0)
    rounded: Field = np.maximum(first, second) + near * near / (4 * rounding)
    return rounded


def _worth_tracing(shape: NutShape, pose: NutPose, size: int) -> Indices:
    """Return the pixels that may show the nut, counted row by row, a few around its outline included."""
    coarse = -(-size // COARSENESS)
    _, nearest = _march(shape, pose, coarse, np.arange(coarse * coarse))
    near = (nearest < 2.5 / (coarse * pose.radius)).reshape(coarse, coarse)
    return np.flatnonzero(cv2.resize(near.astype(np.uint8), (size, size), interpolation=cv2.INTER_NEAREST) > 0)


def _march(shape: NutShape, pose: NutPose, size: int, pixels: Indices) -> tuple[Field, Field]:
    """Return where the rays of n pixels end, (3, n), and the nearest they came to the nut, (n,).

    Each step is as long as the last two distances foretell (a secant step): along a ray the distance to a convex
    body is a convex function, so no step enters the nut, and rays that graze it get there in few.
    """
    points = _ray_starts(pose, size, pixels)
    away = -pose.rotation[:, 2, None]
    distance = step = signed_distance(shape, points)
    nearest = distance.copy()
    for _ in range(TRACING_STEPS):
        points += away * step
        before, distance = distance, signed_distance(shape, points)
        np.minimum(nearest, distance, out=nearest)
        approach = (before - distance) / (step + np.float32(1e-9))
        step = distance / np.clip(approach, LEAST_APPROACH, 1.0)
    return points, nearest


def _ray_starts(pose: NutPose, size: int, pixels: Indices) -> Field:
    """Return where the rays of the n pixels enter the sphere of radius REACH, in the nut's frame, (3, n)."""
    rows, columns = np.divmod(pixels, size)
    middles = (np.arange(size, dtype=np.float32) + 0.5) * np.float32(2 / size) - 1.0
    x = (middles[columns] - pose.centre[0]) / pose.radius
    y = (middles[rows] - pose.centre[1]) / pose.radius
    z = np.sqrt(np.maximum(REACH**2 - x * x - y * y, 0.0))
    starts: Field = pose.rotation @ np.stack([x, y, z])
    return starts


def _normals(shape: NutShape, pose: NutPose, points: Field) -> Field:
    """Return the gradient of the distance, by differences, in the camera's frame, (3, n)."""
    steps = np.eye(3, dtype=np.float32)[:, :, None] * np.float32(0.01)
    here = signed_distance(shape, points)
    gradient = np.stack([signed_distance(shape, points + step) - here for step in steps])
    return unit(pose.rotation.T @ gradient)


def unit(vectors: Field) -> Field:
    """Return the vectors (3, n) at length 1."""
    scaled: Field = vectors / np.sqrt(np.sum(vectors * vectors, axis=0))
    return scaled


def _turn(angle: float) -> npt.NDArray[np.float64]:
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine, 0], [sine, cosine, 0], [0, 0, 1]])


def _tilt(angle: float) -> npt.NDArray[np.float64]:
    """Return the turn that lays the axis into the image plane and lifts the cap by `angle` to the camera."""
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[-sine, 0, -cosine], [0, 1, 0], [cosine, 0, -sine]])
