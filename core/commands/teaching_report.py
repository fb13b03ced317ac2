"""What the command `train` prints of a teaching that has ended."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.commands.thresholds import table_fields
from core.good_images.remark import Remark, RemarkKind, remark_fields
from core.recipes.comparing import comparison_fields
from core.recipes.comparison import Comparison
from core.terminal import Terminal
from core.training.calibration import promise
from core.training.held_out import ranking
from core.training.lesson import Scored, Taught
from core.training.lines import Lines, lines_of
from core.training.standing import Judging, Standing, min_area_warning, review_sentence
from core.types import SkippedImage

_SAID_ELSEWHERE = {RemarkKind.TOO_FEW, RemarkKind.DUPLICATE, RemarkKind.BLANK}  # by the promise, and by what is skipped
_NAMED = 5  # of the oddest images, in what people read


@dataclass(frozen=True, eq=False)
class TeachingEnd:
    """What came of a teaching, and the file it is in now.

    `comparison` is with the version before, None where there was none; `seconds` are those of the whole command.
    """

    taught: Taught
    path: Path
    comparison: Comparison | None
    remarks: Sequence[Remark]
    seconds: float


def report_teaching(ended: TeachingEnd, terminal: Terminal) -> None:
    """Note what is wrong with images, then print figures for programs, or sentences for people."""
    taught = ended.taught
    for remark in ended.remarks:
        if remark.kind not in _SAID_ELSEWHERE:
            terminal.note(remark.sentence)
    for skipped in (*taught.skipped, *_skipped(taught.defects)):
        terminal.note(f"Skipped: {skipped.reason}")
    judging, lines = _judging(taught), lines_of(taught.recipe.card)
    standing = judging.standing(lines)
    review = review_sentence(lines, standing)
    text = [*_sentences(ended), *_caught(standing), review, _area_warning(judging, lines, standing)]
    terminal.result(_fields(ended, standing), "\n".join(line for line in text if line))


def _fields(ended: TeachingEnd, standing: Standing) -> dict[str, Any]:
    taught, card = ended.taught, ended.taught.recipe.card
    comparison = {} if ended.comparison is None else {"comparison": comparison_fields(ended.comparison)}
    return {
        "recipe": str(ended.path),
        "name": card.name,
        "version": card.version,
        "preset": card.preset.name,
        "seed": card.seed,
        "images": card.good_count,
        "skipped": [{"name": skipped.name, "reason": skipped.reason} for skipped in taught.skipped],
        "remarks": [remark_fields(remark) for remark in ended.remarks],
        "latent_size": card.latent_size,
        "false_reject_target": card.false_reject_target,
        "review_from": card.review_from,
        "min_area": card.min_area,
        **table_fields(standing),
        "held_out_scores": card.held_out_scores,
        "ranking": [{"name": image.name, "score": image.score} for image in ranking(taught.held_out)],
        "defect_scores": _scores(taught.defects, card.min_area),
        "drawn_defect_scores": _scores(taught.drawn, card.min_area),
        **comparison,
        "seconds": ended.seconds,
    }


def _sentences(ended: TeachingEnd) -> Iterator[str]:
    """What was taught, what that supports, and which images are the oddest."""
    taught, card = ended.taught, ended.taught.recipe.card
    yield (
        f"{ended.path}: {card.name}, version {card.version}, taught on {card.good_count} good images in "
        f"{ended.seconds:.0f} s ({len(taught.skipped)} skipped)."
    )
    yield promise(card.held_out_scores)
    oddest = ", ".join(f"{image.name} {image.score:.2f}" for image in ranking(taught.held_out)[:_NAMED])
    yield f"Oddest when held out: {oddest}."


def _caught(standing: Standing) -> Iterator[str]:
    """How many defects are caught: of those given, and of those drawn."""
    defects, drawn = standing.defects, standing.drawn
    if defects.total:
        yield f"{defects.failed} of {defects.total} defect images fail."
    if drawn.total:
        yield f"{drawn.failed} of {drawn.total} defects drawn by Filbert fail: a plain sanity check, no more."


def _area_warning(judging: Judging, lines: Lines, now: Standing) -> str:
    return min_area_warning(lines, judging.standing(Lines(lines.fail, lines.review)), now)


def _judging(taught: Taught) -> Judging:
    defects, drawn = (None if scored is None else scored.table.extents for scored in (taught.defects, taught.drawn))
    return Judging(taught.held_out.extents, defects, drawn)


def _skipped(scored: Scored | None) -> Sequence[SkippedImage]:
    return () if scored is None else scored.skipped


def _scores(scored: Scored | None, min_area: float) -> list[dict[str, Any]]:
    if scored is None:
        return []
    names, scores = scored.table.names, scored.table.scores(min_area).tolist()
    return [{"name": name, "score": score} for name, score in zip(names, scores, strict=True)]
