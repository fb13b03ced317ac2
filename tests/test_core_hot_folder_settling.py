import errno
import os
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
from hot_stand_ins import HotLine, noise, png, put
from live_stand_ins import in_thread, join

from core.errors import OutputError, SourceError
from core.sources.outcome_folders import OutcomeFolders
from core.types import Frame, Verdict


@pytest.fixture
def line(tmp_path: Path) -> HotLine:
    return HotLine(tmp_path)


@pytest.fixture
def moving(tmp_path: Path) -> HotLine:
    return HotLine(tmp_path, move=True)


def refuse(error: OSError) -> object:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


# What is settled stays so


def test_settled_files_are_not_inspected_again_after_a_restart_and_others_are(line: HotLine) -> None:
    for number in range(6):
        put(line.folder / f"{number}.png", changed_at=number)
    frames = line.pictures(verdict=None)
    for frame in frames[:3]:
        line.source.settle(frame, Verdict.PASS)

    line.reopen()

    again = line.pictures()
    assert [(frame.name, frame.number) for frame in again] == [("3.png", 1), ("4.png", 2), ("5.png", 3)]
    line.reopen()
    assert line.names() == []


def test_a_settled_name_with_a_new_content_is_inspected_after_a_restart(line: HotLine) -> None:
    put(line.folder / "a.png", 1, changed_at=1)
    line.pictures()
    put(line.folder / "a.png", 1, changed_at=2)
    line.reopen()
    assert line.names() == ["a.png"]


def test_without_move_nothing_in_the_folder_changes(line: HotLine) -> None:
    put(line.folder / "a.png")
    line.pictures()

    assert [path.name for path in line.folder.iterdir()] == ["a.png"]


# Moving


@pytest.mark.parametrize(
    ("verdict", "folder"),
    [
        (Verdict.PASS, "passed"),
        (Verdict.FAIL, "failed"),
        (Verdict.REVIEW, "review"),
        (Verdict.NO_PART, "not_judged"),
        (Verdict.NOT_READY, "not_judged"),
        (Verdict.ERROR, "not_judged"),
    ],
)
def test_each_file_goes_to_the_folder_of_its_verdict(moving: HotLine, verdict: Verdict, folder: str) -> None:
    put(moving.folder / "a.png", 1)
    content = (moving.folder / "a.png").read_bytes()

    moving.pictures(verdict=verdict)

    assert [path.name for path in moving.folder.iterdir()] == [folder]
    assert (moving.folder / folder / "a.png").read_bytes() == content


def test_what_cant_be_read_goes_to_unreadable(moving: HotLine) -> None:
    (moving.folder / "a.png").write_bytes(b"no image")
    (skipped,) = moving.skipped()
    moving.source.settle(skipped, None)

    assert moving.moved("unreadable") == ["a.png"]


def test_no_file_is_written_over(moving: HotLine) -> None:
    for seed in range(4):
        put(moving.folder / "shot.png", seed)
        assert len(moving.pictures()) == 1
        if seed == 2:
            moving.reopen()

    assert moving.moved("passed") == ["shot (2).png", "shot (3).png", "shot (4).png", "shot.png"]
    for seed, name in enumerate(["shot.png", "shot (2).png", "shot (3).png", "shot (4).png"]):
        assert (moving.folder / "passed" / name).read_bytes() == png(noise(seed))


def test_the_very_same_file_may_come_again(moving: HotLine) -> None:
    for _ in range(2):
        put(moving.folder / "a.png", changed_at=5)
        assert moving.names() == ["a.png"]

    assert moving.moved("passed") == ["a (2).png", "a.png"]


def test_sentinels_go_with_their_files(tmp_path: Path) -> None:
    moving = HotLine(tmp_path, move=True, ready=".done")
    for _ in range(2):
        for name in ["a.png", "a.png.done", "b.png", "b.done"]:
            put(moving.folder / name)
        moving.pictures()

    assert [path.name for path in moving.folder.iterdir()] == ["passed"]
    wanted = ["a.png", "a.png.done", "b.png", "b.done", "a (2).png", "a (2).png.done", "b (2).png", "b (2).done"]
    assert moving.moved("passed") == sorted(wanted)


def test_a_file_that_was_moved_meanwhile_is_not_given_by_a_look_that_began_before(moving: HotLine) -> None:
    put(moving.folder / "a.png")
    scan = moving._scan
    (frame,) = moving.pictures(verdict=None)

    def move_while_listing(folder: Path) -> object:
        listed = scan(folder)
        if frame.path is not None and frame.path.exists():
            with listed as entries:
                kept = list(entries)
            moving.source.settle(frame, Verdict.PASS)
            (moving.folder / "passed" / "a.png").rename(moving.folder / "a.png")  # as the list still has it
            return _Listed(kept)
        return listed

    moving._scan = move_while_listing  # type: ignore[method-assign]
    moving.run(0.25)

    assert [item for item in moving.run(0.05) if isinstance(item, Frame)] == []


class _Listed:
    def __init__(self, entries: list[os.DirEntry[str]]) -> None:
        self._entries = entries

    def __enter__(self) -> list[os.DirEntry[str]]:
        return self._entries

    def __exit__(self, *_: object) -> None:
        return


