"""What runs a detector: torch, or OpenVINO where somebody asks for it and it gives the same numbers."""

import logging
import warnings
from collections.abc import Callable
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from core.errors import FilbertError
from core.model.detector import Detector
from core.model.translation import translated

Maps = npt.NDArray[np.float32]

TOLERANCE = 1e-4
"""How far another engine's score map may be from torch's, as a share of its maximum."""

log = logging.getLogger(__name__)


class Engine(Protocol):
    """Runs one detector: prepared pictures (1, 3, S, S) uint8 → raw score maps (1, S, S) float32."""

    @property
    def name(self) -> str:
        """What it is called on the screen and in reports."""

    @property
    def shareable(self) -> bool:
        """Whether several threads may call it at the same time."""

    def __call__(self, pictures: Tensor) -> Maps:
        """Score one batch."""


class TorchEngine:
    """torch, on any device, always in float32: a verdict must not depend on the processor."""

    def __init__(self, detector: Detector, device: torch.device, example: Tensor) -> None:
        self._device = device
        detector = detector.to(device)
        self._run = recorded(detector, example) if device.type == "cpu" else detector

    @property
    def name(self) -> str:
        """The library's name."""
        return "torch"

    @property
    def shareable(self) -> bool:
        """A detector that only infers keeps nothing between two calls."""
        return True

    def __call__(self, pictures: Tensor) -> Maps:
        """Score one batch; waits for the device only where the result is fetched."""
        # What optimising a recording would gain in later pictures it would cost at the start, in the first three.
        with torch.inference_mode(), torch.jit.optimized_execution(False):  # type: ignore[attr-defined]
            raw: Maps = self._run(self._sent(pictures)).cpu().numpy()
        return raw

    def _sent(self, pictures: Tensor) -> Tensor:
        if self._device.type != "cuda":
            return pictures.to(self._device)
        return pictures.pin_memory().to(self._device, non_blocking=True)


def recorded(detector: Detector, example: Tensor) -> Callable[[Tensor], Tensor]:
    """The detector as a recording of its operations on one picture: equal to the last bit.

    A recording runs from its first operation to its last without Python. Called as it is, the detector needs Python's
    lock four hundred times a picture, and waits for it while the window draws or another picture is inspected
    (docs/decisions/0014).
    """
    with warnings.catch_warnings(), torch.inference_mode():
        for kind in (DeprecationWarning, FutureWarning):  # what replaces it needs a compiler on the station
            warnings.simplefilter("ignore", kind)
        recording = torch.jit.trace(detector, (example,), check_trace=False)  # type: ignore[no-untyped-call]
    run: Callable[[Tensor], Tensor] = recording
    return run


class OpenVinoEngine:
    """OpenVINO on the CPU in float32, from the detector's own graph; for one picture at a time."""

    def __init__(self, detector: Detector, size: int, threads: int) -> None:
        import openvino  # noqa: PLC0415 - an extra: not everyone has it

        # By itself it would take bfloat16 where the processor has it, which changes scores.
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": threads,
        }
        model = openvino.Core().compile_model(translated(detector, size), "CPU", settings)
        self._request: Any = model.create_infer_request()

    @property
    def name(self) -> str:
        """The library's name."""
        return "OpenVINO"

    @property
    def shareable(self) -> bool:
        """One request serves one call."""
        return False

    def __call__(self, pictures: Tensor) -> Maps:
        """Score one picture."""
        self._request.infer([pictures.contiguous().numpy()])
        return np.array(self._request.get_output_tensor(0).data, dtype=np.float32)


def choose_engine(detector: Detector, size: int, device: torch.device, wish: str, example: Tensor) -> Engine:
    """The engine wished for, "torch" or "openvino", warmed up on the example picture (1, 3, S, S).

    Raises FilbertError when OpenVINO isn't there, doesn't fit, or gives other scores than torch.
    """
    if wish == "openvino" and device.type != "cpu":
        raise FilbertError("OpenVINO works on the CPU only. Use --device cpu.")
    reference = TorchEngine(detector, device, example)
    expected = reference(example)
    if wish == "torch":
        return reference
    try:
        engine = OpenVinoEngine(detector, size, torch.get_num_threads())
        maps = engine(example)
    except ImportError as error:
        how = "Install Filbert with its extra: pip install -e '.[openvino]'."
        raise FilbertError(f"OpenVINO is not installed. {how}") from error
    except Exception as error:
        log.exception("OpenVINO can't run this detector")
        raise FilbertError(f"OpenVINO can't run this recipe ({type(error).__name__}). Use --engine torch.") from error
    if not agrees(maps, expected):
        raise FilbertError("OpenVINO gives other scores here than torch does. Use --engine torch.")
    return engine


def agrees(maps: Maps, reference: Maps) -> bool:
    """Whether two score maps are equal up to rounding."""
    largest = float(np.abs(reference).max())
    return bool(np.isfinite(maps).all()) and float(np.abs(maps - reference).max()) <= TOLERANCE * max(largest, 1e-6)
