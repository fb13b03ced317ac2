"""What the Inspect page shows of all there is to show: one answer at a time, so that it never contradicts itself."""

from dataclasses import dataclass, field
from enum import Enum, auto
from weakref import WeakKeyDictionary

from core.types import Frame, Inspection, PartKey, SourceNotice
from gui.station.activity import Activity

_WITH_VERDICT = (Activity.RUNNING, Activity.PAUSED, Activity.FINISHED)
_WITHOUT_RECIPE = (Activity.TEACHING, Activity.FAILED)  # another one is being taught; the banner has the room


class OnViewKind(Enum):
    """The kinds of things that can be on view."""

    FAILURE = auto()  # the station has stopped
    EARLIER = auto()  # a part that somebody looks at again
    FROZEN = auto()  # the part that was on view when somebody froze it
    TROUBLE = auto()  # the source has no picture to trust
    PREVIEW = auto()  # a picture nobody asked a verdict on
    PART = auto()  # the newest part
    WAITING = auto()  # nothing yet


@dataclass
class OnView:
    """Everything that could be shown. `live` is the newest part of this run, `preview` a picture newer than that."""

    activity: Activity = Activity.IDLE
    trouble: SourceNotice | None = None
    live: Inspection | None = None
    preview: Frame | None = None
    earlier: Inspection | None = None
    frozen: Inspection | None = None
    shortcoming: str = ""  # what the recipe in use can't do
    answers: WeakKeyDictionary[PartKey, str] = field(default_factory=WeakKeyDictionary)  # good, bad or unsure
    _before_trouble: Inspection | None = None

    @property
    def view(self) -> OnViewKind:
        """What is shown. A verdict never stands beside a picture that is no longer live, unless that is said."""
        rules = (
            (OnViewKind.FAILURE, self.activity is Activity.FAILED),
            (OnViewKind.EARLIER, self.earlier is not None),
            (OnViewKind.FROZEN, self.frozen is not None),
            (OnViewKind.WAITING, self.activity not in _WITH_VERDICT),
            (OnViewKind.TROUBLE, self.trouble is not None),
            (OnViewKind.PART, self.live is not None),
            (OnViewKind.PREVIEW, self.preview is not None),
        )
        return next((view for view, holds in rules if holds), OnViewKind.WAITING)

    @property
    def part(self) -> Inspection | None:
        """The part on view; None when there is none, or only a picture."""
        return {OnViewKind.EARLIER: self.earlier, OnViewKind.FROZEN: self.frozen, OnViewKind.PART: self.live}.get(
            self.view
        )

    @property
    def answer(self) -> str:
        """What somebody said of the part on view: good, bad or unsure; empty when nobody has said anything."""
        return "" if self.part is None else self.answers.get(self.part.key, "")

    @property
    def warning(self) -> str:
        """What the recipe can't do, and what the newest part says about the station."""
        of_part = self.live.warning if self.live is not None and self.activity is Activity.RUNNING else ""
        of_recipe = "" if self.activity in _WITHOUT_RECIPE else self.shortcoming
        return " ".join(sentence for sentence in (of_recipe, of_part) if sentence)

    def begin(self, activity: Activity) -> None:
        """Take note of what the station does; a new run, or the end of all, forgets what was looked at."""
        if activity is not self.activity and activity in (Activity.LOADING, Activity.TEACHING, Activity.FAILED):
            self.earlier = self.frozen = None
        if activity is Activity.LOADING:
            self.live = self.preview = None
        self.activity = activity

    def take_trouble(self, trouble: SourceNotice | None) -> None:
        """Take note of what keeps the station from judging.

        The verdict from before does not come back with the source: the part it was about may be gone.
        """
        if trouble is not None:
            self._before_trouble = self.live
        elif self._before_trouble is not None:
            self.live = None if self.live is self._before_trouble else self.live
            self._before_trouble = None
        self.trouble = trouble

    def look_at(self, part: Inspection) -> None:
        """Look at a part again; at the newest one while nothing runs is the same as looking at none."""
        shown_live = self.activity is not Activity.RUNNING and part is self.live
        self.earlier = None if shown_live and self.activity in _WITH_VERDICT else part

    def freeze(self, frozen: bool) -> bool:
        """Hold what is on view, or let it go; whether something is held."""
        self.frozen = self.part if frozen else None
        return self.frozen is not None
