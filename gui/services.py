"""What the window asks of core, in one place, so that tests can put stand-ins there.

What imports the networks is imported in the functions: that takes seconds, and happens in a worker's thread while
the window is already to be seen.
"""
# ruff: noqa: PLC0415

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from core.drafts.draft import Draft
from core.drafts.images import GoodImage
from core.inspection.run import Inspects
from core.sources.base import Source
from core.training.progress import OnProgress, ShouldStop
from gui.long_lived import set_aside

if TYPE_CHECKING:
    from core.recipe import Recipe
    from core.sources.cameras import CameraInfo
    from core.training.lesson import Taught

TeachDraft = Callable[
    [Draft, Sequence[GoodImage], Path, OnProgress, ShouldStop, ShouldStop], "tuple[Taught, str]"
]  # good images and a folder for what it gives; then whom to tell, and whom to ask whether to stop or to finish


def open_source(spec: str, stall_periods: float) -> Source:
    """Open a source as the window shows it: a video is played like a camera. Raises SourceError."""
    from core.sources.live import LiveSource
    from core.sources.opening import open_source as open_any

    source = open_any(spec, live=True)
    return source.stalled_after(stall_periods) if isinstance(source, LiveSource) else source


def list_cameras() -> "Sequence[CameraInfo]":
    """Find the cameras there are, each once. Takes up to some seconds."""
    from core.sources import cameras

    return cameras.distinct_cameras(cameras.list_cameras())


def load_recipe(path: Path) -> "Recipe":
    """Read a recipe. Raises RecipeError."""
    from core import recipe_file

    return recipe_file.load_recipe(path)


def make_inspector(recipe: "Recipe") -> Inspects:
    """Load and warm up what inspects by a recipe. Raises RecipeError, WeightsError."""
    from core.inspection.pipeline import Inspector

    set_aside("networks")
    return Inspector(recipe)


def teach_demo(dataset: Path | None, seed: int, on_progress: OnProgress, should_stop: ShouldStop) -> "Recipe":
    """Teach the demo's good parts. Raises FilbertError, Cancelled when `should_stop` says so."""
    from core.commands import demo_session as session

    return session.teach_demo(dataset, seed, on_progress, should_stop)


def demo_source(dataset: Path | None, seed: int) -> Source:
    """Open the demo's parts, never-ending. Raises SourceError."""
    from core.commands import demo_session as session

    return session.demo_source(dataset, seed)


def teach_draft(
    draft: Draft,
    kept: Sequence[GoodImage],
    folder: Path,
    on_progress: OnProgress,
    should_stop: ShouldStop,
    should_finish: ShouldStop,
) -> "tuple[Taught, str]":
    """Teach a draft's good images, and keep in `folder` what it gave. Raises FilbertError, Cancelled."""
    from core.drafts import teaching
    from core.threads import step_back

    step_back()
    return teaching.teach_draft(draft, kept, folder, on_progress, should_stop, should_finish)


def load_result(folder: Path) -> "tuple[Taught, str] | None":
    """Read what the last teaching of a draft gave; None where there is nothing that can be read."""
    from core.drafts import result

    return result.load_result(folder)


def estimate_seconds(images: int, preset: str, defects: int) -> float:
    """About how long teaching so many images will take here. Raises WeightsError."""
    from core.model.presets import LITE, PRESETS
    from core.training import costs
    from core.training.synthetic import ALL

    return costs.estimate_seconds(images, PRESETS.get(preset, LITE), defects, ALL)


def spare_cores(inspecting: bool) -> None:
    """Give torch, in the calling thread, the cores that a window and perhaps an inspection leave."""
    from core.device import leave_a_core_free, use_threads

    if inspecting:
        use_threads(1)
    else:
        leave_a_core_free()


@dataclass(frozen=True)
class Services:
    """Functions of core that take long or touch the disk; each may raise FilbertError."""

    load_recipe: Callable[[Path], "Recipe"] = load_recipe
    open_source: Callable[[str, float], Source] = open_source
    list_cameras: Callable[[], "Sequence[CameraInfo]"] = list_cameras
    make_inspector: Callable[["Recipe"], Inspects] = make_inspector
    teach_demo: Callable[[Path | None, int, OnProgress, ShouldStop], "Recipe"] = teach_demo
    demo_source: Callable[[Path | None, int], Source] = demo_source
    teach_draft: TeachDraft = teach_draft
    load_result: "Callable[[Path], tuple[Taught, str] | None]" = load_result
    estimate_seconds: Callable[[int, str, int], float] = estimate_seconds
    spare_cores: Callable[[bool], None] = spare_cores
