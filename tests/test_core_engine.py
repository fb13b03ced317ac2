"""Whatever runs a detector gives torch's numbers, or isn't used."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from small import part, small_recipe

from core.errors import FilbertError
from core.inspection.pipeline import Inspector
from core.model import engine, translation
from core.model.engine import Maps, TorchEngine, agrees, choose_engine
from core.model.preparation import prepare, to_batch

CPU = torch.device("cpu")


def chosen(wish: str, device: torch.device = CPU) -> engine.Engine:
    recipe = small_recipe()
    example = to_batch([prepare(part(0), recipe.card.preset)])
    return choose_engine(recipe.build_detector(), recipe.card.preset.input_size, device, wish, example)


@pytest.fixture
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    pytest.importorskip("openvino")
    monkeypatch.setattr(translation, "cache_folder", lambda: tmp_path / "graphs")
    return tmp_path / "graphs"


def test_torch_is_the_default() -> None:
    assert Inspector(small_recipe(), "cpu").engine_name == "torch"


def test_the_recording_gives_the_detectors_own_numbers_to_the_last_bit() -> None:
    recipe = small_recipe()
    engine = chosen("torch")
    detector = recipe.build_detector()
    for number in (0, 1, 50):
        pictures = to_batch([prepare(part(number), recipe.card.preset)])
        with torch.inference_mode():
            expected = detector(pictures).numpy()
        np.testing.assert_array_equal(engine(pictures), expected)


@pytest.mark.slow
@pytest.mark.openvino
def test_openvino_gives_torchs_scores(cache: Path) -> None:
    fast = Inspector(small_recipe(), "cpu", "openvino")
    assert fast.engine_name == "OpenVINO"
    reference = Inspector(small_recipe(), "cpu", "torch")
    for number in (0, 1, 50):
        expected = reference.score_map(part(number))
        np.testing.assert_allclose(fast.score_map(part(number)), expected, atol=1e-4 * float(np.abs(expected).max()))
    assert len(list(cache.glob("*.xml"))) == 1


@pytest.mark.slow
@pytest.mark.openvino
def test_a_graph_is_translated_once(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen("openvino")

    def again(*_: object) -> None:
        pytest.fail("The graph was translated a second time.")

    monkeypatch.setattr(torch.export, "export", again)
    assert chosen("openvino").name == "OpenVINO"


def test_other_scores_than_torchs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Wrong:
        name = "OpenVINO"

        def __init__(self, detector: Any, size: int, *_: object) -> None:
            self._torch = TorchEngine(detector, CPU, torch.zeros(1, 3, size, size, dtype=torch.uint8))

        def __call__(self, pictures: torch.Tensor) -> Maps:
            return self._torch(pictures) * np.float32(1.001)

    monkeypatch.setattr(engine, "OpenVinoEngine", Wrong)
    with pytest.raises(FilbertError, match="other scores"):
        chosen("openvino")


def test_an_engine_that_breaks_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> engine.Engine:
        raise RuntimeError("no such instruction")

    monkeypatch.setattr(engine, "OpenVinoEngine", broken)
    with pytest.raises(FilbertError, match="can't run this recipe"):
        chosen("openvino")


def test_openvino_is_for_the_cpu() -> None:
    with pytest.raises(FilbertError, match="CPU only"):
        chosen("openvino", torch.device("meta"))


def test_a_missing_openvino_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> engine.Engine:
        raise ModuleNotFoundError("openvino")

    monkeypatch.setattr(engine, "OpenVinoEngine", missing)
    with pytest.raises(FilbertError, match="not installed"):
        chosen("openvino")


@pytest.mark.parametrize(
    ("off", "expected"), [(0.0, True), (0.9e-4, True), (1.2e-4, False), (np.nan, False), (np.inf, False)]
)
def test_equal_is_one_part_in_ten_thousand_of_the_maximum(off: float, expected: bool) -> None:
    reference = np.linspace(0, 5, 16, dtype=np.float32).reshape(1, 4, 4)
    other = reference.copy()
    other[0, 0, 0] += np.float32(5 * off)
    assert agrees(other, reference) == expected
