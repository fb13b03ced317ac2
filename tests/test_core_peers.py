"""The comparison with other detectors: its figures and rows, what becomes of a peer that fails, their environment."""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest

from benchmarks import detection
from benchmarks.peers import environment
from benchmarks.peers.outcome import Outcome, Unmeasured, figures_of, peak_megabytes
from benchmarks.peers.runner import coreset_share, read_outcome, run_alone
from core.dataset import TestImage
from core.images import write_image

GOOD, DEFECTIVE = TestImage(Path("0.png"), "good", None), TestImage(Path("1.png"), "hole", None)
LOW, HIGH = np.zeros((16, 16), np.float32), np.eye(16, dtype=np.float32)


def outcome(good: float, defective: float, milliseconds: float = 1) -> Outcome:
    return Outcome(np.array([good, defective]), [LOW, HIGH], 2, milliseconds, 3, None, "a remark")


def dataset_in(folder: Path, with_mask: bool) -> Path:
    """One image of each sort; the map HIGH finds its defect exactly."""
    pictures = {f"{place}/0.png": LOW for place in ("train/good", "test/good", "test/hole")}
    masks = {"ground_truth/hole/0_mask.png": HIGH} if with_mask else {}
    for name, picture in {**pictures, **masks}.items():
        (folder / name).parent.mkdir(parents=True)
        write_image(folder / name, picture.astype(np.uint8))
    return folder


def test_image_auroc_is_that_of_the_contenders_own_scores() -> None:
    right, wrong = (figures_of(outcome(*scores), [GOOD, DEFECTIVE]) for scores in [(0.0, 1.0), (1.0, 0.0)])
    assert (right["image_auroc"], wrong["image_auroc"]) == (1, 0)
    assert right["pixel_auroc"] is None  # without a mask
    assert right["aupro"] is None


def test_a_failing_contender_leaves_its_row_out_and_the_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def now_and_then(folder: Path, seed: int) -> Outcome:
        if folder.name == "a":
            raise Unmeasured("It is too dark.")
        return outcome(1, 0)

    contenders = [
        detection.Contender("steady", lambda folder, seed: outcome(0, 1, milliseconds=1 + seed)),
        detection.Contender("flighty", now_and_then),
    ]
    monkeypatch.setattr(detection, "_contenders", lambda *_: contenders)
    folders = [str(dataset_in(tmp_path / name, with_mask)) for name, with_mask in (("a", True), ("b", False))]
    monkeypatch.setattr(sys, "argv", ["detection", *folders, "--seeds", "2", "--json"])
    detection.main()
    printed = capsys.readouterr()
    rows = {(row["dataset"], row["contender"]): row for row in map(json.loads, printed.out.splitlines())}
    assert list(rows) == [
        ("a", "steady"),
        ("b", "steady"),
        ("b", "flighty"),
        ("mean over all sets", "steady"),
        ("mean over all sets", "flighty"),
    ]
    assert rows["a", "steady"]["ms_per_image"] == 1.5
    assert rows["a", "steady"]["pixel_auroc"] == rows["mean over all sets", "steady"]["pixel_auroc"] == 1
    assert rows["b", "steady"]["pixel_auroc"] is None
    assert "1 of 2" in rows["mean over all sets", "flighty"]["remark"]
    assert "flighty has no row for a. It is too dark." in printed.err
    assert "b: 1 of 1 defective images have no mask" in printed.err


def test_two_folders_of_one_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    contender = detection.Contender("steady", lambda folder, seed: outcome(0, 1))
    monkeypatch.setattr(detection, "_contenders", lambda *_: [contender])
    folders = [str(dataset_in(tmp_path / name, with_mask=True)) for name in ("old/nut", "new/nut", "new/bolt")]
    monkeypatch.setattr(sys, "argv", ["detection", *folders, "--json"])
    detection.main()
    named = [row["dataset"] for row in map(json.loads, capsys.readouterr().out.splitlines())]
    assert named == [*folders[:2], "bolt", "mean over all sets"]


def test_a_program_that_fails_is_known_by_its_last_words() -> None:
    with pytest.raises(Unmeasured, match="code 1: The picture is torn"):
        run_alone([sys.executable, "-c", "import sys; sys.exit('The picture is torn.')"])
    with pytest.raises(Unmeasured, match="can't be run"):
        run_alone([Path("no-such-python")])


def test_an_outcome_is_read_as_the_peer_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "outcome.npz"
    times = {"teach_seconds": 2.0, "ms_per_image": 1.0, "peak_megabytes": float("nan")}
    np.savez(path, scores=[0.0, 1.0], maps=np.stack([LOW, HIGH]), **times)
    read = read_outcome(path, "a remark")
    np.testing.assert_array_equal(read.scores, [0, 1])
    np.testing.assert_array_equal(read.maps, [LOW, HIGH])
    assert (read.teach_seconds, read.ms_per_image, read.peak_megabytes, read.remark) == (2, 1, None, "a remark")


def test_patchcore_keeps_less_of_many_images() -> None:
    assert [coreset_share(images) for images in (1, 60, 61)] == [0.1, 0.1, 0.01]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system has no /proc")
def test_the_peak_is_no_less_than_what_is_held_now() -> None:
    held = psutil.Process().memory_info().rss / 1e6
    peak = peak_megabytes()
    assert peak is not None
    assert peak >= 0.95 * held  # the kernel counts in batches


def test_the_environment_is_made_once_for_the_versions_of_the_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = [f"{name}=={version(name).split('+')[0]}" for name in ("torch", "torchvision")]
    assert environment.requirements() == [environment.ANOMALIB, *ours]
    commands = []

    def run(command: list[Any], **_: Any) -> None:
        commands.append(command)
        (tmp_path / "peers").mkdir(exist_ok=True)

    monkeypatch.setattr(environment.subprocess, "run", run)
    python = environment.peers_python(tmp_path / "peers")
    assert commands[0][1:3] == ["-m", "venv"]
    assert commands[1] == [python, "-m", "pip", "install", environment.ANOMALIB, *ours]
    assert environment.peers_python(tmp_path / "peers") == python
    assert len(commands) == 2
    monkeypatch.setattr(environment, "requirements", lambda: ["something newer"])
    environment.peers_python(tmp_path / "peers")
    assert len(commands) == 4


def test_an_environment_that_cant_be_made_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment.sys, "executable", str(tmp_path / "no-such-python"))
    with pytest.raises(Unmeasured, match="could not be made"):
        environment.peers_python(tmp_path / "peers")
