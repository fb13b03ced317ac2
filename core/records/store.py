"""Where records are kept: SQLite in a file of this computer, or PostgreSQL for several stations."""

import json
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, Engine, delete, func, insert, select, tuple_

from core.errors import RecordsError
from core.files import readable_name
from core.records.address import file_of, made_ready, url_of
from core.records.engine import engine_of, writing
from core.records.few import few_of_scores, few_with
from core.records.migrations import migrate
from core.records.places import records_file
from core.records.query import conditions, counted, hinted, ids_on_page, sorted_by, text_of
from core.records.record import Batch, Confirmation, Filter, Opinion, Order, Record
from core.records.rows import moment, record_of, row_of
from core.records.saying import Previous, say, some_at_a_time, take_back
from core.records.schema import RECORDS, WRITERS
from core.records.trouble import told
from core.types import Verdict

_AT_ONCE = 1000  # rows asked for by id, or read ahead, at a time
_C = RECORDS.c


class RecordStore:
    """Records, found by what they are; all functions may be called from any thread.

    Records are ordered by time, those of the same moment by id, which grows with each record kept: a clock that was
    put back changes what time a record has, never whether it is found, or how often.
    """

    def __init__(self, engine: Engine, place: str, file: Path | None = None, remark: str = "") -> None:
        self.place, self.remark = place, remark
        self._engine, self._file = engine, file
        self._writes = threading.Lock()  # SQLite has one writer; the others wait here, not at the file's lock

    @classmethod
    def open(cls, url: str | None = None, *, make: bool = True) -> Self:
        """Open the store at an SQLAlchemy URL, by default this computer's own; it is made when it is not there.

        A damaged file of SQLite's is put aside and a new one begun: `remark` says so. Raises RecordsError for a place
        on a network drive, for a store of a newer Filbert, when the database can't be had, and for a file that isn't
        there and is not to be made.
        """
        address = url_of(url or records_file())
        file = file_of(address)
        if file is not None and not make and not file.exists():
            raise RecordsError(f"There are no records at {readable_name(file)}. Check the name of their store.")
        remark = made_ready(file) if file is not None else ""
        place = readable_name(file) if file is not None else address.render_as_string(hide_password=True)
        engine = engine_of(address)
        try:
            with told(place, file):
                migrate(engine, place)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine, place, file, remark)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def add(self, records: Sequence[Record], batch: Batch | None = None) -> list[int]:
        """Keep records, all of them or none; their new ids in the same order. They are on the disk when it returns.

        Somebody who didn't hear whether that was done gives the same `batch` again, and nothing is done twice.
        """
        if not records:
            return []
        adding = insert(RECORDS).returning(_C.id, sort_by_parameter_order=True)
        with self._writing() as connection:
            if batch is not None and (known := _kept_before(connection, batch)) is not None:
                return known
            ids = list(connection.execute(adding, [row_of(record) for record in records]).scalars())
            if batch is not None:
                connection.execute(delete(WRITERS).where(WRITERS.c.writer == batch.writer))
                kept = {"writer": batch.writer, "batch": batch.number, "ids": json.dumps(ids)}
                connection.execute(insert(WRITERS).values(kept))
        return ids

    def count(self, wanted: Filter) -> int:
        """How many there are."""
        with self._reading() as connection:
            return connection.execute(counted(wanted, _few(connection, wanted))).scalar_one()

    def newest_id(self) -> int:
        """The id of the record kept last; 0 for none."""
        with self._reading() as connection:
            return connection.execute(select(func.max(_C.id))).scalar_one() or 0

    def recipes(self) -> list[str]:
        """The names of all recipes there are records of."""
        with self._reading() as connection:
            return sorted(connection.execute(select(_C.recipe).distinct()).scalars(), key=str.casefold)

    def tallies(self) -> list[tuple[str, int, Verdict, int]]:
        """How many parts got which verdict, by recipe and its version."""
        by = (_C.recipe, _C.recipe_version, _C.verdict)
        with self._reading() as connection:
            rows = connection.execute(select(*by, func.count()).group_by(*by)).all()
        return [(recipe, version, Verdict(verdict), count) for recipe, version, verdict, count in rows]

    def page(self, wanted: Filter, order: Order, descending: bool, offset: int, limit: int) -> list[Record]:
        """At most `limit` records, from the `offset`-th on."""
        with self._reading() as connection:
            few = _few(connection, wanted)
            chosen = ids_on_page(wanted, few, order, descending, offset, limit).subquery()
            rows = select(RECORDS).where(_C.id.in_(select(chosen.c.id))).order_by(*sorted_by(order, descending))
            return [record_of(row) for row in connection.execute(rows).mappings()]

    def get(self, ids: Iterable[int]) -> list[Record]:
        """These records, in this order; those there are not are left out."""
        wanted = list(ids)
        found: dict[int, Record] = {}
        with self._reading() as connection:
            for some in some_at_a_time(wanted):
                rows = connection.execute(select(RECORDS).where(_C.id.in_(some))).mappings()
                found.update((row["id"], record_of(row)) for row in rows)
        return [found[key] for key in wanted if key in found]

    def iterate(self, wanted: Filter) -> Iterator[Record]:
        """All records in order of time, a thousand in memory at once; what is added meanwhile may come too."""
        in_time = sorted_by(Order.TIME, descending=False)
        rows = select(RECORDS).where(*conditions(wanted)).order_by(*in_time).limit(_AT_ONCE)
        rows = hinted(rows, replace(wanted, opinions=()), None, Order.TIME)  # in order, or each thousand sorts them all
        last: tuple[int, int] | None = None
        while True:
            after = rows if last is None else rows.where(tuple_(_C.at, _C.id) > last)
            with self._reading() as connection:
                records = [record_of(row) for row in connection.execute(after).mappings()]
            yield from records
            if len(records) < _AT_ONCE:
                return
            last = (moment(records[-1].at), records[-1].id)

    def confirm(
        self, ids: Iterable[int], opinion: Opinion | None, by: str, at: datetime
    ) -> dict[int, Confirmation | None]:
        """Say of these parts what somebody found, or with None that nobody has; give what was said before.

        All of them or none. The answer undoes it, given to `restore`; ids there are not are missing in it.
        """
        said = None if opinion is None else Confirmation(opinion, by, at)
        with self._writing() as connection:
            return say(connection, ids, said)

    def restore(self, previous: Previous, said: Confirmation | None) -> dict[int, Confirmation | None]:
        """Undo a `confirm` that said this: say again what was said before; give what is said now.

        Of a record somebody else has said something of meanwhile, that stays.
        """
        with self._writing() as connection:
            return take_back(connection, previous, said)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.place, self._file), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with told(self.place, self._file), self._writes, writing(self._engine) as connection:
            yield connection


def _few(connection: Connection, wanted: Filter) -> list[int] | None:
    """The only ids that need to be looked at for a filter, if that is known and quicker."""
    few = few_with(connection, text_of(wanted)) if wanted.text else None
    return few_of_scores(connection, wanted.score_from, wanted.score_to) if few is None else few


def _kept_before(connection: Connection, batch: Batch) -> list[int] | None:
    """The ids of a batch that was kept already; None if it was not."""
    last = select(WRITERS.c.ids).where(WRITERS.c.writer == batch.writer, WRITERS.c.batch == batch.number)
    ids = connection.execute(last).scalar_one_or_none()
    return None if ids is None else [int(key) for key in json.loads(ids)]
