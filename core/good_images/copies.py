"""Pictures that are in the set twice: the same pixels, or the same picture saved or taken anew."""

import math
from collections import defaultdict

import numpy as np
import numpy.typing as npt

from core.good_images.growing import Growing
from core.good_images.likeness import spaced
from core.good_images.remark import Remark, RemarkKind, listed
from core.good_images.table import Rows, Table

_SAVED_ANEW = 1.0  # grey levels that a JPEG may be apart from its original, root mean square over small copies
_NOISE = 4.0  # the same for one pixel and a camera's noise, which averages out
_LEAST_OF_USUAL, _MOST_OF_USUAL = 0.12, 0.5  # of how far apart pictures of the set usually are
_ENOUGH = 5  # pictures from which on that can be said
_ALL_ALIKE = 0.75  # grey levels: pictures of different parts are further apart, however well the parts are placed
_FEW = 0.02  # share of pictures that may be odd ones: so few far ones don't make copies of all others
_FEWEST_PARTS = 0.2  # share of pictures that show parts of their own: if fewer did, the parts would be taken for copies
_SAMPLE = 64
_CANDIDATES = 3


class Copies:
    """Knows for each picture the older one it is most like, while pictures come and go."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._same: dict[bytes, list[int]] = {}  # rows of the same pixels, the oldest first
        self._digests: dict[int, bytes] = {}
        self._energy = Growing(1)  # square of the length of each coarse copy
        self._is_first: npt.NDArray[np.bool_] = np.zeros(0, np.bool_)
        self._nearest: dict[int, tuple[int, float]] = {}  # of each first one: the row of the nearest older, how far

    def add(self, row: int, digest: bytes) -> None:
        """A picture has come, the last row of the table."""
        self._energy.append(np.square(self._table.coarse[row]).sum())
        if row >= len(self._is_first):
            self._is_first = np.concatenate([self._is_first, np.zeros(row + 64, np.bool_)])
        same = self._same.setdefault(digest, [])
        same.append(row)
        self._digests[row] = digest
        if len(same) == 1:
            self._make_first(row)

    def take_out(self, row: int) -> None:
        """A picture has gone: what was its copy may now be an original."""
        digest = self._digests.pop(row)
        same = self._same[digest]
        same.remove(row)
        if not self._is_first[row]:
            return
        self._is_first[row] = False
        self._nearest.pop(row, None)
        if same:
            self._make_first(same[0])
        else:
            del self._same[digest]
        for orphan in [one for one, (nearest, _) in self._nearest.items() if nearest == row]:
            self._find_nearest(orphan)

    def firsts(self) -> Rows:
        """The pictures that are no exact copies of an older one, in the order in which they came."""
        return np.flatnonzero(self._is_first)

    def parts(self) -> Rows:
        """The pictures to learn from what is usual: of a part that was taken many times only the first.

        Else a burst would be what is usual, and all other parts odd, or the burst another product.
        """
        firsts = self.firsts()
        most = min(self._before_the_gap(), _SAVED_ANEW)
        again = [row for row, (_, away) in self._nearest.items() if away <= most]
        enough = len(firsts) - len(again) >= _FEWEST_PARTS * len(firsts)
        return np.setdiff1d(firsts, again) if enough else firsts

    def remarks(self) -> list[Remark]:
        """A remark on the copies of each picture, and one if all are alike."""
        return self._same_pixels() + self._nearly_same()

    def _make_first(self, row: int) -> None:
        self._find_nearest(row)
        self._is_first[row] = True

    def _find_nearest(self, row: int) -> None:
        """Compare with all older ones by their coarse copies, and with the likest of them by the fine ones."""
        self._nearest.pop(row, None)
        coarse, energy = self._table.coarse, self._energy.rows[:, 0]
        square = energy[:row] - 2 * (coarse[:row] @ coarse[row])
        square[~self._is_first[:row]] = np.inf
        likest = np.argpartition(square, _CANDIDATES)[:_CANDIDATES] if row > _CANDIDATES else np.arange(row)
        likest = likest[np.isfinite(square[likest])]
        if len(likest):
            away = np.linalg.norm(self._table.fine[likest] - self._table.fine[row], axis=1)
            self._nearest[row] = int(likest[np.argmin(away)]), float(away.min())

    def _same_pixels(self) -> list[Remark]:
        remarks = []
        for rows in self._same.values():
            if len(rows) > 1:
                first, *copies = self._table.named(rows)
                are = "is" if len(copies) == 1 else "are"
                sentence = f"{listed(copies)} {are} {first} once more, pixel for pixel. Each part should be in once."
                remarks.append(Remark(RemarkKind.DUPLICATE, sentence, tuple(copies), (first,)))
        return remarks

    def _nearly_same(self) -> list[Remark]:
        apart = self._usually_apart()
        groups: dict[int, list[int]] = defaultdict(list)
        originals: dict[int, int] = {}
        most, gap = _most(apart), self._before_the_gap()
        for row, (older, away) in sorted(self._nearest.items()):
            if away <= most and away <= self._limit(row, older, apart, gap):
                originals[row] = originals.get(older, older)
                groups[originals[row]].append(row)
        remarks = [_nearly(self._table.named(rows), self._table.names[original]) for original, rows in groups.items()]
        if apart <= _ALL_ALIKE:
            sentence = "All images are nearly the same picture. Take pictures of different good parts."
            remarks.append(Remark(RemarkKind.NEAR_DUPLICATE, sentence))
        return remarks

    def _before_the_gap(self) -> float:
        """How far apart copies are, where many parts lie well in their place; below 0 when no gap sets any apart.

        Copies are a group of their own: no more pictures are up to twice as far from another one as are nearer, and the
        parts are further. Of parts that differ in k ways, 2ᵏ - 1 times as many are up to twice as far apart as are
        nearer; and the more of them there are, the nearer come the nearest.
        """
        apart = np.sort([away for _, away in self._nearest.values()])
        if len(apart) < _ENOUGH - 1:
            return math.inf
        within, within_twice = (np.searchsorted(apart, factor * apart, side="right") for factor in (1, 2))
        between, beyond = within_twice - within, len(apart) - within_twice
        parts = np.maximum(between, max(1, _FEW * len(apart)))
        return float(apart[(between <= within) & (beyond >= parts)].max(initial=-1.0))

    def _limit(self, row: int, older: int, apart: float, gap: float) -> float:
        """How far apart two pictures may be and still be taken for one."""
        pixels = float(self._table.numbers("pixels", np.array([row, older])).min())
        noise = _NOISE / math.sqrt(pixels)
        if math.isnan(apart):
            return _SAVED_ANEW + noise
        limit = min(max(_SAVED_ANEW + noise, _LEAST_OF_USUAL * apart), _MOST_OF_USUAL * apart)
        return min(limit, max(noise, gap))

    def _usually_apart(self) -> float:
        """How far pictures of the set are apart that are among the liker ones; NaN when there are too few."""
        parts = self.parts()
        if len(parts) < _ENOUGH:
            return math.nan
        sample = self._table.coarse[parts[spaced(len(parts), _SAMPLE)]].astype(np.float64)
        energy = np.square(sample).sum(axis=1)
        square = energy[:, None] + energy - 2 * (sample @ sample.T)
        others = square[~np.eye(len(sample), dtype=np.bool_)].reshape(len(sample), -1)
        return float(np.sqrt(max(0.0, float(np.median(np.quantile(others, 0.25, axis=1))))))


def _most(apart: float) -> float:
    """What `_limit` is never above: it costs too much to ask for each of thousands of pictures."""
    noisiest = _SAVED_ANEW + _NOISE
    return noisiest if math.isnan(apart) else min(max(noisiest, _LEAST_OF_USUAL * apart), _MOST_OF_USUAL * apart)


def _nearly(copies: tuple[str, ...], original: str) -> Remark:
    are = "is" if len(copies) == 1 else "are"
    sentence = (
        f"{listed(copies)} {are} nearly the same picture as {original}. "
        "Each part should be in once: what the number can promise takes each picture for another part."
    )
    return Remark(RemarkKind.NEAR_DUPLICATE, sentence, copies, (original,))
