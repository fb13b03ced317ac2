"""What the demo teaches and inspects, and the command line's lines for people and programs."""

import itertools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from command_line import CommandLine
from small import frame_of, part, small_recipe

from core.commands import demo_session as session
from core.commands import evaluating, inspecting
from core.dataset import read_dataset
from core.demo.parts import write_dataset
from core.errors import SourceError, TeachingError
from core.recipe_file import save_recipe
from core.sources.drawn import DrawnSource
from core.sources.shuffled import ShuffledSource
from core.terminal import Terminal, TrainingBar, inspection_line
from core.training.progress import ignore_progress, never
from core.types import Frame, Inspection, Region, SkippedImage, TrainingProgress, Verdict


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "walnut"
    write_dataset(folder, seed=0, good=2, test_good=2, per_defect=1, size=64)
    return folder


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, Any]]:
    """The lessons the demo asks for, as (source, lesson); none is taught."""
    asked: list[tuple[Any, Any]] = []

    def teach(source: Any, lesson: Any, *_: Any) -> Any:
        asked.append((source, lesson))
        return type("Taught", (), {"recipe": small_recipe()})

    monkeypatch.setattr(session, "teach", teach)
    return asked


def test_the_demo_teaches_drawn_good_parts(lessons: list[tuple[Any, Any]]) -> None:
    session.teach_demo(None, 5, ignore_progress, never)
    ((source, lesson),) = lessons
    assert isinstance(source, DrawnSource)
    assert source.total == session.GOOD_PARTS
    assert all(source.kind_of(number) is None for number in range(1, session.GOOD_PARTS + 1))
    assert (lesson.name, lesson.seed) == ("Hazelnut (drawn)", 5)


def test_the_demo_teaches_a_datasets_good_images(lessons: list[tuple[Any, Any]], dataset: Path) -> None:
    session.teach_demo(dataset, 0, ignore_progress, never)
    ((source, lesson),) = lessons
    assert [frame.path for frame in source.frames()] == list(read_dataset(dataset).train_good)
    assert lesson.name == "walnut"


def test_a_dataset_without_good_images_cant_be_taught(tmp_path: Path) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=1, per_defect=0, size=64)
    with pytest.raises(TeachingError, match="no images in train/good"):
        session.teach_demo(tmp_path, 0, ignore_progress, never)
    with pytest.raises(SourceError, match="does not exist"):
        session.teach_demo(tmp_path / "missing", 0, ignore_progress, never)


def test_the_demo_never_runs_out_of_parts(dataset: Path) -> None:
    assert session.demo_source(None, 0).total is None
    assert session.demo_source(dataset, 0).total is None


def shown(source: ShuffledSource, count: int) -> list[Frame | SkippedImage]:
    return list(itertools.islice(source.frames(), count))


def test_every_round_shows_each_test_image_once_in_another_order(dataset: Path) -> None:
    images = sorted(image.path for image in read_dataset(dataset).test)
    frames = [frame for frame in shown(ShuffledSource(read_dataset(dataset), 0), 3 * 6) if isinstance(frame, Frame)]
    rounds = [[frame.path for frame in frames[start : start + 6]] for start in (0, 6, 12)]
    assert all(sorted(paths, key=str) == images for paths in rounds)
    assert len({tuple(paths) for paths in rounds}) > 1
    assert [frame.number for frame in frames] == list(range(1, 19))
    assert [frame.name for frame in frames] == [f"Part {number}" for number in range(1, 19)]


def test_the_same_seed_shuffles_alike(dataset: Path) -> None:
    first, second, other = (shown(ShuffledSource(read_dataset(dataset), seed), 12) for seed in (1, 1, 2))
    paths = [[frame.path for frame in frames if isinstance(frame, Frame)] for frames in (first, second, other)]
    assert paths[0] == paths[1] != paths[2]


