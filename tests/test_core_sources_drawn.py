import numpy as np
import pytest

from core.demo.parts import DefectKind, DrawnPart, draw_part
from core.sources import drawn
from core.sources.base import Source
from core.sources.drawn import DrawnSource


@pytest.fixture
def drawn_parts(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, DefectKind | None]]:
    """What the source asks to be drawn; the parts themselves are black."""
    asked: list[tuple[int, int, DefectKind | None]] = []

    def note(seed: int, number: int, kind: DefectKind | None = None) -> DrawnPart:
        asked.append((seed, number, kind))
        return DrawnPart(np.zeros((20, 24, 3), np.uint8), np.zeros((20, 24), np.bool_), kind)

    monkeypatch.setattr(drawn, "draw_part", note)
    return asked


def test_frames_are_drawn_parts_under_names_that_tell_nothing() -> None:
    source = DrawnSource(seed=3, count=2)

    first, second = source.frames()

    np.testing.assert_array_equal(first.image, draw_part(3, 10_000, source.kind_of(1)).image)
    np.testing.assert_array_equal(second.image, draw_part(3, 10_001, source.kind_of(2)).image)
    assert [(frame.name, frame.number) for frame in (first, second)] == [("Part 1", 1), ("Part 2", 2)]
    assert first.captured_at <= second.captured_at


def test_no_part_is_inspected_that_was_taught(drawn_parts: list[tuple[int, int, DefectKind | None]]) -> None:
    list(DrawnSource(seed=0, count=50).frames())

    assert [number for _, number, _ in drawn_parts] == list(range(10_000, 10_050))


def test_the_same_seed_gives_the_same_shift(drawn_parts: list[tuple[int, int, DefectKind | None]]) -> None:
    source = DrawnSource(seed=5, count=60)
    list(source.frames())
    list(source.frames())
    list(DrawnSource(seed=6, count=60).frames())

    first, again, other = drawn_parts[:60], drawn_parts[60:120], drawn_parts[120:]
    assert first == again
    assert [kind for _, _, kind in first] != [kind for _, _, kind in other]


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_the_share_of_defective_parts(share: float) -> None:
    source = DrawnSource(seed=1, count=None, defect_share=share)

    kinds = [source.kind_of(number) for number in range(1, 2001)]
    defective = [kind for kind in kinds if kind is not None]

    four_sigma = 4 * (share * (1 - share) / len(kinds)) ** 0.5
    assert abs(len(defective) / len(kinds) - share) <= four_sigma
    assert set(defective) == (set(DefectKind) if share else set())


def test_without_a_count_there_is_no_end(drawn_parts: list[tuple[int, int, DefectKind | None]]) -> None:
    source = DrawnSource(seed=0, count=None)

    numbers = [frame.number for frame, _ in zip(source.frames(), range(300), strict=False)]

    assert numbers == list(range(1, 301))
    assert source.total is None


def test_name_and_total_of_drawn_parts() -> None:
    source: Source = DrawnSource(seed=0, count=7)

    assert source.total == 7
    assert source.name == "Drawn parts"
