"""Kinds of values on the command line, each read from its text and refused with a sentence that says why."""

import argparse
import math


def share(text: str) -> float:
    """A share above 0 and below 1."""
    value = _number(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share between 0 and 1, such as 0.01.")
    return value


def area(text: str) -> tuple[str, float]:
    """An area, and what it is counted in: "pixels" or "share"."""
    unit = "share" if text.endswith("%") else "pixels"
    value = _number(text.removesuffix("%")) / (100 if unit == "share" else 1)
    if not 0 <= value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not an area, such as 200 or 0.1%.")
    return unit, value


def count(text: str) -> int:
    """A whole number from 1 on."""
    value = _whole_number(text)
    if value is None or value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 on.")
    return value


def seconds(text: str) -> float:
    """Seconds above 0, and an end to them."""
    value = _number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0.")
    return value


def score(text: str) -> float:
    """A score above 0 that a part can have."""
    value = _number(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a score above 0, such as 1.2.")
    return value


def seed(text: str) -> int:
    """What a random generator can begin with."""
    value = _whole_number(text)
    if value is None or not 0 <= value < 2**32:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {2**32 - 1}.")
    return value


def _number(text: str) -> float:
    """The number, or NaN, which lies in no range, where there is none."""
    try:
        return float(text)
    except ValueError:
        return math.nan


def _whole_number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None
