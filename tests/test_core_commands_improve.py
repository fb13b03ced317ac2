"""`train --improve`: a recipe taught anew as it was taught before."""

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import CommandLine

from core.demo.parts import write_dataset
from core.image_folders import list_images
from core.images import read_image
from core.recipe_file import load_recipe
from core.recipes.references import references_of


@pytest.mark.slow
def test_what_is_not_asked_for_is_as_the_recipe_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filbert = CommandLine(monkeypatch)
    write_dataset(tmp_path, seed=0, good=4, test_good=0, per_defect=0)
    good, path, region = tmp_path / "train" / "good", tmp_path / "nut.filbert", tmp_path / "region.json"
    region.write_text(json.dumps({"shapes": [{"kind": "rectangle", "x": 0.1, "y": 0.1, "width": 0.8, "height": 0.8}]}))
    first = ("--region", region, "--false-reject", "0.1", "--review", "0.3", "--min-area", "0.5%")
    assert filbert("train", good, "--recipe", path, *first).code == 0
    before = load_recipe(path).card
    assert filbert("train", good, "--recipe", path, "--improve", "--false-reject", "0.02").code == 0
    after = load_recipe(path).card
    assert after.version == 2
    assert after.region == before.region is not None
    assert after.min_area == pytest.approx(0.005)
    assert after.review_from < 1
    assert after.false_reject_target == pytest.approx(0.02)
    assert filbert("train", good, "--recipe", path).code == 0
    plain = load_recipe(path).card
    assert (plain.region, plain.min_area, plain.false_reject_target) == (None, 0, 0.01)


@pytest.mark.slow
def test_the_defects_that_were_given_are_kept_to_compare_later_versions_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filbert = CommandLine(monkeypatch)
    write_dataset(tmp_path, seed=0, good=2, test_good=0, per_defect=1)
    defects = next(folder for folder in sorted((tmp_path / "test").iterdir()) if folder.name != "good")
    path = tmp_path / "nut.filbert"
    options = ("--recipe", path, "--defects", defects)
    assert filbert("train", tmp_path / "train" / "good", *options).code == 0
    [kept], [given] = references_of(path).defects, list_images(defects)
    assert np.array_equal(read_image(kept), read_image(given))
