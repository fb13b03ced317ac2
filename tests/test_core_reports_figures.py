"""Figures of records: counts, shifts, tables, places and the worst parts, against what was put in."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pytest
from report_stand_ins import START, make_report, record, region

from core.records.record import Opinion, Record
from core.reports import breakdown
from core.reports.breakdown import BreakdownTally
from core.reports.counting import Figures, Tally
from core.reports.places import SIDE, Places, PlacesTally
from core.reports.report import RecipeVersion, Report, Scope
from core.reports.tables import tables_of
from core.reports.wording import headline, scope_text, share
from core.reports.worst import SHOWN, WorstTally
from core.shifts import ShiftTimes, shift_times
from core.types import Verdict

DAY = timedelta(days=1)


def figures_of(*records: Record) -> Figures:
    tally = Tally()
    for part in records:
        tally.add(part)
    return tally.figures


def report_of(*records: Record, times: ShiftTimes | None = None) -> Report:
    return make_report(records, Scope(), times or ShiftTimes(zone=UTC), START + DAY)


# Counts


def test_verdicts_are_counted() -> None:
    kinds = [Verdict.PASS] * 6 + [Verdict.FAIL] * 2 + [Verdict.REVIEW] + [Verdict.NO_PART] * 3 + [Verdict.NOT_READY]
    figures = figures_of(*(record(verdict) for verdict in kinds))
    assert (figures.passed, figures.failed, figures.reviewed, figures.no_part, figures.not_judged) == (6, 2, 1, 3, 1)
    assert figures.parts == 9
    assert figures.passed_share == 6 / 9
    assert figures.rejected_share == 2 / 9


def test_an_answer_to_review_counts_as_in_the_window() -> None:
    said = (Opinion.GOOD, Opinion.GOOD, Opinion.BAD, Opinion.UNSURE, None)
    figures = figures_of(*(record(Verdict.REVIEW, said=opinion) for opinion in said))
    assert (figures.passed, figures.failed, figures.reviewed) == (2, 1, 2)
    assert figures.false_rejects == figures.escapes == figures.looked_at_fails == 0


def test_false_rejects_and_escapes_are_what_people_said_and_change_no_count() -> None:
    fails = [record(Verdict.FAIL, said=said) for said in (Opinion.GOOD, Opinion.BAD, Opinion.BAD, Opinion.UNSURE, None)]
    passes = [record(Verdict.PASS, said=said) for said in (Opinion.BAD, Opinion.GOOD, None, None)]
    figures = figures_of(*fails, *passes)
    assert (figures.false_rejects, figures.looked_at_fails) == (1, 3)
    assert (figures.escapes, figures.looked_at_passes) == (1, 2)
    assert (figures.failed, figures.passed) == (5, 4)


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "–"),
        (0, 9, "0.0 %"),
        (9, 9, "100.0 %"),
        (99_999, 100_000, "99.9 %"),
        (1, 100_000, "< 0.1 %"),
        (1, 8, "12.5 %"),
    ],
)
def test_a_share_never_hides_the_last_part(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


# Shifts


@pytest.mark.parametrize(
    ("clock", "since", "until"),
    [
        ("2026-11-27T06:00", "2026-11-27T06:00", "2026-11-27T14:00"),
        ("2026-11-27T13:59:59.999999", "2026-11-27T06:00", "2026-11-27T14:00"),
        ("2026-11-27T14:00", "2026-11-27T14:00", "2026-11-27T22:00"),
        ("2026-11-27T23:30", "2026-11-27T22:00", "2026-11-28T06:00"),
        ("2026-11-27T05:59", "2026-11-26T22:00", "2026-11-27T06:00"),
        ("2026-01-01T00:00", "2025-12-31T22:00", "2026-01-01T06:00"),
    ],
)
def test_a_moment_belongs_to_the_shift_that_has_begun(clock: str, since: str, until: str) -> None:
    shift = ShiftTimes(zone=UTC).shift_at(datetime.fromisoformat(clock).replace(tzinfo=UTC))
    assert shift.since == datetime.fromisoformat(since).replace(tzinfo=UTC)
    assert shift.until == datetime.fromisoformat(until).replace(tzinfo=UTC)


def test_shifts_follow_each_other_without_gap_or_overlap() -> None:
    times = ShiftTimes((time(6), time(14), time(22)), UTC)
    shift = times.shift_at(START)
    for _ in range(12):
        before = times.before(shift)
        assert before.until == shift.since
        shift = before


def test_one_shift_a_day_lasts_the_whole_day() -> None:
    shift = shift_times(("07:30",), UTC).shift_at(START)
    assert (shift.since, shift.until) == (
        datetime(2026, 11, 26, 7, 30, tzinfo=UTC),
        datetime(2026, 11, 27, 7, 30, tzinfo=UTC),
    )


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 28), 7), ((2026, 10, 24), 9), ((2026, 6, 1), 8)])
def test_the_night_in_which_clocks_change_is_an_hour_shorter_or_longer(day: tuple[int, int, int], hours: int) -> None:
    try:
        zone = ZoneInfo("Europe/Berlin")
    except ZoneInfoNotFoundError:
        pytest.skip("this computer knows no time zones")
    shift = ShiftTimes(zone=zone).shift_at(datetime(*day, 22, 0, tzinfo=UTC))
    assert shift.until.astimezone(UTC) - shift.since.astimezone(UTC) == timedelta(hours=hours)
    assert (shift.since.hour, shift.until.hour) == (22, 6)


@pytest.mark.parametrize("starts", [(), ("25:00",), ("six",), ("06:00+01:00",)])
def test_what_is_no_time_begins_no_shift(starts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever says so
        shift_times(starts)


# Tables


def test_parts_are_counted_by_shift_lot_and_recipe() -> None:
    parts = [record(minutes=60 * hour, lot=f"L{hour // 12}") for hour in range(24)]
    parts.append(record(Verdict.FAIL, 60 * 24, recipe="bolt", lot="L1"))
    report = report_of(*parts)
    assert [row.key.since.hour for row in report.by_shift.rows] == [6, 14, 22, 6]
    assert [row.figures.parts for row in report.by_shift.rows] == [8, 8, 8, 1]
    assert [(row.key, row.figures.parts) for row in report.by_lot.rows] == [("L0", 12), ("L1", 13)]
    assert [(row.key, row.figures.failed) for row in report.by_recipe.rows] == [
        (RecipeVersion("nut", 1), 0),
        (RecipeVersion("bolt", 1), 1),
    ]


def test_more_rows_than_a_table_has_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(breakdown, "MOST_ROWS", 3)
    tally: BreakdownTally[str] = BreakdownTally(lambda part: part.lot)
    for lot in "abcdeab":
        tally.add(record(lot=lot))
    assert [(row.key, row.figures.parts) for row in tally.table.rows] == [("a", 2), ("b", 2), ("c", 1)]
    assert tally.table.others is not None
    assert tally.table.others.parts == 2


def test_the_table_of_lots_is_left_out_where_nobody_names_lots() -> None:
    assert [table.title for table in tables_of(report_of(record()), UTC)] == ["By shift", "By recipe"]
    titles = [table.title for table in tables_of(report_of(record(), record(lot="7")), UTC)]
    assert titles == ["By shift", "By recipe", "By lot"]


# Places


def places_of(*records: Record) -> Places:
    tally = PlacesTally()
    for part in records:
        tally.add(part)
    return tally.places("nut")


def test_regions_are_added_up_in_shares_of_the_picture() -> None:
    """The same place on pictures of two sizes is the same cell; against counting pixel by pixel."""
    small = record(Verdict.FAIL, width=240, height=240, regions=(region(40, 100, 30, 20),))
    large = record(Verdict.FAIL, width=960, height=960, regions=(region(160, 400, 120, 80),))
    expected = np.zeros((SIDE, SIDE), np.int64)
    expected[[y * SIDE // 240 for y in range(100, 120)], :] = 1
    columns = {x * SIDE // 240 for x in range(40, 70)}
    expected[:, [column for column in range(SIDE) if column not in columns]] = 0
    assert np.array_equal(places_of(small).counts, expected)
    assert np.array_equal(places_of(small, large).counts, 2 * expected)


def test_a_part_counts_once_in_each_cell_however_many_regions_it_has_there() -> None:
    part = record(Verdict.FAIL, regions=(region(0, 0, 640, 480), region(0, 0, 64, 48)))
    assert np.array_equal(places_of(part).counts, np.ones((SIDE, SIDE)))


def test_regions_beyond_the_picture_and_pictures_without_a_size_do_no_harm() -> None:
    beyond = record(Verdict.FAIL, regions=(region(-50, 470, 40, 100), region(639, 479, 1, 1)))
    nowhere = record(Verdict.FAIL, width=0, height=0, regions=(region(1, 1, 5, 5),))
    places = places_of(beyond, nowhere, record(Verdict.PASS, regions=(region(1, 1, 5, 5),)))
    assert places.failed == 2
    assert places.counts[-1, 0] == places.counts[-1, -1] == 1
    assert places.counts.max() == 1


def test_places_have_names() -> None:
    upper_left = [record(Verdict.FAIL, regions=(region(10, 10, 50, 50),)) for _ in range(3)]
    centre = record(Verdict.FAIL, regions=(region(300, 220, 40, 40),))
    places = places_of(*upper_left, centre, record(Verdict.FAIL))
    assert places.named == (("upper left", 3), ("centre", 1))
    assert places.sentence == "Regions of 5 failed parts lie most often: upper left 3, centre 1."


# The worst parts


def test_the_worst_parts_are_those_with_the_highest_scores() -> None:
    tally = WorstTally()
    scores = np.random.default_rng(1).permutation(100) / 10
    for score in scores:
        tally.add(record(Verdict.FAIL, score=float(score), image="a.png"))
    assert [part.score for part in tally.records] == sorted(scores, reverse=True)[:SHOWN]


def test_what_passed_or_was_called_good_is_not_among_the_worst() -> None:
    tally = WorstTally()
    tally.add(record(Verdict.PASS, score=9.0))
    tally.add(record(Verdict.FAIL, score=8.0, said=Opinion.GOOD))
    tally.add(record(Verdict.FAIL, score=float("nan")))
    tally.add(record(Verdict.FAIL, score=2.0, said=Opinion.BAD))
    tally.add(record(Verdict.REVIEW, score=0.9))
    assert [part.score for part in tally.records] == [2.0, 0.9]


def test_parts_with_a_picture_go_first() -> None:
    tally = WorstTally()
    for number in range(SHOWN):
        tally.add(record(Verdict.FAIL, score=5.0 + number))
    tally.add(record(Verdict.FAIL, score=1.5, image="a.png"))
    assert tally.records[0].score == 1.5
    assert len(tally.records) == SHOWN


# All of it


def test_a_report_over_nothing_is_a_sentence() -> None:
    report = report_of()
    assert report.empty
    assert headline(report) == "No parts were recorded in this time, so there is nothing to report."


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        (START, None, "From 2026-11-27 06:00"),
        (None, START, "Until 2026-11-27 06:00"),
        (START, START + timedelta(hours=1), "2026-11-27 06:00 to 2026-11-27 07:00"),
        (None, None, "All that is recorded"),
    ],
)
def test_a_report_over_nothing_says_what_time_was_asked_for(
    since: datetime | None, until: datetime | None, said: str
) -> None:
    report = make_report([], Scope(since=since, until=until), ShiftTimes(zone=UTC), START)
    assert scope_text(report, UTC) == said


def test_pictures_without_parts_make_no_yield() -> None:
    report = report_of(record(Verdict.NO_PART, score=float("nan")), record(Verdict.ERROR, score=float("nan")))
    assert report.figures.passed_share is None
    assert headline(report) == "No part was judged: 1 picture without one, 1 others."
    assert report.trends == ()


def test_recipes_and_stations_are_not_compared_with_each_other() -> None:
    kinds = [{"recipe_version": 1}, {"recipe_version": 2}, {"station": "line 2"}, {"recipe": "bolt"}]
    report = report_of(*(record(Verdict.FAIL, **kind) for kind in kinds for _ in range(3)))
    assert len(report.trends) == 4
    assert sorted(place.recipe for place in report.places) == ["bolt", "nut"]
    assert {place.recipe: place.failed for place in report.places} == {"nut": 9, "bolt": 3}
