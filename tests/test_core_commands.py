"""train, evaluate and inspect: what they leave behind and what they print."""

import csv
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
from command_line import CommandLine, Run
from sklearn.metrics import roc_auc_score
from small import frame_of, part

from core.binomial import upper_bound
from core.dataset import read_mask
from core.demo.parts import write_dataset
from core.drafts.improving import improving_draft
from core.drafts.store import DraftStore
from core.images import read_image, write_image
from core.inspection.heatmap import overlay
from core.inspection.pipeline import Inspector
from core.recipe_file import load_recipe, save_recipe
from core.records.record import Filter
from core.records.store import RecordStore

GOOD, TEST_GOOD, KINDS = 4, 3, 4


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nuts of größe 1")
    write_dataset(folder, seed=0, good=GOOD, test_good=TEST_GOOD, per_defect=1)
    return folder


@pytest.fixture(scope="module")
def taught(dataset: Path, module_patch: pytest.MonkeyPatch) -> tuple[Run, Path]:
    """How teaching went, and the recipe it left."""
    path = dataset / "recipes of größe" / "nut 1.filbert"
    path.parent.mkdir()
    arguments = ("--recipe", path, "--seed", "3", "--false-reject", "0.5", "--json")
    return CommandLine(module_patch)("train", dataset / "train" / "good", *arguments), path


@pytest.fixture(scope="module")
def inspected(dataset: Path, taught: tuple[Run, Path], module_patch: pytest.MonkeyPatch) -> tuple[Run, Path]:
    """How inspecting all test images went, and the folder with the results."""
    out = dataset / "out"
    arguments = ("--recipe", taught[1], "--out", out, "--maps", "--json")
    return CommandLine(module_patch)("inspect", dataset / "test", *arguments), out


def rows_of(out: Path) -> list[dict[str, str]]:
    with (out / "results.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_train_leaves_a_recipe_and_says_what_it_is(taught: tuple[Run, Path]) -> None:
    run, path = taught
    (fields,), card = run.lines, load_recipe(path).card
    assert run.code == 0
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, "nut 1.notes.json", "nut 1.references"]
    assert fields["recipe"] == str(path)
    assert (fields["name"], fields["version"], fields["seed"]) == ("nut 1", 1, 3)
    assert (card.name, card.version, card.seed) == ("nut 1", 1, 3)
    assert (fields["images"], fields["skipped"]) == (GOOD, [])
    assert fields["false_reject_target"] == card.false_reject_target == 0.5
    assert fields["held_out_scores"] == list(card.held_out_scores)
    assert fields["held_out_rejected"] == sum(score >= 1 for score in card.held_out_scores)
    assert fields["false_reject_upper_bound"] == upper_bound(fields["held_out_rejected"], GOOD)
    assert fields["seconds"] > 0


def test_a_recipe_taught_here_is_improved_on_the_folder_it_was_taught_on(
    dataset: Path, taught: tuple[Run, Path], tmp_path: Path
) -> None:
    draft, remark = improving_draft(taught[1], DraftStore(tmp_path))
    assert draft.folders == ((dataset / "train" / "good").resolve(),)
    assert remark == ""


def test_train_again_makes_the_next_version(dataset: Path, filbert: CommandLine, tmp_path: Path) -> None:
    for version in (1, 2):
        run = filbert("train", dataset / "train" / "good", "--recipe", tmp_path / "nut")
        assert run.code == 0
        assert f"nut.filbert: nut, version {version}, taught on {GOOD} good images" in run.out
        assert f"of {GOOD} good images rejected when held out" in run.out
    left = ["nut.filbert", "nut.filbert.previous", "nut.notes.json", "nut.references", "nut.versions"]
    assert sorted(path.name for path in tmp_path.iterdir()) == left


def test_train_with_a_share_to_look_at_sets_the_review_line(
    dataset: Path, filbert: CommandLine, tmp_path: Path
) -> None:
    lines = []
    for share in ((), ("--review", "0.4")):
        run = filbert("train", dataset / "train" / "good", "--recipe", tmp_path / "nut", *share, "--json")
        lines.append(run.lines[0]["review_from"])
        assert load_recipe(tmp_path / "nut.filbert").card.review_from == lines[-1]
    assert lines[0] == 1
    assert 0 < lines[1] < 1


