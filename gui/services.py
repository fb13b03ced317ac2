"""What the window asks of core, in one place, so that tests can put stand-ins there."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from core.demo.session import demo_source, teach_demo
from core.inspection.pipeline import Inspector
from core.recipe import Recipe
from core.recipe_file import load_recipe
from core.sources.base import Source
from core.sources.opening import open_source
from core.types import TrainingProgress
from gui.inspection_worker import Inspects


@dataclass(frozen=True)
class Services:
    """Functions of core that take long or touch the disk; each may raise FilbertError."""

    load_recipe: Callable[[Path], Recipe] = load_recipe
    open_source: Callable[[str], Source] = open_source
    make_inspector: Callable[[Recipe], Inspects] = Inspector
    teach_demo: Callable[[Path | None, int, Callable[[TrainingProgress], None], Callable[[], bool]], Recipe] = (
        teach_demo
    )
    demo_source: Callable[[Path | None, int], Source] = demo_source
