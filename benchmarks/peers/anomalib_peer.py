"""Teaches one of anomalib's own models and scores test images: `python anomalib_peer.py JOB.json OUTCOME.npz`.

Run by `runner.py` with the python of an environment of its own; imports nothing of Filbert. The job names `model`
("padim" or "patchcore"), `seed`, `coreset_share`, the `weights` file, and the images `train` and `test`. Backbone
and pictures are those Filbert's `lite` sees: EfficientNet-Lite0 on 256×256 pixels, scaled as its weights want.
All else is anomalib's: embedding, Gaussians, coreset, memory bank, score map and image score.
"""

import json
import statistics
import sys
import time
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import timm
import torch
from anomalib.models.image.padim.torch_model import PadimModel
from anomalib.models.image.patchcore.torch_model import PatchcoreModel
from PIL import Image, ImageOps
from torch import Tensor, nn
from torchvision.transforms.v2 import Compose, Normalize, Resize, ToDtype

BACKBONE = "tf_efficientnet_lite0"
STAGES = {"blocks.1": 1, "blocks.2": 2, "blocks.4": 4}  # strides 4, 8 and 16, as ResNet's layer1 to layer3
PADIM_FEATURES = 100
PADIM_LAYERS, PATCHCORE_LAYERS = ["blocks.1", "blocks.2", "blocks.4"], ["blocks.2", "blocks.4"]
BATCH = 8
SIZE = 256

Model: TypeAlias = PadimModel | PatchcoreModel

# anomalib's Resize and Normalize, with the scaling (x − 127) / 128 in place of ResNet's.
PREPARE = Compose(
    [
        Resize((SIZE, SIZE), antialias=True),
        ToDtype(torch.float32, scale=True),
        Normalize(mean=[127 / 255] * 3, std=[128 / 255] * 3),
    ]
)


def read(path: str) -> Tensor:
    """Read a picture: (3, H, W) uint8, RGB, upright."""
    with Image.open(path) as file:
        if file.mode.startswith("I"):
            sys.exit(f"{Path(path).name} has 16 bits a pixel, which PIL's RGB would cut off.")
        picture = np.array(ImageOps.exif_transpose(file).convert("RGB"))
    return torch.from_numpy(picture).permute(2, 0, 1)


def new_model(job: dict[str, Any]) -> Model:
    """Build the model with the weights of the file in its backbone."""
    torch.manual_seed(job["seed"])
    np.random.seed(job["seed"])  # noqa: NPY002 - scikit-learn draws from it for anomalib's coreset
    model: Model
    if job["model"] == "padim":
        model = PadimModel(BACKBONE, PADIM_LAYERS, pre_trained=False, n_features=PADIM_FEATURES)
    else:
        model = PatchcoreModel(PATCHCORE_LAYERS, BACKBONE, pre_trained=False)
    fill_backbone(model.feature_extractor, job["weights"])
    return model


def fill_backbone(extractor: nn.Module, weights: str) -> None:
    """Load the weights, which lie in the order of timm's whole network, and check what the extractor gives."""
    state = torch.load(weights, map_location="cpu", weights_only=True)
    whole: Any = timm.create_model(BACKBONE)
    whole.load_state_dict(dict(zip(whole.state_dict(), state.values(), strict=True)))
    named, inner = whole.state_dict(), extractor.get_submodule("feature_extractor")
    inner.load_state_dict({name: named[name] for name in inner.state_dict()})
    picture = torch.rand(1, 3, SIZE, SIZE, generator=torch.Generator().manual_seed(0)) * 2 - 1
    whole.eval()
    with torch.inference_mode():
        x = whole.bn1(whole.conv_stem(picture))
        stages = [x := stage(x) for stage in whole.blocks]
        for name, features in extractor(picture).items():
            torch.testing.assert_close(features, stages[STAGES[name]])


def teach(model: Model, job: dict[str, Any]) -> None:
    """Gather the embeddings of the good images and fit."""
    model.train()
    paths = job["train"]
    for start in range(0, len(paths), BATCH):
        model(torch.stack([PREPARE(read(path)) for path in paths[start : start + BATCH]]))
    if isinstance(model, PadimModel):
        model.fit()
    else:
        model.subsample_embedding(job["coreset_share"])
    model.eval()


def score(model: Model, picture: Tensor) -> tuple[float, npt.NDArray[np.float32]]:
    """Picture (3, H, W) uint8 → image score and score map (256, 256), both as anomalib gives them, not normalised."""
    prediction = model(PREPARE(picture)[None])
    return float(prediction.pred_score), prediction.anomaly_map[0, 0].numpy()


def peak_megabytes() -> float:
    """The highest resident memory of this process so far; NaN where the system has no /proc."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii", errors="replace").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) * 1024 / 1e6 for line in lines if line.startswith("VmHWM:")), float("nan"))


def main() -> None:
    """Do the job and write its outcome."""
    job = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    model = new_model(job)
    scores, maps, times = [], [], []
    with torch.inference_mode():
        started = time.perf_counter()
        teach(model, job)
        teach_seconds = time.perf_counter() - started
        score(model, read(job["test"][0]))  # warms up, as ours does
        for path in job["test"]:
            picture = read(path)
            started = time.perf_counter()
            image_score, score_map = score(model, picture)
            times.append(time.perf_counter() - started)
            scores.append(image_score)
            maps.append(score_map)
    np.savez(
        sys.argv[2],
        scores=np.array(scores),
        maps=np.array(maps, dtype=np.float32),
        teach_seconds=teach_seconds,
        ms_per_image=statistics.median(times) * 1000,
        peak_megabytes=peak_megabytes(),
    )


if __name__ == "__main__":
    main()
