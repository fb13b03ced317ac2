"""A hot folder reads a file once it is complete, and not before."""

import sys
from pathlib import Path

import numpy as np
import PIL.Image
import pytest
from hot_stand_ins import A_WHILE_S, HotLine, noise, png, put

from core.types import Frame, SkippedImage, SourceNotice


@pytest.fixture
def line(tmp_path: Path) -> HotLine:
    return HotLine(tmp_path)


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


def test_a_while_is_longer_than_all_tries() -> None:
    assert A_WHILE_S > 0.5 + 1 + 2 + 4 + 1  # what the other tests rest on
