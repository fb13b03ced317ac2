"""What is said of good images before they are taught. The engineer decides; nothing here does."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class RemarkKind(StrEnum):
    """What a remark is about."""

    TOO_FEW = "too few"
    BLANK = "blank"  # black, white, or of one colour
    BLURRED = "blurred"
    OVER_EXPOSED = "over-exposed"
    UNDER_EXPOSED = "under-exposed"
    DUPLICATE = "duplicate"  # the same pixels
    NEAR_DUPLICATE = "near-duplicate"
    SIZE = "size"  # another size or aspect than the rest
    ODD = "odd one out"
    MIXED = "two products"


@dataclass(frozen=True)
class Remark:
    """One thing an engineer should know of the good images.

    `images` are the names of those it is about: leaving them out heeds it. Where there are none it is about all of
    them. `beside` are images they are compared with, such as the one a copy is of.
    """

    kind: RemarkKind
    sentence: str
    images: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


def remark_fields(remark: Remark) -> dict[str, Any]:
    """A remark as fields of a line of JSON."""
    return {
        "kind": str(remark.kind),
        "sentence": remark.sentence,
        "images": list(remark.images),
        "beside": list(remark.beside),
    }


_LISTED = 3


def listed(names: Sequence[str]) -> str:
    """Names as the beginning of a sentence: a.png, b.png and 40 more."""
    if len(names) <= _LISTED:
        return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{', '.join(names[: _LISTED - 1])} and {len(names) - _LISTED + 1} more"
