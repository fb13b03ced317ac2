"""Files that are either the old or the new one, whole, whatever happens in between."""

import errno
import logging
import os
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from core.errors import OutputError

log = logging.getLogger(__name__)

_LEFT_BEHIND = re.compile(r"\.[0-9a-f]{16}\.part")
_A_DAY_S = 24 * 3600.0

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK)  # what drives without hard links say


def readable_name(path: Path) -> str:
    """Give a path as text that can be printed: a file name need not be valid in any encoding."""
    return str(path).encode(errors="replace").decode()


def write_whole(path: Path, content: bytes, durable: bool = False, keep_previous: bool = False) -> None:
    """Write a file by way of a temporary one beside it, which then takes its place.

    `durable` waits until the disk has it. With `keep_previous` the file that was there stays as NAME.previous.
    Raises OutputError when the folder is missing, can't be written to, or has no room.
    """
    unfinished = _beside(path)
    try:
        _fill(unfinished, content, durable)
        if keep_previous and path.exists():
            _keep(path)
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(f"{readable_name(path)} can't be written: {way_out(error)}") from error
    finally:
        with suppress(OSError):  # in a folder closed to us there is nothing to remove
            unfinished.unlink(missing_ok=True)


def write_new(path: Path, content: bytes) -> None:
    """Write a file that isn't there yet, whole and onto the disk; one that is there, even since a moment, stays.

    Raises FileExistsError for that, OutputError as `write_whole` does.
    """
    unfinished = _beside(path)
    try:
        _fill(unfinished, content, durable=True)
        if os.name == "nt":
            unfinished.rename(path)  # refuses to replace a file there
        else:
            os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError as error:
        if path.exists() or error.errno not in _NO_LINKS:
            raise OutputError(f"{readable_name(path)} can't be written: {way_out(error)}") from error
        unfinished.replace(path)  # a drive without hard links
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to bit by bit, for what is too large for memory; it takes the place of `path` at the end.

    Raises OutputError as `write_whole` does, also for what goes wrong with the file inside; all else passes through.
    In both cases the file that was there is as it was.
    """
    unfinished = _beside(path)
    try:
        with unfinished.open("xb") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise OutputError(f"{readable_name(path)} can't be written: {way_out(error)}") from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def remove_left_behind(folder: Path) -> None:
    """Remove what a process that was killed had begun to write there; a day old, so that nobody writes it any more."""
    with suppress(OSError):
        for file in folder.iterdir():
            if _LEFT_BEHIND.fullmatch(file.name) and time.time() - file.stat().st_mtime > _A_DAY_S:
                file.unlink()


def make_folder(folder: Path, mode: int = 0o777) -> Path:
    """Make a folder where there is none, with those it lies in, and give it. Raises OutputError."""
    try:
        folder.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {readable_name(folder)} can't be made: {way_out(error)}") from error
    return folder


def check_folder_of(path: Path) -> None:
    """Find out whether a file can be written there. Raises OutputError as `write_whole` does."""
    probe = _beside(path)
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise OutputError(f"{readable_name(path)} can't be written: {way_out(error)}") from error


def _fill(path: Path, content: bytes, durable: bool) -> None:
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        if durable:
            os.fsync(file.fileno())


def _beside(path: Path) -> Path:
    return path.with_name(f".{secrets.token_hex(8)}.part")


def copy_file(source: Path, target: Path) -> None:
    """Copy content and times by reading and writing. Raises OSError.

    `shutil.copy2` calls a function of Windows that Wine lacks, and then ends the process.
    """
    shutil.copyfile(source, target)
    shutil.copystat(source, target)


def copy_damaged(path: Path) -> Path | None:
    """Keep a copy of a damaged file as NAME.damaged, the first of several; None where that can't be done."""
    aside = path.with_name(f"{path.name}.damaged")
    try:
        if not aside.exists():
            copy_file(path, aside)
    except OSError:
        log.warning("%s can't be put aside.", path, exc_info=True)
        return None
    return aside


def _keep(path: Path) -> None:
    """Copy, then rename: `path` itself is there at every moment."""
    copy = _beside(path)
    try:
        copy_file(path, copy)
        copy.replace(path.with_name(f"{path.name}.previous"))
    finally:
        copy.unlink(missing_ok=True)


def way_out(error: OSError) -> str:
    """What a user can do about a file that can't be written, as the end of a sentence."""
    if error.errno == errno.ENOSPC:
        return "the disk is full. Free some space or choose another folder."
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "its folder does not exist. Make the folder or choose another one."
    if error.errno == errno.EEXIST:
        return "a file of that name is there. Choose another name."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "its folder may not be written to. Choose another folder."
    return f"{error.strerror or error}. Choose another name or folder."
