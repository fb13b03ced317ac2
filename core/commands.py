"""The command line's commands, on the same functions as the window. Each returns its exit code."""

import time
from contextlib import nullcontext
from pathlib import Path

from core.errors import Cancelled, ImageError, OutputError
from core.inspection.pipeline import Inspector
from core.interrupt import interruptible
from core.model.presets import PRESETS
from core.recipe_file import SUFFIX, check_writable, load_recipe, next_version, save_recipe
from core.results_folder import ResultsFolder
from core.sources.folder import FolderSource
from core.sources.opening import open_source
from core.terminal import Terminal, TrainingBar, inspection_fields, inspection_line
from core.training.calibration import promise, rejected_count, upper_bound
from core.training.teaching import Lesson, Taught, teach
from core.types import Frame, SkippedImage, SourceNotice, Verdict

DONE = 0


def train(
    good_folder: Path,
    recipe_path: Path,
    preset: str,
    seed: int,
    false_reject: float,
    weights: Path | None,
    terminal: Terminal,
) -> int:
    """Teach the good images of a folder and save the recipe. Raises FilbertError."""
    started = time.perf_counter()
    if not recipe_path.name:
        raise OutputError(f"No recipe is named. Name a file ending in {SUFFIX} after --recipe.")
    path = recipe_path if recipe_path.suffix else recipe_path.with_suffix(SUFFIX)
    check_writable(path)
    source = FolderSource(good_folder)
    lesson = Lesson(path.stem, PRESETS[preset], seed, false_reject, weights, next_version(path, path.stem))
    with interruptible() as should_stop, TrainingBar() as bar:
        taught = teach(source, lesson, bar.show, should_stop)
    save_recipe(taught.recipe, path)
    _report_teaching(taught, path, time.perf_counter() - started, terminal)
    return DONE


def _report_teaching(taught: Taught, path: Path, seconds: float, terminal: Terminal) -> None:
    card = taught.recipe.card
    for skipped in taught.skipped:
        terminal.note(f"Skipped: {skipped.reason}")
    rejected = rejected_count(card.held_out_scores)
    fields = {
        "recipe": str(path),
        "name": card.name,
        "version": card.version,
        "preset": card.preset.name,
        "seed": card.seed,
        "images": card.good_count,
        "skipped": [{"name": skipped.name, "reason": skipped.reason} for skipped in taught.skipped],
        "latent_size": card.latent_size,
        "false_reject_target": card.false_reject_target,
        "held_out_rejected": rejected,
        "false_reject_upper_bound": upper_bound(rejected, card.good_count),
        "held_out_scores": card.held_out_scores,
        "seconds": seconds,
    }
    text = (
        f"{path}: {card.name}, version {card.version}, taught on {card.good_count} good images in {seconds:.0f} s"
        f" ({len(taught.skipped)} skipped).\n{promise(card.held_out_scores)}"
    )
    terminal.result(fields, text)


def inspect(
    source_name: str,
    recipe_path: Path,
    out: Path | None,
    with_maps: bool,
    device: str,
    engine: str,
    terminal: Terminal,
) -> int:
    """Inspect every image of a source. Raises FilbertError; an image that can't be read is reported and skipped."""
    if with_maps and out is None:
        raise OutputError("--maps needs a folder to write to. Name one with --out DIR.")
    source = open_source(source_name)
    inspector = Inspector(load_recipe(recipe_path), device, engine)
    run = InspectionRun(inspector, terminal)
    with interruptible() as should_stop, ResultsFolder(out, with_maps) if out else nullcontext() as results:
        for frame in terminal.counted(source.frames(), source.total, "Inspecting"):
            if should_stop():
                raise Cancelled(f"Interrupted. {run.summary()}")
            if not isinstance(frame, SourceNotice):
                run.take(frame, results)
    terminal.note(run.summary())
    if not run.inspected:
        raise ImageError(f"No image of {source.name} could be read. Check the files named above.")
    return DONE


class InspectionRun:
    """Inspects frame after frame, reports each and keeps count."""

    def __init__(self, inspector: Inspector, terminal: Terminal) -> None:
        self._inspector = inspector
        self._terminal = terminal
        self._counts = {Verdict.PASS: 0, Verdict.FAIL: 0, Verdict.ERROR: 0}
        self._skipped = 0

    @property
    def inspected(self) -> int:
        """How many images got a verdict."""
        return self._counts[Verdict.PASS] + self._counts[Verdict.FAIL]

    def take(self, frame: Frame | SkippedImage, results: ResultsFolder | None) -> None:
        """Inspect one frame, or report one that could not be read."""
        if isinstance(frame, SkippedImage):
            self._skip(frame, results)
            return
        inspection = self._inspector.inspect(frame)
        self._counts[inspection.verdict] += 1
        if results is not None:
            results.add(inspection)
        self._terminal.result(inspection_fields(inspection), inspection_line(inspection))

    def _skip(self, skipped: SkippedImage, results: ResultsFolder | None) -> None:
        self._skipped += 1
        if results is not None:
            results.add_skipped(skipped)
        fields = {"number": skipped.number, "name": skipped.name, "skipped": skipped.reason}
        self._terminal.result(fields, f"skipped      {skipped.reason}")

    def summary(self) -> str:
        """The counts as a sentence."""
        passed, failed = self._counts[Verdict.PASS], self._counts[Verdict.FAIL]
        return f"{self.inspected} inspected: {passed} PASS, {failed} FAIL; {self._skipped} skipped."
