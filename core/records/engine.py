"""The connection to a database, set up so that what it says is kept is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from core.errors import RecordsError

_WAIT_S = 30  # for another program that writes to the same file
_WRITES = "filbert_writes"
_POSTGRES = {  # a server that has gone is noticed within seconds, and nothing waits for it for ever
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 15_000,
    "application_name": "filbert",
}


def engine_of(url: URL) -> Engine:
    """An engine for a database. Raises RecordsError when what speaks to it is not installed."""
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url, pool_pre_ping=True, connect_args=_POSTGRES)
        except ImportError as error:
            raise RecordsError(
                "PostgreSQL can't be spoken to: psycopg is not installed. Install it: pip install filbert[postgres]"
            ) from error
    engine = create_engine(url, connect_args={"timeout": _WAIT_S})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: SQLite is told so at its beginning, or it could be refused in its middle."""
    with engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


def _set_up(connection: Any, _: object) -> None:  # noqa: ANN401 - the driver's own
    connection.isolation_level = None  # the driver would begin transactions when it thinks fit
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=1000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITES) else "BEGIN")
