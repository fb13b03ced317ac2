"""Whether an image file has its end mark: some kinds are whole pictures already before their last bytes are there."""

from pathlib import Path

_MARKS = {".png": b"IEND\xaeB`\x82", ".jpg": b"\xff\xd9", ".jpeg": b"\xff\xd9", ".jpe": b"\xff\xd9"}
_MOST_AFTER_IT = 64  # bytes; some programs fill up


def has_its_end(path: Path) -> bool:
    """Tell whether the end mark of its kind stands at the end of a file; True for kinds without one.

    A file without it may be a good image all the same: some programs leave it out or write something behind it.
    """
    mark = _MARKS.get(path.suffix.lower())
    if mark is None:
        return True
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - len(mark) - _MOST_AFTER_IT))
            return mark in file.read()
    except OSError:
        return False
