"""Whether a file lies on another computer: SQLite's locks don't hold there, and records would be lost."""

import ctypes
import re
import sys
from pathlib import Path

from core.files import readable_name

_MOUNTS = Path("/proc/mounts")
_REMOTE = frozenset(
    (
        "nfs",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "ncpfs",
        "davfs",
    )
)
_REMOTE_FUSE = ("sshfs", "smb", "nfs", "curlftpfs", "davfs", "gvfs", "rclone", "s3fs", "glusterfs", "ceph")
_DRIVE_REMOTE = 4


def refusal_of_network(path: Path, mounts: str | None = None) -> str:
    """Why SQLite can't keep its file at `path`, in a sentence; empty where it can. `mounts` is as in /proc/mounts."""
    kind = _remote_drive(path) if sys.platform == "win32" and mounts is None else _remote_mount(path, mounts)
    if not kind:
        return ""
    return (
        f"Records can't be kept in {readable_name(path)}: it is on a network drive ({kind}), where a database file is "
        "damaged sooner or later. Name a folder of this computer, or the address of a PostgreSQL server."
    )


def file_system_of(path: Path, mounts: str) -> str:
    """The kind of file system that a full path is on, as lines of /proc/mounts say; empty when none of them does."""
    best, found = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:
            continue
        place = Path(_unescaped(fields[1]))
        depth = len(place.parts)
        if path.is_relative_to(place) and depth >= best:  # of two at one place the later one is seen
            best, found = depth, fields[2]
    return found


def _remote_mount(path: Path, mounts: str | None) -> str:
    if mounts is None:
        try:
            mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:  # another system, which has no such list
            return ""
    kind = file_system_of(path.resolve(), mounts)
    fuse = kind.removeprefix("fuse.") if kind.startswith("fuse.") else ""
    return kind if kind in _REMOTE or fuse.startswith(_REMOTE_FUSE) else ""


def _remote_drive(path: Path) -> str:
    """What makes a path remote on Windows: a share of a server, or a letter that stands for one."""
    drive = path.resolve().drive
    if drive.startswith("\\\\"):
        return drive
    windll = getattr(ctypes, "windll", None)
    remote = windll is not None and windll.kernel32.GetDriveTypeW(f"{drive}\\") == _DRIVE_REMOTE
    return drive if remote else ""


def _unescaped(text: str) -> str:
    """A path of /proc/mounts, where a space stands as its number."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)
