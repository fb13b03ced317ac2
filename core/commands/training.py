"""The command `train`, on the same functions as the window. Returns its exit code."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from core.commands.teaching_report import TeachingEnd, report_teaching
from core.commands.thresholds import Area
from core.errors import OutputError, RecipeError, RegionError
from core.exit_codes import DONE
from core.files import readable_name
from core.good_images.checked import Checked
from core.images import read_image
from core.inspection.judge import THRESHOLD
from core.interrupt import interruptible
from core.model.presets import LITE, PRESETS
from core.recipe import Recipe
from core.recipe_file import SUFFIX, check_writable, load_recipe
from core.recipes.comparing import compare_with_present
from core.recipes.references import Pictures
from core.recipes.saving import save_new_version
from core.region.alignment import Alignment
from core.region.file import read_region
from core.region.mark import Mark, mark_on
from core.sources.base import Source
from core.sources.folder import FolderSource
from core.sources.without import leave_out, named_images
from core.terminal import Terminal, TrainingBar
from core.training.held_out import HeldOutTable
from core.training.lesson import Lesson, Scored, Taught
from core.training.lines import DEFAULT_FALSE_REJECT, held_out_scores, lines_for, with_lines
from core.training.synthetic import ALL
from core.training.teaching import teach
from core.types import Frame

_USUAL_REVIEW = 0.05  # of good parts, where the recipe that is improved has a REVIEW band


@dataclass(frozen=True)
class TrainOptions:
    """What the engineer asks for; shares are of good parts (0 to 1), `region` is a file of JSON.

    With `improve`, what isn't asked for is as the recipe has it that is there already.
    """

    good: Path
    recipe: Path
    preset: str | None = None
    seed: int = 0
    false_reject: float | None = None
    weights: Path | None = None
    review: float | None = None
    defects: Path | None = None
    leave_out: tuple[str, ...] = ()
    min_area: Area | None = None
    region: Path | None = None
    draw_defects: bool = False
    improve: bool = False

    def after(self, recipe: Recipe) -> "TrainOptions":
        """What is asked for, and what isn't as the recipe has it; the region apart."""
        card = recipe.card
        band = _USUAL_REVIEW if card.review_from < THRESHOLD else None
        return replace(
            self,
            preset=self.preset or card.preset.name,
            false_reject=self.false_reject or card.false_reject_target,
            review=self.review or band,
            min_area=self.min_area or (Area(share=card.min_area) if card.min_area else None),
        )


def train(options: TrainOptions, terminal: Terminal) -> int:
    """Teach the good images of a folder and save the recipe. Raises FilbertError."""
    started = time.perf_counter()
    if not options.recipe.name:
        raise OutputError(f"No recipe is named. Name a file ending in {SUFFIX} after --recipe.")
    path = options.recipe if options.recipe.suffix else options.recipe.with_suffix(SUFFIX)
    check_writable(path)
    _check_no_other_file(path)
    before = load_recipe(path) if options.improve else None
    options = options if before is None else options.after(before)
    folder = FolderSource(options.good)
    kept = leave_out(folder, options.leave_out)
    _check_min_area(kept, options.min_area)
    source = Checked(kept)
    defects = None if options.defects is None else FolderSource(options.defects)
    drawn = ALL if options.draw_defects else 0
    with interruptible() as should_stop:  # saving is inside too: Ctrl-C comes before it, or is too late
        with TrainingBar() as bar:
            taught = teach(
                source, _lesson(options, path.stem, folder, before), bar.show, should_stop, defects=defects, drawn=drawn
            )
        taught = _with_min_area(taught, options)
        comparison = compare_with_present(taught.recipe, path, terminal, should_stop)
        saved = save_new_version(taught.recipe, path, _pictures(taught, folder, options))
    if saved.remark:
        terminal.note(saved.remark)
    taught = replace(taught, recipe=saved.recipe)
    report_teaching(TeachingEnd(taught, path, comparison, source.remarks, time.perf_counter() - started), terminal)
    return DONE


def _check_no_other_file(path: Path) -> None:
    """Refuse to save over somebody's picture or text: a typing error away from a recipe. Raises OutputError."""
    if path.suffix.lower() == SUFFIX or not path.exists():
        return
    try:
        load_recipe(path)
    except RecipeError as error:
        raise OutputError(
            f"{readable_name(path)} is there already and is no recipe. Name a file ending in {SUFFIX}."
        ) from error


def _check_min_area(good: Source, min_area: Area | None) -> None:
    """Find out before teaching, not after, that the minimum area is too large. Raises OutputError."""
    first = next((item for item in good.frames() if isinstance(item, Frame)), None) if min_area else None
    if first is not None and min_area is not None:
        min_area.of_picture(first.image.shape[1], first.image.shape[0])


def _pictures(taught: Taught, folder: FolderSource, options: TrainOptions) -> Pictures:
    """What the recipe was taught on, for its next version."""
    return Pictures(
        good=_paths(taught.held_out),
        defects=[] if taught.defects is None else _paths(taught.defects.table),
        not_good=[image.absolute() for image in named_images(folder, options.leave_out).values()],
        folders=[options.good.absolute()] if options.good.is_dir() else [],
        defects_folder=None if options.defects is None else options.defects.absolute(),
    )


def _paths(table: HeldOutTable) -> list[Path]:
    return [path for path in table.paths if path is not None]


def _lesson(options: TrainOptions, name: str, folder: FolderSource, before: Recipe | None) -> Lesson:
    region, mark = (None, None) if before is None else (before.card.region, before.mark)
    if options.region is not None:
        asked = read_region(options.region)
        region = asked.shapes
        region.check()
        mark = None if asked.alignment is None else _mark(asked.alignment, folder)
    return Lesson(
        name if before is None else before.card.name,
        PRESETS[options.preset or LITE.name],
        options.seed,
        options.false_reject or DEFAULT_FALSE_REJECT,
        options.weights,
        review=options.review,
        region=region,
        mark=mark,
    )


def _mark(alignment: Alignment, folder: FolderSource) -> Mark:
    names = folder.names
    reference = alignment.reference or next(iter(names))
    if reference not in names:
        raise RegionError(f"The mark is on {reference}, which is not in {folder.name}. Name an image of the folder.")
    return mark_on(read_image(names[reference]), alignment)


def _with_min_area(taught: Taught, options: TrainOptions) -> Taught:
    """The same with a minimum area, and lines that go with it."""
    if options.min_area is None:
        return taught
    min_area, target = options.min_area.of(taught.recipe), options.false_reject or DEFAULT_FALSE_REJECT
    scores = held_out_scores(taught.recipe, min_area)
    lines = lines_for(scores, target, options.review, min_area)

    def moved(scored: Scored | None) -> Scored | None:
        return None if scored is None else replace(scored, table=scored.table.rescaled(lines.fail))

    return replace(
        taught,
        recipe=with_lines(taught.recipe, lines, target),
        held_out=taught.held_out.rescaled(lines.fail),
        defects=moved(taught.defects),
        drawn=moved(taught.drawn),
    )
