"""A hot folder: each file once and in order, a reader that is never held up, and a folder that goes."""

import errno
import gc
import os
import re
import shutil
import time
import weakref
from pathlib import Path

import numpy as np
import pytest
from hot_stand_ins import HotLine, noise, put

from core.errors import SourceError
from core.sources.base import WAKE_S, SettlingSource, Source, drops_frames
from core.sources.hot_folder import HotFolderSource, open_hot_folder
from core.types import Frame, SourceNotice, SourceState


@pytest.fixture
def line(tmp_path: Path) -> HotLine:
    return HotLine(tmp_path)


# Each once, in order


def test_what_comes_is_given_as_frames(line: HotLine) -> None:
    line.plan(3.0, lambda: put(line.folder / "a.png", 1))
    line.plan(5.0, lambda: put(line.folder / "b.png", 2))
    before = time.perf_counter()

    first, second = line.pictures()

    np.testing.assert_array_equal(first.image, noise(1))
    np.testing.assert_array_equal(second.image, noise(2))
    assert (first.name, first.number, first.path) == ("a.png", 1, line.folder / "a.png")
    assert (second.name, second.number) == ("b.png", 2)
    assert before < first.captured_at <= second.captured_at < time.perf_counter()


def test_what_was_there_before_comes_by_age_then_by_name(line: HotLine) -> None:
    for name, changed_at in [("x10.png", 50), ("x9.png", 50), ("new.png", 60), ("old.png", 40)]:
        put(line.folder / name, changed_at=changed_at)

    assert line.names() == ["old.png", "x9.png", "x10.png", "new.png"]


def test_what_is_there_comes_before_what_comes(line: HotLine) -> None:
    put(line.folder / "there.png", changed_at=100)
    line.plan(2.0, lambda: put(line.folder / "copied with its old time.png", changed_at=50))

    assert line.names() == ["there.png", "copied with its old time.png"]


def test_of_files_that_come_at_once_the_older_comes_first_though_it_was_seen_later(line: HotLine) -> None:
    put(line.folder / "2.png", changed_at=101)
    line.plan(0.3, lambda: put(line.folder / "1.png", changed_at=100))  # a list made meanwhile may lack it

    assert line.names() == ["1.png", "2.png"]


def test_a_newer_content_of_the_same_name_is_a_new_file(line: HotLine) -> None:
    put(line.folder / "shot.png", 1)
    line.plan(5.0, lambda: put(line.folder / "shot.png", 2))

    first, second = line.pictures()

    np.testing.assert_array_equal(first.image, noise(1))
    np.testing.assert_array_equal(second.image, noise(2))
    assert (first.number, second.number) == (1, 2)


def test_a_reading_begun_anew_gives_again_what_was_not_settled(line: HotLine) -> None:
    put(line.folder / "a.png", changed_at=1)
    put(line.folder / "b.png", changed_at=2)
    a, b = line.pictures(verdict=None)
    line.source.settle(a, None)

    line.read_anew()

    again = line.pictures(verdict=None)
    assert [(frame.name, frame.number) for frame in again] == [("b.png", 1)]
    line.source.settle(b, None)  # of the earlier reading: another number, and not taken for anything else
    line.read_anew()
    assert line.names() == ["b.png"]


# The reader is never held up


def test_while_nothing_comes_the_reader_is_told_often(line: HotLine) -> None:
    notices = line.notices(10.0)

    assert len(notices) >= 10.0 / WAKE_S
    assert set(notices) == {SourceNotice(SourceState.LIVE)}
    assert max(line.waits) <= WAKE_S
    assert line.looks <= 10.0 / 0.2 + 1


def test_the_folder_is_not_listed_for_each_picture(line: HotLine) -> None:
    for number in range(200):
        put(line.folder / f"{number}.png", changed_at=1)

    frames = line.pictures(1.0)

    assert [frame.name for frame in frames] == [f"{number}.png" for number in range(200)]
    assert line.looks <= 1.0 / 0.2 + 1


