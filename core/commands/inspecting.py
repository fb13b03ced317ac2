"""The command `inspect`: judges what a source gives and reports each result."""

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from core.commands.results_folder import ResultsFolder
from core.errors import Cancelled, ImageError, OutputError, RecordsError
from core.exit_codes import DONE
from core.files import readable_name
from core.inspection.pipeline import Inspector
from core.inspection.recorder import PictureResult, Recorder, Sink, settling
from core.inspection.run import OLDEST_S, Outcome, Run
from core.interrupt import interruptible
from core.recipe_file import load_recipe
from core.records.of_station import recorded
from core.records.recording import Origin
from core.sources.news import News
from core.sources.opening import open_source
from core.sources.patience import Patience
from core.terminal import Terminal, inspection_fields, inspection_line
from core.types import Inspection, SkippedImage, SourceNotice, Verdict


@dataclass(frozen=True)
class InspectOptions:
    """What the command line says; `parts` and `seconds` end a source that has no end of its own.

    `record` keeps each part among the station's records, as the window does, with `lot`.
    """

    source: str
    recipe: Path
    out: Path | None = None
    with_maps: bool = False
    device: str = "auto"
    engine: str = "torch"
    parts: int | None = None
    seconds: float | None = None
    record: bool = False
    lot: str = ""


def inspect(options: InspectOptions, terminal: Terminal) -> int:
    """Inspect every image of a source. Raises FilbertError; an image that can't be read is reported and skipped."""
    if options.with_maps and options.out is None:
        raise OutputError("--maps needs a folder to write to. Name one with --out DIR.")
    if options.lot and not options.record:
        raise RecordsError("--lot stands in the station's records. Say --record too, or leave it out.")
    _check_out(options)
    source = open_source(options.source)
    recipe = load_recipe(options.recipe)
    inspector = Inspector(recipe, options.device, options.engine)
    if recipe.shortcoming:
        terminal.note(recipe.shortcoming)
    reporter = ResultReporter(terminal)
    with ExitStack() as stack:
        should_stop = stack.enter_context(interruptible())
        sinks = settling(source)
        if options.out is not None:
            sinks.append(_writing_to(stack.enter_context(ResultsFolder(options.out, options.with_maps))))
        if options.record:
            origin = Origin(recipe.card.name, recipe.card.version, source.name, lambda: options.lot)
            sinks.append(stack.enter_context(recorded(origin, terminal)))
        recorder = stack.enter_context(Recorder(sinks))
        outcomes = stack.enter_context(closing(Run(source, inspector, oldest_s=OLDEST_S).outcomes()))
        results = _results(_stoppable(outcomes, should_stop, reporter), terminal, options)
        for result in terminal.reported(results, source.total, "Inspecting"):
            reporter.take(result)
            recorder.add(result)
    terminal.note(reporter.summary())
    if not reporter.inspected:
        raise ImageError(reporter.why_none(source.name))
    return DONE


def _check_out(options: InspectOptions) -> None:
    """Refuse to write heatmaps into the folder of images: the next run would inspect them. Raises OutputError."""
    source, out = Path(options.source), options.out
    if out is not None and options.source and source.is_dir() and out.resolve().is_relative_to(source.resolve()):
        raise OutputError(
            f"{readable_name(out)} lies in the folder that is inspected, so its heatmaps would be inspected next time. "
            "Choose a folder elsewhere."
        )


def _writing_to(folder: ResultsFolder) -> Sink:
    def write(result: PictureResult) -> None:
        if isinstance(result, Inspection):
            folder.add(result)
        else:
            folder.add_skipped(result)

    return write


def _stoppable(
    outcomes: Iterator[Outcome], should_stop: Callable[[], bool], reporter: "ResultReporter"
) -> Iterator[Outcome]:
    while not should_stop():
        outcome = next(outcomes, None)
        if outcome is None:
            return
        yield outcome
    raise Cancelled(f"Interrupted. {reporter.summary()}")


def _results(outcomes: Iterator[Outcome], terminal: Terminal, options: InspectOptions) -> Generator[PictureResult]:
    """The results among the outcomes, until the source or the user's limit ends them; tells people what else is up."""
    watch = _Watch(terminal)
    started, given = perf_counter(), 0
    for outcome in outcomes:
        if isinstance(outcome, Inspection | SkippedImage):
            watch.all_is_well()
            yield outcome
            given += 1
        elif isinstance(outcome, SourceNotice):
            watch.notice(outcome)
        if given == options.parts or (options.seconds is not None and perf_counter() - started >= options.seconds):
            return


class _Watch:
    """Tells how the source is doing when that changes, and gives it up when it has been in trouble for too long."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._news = News()
        self._patience = Patience(perf_counter)

    def all_is_well(self) -> None:
        self._patience.all_is_well()

    def notice(self, notice: SourceNotice) -> None:
        if self._news.is_in(notice):
            self._terminal.note(f"{notice.state}  {notice.sentence}".rstrip())
        self._patience.bear(notice, "the run ends.")


class ResultReporter:
    """Reports result after result and keeps count."""

    def __init__(self, terminal: Terminal) -> None:
        self._terminal = terminal
        self._counts = dict.fromkeys(Verdict, 0)
        self._skipped = 0
        self._last_reason = ""

    @property
    def inspected(self) -> int:
        """How many parts got a verdict."""
        return sum(count for verdict, count in self._counts.items() if verdict.about_part)

    def take(self, result: Inspection | SkippedImage) -> None:
        """Report and count one result."""
        if isinstance(result, SkippedImage):
            self._skipped += 1
            fields = {"number": result.number, "name": result.name, "skipped": result.reason}
            self._terminal.result(fields, f"skipped      {result.reason}")
            return
        self._counts[result.verdict] += 1
        self._last_reason = result.reason or self._last_reason
        self._terminal.result(inspection_fields(result), inspection_line(result))

    def why_none(self, source: str) -> str:
        """Why no part got a verdict, and what to do."""
        if self._last_reason:
            return f"No image of {source} could be judged. {self._last_reason}"
        if not self._skipped:
            return f"{source} gave no image to inspect. Check that new ones come, or wait longer for them."
        return f"No image of {source} could be read. Check the files named above."

    def summary(self) -> str:
        """The counts as a sentence."""
        counts, inspected = self._counts, self.inspected
        always = (Verdict.PASS, Verdict.FAIL)
        named = [v for v in Verdict if v.about_part and (counts[v] or v in always)]
        parts = ", ".join(f"{counts[verdict]} {verdict}" for verdict in named)
        others = "".join(f"; {counts[v]} {v}" for v in Verdict if counts[v] and not v.about_part)
        return f"{inspected} inspected: {parts}{others}; {self._skipped} skipped."
