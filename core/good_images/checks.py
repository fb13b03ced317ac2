"""The checks of good images, all together, while images come and go."""

from collections.abc import Callable

from core.good_images.blur import blurred
from core.good_images.copies import Copies
from core.good_images.counting import too_few
from core.good_images.exposure import over_exposed, under_exposed
from core.good_images.measurement import Measurement, measure
from core.good_images.mixture import mixture
from core.good_images.oddness import odd_ones
from core.good_images.remark import Remark, RemarkKind, listed
from core.good_images.size import other_sizes
from core.good_images.table import Rows, Table
from core.types import Image

_Check = Callable[[Table, Rows], list[Remark]]

_OF_SINGLE_IMAGES: tuple[_Check, ...] = (blurred, over_exposed, under_exposed, other_sizes)


class GoodImageChecks:
    """Remarks on good images. It decides nothing: what a remark is worth, the engineer says by leaving images out.

    Belongs to one thread. `measure` may be called in others, and what it gives handed to `take`.
    """

    def __init__(self) -> None:
        self._table = Table()
        self._copies = Copies(self._table)
        self._rows: dict[str, int] = {}
        self._blank: dict[str, str] = {}
        self._shown: dict[str, bytes] = {}  # what tells pictures apart that are neither black nor white all over
        self._remarks: tuple[Remark, ...] | None = None

    def __len__(self) -> int:
        return len(self._rows) + len(self._blank)

    @property
    def teachable(self) -> int:
        """How many pictures differ from each other and aren't black or white all over: no copy teaches anything."""
        return len(set(self._shown.values()))

    def add(self, name: str, image: Image) -> tuple[Remark, ...]:
        """Take a picture, (H, W, 3), and give what is to be said of it now; another of this name is replaced."""
        self.take(name, measure(image))
        return self.remarks_on(name)

    def take(self, name: str, measurement: Measurement) -> None:
        """Take a picture that has been measured; under 1 ms, also at 5,000 pictures."""
        self.take_out(name)
        self._remarks = None
        if measurement.blank not in ("black", "white"):
            self._shown[name] = measurement.digest
        if measurement.blank:
            self._blank[name] = measurement.blank
            return
        row = self._table.append(name, measurement)
        self._rows[name] = row
        self._copies.add(row, measurement.digest)

    def take_out(self, name: str) -> None:
        """Forget a picture, if there is one of this name."""
        self._remarks = None
        self._blank.pop(name, None)
        self._shown.pop(name, None)
        row = self._rows.pop(name, None)
        if row is not None:
            self._copies.take_out(row)

    def remarks_on(self, name: str) -> tuple[Remark, ...]:
        """What is to be said of one picture, as things are."""
        return tuple(remark for remark in self.remarks() if name in remark.images)

    def remarks(self) -> tuple[Remark, ...]:
        """All there is to be said of the set so far, whatever the order in which it came; about 20 ms at 5,000."""
        if self._remarks is None:
            self._remarks = tuple(self._found())
        return self._remarks

    def _found(self) -> list[Remark]:
        rows = self._copies.firsts()
        found = too_few(len(rows), len(self)) + self._blank_ones()
        if len(rows) == 0:
            return found
        parts = self._copies.parts()
        odd = odd_ones(self._table, parts)
        single = [remark for check in _OF_SINGLE_IMAGES for remark in check(self._table, rows)]
        explained = {name for remark in single for name in remark.images}
        unexplained = [remark for remark in odd if not explained.intersection(remark.images)]
        return [*found, *self._mixed(rows, parts, odd), *self._copies.remarks(), *single, *unexplained]

    def _mixed(self, rows: Rows, parts: Rows, odd: list[Remark]) -> list[Remark]:
        """The remark on two products, of which the one may be of a single part that was taken many times."""
        unlike = {name for remark in odd for name in remark.images}
        of_bursts = (
            remark for remark in mixture(self._table, rows, rows) if unlike & {remark.images[0], remark.beside[0]}
        )
        return mixture(self._table, rows, parts) or list(of_bursts)

    def _blank_ones(self) -> list[Remark]:
        remarks = []
        for what in sorted(set(self._blank.values())):
            names = tuple(name for name, blank in self._blank.items() if blank == what)
            are = "is" if len(names) == 1 else "are"
            sentence = f"{listed(names)} {are} {what} all over: there is nothing to see. Leave out what shows no part."
            remarks.append(Remark(RemarkKind.BLANK, sentence, names))
        return remarks
