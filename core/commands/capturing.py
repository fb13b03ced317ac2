"""The command `capture`: good images from a camera into a folder, to be taught. Returns its exit code."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.drafts.captured import save_captured
from core.drafts.steadiness import Steadiness
from core.errors import Cancelled, SourceError
from core.exit_codes import DONE
from core.files import make_folder
from core.interrupt import interruptible
from core.sources.base import Source, drops_frames, reading
from core.sources.opening import open_source
from core.sources.patience import Patience
from core.terminal import Terminal
from core.types import Frame, SourceNotice


@dataclass(frozen=True)
class CaptureOptions:
    """A source as core.sources.opening reads it, where its pictures go, how many, and how many seconds apart."""

    source: str
    folder: Path
    count: int = 1
    every_s: float = 0.5


def capture(options: CaptureOptions, terminal: Terminal, clock: Callable[[], float] = time.perf_counter) -> int:
    """Keep steady pictures of a live source as numbered PNG files; none that is there is replaced. Raises FilbertError.

    Those that were kept before an interruption or an error stay. A source in trouble is given up after a while.
    """
    source = open_source(options.source, live=True)
    if not drops_frames(source):
        raise SourceError(
            f"{options.source} is no live source. Name a camera or a stream; a folder can be taught as it is."
        )
    make_folder(options.folder)
    with interruptible() as should_stop:
        kept = _kept(source, options, terminal, should_stop, clock)
        taken = [path.name for path in terminal.counted(kept, options.count, "Capturing")]
    fields = {"source": options.source, "folder": str(options.folder), "captured": taken}
    terminal.result(fields, f"{len(taken)} captured into {options.folder}.")
    return DONE


def _kept(
    source: Source,
    options: CaptureOptions,
    terminal: Terminal,
    should_stop: Callable[[], bool],
    clock: Callable[[], float],
) -> Iterator[Path]:
    """Each picture as it is kept; what is waited for is told once."""
    steadiness, patience, told, due, left = Steadiness(), Patience(clock), "", clock(), options.count
    with reading(source) as items:
        for item in items:
            if should_stop():
                raise Cancelled("Interrupted; the pictures captured so far are kept.")
            sentence = ""
            if isinstance(item, Frame):
                patience.all_is_well()
                found = steadiness.look(item.image)
                sentence = found.sentence
                if found.ready and clock() >= due:
                    yield save_captured(options.folder, item.image)
                    left, due = left - 1, clock() + options.every_s
            elif isinstance(item, SourceNotice):
                patience.bear(item, f"capturing ends, with {options.count - left} of {options.count} pictures kept.")
                sentence = _reset(steadiness, item)
            if sentence and sentence != told:
                terminal.note(sentence)
            told = sentence or told
            if not left:
                return
    taken = options.count - left
    raise SourceError(f"{options.source} ended after {taken} of {options.count} pictures; those are kept.")


def _reset(steadiness: Steadiness, notice: SourceNotice) -> str:
    """What a notice says; after a trouble the picture has to settle anew."""
    if notice.sentence:
        steadiness.reset()
    return notice.sentence
