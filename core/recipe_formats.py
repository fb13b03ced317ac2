"""Cards of recipes that an earlier Filbert made, as today's."""

from collections.abc import Callable
from typing import Any

from core.recipe import FORMAT_VERSION

OLDEST_READABLE = 2


def from_format_2(card: dict[str, Any]) -> dict[str, Any]:
    """A card of format 2 in format 3: it had no REVIEW band. Nor is there a scene, which only pictures can teach."""
    return {**card, "format_version": 3, "review_from": 1.0}


def from_format_3(card: dict[str, Any]) -> dict[str, Any]:
    """A card of format 3 in format 4: all of the picture was inspected, and nobody had asked what shape it is of."""
    return {**card, "format_version": 4, "taught_size": None, "region": None, "alignment": None}


def from_format_4(card: dict[str, Any]) -> dict[str, Any]:
    """A card of format 4 in format 5: only the tensors differ (`rebuild_detector`)."""
    return {**card, "format_version": 5}


def from_format_5(card: dict[str, Any]) -> dict[str, Any]:
    """A card of format 5 in format 6: the position model looked at residuals alone, and the grid alone said where."""
    preset = {**card["preset"], "feature_components": 0, "detail": 0.0, "detail_directions": 0}
    return {**card, "format_version": 6, "preset": preset}


_FROM: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    2: from_format_2,
    3: from_format_3,
    4: from_format_4,
    5: from_format_5,
}
"""What makes the next format of a card from each one."""


def newest(card: dict[str, Any]) -> dict[str, Any]:
    """A card's JSON in today's format. Raises KeyError or TypeError where it lacks what its own format has."""
    for older in range(int(card["format_version"]), FORMAT_VERSION):
        card = _FROM[older](card)
    return card
