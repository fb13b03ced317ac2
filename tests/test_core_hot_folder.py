import errno
import gc
import os
import re
import shutil
import sys
import time
import weakref
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hot_stand_ins import A_WHILE_S, HotLine, noise, png, put

from core.errors import SourceError
from core.sources.base import WAKE_S, SettlingSource, Source, drops_frames
from core.sources.hot_folder import HotFolderSource, open_hot_folder
from core.types import Frame, SkippedImage, SourceNotice, SourceState


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


# Only when complete


def test_half_a_file_is_never_read(line: HotLine) -> None:
    content = png(noise(3))
    path = line.folder / "a.png"
    for piece in range(10):
        line.plan(1.0 + 0.3 * piece, lambda piece=piece: path.write_bytes(content[: len(content) * (piece + 1) // 10]))  # type: ignore[misc]

    assert line.pictures(4.1) == []
    (frame,) = line.pictures()
    np.testing.assert_array_equal(frame.image, noise(3))


def test_a_file_whose_writer_rests_is_read_once_it_goes_on(line: HotLine) -> None:
    content = png(noise(3))
    path = line.folder / "a.png"
    path.write_bytes(content[:700])
    line.plan(6.0, lambda: path.write_bytes(content))

    (frame,) = line.pictures()

    np.testing.assert_array_equal(frame.image, noise(3))


def test_a_file_that_stays_cut_off_is_skipped_after_a_while(line: HotLine) -> None:
    (line.folder / "cut.png").write_bytes(png(noise(3))[:700])
    line.plan(2.0, lambda: put(line.folder / "good.png"))
    assert line.names(7.0) == ["good.png"]  # it holds up nobody

    (skipped,) = line.skipped()

    assert (skipped.name, skipped.number) == ("cut.png", 2)
    assert "cut.png is damaged or not completely written" in skipped.reason
    line.source.settle(skipped, None)
    line.reopen()
    assert line.skipped() == []


@pytest.mark.parametrize("lacking", [1, 12, 16])
def test_a_png_that_is_whole_but_for_its_end_is_given_once(line: HotLine, lacking: int) -> None:
    content = png(noise(3))
    path = line.folder / "a.png"
    path.write_bytes(content[:-lacking])
    line.plan(3.0, lambda: path.write_bytes(content))

    assert line.names() == ["a.png"]


def test_an_image_that_never_gets_its_end_is_given_after_a_while(line: HotLine) -> None:
    (line.folder / "a.png").write_bytes(png(noise(3))[:-12])

    assert line.names(7.0) == []
    (frame,) = line.pictures()
    np.testing.assert_array_equal(frame.image, noise(3))


@pytest.mark.parametrize("ending", [".jpg", ".png", ".bmp", ".tif", ".webp", ".ppm"])
def test_every_kind_of_image_is_complete_at_once(line: HotLine, ending: str) -> None:
    PIL.Image.fromarray(noise(1)).save(line.folder / f"a{ending}")

    assert line.names(1.5) == [f"a{ending}"]


@pytest.mark.parametrize(("content", "reason"), [(b"", "is empty"), (b"no image at all", "is not an image")])
def test_what_only_looks_like_an_image_is_skipped(line: HotLine, content: bytes, reason: str) -> None:
    (line.folder / "a.png").write_bytes(content)

    (skipped,) = line.skipped()

    assert reason in skipped.reason
    assert line.skipped() == []


@pytest.mark.parametrize(
    "name", [".a.png", "~a.png", "a.png.tmp", "a.png.part", "a.png~", "a.tmp.png", "a.part.png", "a~.png", "a.TMP.PNG"]
)
def test_temporary_names_wait_for_their_own(line: HotLine, name: str) -> None:
    put(line.folder / name, 4)
    line.plan(5.0, lambda: (line.folder / name).rename(line.folder / "a.png"))

    assert line.names() == ["a.png"]


def test_other_files_and_folders_are_left_alone(line: HotLine) -> None:
    for name in ["notes.txt", "Thumbs.db", "list.csv", "png"]:
        (line.folder / name).write_bytes(b"x")
    (line.folder / "folder.png").mkdir()
    (line.folder / "passed").mkdir()
    put(line.folder / "passed" / "old.png")

    assert {type(item) for item in line.run()} == {SourceNotice}


@pytest.mark.skipif(sys.platform != "linux", reason="how other systems tell is another test")
def test_a_file_that_is_open_for_writing_is_not_read_however_whole_it_looks(line: HotLine) -> None:
    path = put(line.folder / "a.png", 5)
    with path.open("ab"):
        assert line.pictures() == []
    assert line.names() == ["a.png"]


@pytest.mark.skipif(sys.platform != "linux", reason="how other systems tell is another test")
def test_a_file_that_stays_open_is_told(line: HotLine) -> None:
    with put(line.folder / "a.png", 5).open("ab"):
        assert {notice.sentence for notice in line.notices(29)} == {""}
        assert "a.png is still being written after 3" in line.notices(3)[-1].sentence
    line.names()
    assert line.notices()[-1].sentence == ""


def test_a_file_that_is_changed_while_it_is_read_is_read_again(line: HotLine, monkeypatch: pytest.MonkeyPatch) -> None:
    import core.sources.hot_folder as module  # noqa: PLC0415

    path = put(line.folder / "a.png", 1)
    read = module.read_picture
    readings: list[Frame | SkippedImage] = []

    def read_while_written(*arguments: object) -> Frame | SkippedImage:
        readings.append(read(*arguments))  # type: ignore[arg-type]
        if len(readings) == 1:
            put(path, 2, changed_at=7)
        return readings[-1]

    monkeypatch.setattr(module, "read_picture", read_while_written)

    (frame,) = line.pictures()

    np.testing.assert_array_equal(frame.image, noise(2))
    assert frame.number == 1


def test_a_file_that_goes_before_its_turn_is_forgotten(line: HotLine) -> None:
    put(line.folder / "a.png", changed_at=1)
    put(line.folder / "b.png", changed_at=2)
    put(line.folder / "c.png", changed_at=3)
    while not isinstance(item := next(line.items), Frame):
        pass
    (line.folder / "b.png").unlink()

    assert item.name == "a.png"
    assert line.names() == ["c.png"]


# With a sentinel


@pytest.mark.parametrize("ready", [".done", "done"])
@pytest.mark.parametrize("sentinel", ["a.png.done", "a.done"])
def test_a_sentinel_says_that_a_file_is_complete(tmp_path: Path, ready: str, sentinel: str) -> None:
    line = HotLine(tmp_path, ready=ready)
    put(line.folder / "a.png")
    assert line.names() == []

    (line.folder / sentinel).touch()

    assert line.names(0.3) == ["a.png"]  # at once: nothing has to lie still


def test_a_sentinel_of_an_earlier_content_says_nothing(tmp_path: Path) -> None:
    line = HotLine(tmp_path, ready=".done")
    put(line.folder / "a.png", 1, changed_at=10)
    put(line.folder / "a.png.done", changed_at=11)
    assert len(line.pictures()) == 1

    put(line.folder / "a.png", 2, changed_at=20)
    assert line.pictures() == []
    put(line.folder / "a.png.done", changed_at=21)

    (frame,) = line.pictures()
    np.testing.assert_array_equal(frame.image, noise(2))


def test_files_that_wait_long_for_their_sentinel_are_told(tmp_path: Path) -> None:
    line = HotLine(tmp_path, ready=".done")
    put(line.folder / "a.png")
    put(line.folder / "b.png")
    assert {notice.sentence for notice in line.notices(29)} == {""}

    sentence = line.notices(3)[-1].sentence

    assert "and 1 more" in sentence
    assert ".png.done" in sentence


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


def test_a_while_is_longer_than_all_tries() -> None:
    assert A_WHILE_S > 0.5 + 1 + 2 + 4 + 1  # what the other tests rest on