def test_a_file_replaced_before_its_verdict_is_not_taken_for_the_one_inspected(moving: HotLine) -> None:
    put(moving.folder / "shot.png", 1, changed_at=1)
    (first,) = moving.pictures(verdict=None)
    put(moving.folder / "shot.png", 2, changed_at=2)

    moving.source.settle(first, Verdict.PASS)
    (second,) = moving.pictures(verdict=Verdict.FAIL)

    np.testing.assert_array_equal(second.image, noise(2))
    assert moving.moved("failed") == ["shot.png"]
    assert not (moving.folder / "passed").exists()


def test_a_file_taken_away_before_its_verdict_is_no_error(moving: HotLine) -> None:
    put(moving.folder / "a.png")
    (frame,) = moving.pictures(verdict=None)
    (moving.folder / "a.png").unlink()

    moving.source.settle(frame, Verdict.PASS)

    assert moving.names() == []


def test_a_folder_that_is_away_when_the_verdict_comes_gets_its_file_moved_when_it_is_back(moving: HotLine) -> None:
    put(moving.folder / "a.png")
    (frame,) = moving.pictures(verdict=None)
    away = moving.folder.rename(moving.folder.with_name("elsewhere"))

    moving.source.settle(frame, Verdict.FAIL)
    moving.run(1.0)
    away.rename(moving.folder)

    assert moving.names() == []
    assert moving.moved("failed") == ["a.png"]


def test_settling_in_another_thread_while_the_folder_is_read(moving: HotLine) -> None:
    for number in range(60):
        put(moving.folder / f"{number}.png", changed_at=number)
    given: SimpleQueue[Frame | None] = SimpleQueue()
    names: list[str] = []

    def settle() -> None:
        for frame in iter(given.get, None):
            moving.source.settle(frame, Verdict.PASS)

    settler = in_thread(settle)
    for item in moving.items:
        if isinstance(item, Frame):
            given.put(item)
            names.append(item.name)
        if len(names) == 60:
            break
    given.put(None)
    join(settler)

    assert names == [f"{number}.png" for number in range(60)]
    assert len(moving.moved("passed")) == 60
    assert moving.names() == []


# When it can't be done


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), r"a\.png can't be moved to failed: .* may not be written"),
        (OSError(errno.EROFS, "Read-only file system"), r"a\.png can't be moved to failed: .* may not be written"),
        (OSError(errno.ENOSPC, "No space left on device"), r"a\.png can't be moved to failed: the disk is full"),
    ],
)
def test_a_file_that_cant_be_moved_is_told_remembered_and_moved_later(
    moving: HotLine, monkeypatch: pytest.MonkeyPatch, error: OSError, sentence: str
) -> None:
    put(moving.folder / "a.png")
    (frame,) = moving.pictures(verdict=None)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse(error))
        with pytest.raises(OutputError, match=sentence):
            moving.source.settle(frame, Verdict.FAIL)
        assert (moving.folder / "a.png").exists()

    moving.reopen()

    assert moving.names() == []  # it is not inspected again
    assert moving.moved("failed") == ["a.png"]


def test_a_full_disk_is_told_and_the_file_inspected_again(line: HotLine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(line.folder / "a.png")
    (frame,) = line.pictures(verdict=None)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse(OSError(errno.ENOSPC, "No space left on device")))
        with pytest.raises(OutputError, match=r"a\.png can't be noted as inspected in .*: the disk is full"):
            line.source.settle(frame, Verdict.PASS)

    assert line.names() == []  # this program knows
    line.reopen()
    assert line.names() == ["a.png"]  # the next one can't


def test_a_folder_that_may_not_be_written_to_is_told_before_anything_is_inspected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch = Path.touch

    def touch_elsewhere(path: Path, exist_ok: bool = True) -> None:
        if path.parent.name == "hot":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        touch(path, exist_ok=exist_ok)

    monkeypatch.setattr(Path, "touch", touch_elsewhere)

    with pytest.raises(SourceError, match=r"hot may not be written to.*leave move=yes out"):
        HotLine(tmp_path, move=True)
    HotLine(tmp_path)  # without moving it may


def test_a_file_in_the_way_of_a_folder(moving: HotLine) -> None:
    (moving.folder / "passed").write_text("a file")
    put(moving.folder / "a.png")
    (frame,) = moving.pictures(verdict=None)

    with pytest.raises(OutputError, match=r"a\.png can't be moved to passed: that is a file. Move it away."):
        moving.source.settle(frame, Verdict.PASS)


def test_windows_is_asked_again_while_a_scanner_looks_at_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace, refusals, waits = Path.replace, [1, 2, 3], []

    def replace_later(path: Path, target: Path) -> Path:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "Access is denied")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_later)
    put(tmp_path / "a.png")

    OutcomeFolders(tmp_path, patient=True, wait=waits.append).move("a.png", "passed")

    assert (tmp_path / "passed" / "a.png").exists()
    assert len(waits) == 3


def test_windows_is_not_asked_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(Path, "replace", refuse(PermissionError(errno.EACCES, "Access is denied")))
    put(tmp_path / "a.png")

    with pytest.raises(OutputError, match=r"a\.png can't be moved to passed"):
        OutcomeFolders(tmp_path, patient=True, wait=waits.append).move("a.png", "passed")

    assert 2.0 <= sum(waits) <= 3.0
