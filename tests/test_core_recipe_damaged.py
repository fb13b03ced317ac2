"""Recipe files that are damaged, foreign, newer or malicious: one sentence each, and nothing in them runs."""

import hashlib
import io
import json
import os
import pickle
import random
import zipfile
from pathlib import Path
from typing import Any, NoReturn

import pytest
import safetensors.torch
import torch
from small import small_recipe
from torch import Tensor

from core.errors import RecipeError
from core.model.assembly import rebuild_detector
from core.model.scoring import PositionGaussian
from core.model.weights import load_weights
from core.recipe import FORMAT_VERSION
from core.recipe_file import load_recipe, save_recipe

Header = dict[str, Any]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A recipe's file."""
    path = tmp_path_factory.mktemp("recipe") / "nut.filbert"
    save_recipe(small_recipe(), path)
    return path.read_bytes()


NEW_IN_4 = {"taught_size"}


def refusal(path: Path, content: bytes) -> str:
    """The sentence with which a file of that content is refused."""
    path.write_bytes(content)
    with pytest.raises(RecipeError) as refused:
        load_recipe(path)
    message = str(refused.value)
    assert str(path) in message
    assert "\n" not in message
    return message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nut.filbert"


def header_length(content: bytes) -> int:
    return int.from_bytes(content[:8], "little")


def test_an_empty_file_is_called_empty(path: Path) -> None:
    assert "is empty" in refusal(path, b"")