def test_an_empty_picture_is_no_part_and_says_why(
    taught: tuple[Run, Path], filbert: CommandLine, tmp_path: Path
) -> None:
    black = tmp_path / "black.png"
    write_image(black, np.zeros((64, 64, 3), np.uint8))
    run = filbert("inspect", black, "--recipe", taught[1], "--out", tmp_path / "out", "--json")
    told = "There is no part in the picture. Put one before the camera, and check that nothing covers the lens."
    assert [(line["verdict"], line["regions"], line["reason"]) for line in run.lines] == [("NO PART", [], told)]
    assert [(row["verdict"], row["reason"]) for row in rows_of(tmp_path / "out")] == [("NO PART", told)]


def test_a_recipe_that_knows_no_scene_is_used_and_says_so(
    dataset: Path, taught: tuple[Run, Path], filbert: CommandLine, tmp_path: Path
) -> None:
    save_recipe(replace(load_recipe(taught[1]), scene=None), tmp_path / "old.filbert")
    for command in ("inspect", "evaluate"):
        folder = dataset / "test" if command == "inspect" else dataset
        run = filbert(command, folder, "--recipe", tmp_path / "old.filbert")
        assert run.code == 0
        assert "it can't tell a missing part, changed light or a moved camera from a defect" in run.err


def test_every_image_gets_a_line_in_order(inspected: tuple[Run, Path]) -> None:
    run, _ = inspected
    assert run.code == 0
    names = [line["name"] for line in run.lines]
    assert names == sorted(names)
    assert [line["number"] for line in run.lines] == list(range(1, TEST_GOOD + KINDS + 1))
    assert "good/000.png" in names
    assert run.message == f"{len(names)} inspected: " + run.message.split(": ")[1]


def test_lines_say_what_the_recipe_says(dataset: Path, taught: tuple[Run, Path], inspected: tuple[Run, Path]) -> None:
    inspector = Inspector(load_recipe(taught[1]), "cpu")
    for line in inspected[0].lines[:2]:
        score_map = inspector.score_map(read_image(dataset / "test" / line["name"]))
        assert line["score"] == pytest.approx(float(score_map.max()), abs=1e-6)
        assert line["verdict"] == ("FAIL" if line["score"] >= 1 else "PASS")
        assert bool(line["regions"]) == (line["verdict"] == "FAIL")


def test_results_csv_holds_a_row_for_each_line(inspected: tuple[Run, Path]) -> None:
    run, out = inspected
    rows = rows_of(out)
    assert len(rows) == len(run.lines)
    for row, line in zip(rows, run.lines, strict=True):
        assert (int(row["number"]), row["name"], row["verdict"]) == (line["number"], line["name"], line["verdict"])
        assert float(row["score"]) == pytest.approx(line["score"], rel=1e-5)
        assert int(row["regions"]) == len(line["regions"])
        assert float(row["latency_ms"]) == pytest.approx(line["latency_ms"], abs=0.06)


def test_maps_and_heatmaps_lie_beside_results_csv(dataset: Path, inspected: tuple[Run, Path]) -> None:
    run, out = inspected
    for row, line in zip(rows_of(out), run.lines, strict=True):
        score_map = np.load(out / row["map"], allow_pickle=False)
        assert score_map.dtype == np.float32
        assert score_map.max() == np.float32(line["score"])
        heatmap, image = read_image(out / row["heatmap"]), read_image(dataset / "test" / row["name"])
        assert heatmap.shape == image.shape
        if not line["regions"]:
            np.testing.assert_array_equal(heatmap, overlay(image, score_map, ()))
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {"results.csv"} | {row[kind] for row in rows_of(out) for kind in ("map", "heatmap")}


def test_evaluate_gives_the_figures_of_the_maps(
    dataset: Path, taught: tuple[Run, Path], inspected: tuple[Run, Path], filbert: CommandLine
) -> None:
    run = filbert("evaluate", dataset, "--recipe", taught[1], "--json")
    (fields,) = run.lines
    defective = [not line["name"].startswith("good/") for line in inspected[0].lines]
    scores = [line["score"] for line in inspected[0].lines]
    failed = [line["verdict"] == "FAIL" for line in inspected[0].lines]
    assert run.code == 0
    assert fields["image_auroc"] == pytest.approx(roc_auc_score(defective, scores))
    assert (fields["images"], fields["good"], fields["defective"]) == (TEST_GOOD + KINDS, TEST_GOOD, KINDS)
    assert fields["defects_caught"] == sum(np.logical_and(failed, defective))
    assert fields["good_rejected"] == sum(np.logical_and(failed, np.logical_not(defective)))
    assert (fields["skipped"], fields["without_mask"]) == (0, 0)
    assert 0 < fields["ms_per_image_p50"] <= fields["ms_per_image_p95"]
    assert fields["pixel_auroc"] == pytest.approx(pixel_auroc(dataset, inspected[1]))
    assert 0 <= fields["aupro"] <= 1


