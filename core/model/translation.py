"""A detector's graph in OpenVINO's form, kept in the user's cache: translating takes seconds, reading it a moment."""

import hashlib
import logging
import secrets
from importlib.metadata import version
from pathlib import Path
from typing import Any

import torch

from core import places
from core.model.detector import Detector

KEPT = 8
"""Graphs kept in the cache, the newest; each has about 35 MB."""

log = logging.getLogger(__name__)


def translated(detector: Detector, size: int) -> Any:  # noqa: ANN401 - openvino has no types
    """The graph for one prepared picture of that size, as an openvino.Model."""
    import openvino  # noqa: PLC0415 - an extra: not everyone has it

    path = cache_folder() / f"{_key(detector, size)}.xml"
    if path.is_file() and path.with_suffix(".bin").is_file():
        return openvino.Core().read_model(path)
    example = torch.zeros(1, 3, size, size, dtype=torch.uint8)
    with torch.no_grad():
        model = openvino.convert_model(torch.export.export(detector, (example,)))
    try:
        _keep(model, path)
    except (OSError, RuntimeError) as error:  # a cache that can't be written costs time only
        log.warning("The translated graph can't be kept in %s: %s", path.parent, error)
    return model


def cache_folder() -> Path:
    """Where translated graphs lie."""
    return places.cache_folder("openvino")


def _key(detector: Detector, size: int) -> str:
    """Names the graph by all that it is made from: every number in it, and both libraries' versions."""
    digest = hashlib.sha256(f"{size} {detector.memory_share} {version('torch')} {version('openvino')}".encode())
    for name, tensor in sorted([*detector.named_parameters(), *detector.named_buffers()]):
        digest.update(f"{name} {tuple(tensor.shape)}".encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:32]


def _keep(model: Any, path: Path) -> None:  # noqa: ANN401 - as above
    import openvino  # noqa: PLC0415 - as above

    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{secrets.token_hex(8)}.xml")
    openvino.save_model(model, unfinished, compress_to_fp16=False)
    unfinished.with_suffix(".bin").replace(path.with_suffix(".bin"))
    unfinished.replace(path)  # last: where it is, both are
    for old in sorted(path.parent.glob("*.xml"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
        old.with_suffix(".bin").unlink(missing_ok=True)
