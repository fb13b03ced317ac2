"""The command `check`: what is to be said of the good images of a folder before they are taught."""

from pathlib import Path

from core.errors import Cancelled
from core.exit_codes import DONE
from core.good_images.checks import GoodImageChecks
from core.good_images.measurement import measure
from core.good_images.remark import remark_fields
from core.interrupt import interruptible
from core.sources.folder import FolderSource
from core.terminal import Terminal
from core.types import Frame, SkippedImage


def check_good_images(folder: Path, terminal: Terminal) -> int:
    """Look at every image of a folder and tell the remarks. Raises FilbertError; remarks are no errors."""
    source = FolderSource(folder)
    checks = GoodImageChecks()
    skipped: list[SkippedImage] = []
    with interruptible() as should_stop:
        for item in terminal.counted(source.frames(), source.total, "Checking"):
            if should_stop():
                raise Cancelled("Interrupted; nothing was changed.")
            if isinstance(item, SkippedImage):
                skipped.append(item)
            elif isinstance(item, Frame):
                checks.take(item.name, measure(item.image))
    remarks = checks.remarks()
    fields = {
        "folder": str(folder),
        "images": len(checks),
        "remarks": [remark_fields(remark) for remark in remarks],
        "skipped": [{"name": item.name, "reason": item.reason} for item in skipped],
    }
    lines = [
        f"{len(checks)} image{'' if len(checks) == 1 else 's'} can be read.",
        *(remark.sentence for remark in remarks),
    ]
    lines += [f"Can't be read: {item.reason}" for item in skipped]
    terminal.result(fields, "\n".join(lines))
    return DONE