def test_a_shuffled_image_that_cant_be_read_is_skipped(tmp_path: Path) -> None:
    write_dataset(tmp_path, seed=0, good=0, test_good=2, per_defect=0, size=64)
    source = ShuffledSource(read_dataset(tmp_path), 0)
    (tmp_path / "test" / "good" / "000.png").write_bytes(b"")
    kinds = {type(frame) for frame in shown(source, 2)}
    assert kinds == {Frame, SkippedImage}


@contextmanager
def stopped_after(checks: int) -> Iterator[Any]:
    """Stands for a Ctrl-C that comes after so many images."""
    asked = itertools.count(1)
    yield lambda: next(asked) > checks


@pytest.mark.parametrize("module", [inspecting, evaluating], ids=["inspect", "evaluate"])
def test_a_stopped_run_says_what_there_is(
    monkeypatch: pytest.MonkeyPatch, dataset: Path, tmp_path: Path, module: Any
) -> None:
    save_recipe(small_recipe(), tmp_path / "nut.filbert")
    monkeypatch.setattr(module, "interruptible", lambda: stopped_after(2))
    filbert = CommandLine(monkeypatch)
    command = "inspect" if module is inspecting else "evaluate"
    folder = dataset / "train" if module is inspecting else dataset
    run = filbert(command, folder, "--recipe", tmp_path / "nut.filbert", "--json")
    assert run.code == 130
    if module is inspecting:
        assert len(run.lines) == 2
        assert run.message.startswith("Interrupted. 2 inspected: ")
    else:
        assert run.out == ""
        assert run.message == "Evaluating was interrupted; there are no figures."


def inspection(score: float, regions: int) -> Inspection:
    found = (Region(0, 0, 1, 1, 1, score),) * regions
    verdict = Verdict.FAIL if regions else Verdict.PASS
    return Inspection(frame_of(part()), np.zeros((4, 4), np.float32), score, verdict, found, 1.0)


def test_a_line_for_people_says_verdict_score_name_and_regions() -> None:
    assert inspection_line(inspection(0.5, 0)) == "PASS    0.50  1.png"
    assert inspection_line(inspection(1.25, 1)) == "FAIL    1.25  1.png  1 region"
    assert inspection_line(inspection(12.5, 2)) == "FAIL   12.50  1.png  2 regions"


def test_json_has_no_nan(capsys: pytest.CaptureFixture[str]) -> None:
    fields = {"score": float("nan"), "list": [float("inf"), 1.5], "deep": {"tuple": (float("-inf"),)}}
    Terminal(as_json=True).result(fields, "")
    line = capsys.readouterr().out
    expected = {"score": None, "list": [None, 1.5], "deep": {"tuple": [None]}}
    assert json.loads(line, parse_constant=pytest.fail) == expected


def test_json_keeps_to_letters_every_terminal_has(capsys: pytest.CaptureFixture[str]) -> None:
    Terminal(as_json=True).result({"name": "größe 岩.png"}, "")
    line = capsys.readouterr().out
    assert line.isascii()
    assert json.loads(line) == {"name": "größe 岩.png"}


def test_a_bar_shows_how_far_teaching_is_and_what_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    with TrainingBar() as bar:
        bar._bar.mininterval = 0
        bar.show(TrainingProgress("Looking", 0.25, None))
        bar.show(TrainingProgress("Learning", 0.5, 12.3))
    captured = capsys.readouterr()
    assert captured.out == ""
    assert " 25 % |" in captured.err
    assert "| Looking" in captured.err
    assert " 50 % |" in captured.err
    assert "| Learning, about 12 s left" in captured.err


def test_items_come_through_a_bar_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(Terminal(as_json=True).counted("abc", 3, "Counting")) == ["a", "b", "c"]
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Counting" in captured.err


def test_no_thread_watches_over_a_bar() -> None:
    list(Terminal(as_json=True).counted("abc", 3, "Counting"))
    with TrainingBar() as bar:
        bar.show(TrainingProgress("Looking", 0.25, None))
    assert "TMonitor" not in {type(thread).__name__ for thread in threading.enumerate()}
