"""From the words on the command line to the command they name; each is imported when it is asked for."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.terminal import Terminal

if TYPE_CHECKING:
    from core.commands.thresholds import Area


def run_command(arguments: Namespace, terminal: Terminal) -> int:
    """Run the command that `core.commands.arguments` has understood; its exit code. Raises FilbertError."""
    return _COMMANDS[arguments.command](arguments, terminal)


def _inspect(a: Namespace, terminal: Terminal) -> int:
    from core.commands.inspecting import InspectOptions, inspect

    names = ("source", "recipe", "out", "device", "engine", "parts", "seconds", "record", "lot")
    return inspect(InspectOptions(with_maps=a.maps, **{name: getattr(a, name) for name in names}), terminal)


def _evaluate(a: Namespace, terminal: Terminal) -> int:
    from core.commands.evaluating import evaluate

    return evaluate(a.dataset, a.recipe, a.device, a.engine, terminal)


def _check(a: Namespace, terminal: Terminal) -> int:
    from core.good_images.checking import check_good_images

    return check_good_images(a.good, terminal)


def _capture(a: Namespace, terminal: Terminal) -> int:
    from core.commands.capturing import CaptureOptions, capture

    return capture(CaptureOptions(a.source, a.folder, a.count, a.every), terminal)


def _train(a: Namespace, terminal: Terminal) -> int:
    from core.commands.training import TrainOptions, train

    names = ("good", "recipe", "preset", "seed", "false_reject", "weights", "review", "defects", "region")
    given = {name: getattr(a, name) for name in (*names, "draw_defects", "improve")}
    return train(TrainOptions(leave_out=tuple(a.leave_out), min_area=_area(a), **given), terminal)


def _threshold(a: Namespace, terminal: Terminal) -> int:
    from core.commands.thresholds import ThresholdOptions, set_threshold

    return set_threshold(ThresholdOptions(a.recipe, a.false_reject, a.line, a.review, _area(a), a.reset), terminal)


def _area(a: Namespace) -> "Area | None":
    from core.commands.thresholds import Area

    if a.min_area is None:
        return None
    unit, number = a.min_area
    return Area(**{unit: number})


def _recipes(a: Namespace, terminal: Terminal) -> int:
    from core.recipes.listing import list_recipes

    return list_recipes(a.place, terminal)


def _compare(a: Namespace, terminal: Terminal) -> int:
    from core.recipes.comparing import CompareOptions, compare_recipes

    return compare_recipes(CompareOptions(a.recipe, a.new, a.version, a.device), terminal)


def _bring_back(a: Namespace, terminal: Terminal) -> int:
    from core.recipes.bringing_back import bring_back_version

    return bring_back_version(a.recipe, a.version, terminal)


_COMMANDS: dict[str, Callable[[Namespace, Terminal], int]] = {
    "inspect": _inspect,
    "evaluate": _evaluate,
    "check": _check,
    "capture": _capture,
    "train": _train,
    "threshold": _threshold,
    "recipes": _recipes,
    "compare": _compare,
    "bring-back": _bring_back,
}
"""All but those that need the window, or Qt to write on paper: `main.py` knows these."""
