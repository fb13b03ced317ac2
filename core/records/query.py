"""What somebody wants to see, said in SQL."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Select, func, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from core.records.record import Filter, Order
from core.records.rows import kept_text, moment
from core.records.schema import BY_OPINION, BY_RECIPE, BY_SCORE, BY_TIME, RECORDS, TEXT_BY_TIME

_C = RECORDS.c


class _holds(FunctionElement[bool]):  # noqa: N801 - as SQLAlchemy's own functions
    """Whether a text has another in it, letter by letter: neither % nor _ nor quotes mean anything."""

    type = Boolean()
    inherit_cache = True
    name = "holds"


@compiles(_holds, "sqlite")
def _in_sqlite(element: _holds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"(instr({compiler.process(element.clauses, **options)}) > 0)"


@compiles(_holds, "postgresql")
def _in_postgresql(element: _holds, compiler: SQLCompiler, **options: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own
    return f"(strpos({compiler.process(element.clauses, **options)}) > 0)"


def conditions(wanted: Filter) -> list[ColumnElement[bool]]:
    """All that a record must fulfil."""
    found = [*_times(wanted), *_exactly(wanted), *_scores(wanted)]
    if wanted.verdicts:
        found.append(_C.verdict.in_([verdict.value for verdict in wanted.verdicts]))
    if wanted.opinions:
        found.append(_C.opinion.in_([opinion.value for opinion in wanted.opinions]))
    if wanted.only_unconfirmed:
        found.append(_C.opinion.is_(None))
    if wanted.up_to_id is not None:
        found.append(_C.id <= wanted.up_to_id)
    if wanted.text:
        found.append(_has_text(text_of(wanted)))
    return found


def ids_on_page(
    wanted: Filter, few: Sequence[int] | None, order: Order, descending: bool, offset: int, limit: int
) -> Select[int]:
    """The ids of one page. Among equals the one kept first comes first, or last when `descending`.

    `few` are the only ids that need to be looked at, if they are known.
    """
    chosen = select(_C.id).where(*conditions(wanted)).order_by(*sorted_by(order, descending))
    return hinted(chosen, wanted, few, order).offset(offset).limit(limit)


def hinted(chosen: Select[Any], wanted: Filter, few: Sequence[int] | None, order: Order) -> Select[Any]:
    """The same, told SQLite which way to go: it knows nothing of how many have what, and would rather sort them all."""
    if few is not None:
        these = func.json_each(json.dumps(list(few))).table_valued("value")
        return chosen.where(_C.id.in_(select(these.c.value))).with_hint(RECORDS, "NOT INDEXED", "sqlite")
    if wanted.opinions:
        return chosen.with_hint(RECORDS, f"INDEXED BY {BY_OPINION.name}", "sqlite")
    if len(wanted.verdicts) == 1 and order is Order.TIME and not wanted.text:
        return chosen
    if order is Order.SCORE:
        index = BY_SCORE
    elif wanted.text:
        index = TEXT_BY_TIME
    else:
        index = BY_TIME if wanted.recipe is None else BY_RECIPE
    return chosen.with_hint(RECORDS, f"INDEXED BY {index.name}", "sqlite")


def sorted_by(order: Order, descending: bool) -> list[ColumnElement[Any]]:
    """By time or score, and by id among equals."""
    first = _C.at if order is Order.TIME else _C.score
    return [first.desc(), _C.id.desc()] if descending else [first.asc(), _C.id.asc()]


def counted(wanted: Filter, few: Sequence[int] | None) -> Select[int]:
    """How many there are."""
    chosen = select(func.count()).select_from(RECORDS).where(*conditions(wanted))
    return chosen if few is None and not wanted.text else hinted(chosen, wanted, few, Order.TIME)


def _times(wanted: Filter) -> list[ColumnElement[bool]]:
    since = [] if wanted.since is None else [_C.at >= moment(wanted.since)]
    until = [] if wanted.until is None else [_C.at < moment(wanted.until)]
    return since + until


def _exactly(wanted: Filter) -> list[ColumnElement[bool]]:
    values = ((_C.recipe, wanted.recipe), (_C.recipe_version, wanted.recipe_version), (_C.lot, wanted.lot))
    return [column == value for column, value in values if value is not None]


def _scores(wanted: Filter) -> list[ColumnElement[bool]]:
    least = [] if wanted.score_from is None else [_C.score >= wanted.score_from]
    most = [] if wanted.score_to is None else [_C.score <= wanted.score_to]
    return least + most


def text_of(wanted: Filter) -> str:
    """The text that is looked for, as `words` has it."""
    return kept_text(wanted.text).lower()


def _has_text(text: str) -> ColumnElement[bool]:
    """Whether one of the names has this in it."""
    said = _C.confirmed_by.is_not(None) & _holds(func.lower(_C.confirmed_by), text)
    return _holds(_C.words, text) | said
