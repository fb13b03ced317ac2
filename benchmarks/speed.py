"""How long one image takes: `python -m benchmarks.speed [--json]`.

`lite` from a 640×480 frame to its score and map, with the position model of a taught recipe; `vgg19` on random
weights in float32 and bfloat16 against the published pipeline written out plainly, all from the same picture, in turn,
and beside this machine's own matrix product.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec

import numpy as np
import torch
from torch import Tensor
from torch.utils.flop_counter import FlopCounterMode

from benchmarks.plain_dfr import plain_grid_scores, plain_regional_features, plain_twin, randomise_norms
from core.inspection.pipeline import Inspector
from core.model import backbones
from core.model.assembly import new_autoencoder
from core.model.detector import Detector, FeatureExtractor
from core.model.folding import folded
from core.model.presets import VGG19
from core.model.scorers import Scorers
from core.model.scoring import SquaredResidual
from core.sources.drawn import DrawnSource
from core.terminal import Terminal
from core.training.lesson import Lesson
from core.training.teaching import teach
from core.types import Frame, Image, Inspection


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
    """From frame to verdict with the map, as the live station runs it but on all cores; every engine in turn."""
    recipe = teach(DrawnSource(0, 8, defect_share=0, first=0), Lesson("speed")).recipe
    engines = ["torch", *(["openvino"] if find_spec("openvino") else [])]
    inspectors = {name: Inspector(recipe, "cpu", name) for name in engines}
    image = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(3):  # in long turns: each keeps threads that must not be awake in the other's
        for name, inspector in inspectors.items():
            times[name] += milliseconds(partial(inspect_now, inspector, image), runs)
    fields: dict[str, float] = {}
    for name, own in times.items():
        p50, p95 = np.percentile(own, [50, 95])
        fields |= {f"lite_{name}_ms_p50": float(p50), f"lite_{name}_ms_p95": float(p95)}
    maps = [inspector.score_map(image) for inspector in inspectors.values()]
    fields["lite_engines_relative_difference"] = float(np.abs(maps[-1] - maps[0]).max() / np.abs(maps[0]).max())
    return fields


def inspect_now(inspector: Inspector, image: Image) -> Inspection:
    """Inspect a picture that has just been captured."""
    return inspector.inspect(Frame(image, "frame", 1, time.perf_counter()))


def matrix_product_rate() -> float:
    """What this machine's float32 matrix product gives, in GFLOP/s."""
    size = 2048
    left, right = torch.randn(size, size), torch.randn(size, size)
    return 2 * size**3 / min(milliseconds(lambda: left @ right, 7)) / 1e6


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
    ours = Detector(VGG19, extractor, folded(autoencoder), Scorers(SquaredResidual()))
    picture = torch.randint(0, 256, (1, 3, VGG19.input_size, VGG19.input_size), dtype=torch.uint8)
    maps = backbone(picture)

    def plain_pipeline() -> Tensor:
        return plain_grid_scores(backbone(picture), plain, VGG19.common_size, VGG19.window)

    def ours_in_bfloat16() -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            return ours.grid_scores(picture)

    pairs, half, rates = [], [], []
    for _ in range(runs):
        plain_ms = milliseconds(plain_pipeline, 1)[0]
        pairs.append((plain_ms, milliseconds(lambda: ours.grid_scores(picture), 1)[0]))
        half.append((plain_ms, milliseconds(ours_in_bfloat16, 1)[0]))
        rates.append(matrix_product_rate())
    with FlopCounterMode(display=False) as counter:  # of the network's own work: what folding pads isn't counted
        Detector(VGG19, extractor, autoencoder, Scorers(SquaredResidual())).grid_scores(picture)
    gflop = counter.get_total_flops() / 1e9
    shares = [gflop / (ours_ms / 1000) / rate for (_, ours_ms), rate in zip(pairs, rates, strict=True)]
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
        **_compared("vgg19_bfloat16", half),
        "vgg19_gflop": gflop,
        "matrix_product_gflop_per_s": statistics.median(rates),
        "vgg19_share_of_matrix_product_rate": statistics.median(shares),
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
    fields = measure_lite(arguments.runs * 5) | measure_vgg19(arguments.runs)
    fields["lite_times_faster_than_plain_vgg19"] = fields["vgg19_plain_ms"] / fields["lite_torch_ms_p50"]
    fields["threads"] = torch.get_num_threads()
    Terminal(arguments.json).result(fields, "\n".join(f"{name}: {value:.4g}" for name, value in fields.items()))


if __name__ == "__main__":
    main()
