"""Recipes in memory and on disk: what was saved comes back to the last bit."""

import errno
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest
import torch
from pydantic import ValidationError
from small import part, small_recipe, vgg19_state
from torch import Tensor

from core.errors import OutputError, RecipeError
from core.inspection.pipeline import Inspector
from core.recipe import Recipe, RecipeCard
from core.recipe_file import check_writable, load_recipe, save_recipe


def with_card(**changes: object) -> Recipe:
    recipe = small_recipe()
    return replace(recipe, card=recipe.card.model_copy(update=changes))


def assert_equal(ours: Mapping[str, Tensor], theirs: Mapping[str, Tensor]) -> None:
    assert ours.keys() == theirs.keys()
    for name, tensor in ours.items():
        assert tensor.dtype == theirs[name].dtype
        assert torch.equal(tensor, theirs[name])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "nut.filbert"


def test_what_was_saved_comes_back_to_the_last_bit(path: Path) -> None:
    saved = replace(small_recipe(), backbone={"0.weight": vgg19_state()["features.0.weight"]})
    save_recipe(saved, path)
    loaded = load_recipe(path)
    assert loaded.card == saved.card
    np.testing.assert_array_equal(loaded.thumbnail, saved.thumbnail)
    assert_equal(loaded.tensors, saved.tensors)
    assert_equal(loaded.backbone, saved.backbone)
    assert loaded.scene is not None
    assert saved.scene is not None
    for name, array in saved.scene.arrays().items():
        np.testing.assert_array_equal(loaded.scene.arrays()[name], array)


def test_a_recipe_without_a_scene_stays_one(path: Path) -> None:
    save_recipe(replace(small_recipe(), scene=None), path)
    assert load_recipe(path).scene is None


def test_a_loaded_recipe_inspects_as_the_taught_one_to_the_last_bit(path: Path) -> None:
    save_recipe(small_recipe(), path)
    for image in (part(60), part(61)):
        ours, loaded = (Inspector(recipe, "cpu").score_map(image) for recipe in (small_recipe(), load_recipe(path)))
        np.testing.assert_array_equal(loaded, ours)


def test_a_recipe_keeps_the_numbers_of_the_preset_it_was_taught_with(path: Path) -> None:
    save_recipe(small_recipe(), path)
    assert load_recipe(path).card.preset == small_recipe().card.preset


def test_saving_again_keeps_the_last_one(path: Path) -> None:
    for version in (1, 2, 3):
        save_recipe(with_card(version=version), path)
    assert load_recipe(path).card.version == 3
    assert load_recipe(path.with_name("nut.filbert.previous")).card.version == 2
    assert sorted(file.name for file in path.parent.iterdir()) == ["nut.filbert", "nut.filbert.previous"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_the_old_recipe_whole(path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fail(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    save_recipe(with_card(version=1), path)
    monkeypatch.setattr(os, "fsync", fail) if step == "fsync" else monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match="disk is full"):
        save_recipe(with_card(version=2), path)
    monkeypatch.undo()
    assert [file.name for file in path.parent.iterdir()] == ["nut.filbert"]
    assert load_recipe(path).card.version == 1


def test_where_no_recipe_can_be_saved_is_known_before_teaching(path: Path) -> None:
    check_writable(path)
    assert not list(path.parent.iterdir())
    path.mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        check_writable(path)
    with pytest.raises(OutputError, match=r"missing.*nut\.filbert can't be written: its folder does not exist"):
        check_writable(path.parent / "missing" / "nut.filbert")


def test_a_recipe_taught_on_other_weights_is_not_run() -> None:
    with pytest.raises(RecipeError, match="taught on other backbone weights"):
        with_card(backbone_sha256="0" * 64).build_detector()


@pytest.mark.parametrize("damage", ["a tensor is missing", "a tensor has another shape", "another latent size"])
def test_a_recipe_whose_parts_dont_fit_is_not_run(damage: str) -> None:
    recipe = small_recipe()
    if damage == "a tensor is missing":
        recipe = replace(recipe, tensors={k: v for k, v in recipe.tensors.items() if k != "scorer.centre"})
    elif damage == "a tensor has another shape":
        recipe = replace(recipe, tensors={**recipe.tensors, "feature_mean": torch.zeros(3)})
    else:
        recipe = with_card(latent_size=recipe.card.latent_size + 1)
    with pytest.raises(RecipeError, match="don't fit together"):
        recipe.build_detector()


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"version": 0},
        {"held_out_scores": [0.1]},
        {"false_reject_target": 1.0},
        {"surprise": 1},
        {"seed": "0"},
    ],
    ids=str,
)
def test_a_card_holds_only_what_a_card_may(changes: dict[str, object]) -> None:
    fields = small_recipe().card.model_dump(mode="json")
    with pytest.raises(ValidationError):
        RecipeCard.model_validate({**fields, **changes})
