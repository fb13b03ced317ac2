"""Files are the old one or the new one, whole, whatever fails in between."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any, NoReturn

import pytest

from core.errors import OutputError
from core.files import check_folder_of, readable_name, remove_left_behind, write_whole

OLD, NEW = b"what was there", b"what comes instead"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def failing(code: int) -> Any:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


def test_a_file_is_written_and_nothing_else(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", NEW)
    assert contents(tmp_path) == {"a": NEW}


def test_a_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    write_whole(tmp_path / "a", NEW)
    assert contents(tmp_path) == {"a": NEW}


def test_the_file_that_was_there_can_be_kept(tmp_path: Path) -> None:
    for content in (b"1", b"2", b"3"):
        write_whole(tmp_path / "a", content, keep_previous=True)
    assert contents(tmp_path) == {"a": b"3", "a.previous": b"2"}


@pytest.mark.parametrize(("owner", "step"), [(os, "fsync"), (Path, "replace"), (shutil, "copyfile")])
def test_a_failure_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: Any, step: str
) -> None:
    (tmp_path / "a").write_bytes(OLD)
    monkeypatch.setattr(owner, step, failing(errno.ENOSPC))
    with pytest.raises(OutputError, match="the disk is full"):
        write_whole(tmp_path / "a", NEW, durable=True, keep_previous=True)
    assert contents(tmp_path) == {"a": OLD}


def test_an_interrupt_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> NoReturn:
        raise KeyboardInterrupt

    (tmp_path / "a").write_bytes(OLD)
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", NEW, durable=True)
    assert contents(tmp_path) == {"a": OLD}


def test_the_file_is_there_whole_at_every_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, seen = tmp_path / "a", []
    path.write_bytes(OLD)
    rename = Path.replace

    def watched(source: Path, target: Path) -> Path:
        seen.append((Path(target).name, path.read_bytes(), source.read_bytes()))
        return rename(source, target)

    monkeypatch.setattr(Path, "replace", watched)
    write_whole(path, NEW, keep_previous=True)
    assert seen == [("a.previous", OLD, OLD), ("a", OLD, NEW)]


def test_a_durable_file_is_on_the_disk_before_it_takes_the_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    rename = Path.replace

    def watched(source: Path, target: Path) -> Path:
        steps.append("rename")
        return rename(source, target)

    monkeypatch.setattr(os, "fsync", lambda _: steps.append("sync"))
    monkeypatch.setattr(Path, "replace", watched)
    write_whole(tmp_path / "a", NEW, durable=True)
    assert steps == ["sync", "rename"]


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        (errno.ENOSPC, "the disk is full. Free some space or choose another folder."),
        (errno.ENOENT, "its folder does not exist. Make the folder or choose another one."),
        (errno.EACCES, "its folder may not be written to. Choose another folder."),
        (errno.EROFS, "its folder may not be written to. Choose another folder."),
        (errno.EEXIST, "a file of that name is there. Choose another name."),
        (errno.ENAMETOOLONG, f"{os.strerror(errno.ENAMETOOLONG)}. Choose another name or folder."),
    ],
)
def test_the_error_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, advice: str) -> None:
    monkeypatch.setattr(Path, "replace", failing(code))
    with pytest.raises(OutputError) as error:
        write_whole(tmp_path / "a", NEW)
    assert str(error.value) == f"{tmp_path / 'a'} can't be written: {advice}"


@pytest.mark.parametrize("write", [lambda path: write_whole(path, NEW), check_folder_of], ids=["write", "check"])
def test_the_file_the_user_named_is_the_one_spoken_of(tmp_path: Path, write: Any) -> None:
    (tmp_path / "a file").touch()
    for folder in ("missing", "a file"):
        path = tmp_path / folder / "b"
        with pytest.raises(OutputError) as error:
            write(path)
        assert str(error.value).startswith(f"{path} can't be written: its folder does not exist.")
    assert contents(tmp_path) == {"a file": b""}


def test_to_check_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    check_folder_of(tmp_path / "a")
    check_folder_of(tmp_path / "b")
    assert contents(tmp_path) == {"a": OLD}


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(OutputError, match="Choose another name or folder"):
        write_whole(tmp_path / "a", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_any_name_can_be_read() -> None:
    assert readable_name(Path("nüsse/größe 1.png")) == "nüsse/größe 1.png"
    assert readable_name(Path(os.fsdecode(b"nu\xff.png"))) == "nu?.png"


def test_what_a_killed_process_left_is_removed_a_day_later(tmp_path: Path) -> None:
    names = [".0123456789abcdef.part", ".fedcba9876543210.part", ".mine.part", "a.txt"]
    for name in names:
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / names[1]).touch()  # somebody may be writing it
    remove_left_behind(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == set(names[1:])
    remove_left_behind(tmp_path / "nowhere")
