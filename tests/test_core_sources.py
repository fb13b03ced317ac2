import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from core.errors import SourceError
from core.image_folders import list_images
from core.images import write_image
from core.sources.base import Source
from core.sources.folder import FolderSource
from core.sources.opening import open_source
from core.types import Frame, Image, SkippedImage


def shade(value: int) -> Image:
    return np.full((20, 24, 3), value, np.uint8)


def put(folder: Path, *names: str) -> None:
    """Write images of one shade each, 0 for the first name, 1 for the next."""
    for value, name in enumerate(names):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write_image(folder / name, shade(value))


def names_of(source: Source) -> list[str]:
    return [picture.name for picture in source.frames()]


# A folder


def test_a_folder_gives_its_images_as_frames(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "b.png")

    first, second = FolderSource(tmp_path).frames()

    assert isinstance(first, Frame)
    assert isinstance(second, Frame)
    np.testing.assert_array_equal(first.image, shade(0))
    np.testing.assert_array_equal(second.image, shade(1))
    assert (second.name, second.number, second.path) == ("b.png", 2, tmp_path / "b.png")
    assert first.captured_at <= second.captured_at


def test_numbers_in_names_are_counted_and_folders_kept_together(tmp_path: Path) -> None:
    wanted = ["1.png", "2 small/7.png", "2 small/11.png", "9.png", "10.png", "nut 3.png", "Nut 20/a.png", "nut 100.png"]
    put(tmp_path, *reversed(wanted))

    assert names_of(FolderSource(tmp_path)) == wanted


def test_names_that_count_alike_keep_one_order(tmp_path: Path) -> None:
    put(tmp_path, "1.png", "01.png", "001.png")

    assert names_of(FolderSource(tmp_path)) == ["001.png", "01.png", "1.png"]


def test_every_kind_of_image_is_found_and_nothing_else(tmp_path: Path) -> None:
    images = ["a.png", "b.JPG", "c.jpeg", "d.jpe", "e.bmp", "f.tif", "g.TIFF", "h.webp", "i.pgm", "j.ppm"]
    for name in [*images, "notes.txt", "Thumbs.db", "png", "part.png.txt", "table.csv"]:
        (tmp_path / name).write_bytes(b"x")

    assert [path.name for path in list_images(tmp_path)] == images


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    put(tmp_path, "a.png", "._a.png", ".thumbnails/a.png", "sub/.b.png", "sub/b.png")

    assert names_of(FolderSource(tmp_path)) == ["a.png", "sub/b.png"]


def test_what_windows_hides_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden, archive = 0x2, 0x20  # FILE_ATTRIBUTE_*, from the Windows documentation

    def attributes(path: Path) -> SimpleNamespace:
        return SimpleNamespace(st_file_attributes=hidden if path.name in {"$RECYCLE.BIN", "Folder.jpg"} else archive)

    put(tmp_path, "a.png", "Folder.jpg", "$RECYCLE.BIN/b.png")
    monkeypatch.setattr(Path, "lstat", attributes)

    assert [path.name for path in list_images(tmp_path)] == ["a.png"]


def test_a_file_that_vanishes_while_the_folder_is_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_path: Path) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    put(tmp_path, "a.png")
    monkeypatch.setattr(Path, "lstat", gone)

    assert [path.name for path in list_images(tmp_path)] == ["a.png"]


def test_a_hidden_folder_may_be_chosen_itself(tmp_path: Path) -> None:
    put(tmp_path, ".shift/a.png")

    assert names_of(FolderSource(tmp_path / ".shift")) == ["a.png"]


def test_links_are_harmless(tmp_path: Path) -> None:
    put(tmp_path, "folder/a.png", "elsewhere/b.png")
    folder = tmp_path / "folder"
    try:
        (folder / "round").symlink_to(folder, target_is_directory=True)
        (folder / "b.png").symlink_to(tmp_path / "elsewhere" / "b.png")
        (folder / "c.png").symlink_to(tmp_path / "gone.png")
    except OSError:
        pytest.skip("this user may not make links")

    a, b, c = FolderSource(folder).frames()

    assert [picture.name for picture in (a, b, c)] == ["a.png", "b.png", "c.png"]
    assert isinstance(b, Frame)
    assert isinstance(c, SkippedImage)


def test_a_bad_image_is_reported_and_the_run_goes_on(tmp_path: Path) -> None:
    put(tmp_path, "1.png", "3.png")
    (tmp_path / "2.png").write_bytes(b"no image")

    first, second, third = FolderSource(tmp_path).frames()

    assert isinstance(first, Frame)
    assert isinstance(second, SkippedImage)
    assert (second.name, second.number) == ("2.png", 2)
    assert "2.png is not an image" in second.reason
    assert isinstance(third, Frame)
    assert third.number == 3


def test_one_deleted_image_is_skipped(tmp_path: Path) -> None:
    put(tmp_path, "1.png", "2.png", "3.png")
    source = FolderSource(tmp_path)
    (tmp_path / "2.png").unlink()

    pictures = list(source.frames())

    assert [isinstance(picture, SkippedImage) for picture in pictures] == [False, True, False]


def test_a_folder_that_vanishes_in_the_middle_is_an_error_and_not_many_skipped_images(tmp_path: Path) -> None:
    put(tmp_path, "shift/1.png", "shift/2.png", "shift/3.png")
    frames = FolderSource(tmp_path / "shift").frames()
    assert isinstance(next(frames), Frame)
    shutil.rmtree(tmp_path / "shift")

    with pytest.raises(SourceError, match="shift has gone"):
        next(frames)


