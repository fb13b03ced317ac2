"""How long one image takes: `python -m benchmarks.speed [--json]`.

`lite` from a 640×480 frame to its score and map, with the position model of a taught recipe; `vgg19` on random
weights in float32 against the published pipeline written out plainly, both from the same picture, in turn.
"""

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from benchmarks.plain_dfr import plain_grid_scores, plain_regional_features, plain_twin, randomise_norms
from core.inspection.pipeline import Inspector
from core.model import backbones
from core.model.assembly import new_autoencoder
from core.model.detector import Detector, FeatureExtractor
from core.model.folding import folded
from core.model.presets import VGG19
from core.model.scoring import SquaredResidual
from core.sources.drawn import DrawnSource
from core.terminal import Terminal
from core.training.teaching import Lesson, teach
from core.types import Frame


def milliseconds(work: Callable[[], object], runs: int) -> list[float]:
    """Time the work several times, after one time that doesn't count."""
    work()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return times


def measure_lite(runs: int) -> dict[str, float]:
    """From frame to verdict with the map, as the live station runs it but on all cores."""
    recipe = teach(DrawnSource(0, 8, defect_share=0, first=0), Lesson("speed")).recipe
    inspector = Inspector(recipe, "cpu")
    image = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    times = milliseconds(lambda: inspector.inspect(Frame(image, "frame", 1, time.perf_counter())), runs)
    p50, p95 = np.percentile(times, [50, 95])
    return {"lite_ms_p50": float(p50), "lite_ms_p95": float(p95)}


@torch.inference_mode()
def measure_vgg19(runs: int) -> dict[str, float]:
    """Ours and the plain pipeline in turn, so that a machine that slows down slows both."""
    torch.manual_seed(0)
    backbone = backbones.VGG19(backbones.vgg19_layers().state_dict())
    channels, latent = sum(backbone.channels), VGG19.latent_size or 0
    extractor = FeatureExtractor(VGG19, backbone).eval()
    autoencoder = new_autoencoder(VGG19, channels, latent).eval()
    randomise_norms(autoencoder, seed=0)
    plain = plain_twin(autoencoder, channels, latent)
    ours = Detector(VGG19, extractor, folded(autoencoder), SquaredResidual())
    picture = torch.randint(0, 256, (1, 3, VGG19.input_size, VGG19.input_size), dtype=torch.uint8)
    maps = backbone(picture)

    def plain_pipeline() -> Tensor:
        return plain_grid_scores(backbone(picture), plain, VGG19.common_size, VGG19.window)

    pairs = [
        (milliseconds(plain_pipeline, 1)[0], milliseconds(lambda: ours.grid_scores(picture), 1)[0]) for _ in range(runs)
    ]
    feature_pairs = [
        (
            milliseconds(lambda: plain_regional_features(maps, VGG19.common_size, VGG19.window), 1)[0],
            milliseconds(lambda: extractor.regional(maps), 3)[-1],
        )
        for _ in range(runs)
    ]
    difference = (plain_pipeline() - ours.grid_scores(picture)).abs().max() / plain_pipeline().max()
    return {
        **_compared("vgg19", pairs),
        **_compared("vgg19_features", feature_pairs),
        "vgg19_relative_difference": float(difference),
    }


def _compared(name: str, pairs: list[tuple[float, float]]) -> dict[str, float]:
    return {
        f"{name}_plain_ms": statistics.median(plain for plain, _ in pairs),
        f"{name}_ms": statistics.median(ours for _, ours in pairs),
        f"{name}_times_faster": statistics.median(plain / ours for plain, ours in pairs),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="of vgg19; lite runs ten times as often (default 5)")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    fields = measure_lite(arguments.runs * 10) | measure_vgg19(arguments.runs)
    fields["threads"] = torch.get_num_threads()
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
