"""The shifts a plant works in: which one a moment belongs to, by the clock on the wall."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo


@dataclass(frozen=True, order=True)
class WorkShift:
    """One shift, from `since` until before `until`; both aware, in the plant's own time."""

    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Whether a moment belongs to it."""
        return self.since <= at < self.until

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d %H:%M}–{self.until:%H:%M}"


@dataclass(frozen=True)
class ShiftTimes:
    """When shifts begin, by the clock of `zone` (None: this computer's); at least one time, in rising order."""

    starts: tuple[time, ...] = (time(6), time(14), time(22))
    zone: tzinfo | None = None

    def shift_at(self, at: datetime) -> WorkShift:
        """The shift a moment (aware) belongs to. One in which clocks change is an hour longer or shorter."""
        clock = at.astimezone(self.zone)
        begun = [start for start in self.starts if start <= clock.time()]
        if begun:
            return self._beginning(clock, begun[-1])
        return self._beginning(clock - timedelta(days=1), self.starts[-1])  # last night's

    def before(self, shift: WorkShift) -> WorkShift:
        """The shift before this one."""
        return self.shift_at(shift.since - timedelta(seconds=1))

    def _beginning(self, day: datetime, start: time) -> WorkShift:
        following = [later for later in self.starts if later > start]
        end_day, end = (day, following[0]) if following else (day + timedelta(days=1), self.starts[0])
        return WorkShift(self._moment(day, start), self._moment(end_day, end))

    def _moment(self, day: datetime, clock: time) -> datetime:
        moment = datetime.combine(day.date(), clock)  # what a clock shows: the zone says which moment that is
        return moment.astimezone() if self.zone is None else moment.replace(tzinfo=self.zone)


def shift_times(starts: tuple[str, ...], zone: tzinfo | None = None) -> ShiftTimes:
    """Shift times from texts such as "06:00", in any order. Raises ValueError for none, or for what is no time."""
    if not starts:
        raise ValueError("no time")
    return ShiftTimes(tuple(sorted({_time_of_day(start) for start in starts})), zone)


def _time_of_day(text: str) -> time:
    return datetime.strptime(text, "%H:%M").time()
