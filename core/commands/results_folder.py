"""What `inspect --out` leaves behind: a row an image in results.csv, the heatmap and the score map beside it."""

import csv
import io
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import Self

import numpy as np

from core.errors import OutputError
from core.files import readable_name, write_whole
from core.images import write_image
from core.inspection.heatmap import overlay
from core.types import Inspection, SkippedImage

COLUMNS = (
    *("number", "name", "verdict", "score", "regions", "latency_ms", "heatmap", "map"),
    *("skipped", "reason", "warning"),
)
"""`skipped` says why a file could not be read, `reason` why a picture that could be was not judged."""


class ResultsFolder:
    """Writes results as they come, each row whole before the next, so that an interrupted run keeps what it has.

    A results.csv that is already there is kept as results.csv.previous. Everything raises OutputError.
    """

    def __init__(self, folder: Path, with_maps: bool) -> None:
        self._folder = folder
        self._with_maps = with_maps

    def __enter__(self) -> Self:
        table = self._folder / "results.csv"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            if table.exists():
                table.replace(table.with_name("results.csv.previous"))
            self._table = table.open("x", encoding="utf-8", newline="")
        except OSError as error:
            raise OutputError(
                f"Results can't be written to {readable_name(self._folder)}: {error.strerror}. Choose another folder."
            ) from error
        self._write_row(COLUMNS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._table.close()

    def add(self, inspection: Inspection) -> None:
        """Write the heatmap, the score map if asked for, and then the row that names them."""
        name = inspection.frame.name
        heatmap, score_map = f"{name}.heatmap.png", f"{name}.npy" if self._with_maps else ""
        write_image(self._place(heatmap), overlay(inspection.frame.image, inspection.score_map, inspection.regions))
        if score_map:
            write_whole(self._place(score_map), _npy(inspection.score_map))
        score, latency = f"{inspection.score:.6g}", f"{inspection.latency_ms:.1f}"
        regions = len(inspection.regions)
        number = inspection.frame.number
        result = (number, name, inspection.verdict, score, regions, latency, heatmap, score_map)
        self._write_row((*result, "", inspection.reason, inspection.warning))

    def add_skipped(self, skipped: SkippedImage) -> None:
        """Write a row with the reason why there is no result."""
        self._write_row((skipped.number, skipped.name, "", "", "", "", "", "", skipped.reason, "", ""))

    def _place(self, name: str) -> Path:
        path = self._folder / PurePosixPath(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"The folder {readable_name(path.parent)} can't be made: {error.strerror}. Choose another folder."
            ) from error
        return path

    def _write_row(self, row: tuple[object, ...]) -> None:
        line = io.StringIO(newline="")
        csv.writer(line).writerow(row)
        try:
            self._table.write(line.getvalue())
            self._table.flush()
        except OSError as error:
            raise OutputError(
                f"results.csv can't be written: {error.strerror}. Free some space or choose another folder."
            ) from error


def _npy(array: np.ndarray) -> bytes:
    content = io.BytesIO()
    np.save(content, array, allow_pickle=False)
    return content.getvalue()
