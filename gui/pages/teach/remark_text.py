"""Remarks on good images as the window puts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.good_images.remark import Remark, RemarkKind

UNREADABLE = "unreadable"


@dataclass(frozen=True)
class RemarkGroup:
    """Remarks of one kind: how many images they are about, why, and which; images of none are about all of them."""

    kind: str
    title: str
    reason: str
    images: tuple[str, ...]


def grouped(
    remarks: Sequence[Remark], unreadable: Sequence[tuple[str, str]], answered: Sequence[str]
) -> tuple[RemarkGroup, ...]:
    """One group a kind, without images that were kept or dropped already; those that can't be read come first."""
    known = set(answered)
    groups = []
    if unreadable:
        title = _tr("{0} can't be read").format(len(unreadable))
        reason = unreadable[0][1].replace("/", "/\u200b").replace("\\", "\\\u200b")  # a long path may go over lines
        groups.append(RemarkGroup(UNREADABLE, title, reason, tuple(name for name, _ in unreadable)))
    for kind in RemarkKind:
        of_kind = [remark for remark in remarks if remark.kind is kind]
        images = tuple(dict.fromkeys(name for remark in of_kind for name in remark.images if name not in known))
        if images:
            reason = of_kind[0].sentence if len(of_kind) == 1 else _reason(kind)
            title = f"{len(images)} {_word(kind) if len(images) == 1 else _words(kind)}"
            groups.append(RemarkGroup(kind, title, reason, images))
        elif of_kind and not of_kind[0].images:
            groups.append(RemarkGroup(kind, _word(kind).capitalize(), of_kind[0].sentence, ()))
    return tuple(groups)


def fine(remarks: Sequence[Remark], unreadable: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """What there is nothing to be said against, once all images were looked at."""
    looked_for: tuple[tuple[str, set[str]], ...] = (
        (_tr("All images can be read"), {UNREADABLE}),
        (_tr("All have the same size"), {RemarkKind.SIZE}),
        (_tr("All are in focus"), {RemarkKind.BLURRED}),
        (_tr("The light is alike on all"), {RemarkKind.OVER_EXPOSED, RemarkKind.UNDER_EXPOSED, RemarkKind.BLANK}),
        (_tr("No image is there twice"), {RemarkKind.DUPLICATE, RemarkKind.NEAR_DUPLICATE}),
        (_tr("None is unlike the rest"), {RemarkKind.ODD, RemarkKind.MIXED}),
    )
    seen: set[str] = {remark.kind for remark in remarks} | ({UNREADABLE} if unreadable else set())
    return tuple(sentence for sentence, kinds in looked_for if not seen.intersection(kinds))


def badges(groups: Sequence[RemarkGroup]) -> dict[str, str]:
    """The short word at each image; the first group it is in says it."""
    words: dict[str, str] = {}
    for group in groups:
        word = _tr("can't be read") if group.kind == UNREADABLE else _word(RemarkKind(group.kind))
        for name in group.images:
            words.setdefault(name, word)
    return words


def _word(kind: RemarkKind) -> str:
    return {
        RemarkKind.TOO_FEW: _tr("too few images"),
        RemarkKind.BLANK: _tr("blank"),
        RemarkKind.BLURRED: _tr("blurred"),
        RemarkKind.OVER_EXPOSED: _tr("too bright"),
        RemarkKind.UNDER_EXPOSED: _tr("too dark"),
        RemarkKind.DUPLICATE: _tr("copy"),
        RemarkKind.NEAR_DUPLICATE: _tr("near copy"),
        RemarkKind.SIZE: _tr("other size"),
        RemarkKind.ODD: _tr("odd one out"),
        RemarkKind.MIXED: _tr("another product"),
    }[kind]


def _words(kind: RemarkKind) -> str:
    """The word for several images, where it is another."""
    several = {
        RemarkKind.DUPLICATE: _tr("copies"),
        RemarkKind.NEAR_DUPLICATE: _tr("near copies"),
        RemarkKind.MIXED: _tr("of another product"),
    }
    return several.get(kind) or _word(kind)


def _reason(kind: RemarkKind) -> str:
    return {
        RemarkKind.TOO_FEW: "",
        RemarkKind.BLANK: _tr("There is nothing to see."),
        RemarkKind.BLURRED: _tr("Less sharp than the others."),
        RemarkKind.OVER_EXPOSED: _tr("White in bright places, or much brighter than the others."),
        RemarkKind.UNDER_EXPOSED: _tr("Much darker than the others."),
        RemarkKind.DUPLICATE: _tr("The same pictures twice: they add nothing new."),
        RemarkKind.NEAR_DUPLICATE: _tr("Almost the same picture: they add nothing new, but are counted."),
        RemarkKind.SIZE: _tr("Another size or shape than the others."),
        RemarkKind.ODD: _tr("Not like the rest. Are they really good?"),
        RemarkKind.MIXED: _tr("They look like another product."),
    }[kind]


def _tr(text: str) -> str:
    return QCoreApplication.translate("remarks", text)
