"""train with defects, images left out, a region and a minimum area; threshold, which teaches nothing."""

import json
from pathlib import Path

import numpy as np
import pytest
from command_line import CommandLine, Run
from small import part

from core.drafts.improving import improving_draft
from core.drafts.store import DraftStore
from core.images import read_image, write_image
from core.recipe_file import load_recipe
from core.recipes.references import Pictures, keep_references, key_of, references_of

GOOD, DEFECTS = 6, 2


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("threshold")
    for name in ("good", "defects"):
        (folder / name).mkdir()
    for number in range(GOOD):
        image = part(number).copy()
        if number == 4:
            image[60:160, 100:120] = (255, 0, 255)
        write_image(folder / "good" / f"{number}.png", image)
    for number in range(DEFECTS):
        image = part(30 + number).copy()
        image[40:200, 100:150] = (0, 255, 0)
        write_image(folder / "defects" / f"bad {number}.png", image)
    return folder


@pytest.fixture(scope="module")
def trained(folder: Path, module_patch: pytest.MonkeyPatch) -> Run:
    arguments = ("--recipe", folder / "nut.filbert", "--defects", folder / "defects", "--draw-defects", "--json")
    return CommandLine(module_patch)("train", folder / "good", *arguments)


@pytest.fixture
def recipe(folder: Path, trained: Run, tmp_path: Path) -> Path:
    """A copy that a test may change."""
    assert trained.code == 0
    copy = tmp_path / "nut.filbert"
    copy.write_bytes((folder / "nut.filbert").read_bytes())
    return copy


def test_train_ranks_the_good_images_and_scores_the_defects(trained: Run) -> None:
    said = trained.lines[0]
    assert said["ranking"][0]["name"] == "4.png"
    assert [entry["score"] for entry in said["ranking"]] == sorted(said["held_out_scores"], reverse=True)
    assert [entry["name"] for entry in said["defect_scores"]] == ["bad 0.png", "bad 1.png"]
    caught = sum(entry["score"] >= 1 for entry in said["defect_scores"])
    assert said["defects"] == {"total": DEFECTS, "reviewed": 0, "failed": caught}
    assert said["drawn_defects"]["total"] == len(said["drawn_defect_scores"]) == 24
    assert said["statement"].startswith("At most ")


def test_an_image_left_out_is_not_taught(filbert: CommandLine, folder: Path, tmp_path: Path) -> None:
    path, good = tmp_path / "n.filbert", folder / "good"
    (tmp_path / "not good.txt").write_text("0.png\n\n1.png\n", encoding="utf-8")
    keep_references(path, Pictures([good / "4.png"]))  # as a version before would have
    left_out = ("--leave-out", good / "4.png", "--leave-out", tmp_path / "not good.txt")
    run = filbert("train", good, "--recipe", path, *left_out, "--json")
    assert {entry["name"] for entry in run.lines[0]["ranking"]} == {"2.png", "3.png", "5.png"}
    kept = {file.stem for file in references_of(path).good}
    assert kept == {key_of(read_image(good / f"{number}.png")) for number in (2, 3, 5)}
    assert improving_draft(path, DraftStore(tmp_path / "drafts"))[0].left_out == ("0.png", "1.png", "4.png")


@pytest.mark.parametrize("wrong", ["44.png", "missing.txt"])
def test_what_is_to_be_left_out_must_be_there(filbert: CommandLine, folder: Path, tmp_path: Path, wrong: str) -> None:
    refused = filbert.refused("train", folder / "good", "--recipe", tmp_path / "n.filbert", "--leave-out", wrong)
    assert wrong in refused


def test_train_inspects_a_region_alone_and_asks_for_an_area(filbert: CommandLine, folder: Path, tmp_path: Path) -> None:
    region = tmp_path / "region.json"
    shape = {"kind": "rectangle", "x": 0.2, "y": 0.2, "width": 0.6, "height": 0.6}
    region.write_text(json.dumps({"shapes": [shape]}), encoding="utf-8")
    arguments = ("--region", region, "--min-area", "655.36", "--json")
    run = filbert("train", folder / "good", "--recipe", tmp_path / "n.filbert", *arguments)
    assert run.code == 0
    card = load_recipe(tmp_path / "n.filbert").card
    assert card.region is not None
    assert card.region.shapes[0].model_dump(exclude={"ignored"}) == shape
    assert card.min_area == pytest.approx(655.36 / 256**2)
    assert run.lines[0]["min_area"] == card.min_area


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        '{"shapes": [{"kind": "circle"}]}',
        '{"shapes": 3}',
        '{"alignment": {"x": "left"}}',
    ],
)
def test_a_file_that_holds_no_region_is_refused(
    filbert: CommandLine, folder: Path, tmp_path: Path, content: str
) -> None:
    region = tmp_path / "region.json"
    region.write_text(content, encoding="utf-8")
    refused = filbert.refused("train", folder / "good", "--recipe", tmp_path / "n.filbert", "--region", region)
    assert "holds no region" in refused


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('{"shapes": [{"kind": "rectangle", "x": 0.2, "y": 0.2, "width": 0, "height": 0.5}]}', "has no area"),
        ('{"shapes": [{"kind": "rectangle", "x": 2, "y": 2, "width": 1, "height": 1}]}', "has no area in the picture"),
        ('{"shapes": [{"kind": "rectangle", "x": 0, "y": 0, "width": 1, "height": 1, "ignored": true}]}', "Nothing is"),
        ('{"alignment": {"x": 0.4, "y": 0.4, "width": 0.2, "height": 0.2, "reference": "77.png"}}', "77.png, which is"),
        ('{"alignment": {"x": 2, "y": 0.4, "width": 0.2, "height": 0.2}}', "mark to align by lies outside"),
    ],
)
def test_a_region_that_leaves_nothing_is_refused(
    filbert: CommandLine, folder: Path, tmp_path: Path, content: str, sentence: str
) -> None:
    region = tmp_path / "region.json"
    region.write_text(content, encoding="utf-8")
    assert sentence in filbert.refused("train", folder / "good", "--recipe", tmp_path / "n.filbert", "--region", region)
    assert not (tmp_path / "n.filbert").exists()


