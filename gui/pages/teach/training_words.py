"""What the Train page says while nothing is being taught."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from core.good_images.counting import FEWEST
from gui.pages.teach.training_card import duration_text


@dataclass(frozen=True)
class Learned:
    """The last teaching: on how many images, and whether they and the choices are still those of now."""

    images: int
    current: bool


@dataclass(frozen=True)
class IdleWords:
    """A figure with what it means and how long it will take, and a question with what to know before the answer."""

    figure: str
    said: str
    left: str
    question: str
    detail: str


def idle_words(images: int, learned: Learned | None, seconds: float | None) -> IdleWords:
    """Say what can be done with so many good images; `seconds` are what it would take, None where nobody knows yet."""
    count = _tr("{0} good images").format(images)
    left = "" if seconds is None else _tr("about {0}").format(duration_text(seconds))
    if learned is not None and learned.current:
        said = _tr("Taught on {0} good images").format(learned.images)
        return IdleWords(_tr("Done"), said, "", _tr("Go on with Next."), _done(images, learned.images))
    if learned is not None:
        said, detail = _tr("{0}, not those it was taught on"), _tr("Images, region or choices have changed since.")
        return IdleWords(_tr("Changed"), said.format(count), left, _tr("Train once more"), detail)
    figure = _tr("Ready") if images >= FEWEST else _tr("Too few")
    detail = _tr("Inspection goes on meanwhile, a little slower.")
    return IdleWords(figure, count, left, _tr("Ready to learn?"), detail)


def _done(images: int, taught: int) -> str:
    if images > taught:
        without = _tr("{0} of {1} images are left out: copies, unreadable, or without the part.")
        return without.format(images - taught, images)
    return _tr("Training again would give the same.")


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainPage", text)