def pixel_auroc(dataset: Path, out: Path) -> float:
    """From the maps on disk and the masks of the dataset."""
    maps, masks = [], []
    for row in rows_of(out):
        name = Path(row["name"])
        maps.append(np.load(out / row["map"]))
        mask = dataset / "ground_truth" / name.parent / f"{name.stem}_mask.png"
        masks.append(np.zeros(maps[-1].shape, bool) if name.parts[0] == "good" else read_mask(mask))
    return float(roc_auc_score(np.concatenate(masks).ravel(), np.concatenate(maps).ravel()))


def test_people_get_sentences(dataset: Path, taught: tuple[Run, Path], filbert: CommandLine) -> None:
    evaluated = filbert("evaluate", dataset, "--recipe", taught[1])
    assert "image AUROC 0." in evaluated.out or "image AUROC 1." in evaluated.out
    assert f"of {KINDS} defective parts caught" in evaluated.out
    inspected = filbert("inspect", dataset / "test" / "good" / "000.png", "--recipe", taught[1])
    assert "000.png" in inspected.out
    assert inspected.message.startswith("1 inspected: ")


def test_results_that_were_there_are_kept(taught: tuple[Run, Path], filbert: CommandLine, tmp_path: Path) -> None:
    write_image(tmp_path / "a.png", part())
    for _ in range(2):
        run = filbert("inspect", tmp_path / "a.png", "--recipe", taught[1], "--out", tmp_path / "out")
        assert run.code == 0
    out = tmp_path / "out"
    assert (out / "results.csv.previous").read_text(encoding="utf-8").count("\n") == 2
    assert [row["map"] for row in rows_of(out)] == [""]
    assert sorted(path.name for path in out.iterdir()) == ["a.png.heatmap.png", "results.csv", "results.csv.previous"]


def test_regions_are_printed_as_they_were_found(
    dataset: Path, taught: tuple[Run, Path], inspected: tuple[Run, Path]
) -> None:
    inspector = Inspector(load_recipe(taught[1]), "cpu")
    odd = max(inspected[0].lines, key=lambda line: line["score"])
    regions = inspector.inspect(frame_of(read_image(dataset / "test" / odd["name"]))).regions
    assert regions  # at a target of one half something is over the threshold
    assert odd["regions"] == [pytest.approx(asdict(region)) for region in regions]


def test_recorded_parts_are_among_the_stations(
    dataset: Path, taught: tuple[Run, Path], filbert: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FILBERT_RECORDS_DIR", str(tmp_path / "records"))
    filbert("inspect", dataset / "test", "--recipe", taught[1], "--json")
    assert not (tmp_path / "records").exists()  # nothing is recorded unless it is asked for
    run = filbert("inspect", dataset / "test", "--recipe", taught[1], "--record", "--lot", "A 12", "--json")
    store = RecordStore.open()
    kept = list(store.iterate(Filter()))
    store.close()
    judged = [line for line in run.lines if line["verdict"] in ("PASS", "REVIEW", "FAIL")]
    assert [(record.name, record.verdict, record.lot) for record in kept] == [
        (line["name"], line["verdict"], "A 12") for line in judged
    ]
    assert [record.score for record in kept] == pytest.approx([line["score"] for line in judged], abs=1e-3)
    rejected = [record for record in kept if record.verdict != "PASS"]
    assert all((tmp_path / "records" / "pictures" / record.image).is_file() for record in rejected)


def test_a_store_that_cannot_be_had_is_told_before_anything_is_inspected(
    dataset: Path, taught: tuple[Run, Path], filbert: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "records").write_text("in the way")
    monkeypatch.setenv("FILBERT_RECORDS_DIR", str(tmp_path / "records"))
    message = filbert.refused("inspect", dataset / "test", "--recipe", taught[1], "--record")
    assert "can't be made" in message


def test_a_lot_without_records_is_refused(dataset: Path, taught: tuple[Run, Path], filbert: CommandLine) -> None:
    assert "--record" in filbert.refused("inspect", dataset / "test", "--recipe", taught[1], "--lot", "A 12")