def test_frames_can_be_had_again(tmp_path: Path) -> None:
    put(tmp_path, "1.png", "2.png")
    source = FolderSource(tmp_path)

    assert names_of(source) == names_of(source) == ["1.png", "2.png"]


def test_name_and_total_of_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "early shift/1.png", "early shift/nested/2.png")

    source = FolderSource(tmp_path / "early shift")

    assert source.name == "early shift"
    assert source.total == 2


def test_the_working_folder_has_a_name_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "shift/1.png")
    monkeypatch.chdir(tmp_path / "shift")

    assert FolderSource(Path()).name == "shift"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_in_no_encoding_can_be_shown(tmp_path: Path) -> None:
    put(tmp_path, os.fsdecode(b"n\xfct.png"))

    (frame,) = FolderSource(tmp_path).frames()

    assert isinstance(frame, Frame)
    assert frame.name == "n?t.png"


# One image


def test_one_image_is_a_source(tmp_path: Path) -> None:
    put(tmp_path, "other.png", "a part.png")

    source = FolderSource(tmp_path / "a part.png")
    (frame,) = source.frames()

    assert isinstance(frame, Frame)
    np.testing.assert_array_equal(frame.image, shade(1))
    assert (frame.name, frame.number) == ("a part.png", 1)
    assert (source.name, source.total) == ("a part.png", 1)


def test_one_bad_image_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(b"no image")

    (picture,) = FolderSource(tmp_path / "a.png").frames()

    assert isinstance(picture, SkippedImage)


# What can't be opened


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone does not exist\. "):
        FolderSource(tmp_path / "gone")


def test_no_images(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")

    with pytest.raises(SourceError, match=r"holds no images\. Filbert reads PNG, JPEG, .*\.$"):
        FolderSource(tmp_path)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")

    with pytest.raises(SourceError, match=r"notes\.txt is not an image\. Filbert reads PNG, JPEG, "):
        FolderSource(tmp_path / "notes.txt")


@pytest.mark.parametrize("closed", [".", "sub"])
def test_a_folder_that_may_not_be_read_is_not_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    put(tmp_path, "a.png", "sub/b.png")
    scan = os.scandir

    def refuse(folder: str | Path) -> object:
        if Path(folder) == tmp_path / closed:
            raise PermissionError(13, "Permission denied", str(folder))
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)

    with pytest.raises(SourceError, match=r"can't be read \(Permission denied\)"):
        FolderSource(tmp_path)


def test_a_path_that_may_not_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", refuse)

    with pytest.raises(SourceError, match=r"shift may not be read\. "):
        FolderSource(tmp_path / "shift")


def test_an_image_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "a.png")
    monkeypatch.setattr(os, "access", lambda *_args: False)

    with pytest.raises(SourceError, match=r"a\.png may not be read\. "):
        FolderSource(tmp_path / "a.png")


@pytest.mark.parametrize("closed", ["folder", "folder/a.png"])
def test_no_permission_of_the_system(tmp_path: Path, closed: str) -> None:
    put(tmp_path, "folder/a.png")
    (tmp_path / closed).chmod(0)
    try:
        if os.access(tmp_path / closed, os.R_OK):
            pytest.skip("this user may read everything")
        with pytest.raises(SourceError, match="may not be read"):
            FolderSource(tmp_path / "folder" / "a.png")
    finally:
        (tmp_path / closed).chmod(0o700)


# What a user names


def test_a_folder_or_an_image_is_opened(tmp_path: Path) -> None:
    put(tmp_path, "a.png")

    assert names_of(open_source(str(tmp_path))) == ["a.png"]
    assert names_of(open_source(str(tmp_path / "a.png"))) == ["a.png"]


@pytest.mark.parametrize(
    ("spec", "name"),
    [
        ("camera:0", "Camera 0"),
        ("Camera:1?width=640&height=480", "Camera 1"),
        ("rtsp://line-3/left", "rtsp://line-3/left"),
        ("http://user:secret@line-3/left?token=secret", "http://line-3/left"),
        ("test:parts", "Test source"),
    ],
)
def test_what_is_waited_for_is_opened_without_being_there(spec: str, name: str) -> None:
    source = open_source(spec)

    assert (source.name, source.total) == (name, None)


def test_a_number_alone_is_no_camera(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"0 does not exist.*camera:0"):
        open_source("0")

    put(tmp_path, "0/a.png")
    assert names_of(open_source("0")) == ["a.png"]


def test_what_else_looks_like_an_address_is_refused() -> None:
    with pytest.raises(SourceError, match=r"begin with gopher://.*rtsp://"):
        open_source("gopher://line-3/left")


def test_a_missing_video_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="does not exist"):
        open_source(str(tmp_path / "shift.mp4"))


def test_a_folder_may_be_called_like_a_video(tmp_path: Path) -> None:
    put(tmp_path, "shift.mp4/1.png")

    assert names_of(open_source(str(tmp_path / "shift.mp4"))) == ["1.png"]


@pytest.mark.parametrize("spec", ["", "  "])
def test_nothing_is_not_the_working_folder(spec: str) -> None:
    with pytest.raises(SourceError, match="No source is named"):
        open_source(spec)


def test_a_name_no_system_takes() -> None:
    with pytest.raises(SourceError, match="does not exist"):
        open_source("part\0.png")
