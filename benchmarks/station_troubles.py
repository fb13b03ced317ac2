"""What happens to a station's pictures, made up from good ones: no part, covered lens, other light, a pushed camera."""

from collections.abc import Callable, Iterator, Mapping

import cv2
import numpy as np
import numpy.typing as npt

from core.types import Image

Trouble = Callable[[Image, np.random.Generator], Image]


def constant(value: int) -> Trouble:
    """A picture of one grey level."""
    return lambda image, _: np.full_like(image, value)


def noise(image: Image, chance: np.random.Generator) -> Image:
    """White noise over all grey levels."""
    return chance.integers(0, 256, image.shape, dtype=np.uint8)


def dark_noise(image: Image, chance: np.random.Generator) -> Image:
    """What a sensor gives with its lens cap on."""
    return _clipped(chance.normal(4, 3, image.shape))


def background(image: Image, chance: np.random.Generator) -> Image:
    """The picture's corner over all of it, mirrored again and again, with a little noise."""
    corner = image[: image.shape[0] // 12, : image.shape[1] // 12]
    rows, columns = (size - part for size, part in zip(image.shape[:2], corner.shape[:2], strict=True))
    return _clipped(np.pad(corner, ((0, rows), (0, columns), (0, 0)), "reflect") + chance.normal(0, 2, image.shape))


def hand_on_lens(image: Image, chance: np.random.Generator) -> Image:
    """Skin before the lens: reddish, out of focus, brighter at one side."""
    height, width = image.shape[:2]
    ramp = np.linspace(0.5, 1.3, width)[None, :, None] * np.linspace(0.9, 1.1, height)[:, None, None]
    return _clipped(ramp * np.array([120, 70, 60]) + chance.normal(0, 2, image.shape))


def covered(share: float) -> Trouble:
    """Something dark before this share of the picture, from the left."""

    def cover(image: Image, chance: np.random.Generator) -> Image:
        result = image.copy()
        edge = round(share * image.shape[1])
        result[:, :edge] = _clipped(chance.normal(12, 3, result[:, :edge].shape))
        return result

    return cover


def light(gain: float) -> Trouble:
    """So many times the light, cut off where the sensor is full."""
    return lambda image, _: _clipped(image * gain)


def gamma(exponent: float) -> Trouble:
    """Another curve between light and grey level."""
    return lambda image, _: _clipped(255 * (image / 255) ** exponent)


def moved(share: float, degrees: float = 0.0, zoom: float = 1.0) -> Trouble:
    """The camera pushed by this share of the width, turned, or nearer; what comes in is the edge, drawn out."""

    def move(image: Image, _: np.random.Generator) -> Image:
        height, width = image.shape[:2]
        movement = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
        movement[0, 2] += share * width
        warped = cv2.warpAffine(image, movement, (width, height), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(warped, np.uint8)

    return move


def blur(sigma: float) -> Trouble:
    """Out of focus: Gaussian, for a picture of 256 px."""
    return lambda image, _: np.asarray(cv2.GaussianBlur(image, (0, 0), sigma * max(image.shape[:2]) / 256), np.uint8)


TROUBLES: Mapping[str, Trouble] = {
    "black": constant(0),
    "white": constant(255),
    "grey": constant(128),
    "noise": noise,
    "lens cap on": dark_noise,
    "background alone": background,
    "hand on the lens": hand_on_lens,
    "covered 25 %": covered(0.25),
    "covered 50 %": covered(0.5),
    "covered 75 %": covered(0.75),
    **{f"light ×{gain}": light(gain) for gain in (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.4, 1.6, 1.8)},
    **{f"gamma {exponent}": gamma(exponent) for exponent in (0.5, 0.7, 1.4, 2.0)},
    **{f"shift {share} %": moved(share / 100) for share in (2, 5, 10, 20)},
    **{f"turned {degrees}°": moved(0, degrees) for degrees in (2, 5, 15, 45)},
    **{f"zoom ×{zoom}": moved(0, zoom=zoom) for zoom in (0.8, 0.9, 1.1, 1.25)},
    **{f"blur σ {sigma}": blur(sigma) for sigma in (1, 2, 4, 8)},
}


def troubled(images: list[Image], seed: int = 0) -> Iterator[tuple[str, list[Image]]]:
    """Give each trouble's name and these pictures (H, W, 3) with it."""
    for name, trouble in TROUBLES.items():
        chance = np.random.default_rng(seed)
        yield name, [trouble(image, chance) for image in images]


def _clipped(values: npt.NDArray[np.floating]) -> Image:
    return np.asarray(np.clip(values, 0, 255), np.uint8)
