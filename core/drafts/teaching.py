"""Teaching a draft: what was chosen becomes a lesson, and what it gives is kept beside the draft."""

from collections.abc import Sequence
from pathlib import Path

from core.drafts.basis import basis_of
from core.drafts.draft import Draft
from core.drafts.images import GoodImage, GoodImageSource
from core.drafts.result import save_result
from core.errors import TeachingError
from core.good_images.checked import Checked
from core.images import read_image
from core.model.presets import PRESETS
from core.recipe_file import load_recipe
from core.region.alignment import Alignment
from core.region.mark import Mark, mark_on
from core.sources.base import Source
from core.sources.folder import FolderSource
from core.training.lesson import Lesson, Taught
from core.training.progress import OnProgress, ShouldStop, never
from core.training.synthetic import ALL
from core.training.teaching import teach


def teach_draft(
    draft: Draft,
    kept: Sequence[GoodImage],
    folder: Path,
    on_progress: OnProgress,
    should_stop: ShouldStop,
    should_finish: ShouldStop = never,
) -> tuple[Taught, str]:
    """Teach the kept images of a draft, keep what it gave in `folder`, and give it with its basis.

    Raises FilbertError as `teach` does; whatever `folder` held before is then as it was.
    """
    source = Checked(GoodImageSource(draft.name.strip() or "the good set", kept))
    lesson = lesson_of(draft, kept)
    taught = teach(source, lesson, on_progress, should_stop, should_finish, _defects(draft), drawn=ALL)
    basis = basis_of(draft, kept)
    save_result(folder, taught, basis)
    return taught, basis


def lesson_of(draft: Draft, kept: Sequence[GoodImage]) -> Lesson:
    """What was chosen, as teaching takes it. Raises FilbertError for what can't be used."""
    if draft.preset not in PRESETS:
        raise TeachingError(f"There is no preset {draft.preset}. Choose one of {', '.join(PRESETS)}.")
    return Lesson(
        name=draft.name.strip() or "Unnamed",
        preset=PRESETS[draft.preset],
        seed=draft.seed,
        false_reject=draft.false_reject,
        review=draft.review,
        region=draft.region,
        mark=None if draft.alignment is None else _mark(draft, draft.alignment, kept),
    )


def _mark(draft: Draft, alignment: Alignment, kept: Sequence[GoodImage]) -> Mark:
    """The mark as it was drawn on one of the good images, or as the recipe has it that is improved."""
    drawn_on = [image for image in kept if image.name == alignment.reference or not alignment.reference]
    if drawn_on:
        return mark_on(read_image(drawn_on[0].path), alignment)
    if draft.improves is not None:
        mark = load_recipe(draft.improves).mark
        if mark is not None and mark.alignment == alignment:
            return mark
    raise TeachingError(
        f"The picture {alignment.reference}, on which the mark was drawn, is no longer among the good images. "
        "Draw the mark on another one."
    )


def _defects(draft: Draft) -> Source | None:
    return None if draft.defects is None else FolderSource(draft.defects)