def test_a_region_file_that_is_not_there_is_named(filbert: CommandLine, folder: Path, tmp_path: Path) -> None:
    arguments = ("--recipe", tmp_path / "n.filbert", "--region", tmp_path / "lost.json")
    assert "lost.json can't be read" in filbert.refused("train", folder / "good", *arguments)


def test_a_region_may_go_with_a_mark(filbert: CommandLine, folder: Path, tmp_path: Path) -> None:
    region = tmp_path / "region.json"
    mark = {"x": 0.2, "y": 0.2, "width": 0.6, "height": 0.6, "reference": "2.png"}
    region.write_text(json.dumps({"alignment": mark}), encoding="utf-8")
    (tmp_path / "good").mkdir()
    for number in range(3):  # one part, three times moved by a little
        image = np.roll(part(2), 4 * number, axis=1)
        write_image(tmp_path / "good" / f"{number + 2}.png", image)
    run = filbert("train", tmp_path / "good", "--recipe", tmp_path / "n.filbert", "--region", region, "--json")
    assert run.code == 0, run.err
    alignment = load_recipe(tmp_path / "n.filbert").card.alignment
    assert alignment is not None
    assert alignment.model_dump() == pytest.approx(mark)
    assert run.lines[0]["images"] == 3


def test_a_line_moves_the_threshold_and_keeps_the_earlier_version(filbert: CommandLine, recipe: Path) -> None:
    before = load_recipe(recipe)
    said = filbert("threshold", recipe, "--line", "0.5", "--json").lines[0]
    after = load_recipe(recipe)
    scale, old = after.card.scale, before.card.scale
    assert scale.threshold == pytest.approx(old.median + 0.5 * (old.threshold - old.median))
    assert after.card.version == before.card.version + 1 == said["version"]
    assert said["held_out_rejected"] == sum(score >= 0.5 for score in before.card.held_out_scores)
    assert said["changed"]
    for name, tensor in before.tensors.items():
        assert after.tensors[name].equal(tensor)


def test_a_share_sets_both_lines(filbert: CommandLine, recipe: Path) -> None:
    said = filbert("threshold", recipe, "--false-reject", "0.2", "--review", "0.5", "--json").lines[0]
    card = load_recipe(recipe).card
    assert card.false_reject_target == said["false_reject_target"] == 0.2
    assert card.review_from < 1
    assert said["good"]["reviewed"] == sum(card.review_from <= score < 1 for score in card.held_out_scores)


def test_people_are_told_how_many_come_to_review(filbert: CommandLine, recipe: Path) -> None:
    without = filbert("threshold", recipe, "--false-reject", "0.02")
    assert "REVIEW" not in without.out
    told = filbert("threshold", recipe, "--review", "0.5")
    card = load_recipe(recipe).card
    reviewed = sum(card.review_from <= score < 1 for score in card.held_out_scores)
    assert reviewed > 0
    assert f"{reviewed} of {GOOD} good images come to REVIEW when held out." in told.out


def test_a_minimum_area_is_a_share_or_in_pixels_and_resetting_undoes_it(filbert: CommandLine, recipe: Path) -> None:
    before = load_recipe(recipe).card
    filbert("threshold", recipe, "--min-area", "1%")
    by_share = load_recipe(recipe).card
    said = filbert("threshold", recipe, "--min-area", "655.36")
    by_pixels = load_recipe(recipe).card
    assert by_share.min_area == pytest.approx(0.01)
    assert by_pixels.min_area == pytest.approx(0.01)
    assert "A defect smaller than 1 % of the picture passes" in said.out
    assert max(by_share.held_out_scores) < max(before.held_out_scores)
    filbert("threshold", recipe, "--reset")
    after = load_recipe(recipe).card
    assert after.min_area == 0
    np.testing.assert_allclose(after.held_out_scores, before.held_out_scores, rtol=1e-5)


def test_threshold_without_a_wish_changes_nothing(filbert: CommandLine, recipe: Path) -> None:
    content = recipe.read_bytes()
    said = filbert("threshold", recipe, "--json").lines[0]
    assert recipe.read_bytes() == content
    assert not said["changed"]


@pytest.mark.parametrize("area", ["20%", "100000"])
def test_an_area_that_would_hide_large_defects_is_refused(filbert: CommandLine, recipe: Path, area: str) -> None:
    assert "would hide large defects" in filbert.refused("threshold", recipe, "--min-area", area)


@pytest.mark.parametrize("wrong", [("--min-area", "-1"), ("--line", "0"), ("--line", "1", "--false-reject", "0.1")])
def test_what_is_no_line_is_refused(filbert: CommandLine, recipe: Path, wrong: tuple[str, ...]) -> None:
    assert filbert("threshold", recipe, *wrong).code == 2