def test_a_recipe_cut_short_anywhere_is_refused(path: Path, content: bytes) -> None:
    start = 8 + header_length(content)
    lengths = [1, 7, 8, 9, 100, start - 1, start, start + 1, len(content) // 2, len(content) - 1]
    rng = random.Random(0)
    for length in [*lengths, *(rng.randrange(1, len(content)) for _ in range(40))]:
        refusal(path, content[:length])


def test_a_recipe_with_more_behind_it_is_refused(path: Path, content: bytes) -> None:
    assert "is damaged" in refusal(path, content + b"\0")


def places_to_flip(content: bytes) -> list[int]:
    """Some of every kind: header length, card, digest, names and shapes of tensors, padding, numbers."""
    start, rng = 8 + header_length(content), random.Random(1)
    marks = [content.index(mark) for mark in (b'"card"', b'"sha256"', b"format_version", b"data_offsets", b"dtype")]
    near_marks = [mark + offset for mark in marks for offset in range(0, 24, 3)]
    return [
        *range(8),
        *near_marks,
        *(rng.randrange(8, start) for _ in range(80)),
        *(rng.randrange(start, len(content)) for _ in range(80)),
        start - 1,
        len(content) - 1,
    ]


def test_no_flipped_bit_goes_unseen(path: Path, content: bytes) -> None:
    rng = random.Random(2)
    for place in places_to_flip(content):
        flipped = bytearray(content)
        flipped[place] ^= 1 << rng.randrange(8)
        refusal(path, bytes(flipped))


def test_a_flipped_byte_among_the_numbers_is_called_damage(path: Path, content: bytes) -> None:
    flipped = bytearray(content)
    flipped[-1000] ^= 0xFF
    message = refusal(path, bytes(flipped))
    assert "is damaged" in message
    assert "nut.filbert.previous" in message


def rewritten(content: bytes, change: Any) -> bytes:
    """The file with another header, signed as the format says: SHA-256 of the file whose digest is all zeros."""
    length = header_length(content)
    header: Header = json.loads(content[8 : 8 + length])
    header["__metadata__"]["sha256"] = "0" * 64
    change(header)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    unsigned = len(text).to_bytes(8, "little") + text + content[8 + length :]
    digest = hashlib.sha256(unsigned).hexdigest()
    return unsigned.replace(b"0" * 64, digest.encode(), 1)


def with_card_of(changes: dict[str, Any]) -> Any:
    def change(header: Header) -> None:
        card = json.loads(header["__metadata__"]["card"])
        header["__metadata__"]["card"] = json.dumps({**card, **changes})

    return change


def test_the_format_is_signed_as_it_says(path: Path, content: bytes) -> None:
    path.write_bytes(rewritten(content, with_card_of({"name": "walnut"})))
    assert load_recipe(path).card.name == "walnut"


def test_a_recipe_of_a_newer_format_asks_for_a_newer_filbert(path: Path, content: bytes) -> None:
    newer = rewritten(content, with_card_of({"format_version": FORMAT_VERSION + 1, "unheard_of": [1, 2]}))
    message = refusal(path, newer)
    assert f"newer Filbert (format {FORMAT_VERSION + 1}" in message
    assert "Update Filbert" in message


def _without(card: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in card.items() if name not in names}


def test_a_recipe_of_format_2_is_read_without_a_review_band(path: Path, content: bytes) -> None:
    def to_format_2(header: Header) -> None:
        card = json.loads(header["__metadata__"]["card"])
        kept = _without(card, {"review_from", *NEW_IN_4})
        header["__metadata__"]["card"] = json.dumps({**kept, "format_version": 2})

    path.write_bytes(rewritten(content, to_format_2))
    card = load_recipe(path).card
    assert (card.format_version, card.review_from) == (FORMAT_VERSION, 1.0)


def test_a_recipe_of_format_3_is_read_and_minds_no_shape(path: Path, content: bytes) -> None:
    def to_format_3(header: Header) -> None:
        card = json.loads(header["__metadata__"]["card"])
        header["__metadata__"]["card"] = json.dumps({**_without(card, NEW_IN_4), "format_version": 3})

    path.write_bytes(rewritten(content, to_format_3))
    recipe = load_recipe(path)
    assert (recipe.card.format_version, recipe.card.taught_size) == (FORMAT_VERSION, None)
    assert "pictures of another shape" in recipe.shortcoming


def test_a_recipe_of_format_4_is_read_and_judges_by_its_own_numbers(path: Path, content: bytes) -> None:
    path.write_bytes(rewritten(content, with_card_of({"format_version": 4})))
    recipe = load_recipe(path)
    assert recipe.card.format_version == FORMAT_VERSION
    of_4 = {name: one for name, one in recipe.tensors.items() if name not in {"beyond", "contrast.shares"}}
    assert len(of_4) == len(recipe.tensors) - 2
    preset = recipe.card.preset
    detector = rebuild_detector(preset, recipe.card.latent_size, of_4, load_weights(preset.backbone))
    assert detector.enlarger.beyond is None
    assert detector.enlarger.matrix.sum(dim=1).allclose(torch.tensor(1.0))
    assert detector.extractor.contrast is not None
    assert (detector.extractor.contrast.shares == preset.contrast_whole).all()


@pytest.mark.parametrize("older", [2, 3, 4, 5])
@pytest.mark.parametrize("damaged", [{}, {"preset": "lite"}, {"preset": None}])
def test_an_older_recipe_without_a_sound_preset_is_damaged(
    path: Path, content: bytes, older: int, damaged: dict[str, Any]
) -> None:
    def spoil(header: Header) -> None:
        card = _without(json.loads(header["__metadata__"]["card"]), {"preset"})
        header["__metadata__"]["card"] = json.dumps({**card, **damaged, "format_version": older})

    assert "is damaged" in refusal(path, rewritten(content, spoil))


def test_a_recipe_of_format_1_is_refused(path: Path, content: bytes) -> None:
    message = refusal(path, rewritten(content, with_card_of({"format_version": 1})))
    assert "whose detector is gone" in message
    assert "Teach the product anew" in message


@pytest.mark.parametrize(
    "changes",
    [
        {"format_version": None},
        {"format_version": float("inf")},
        {"format_version": []},
        {"scale": {"median": 0.0}},
        {"preset": {"name": "lite"}},
        {"unheard_of": 1},
        {"taught_at": "yesterday"},
    ],
    ids=str,
)
def test_a_signed_card_that_says_nonsense_is_refused(path: Path, content: bytes, changes: dict[str, Any]) -> None:
    refusal(path, rewritten(content, with_card_of(changes)))


def test_metadata_that_say_nonsense_are_refused(path: Path, content: bytes) -> None:
    cards = [{"card": text} for text in ("not JSON", "[" * 100_000, "[]", "{}", '"format_version"')]
    for metadata in (*cards, {"sha256": "\ud800"}, {"sha256": ""}):
        refusal(path, rewritten(content, lambda header, change=metadata: header["__metadata__"].update(change)))
    for header in (b"[]", b"{}", b'{"__metadata__": 1}', b'{"__metadata__": {"card": 1, "sha256": 2}}', b"[" * 100_000):
        refusal(path, len(header).to_bytes(8, "little") + header)


def test_a_recipe_without_its_picture_is_refused(path: Path) -> None:
    recipe = small_recipe()
    metadata = {"card": recipe.card.model_dump_json(), "sha256": "0" * 64}
    content = safetensors.torch.save(dict(recipe.tensors), metadata)
    refusal(path, rewritten(content, lambda _: None))


def foreign_files() -> dict[str, bytes]:
    tensors: dict[str, Tensor] = {"weight": torch.zeros(3)}
    saved, zipped = io.BytesIO(), io.BytesIO()
    torch.save(tensors, saved)
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("a.txt", "hello")
    return {
        "text": b"This is no recipe.\n" * 50,
        "zip": zipped.getvalue(),
        "torch.save": saved.getvalue(),
        "pickle": pickle.dumps({"a": [1, 2]}),
        "other safetensors": safetensors.torch.save(tensors, {"format": "pt"}),
        "safetensors without metadata": safetensors.torch.save(tensors),
        "a huge header's length": (2**63).to_bytes(8, "little") + b"{}",
    }


@pytest.mark.parametrize("kind", list(foreign_files()))
def test_what_is_no_recipe_is_called_that(path: Path, kind: str) -> None:
    said = refusal(path, foreign_files()[kind])
    assert "is not a Filbert recipe, or its beginning is damaged. Choose another file, or take a backup." in said
    picture = path.with_name("nut.png")
    assert "is not a Filbert recipe. Choose a file ending in .filbert." in refusal(picture, foreign_files()[kind])


class Malice:
    """Makes a folder when it is unpickled."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.place),)


def torch_saved(thing: object) -> bytes:
    saved = io.BytesIO()
    torch.save(thing, saved)
    return saved.getvalue()


@pytest.mark.parametrize("save", [pickle.dumps, torch_saved])
def test_nothing_in_a_recipe_can_run(path: Path, tmp_path: Path, save: Any) -> None:
    place = tmp_path / "made by malice"
    refusal(path, save(Malice(place)))
    assert not place.exists()


def test_a_missing_recipe_and_a_folder_are_told_apart(path: Path) -> None:
    with pytest.raises(RecipeError, match="There is no recipe"):
        load_recipe(path)
    path.mkdir()
    with pytest.raises(RecipeError, match="is a folder"):
        load_recipe(path)


def test_a_recipe_that_may_not_be_read_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> NoReturn:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(RecipeError, match=r"can't be read: Permission denied. Check the drive and your rights to it."):
        load_recipe(path)


def test_a_recipe_of_format_5_looks_at_no_components_of_the_features(path: Path, content: bytes) -> None:
    def to_format_5(header: Header) -> None:
        card = json.loads(header["__metadata__"]["card"])
        preset = _without(card["preset"], {"feature_components", "detail", "detail_directions"})
        header["__metadata__"]["card"] = json.dumps({**card, "preset": preset, "format_version": 5})

    path.write_bytes(rewritten(content, to_format_5))
    recipe = load_recipe(path)
    preset = recipe.card.preset
    assert (recipe.card.format_version, preset.feature_components) == (FORMAT_VERSION, 0)
    of_5 = _without(dict(recipe.tensors), {"scorer.taken_off"})
    detector = rebuild_detector(preset, recipe.card.latent_size, of_5, load_weights(preset.backbone))
    assert detector.detail is None
    assert isinstance(detector.residual.distance, PositionGaussian)
    assert detector.residual.distance.taken_off.all()
