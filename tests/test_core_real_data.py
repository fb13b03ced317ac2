"""The lite preset as it is, on real hazelnuts: well above chance, and the same again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import CommandLine

from core.model.presets import LITE, PRESETS
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.sources.folder import FolderSource
from core.training.lesson import Lesson
from core.training.teaching import teach

pytestmark = [pytest.mark.slow, pytest.mark.real_data]

GOOD, TEST = 50, 10


@pytest.fixture(scope="module")
def filbert() -> Iterator[CommandLine]:
    with pytest.MonkeyPatch.context() as patch:
        yield CommandLine(patch, PRESETS)


@pytest.fixture(scope="module")
def hazelnut(real_data: Path) -> Path:
    return real_data / "hazelnut"


@pytest.fixture(scope="module")
def taught(
    filbert: CommandLine, hazelnut: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], Path]:
    """What train printed, and the recipe."""
    path = tmp_path_factory.mktemp("real") / "nut.filbert"
    run = filbert("train", hazelnut / "train" / "good", "--recipe", path, "--json")
    assert run.code == 0, run.err
    return run.lines[0], path


def test_all_good_images_are_taught(taught: tuple[dict[str, Any], Path]) -> None:
    fields, _ = taught
    assert (fields["images"], fields["skipped"], fields["held_out_rejected"]) == (GOOD, [], 0)


def test_defects_are_told_from_good(filbert: CommandLine, hazelnut: Path, taught: tuple[dict[str, Any], Path]) -> None:
    run = filbert("evaluate", hazelnut, "--recipe", taught[1], "--json")
    (fields,) = run.lines
    assert fields["images"] == TEST
    assert fields["image_auroc"] >= 0.9
    assert fields["pixel_auroc"] >= 0.98


def test_teaching_again_gives_the_same_recipe(hazelnut: Path, taught: tuple[dict[str, Any], Path]) -> None:
    saved: Recipe = load_recipe(taught[1])
    again = teach(FolderSource(hazelnut / "train" / "good"), Lesson("nut", LITE)).recipe
    np.testing.assert_allclose(again.card.held_out_scores, saved.card.held_out_scores, atol=1e-6)
    for name, tensor in saved.tensors.items():
        np.testing.assert_allclose(again.tensors[name], tensor, atol=1e-5, err_msg=name)