def test_no_picture_is_kept(line: HotLine) -> None:
    put(line.folder / "a.png")
    (frame,) = line.pictures(verdict=None)
    image = weakref.ref(frame.image)

    del frame
    gc.collect()

    assert image() is None


# The folder itself


def test_a_folder_that_goes_is_lost_until_it_is_back(line: HotLine) -> None:
    put(line.folder / "a.png", 1, changed_at=1)
    assert line.names() == ["a.png"]

    line.plan(1.0, lambda: line.folder.rename(line.folder.with_name("elsewhere")))
    line.plan(4.0, lambda: line.folder.with_name("elsewhere").rename(line.folder))
    line.plan(6.0, lambda: put(line.folder / "b.png", 2))
    items = line.run()

    notices = [item for item in items if isinstance(item, SourceNotice)]
    states = [state for i, state in enumerate(n.state for n in notices) if i == 0 or notices[i - 1].state is not state]
    assert states == [SourceState.LIVE, SourceState.LOST, SourceState.LIVE]
    assert [item.name for item in items if isinstance(item, Frame)] == ["b.png"]  # a.png is not inspected again
    (lost,) = {notice.sentence for notice in notices if notice.state is SourceState.LOST}
    assert lost == f"{line.folder} has gone. Bring it back, under the same name. Filbert goes on trying."


def test_a_folder_that_goes_with_files_still_to_do_gives_them_when_it_is_back(line: HotLine) -> None:
    for number in range(5):
        put(line.folder / f"{number}.png", number, changed_at=number)
    while not isinstance(next(line.items), Frame):
        pass

    away = line.folder.rename(line.folder.with_name("elsewhere"))
    assert line.notices()[-1].state is SourceState.LOST
    shutil.copytree(away, line.folder)  # copy2 keeps the times

    assert line.names() == ["1.png", "2.png", "3.png", "4.png"]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (PermissionError(errno.EACCES, "Permission denied"), r"hot may not be read\. Ask for the right"),
        (OSError(errno.EHOSTDOWN, "Host is down"), r"hot can't be read \(Host is down\)\. Check the drive or network"),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory"), "hot has gone"),
    ],
)
def test_a_folder_that_cant_be_listed_is_lost(line: HotLine, fault: OSError, sentence: str) -> None:
    line.run(1.0)
    line.fault = fault
    (lost,) = set(line.notices()[2:])
    assert lost.state is SourceState.LOST
    assert re.search(sentence, lost.sentence)

    line.fault = None
    put(line.folder / "a.png")
    assert line.names() == ["a.png"]


def test_a_source_without_end_or_losses(line: HotLine) -> None:
    source: Source = line.source

    assert source.name == "hot"
    assert source.total is None
    assert not drops_frames(source)
    assert isinstance(source, SettlingSource)


# What a user names


def test_a_hot_folder_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import core.sources.hot_folder as module  # noqa: PLC0415

    opened: list[tuple[Path, bool, str]] = []
    monkeypatch.setattr(module, "HotFolderSource", lambda *arguments: opened.append(arguments))

    open_hot_folder(str(tmp_path))
    open_hot_folder(f"{tmp_path}?move=yes&ready=.done")
    open_hot_folder("~/in?ready=_ok")

    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - by another way than the code
    assert opened == [(tmp_path, False, ""), (tmp_path, True, ".done"), (home / "in", False, "_ok")]


@pytest.mark.parametrize("options", ["?move=perhaps", "?speed=3", "?ready=a/b"])
def test_options_nobody_knows(tmp_path: Path, options: str) -> None:
    with pytest.raises(SourceError):
        open_hot_folder(f"{tmp_path}{options}")


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="nowhere does not exist"):
        open_hot_folder(str(tmp_path / "nowhere"))


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"a\.png is not a folder"):
        open_hot_folder(str(put(tmp_path / "a.png")))


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(SourceError, match="can't be read"):
        HotFolderSource(tmp_path, ledger_place=tmp_path / "ledgers")
