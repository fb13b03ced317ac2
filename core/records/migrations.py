"""The tables of a store as this Filbert wants them, made from whatever an earlier one left."""

from collections.abc import Callable

from sqlalchemy import Connection, Engine, bindparam, inspect, select, text, update

from core.errors import RecordsError
from core.records.engine import writing
from core.records.rows import words_of
from core.records.schema import RECORDS

_AT_ONCE = 5000
_ONE_AT_A_TIME = 0x46696C62  # a number of our own: stations that start together wait for each other

_FIRST = """
CREATE TABLE records (
    id {id} PRIMARY KEY{counting}, at BIGINT NOT NULL, station TEXT NOT NULL, recipe TEXT NOT NULL,
    recipe_version INTEGER NOT NULL, lot TEXT NOT NULL, source TEXT NOT NULL, name TEXT NOT NULL,
    number BIGINT NOT NULL, score DOUBLE PRECISION, verdict TEXT NOT NULL, regions TEXT NOT NULL,
    latency_ms DOUBLE PRECISION NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL, image TEXT NOT NULL, score_map TEXT NOT NULL,
    opinion TEXT, confirmed_by TEXT, confirmed_at BIGINT
)
"""

_THREES = (
    "CREATE VIRTUAL TABLE record_words USING fts5(words, content='', tokenize='trigram', detail=none)",
    "INSERT INTO record_words (rowid, words) SELECT id, words FROM records",
    "CREATE TRIGGER records_have_words AFTER INSERT ON records BEGIN"
    " INSERT INTO record_words (rowid, words) VALUES (new.id, new.words); END",
)
"""Which three letters stand in which record, so that a text in few of a million is found at once."""


def migrate(engine: Engine, place: str) -> None:
    """Bring a store up to date, whole or not at all. Raises RecordsError for one that a newer Filbert has made."""
    with engine.connect() as connection:
        if _checked(connection, place) == LATEST:
            return
    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        version = _checked(connection, place)  # another station may have been quicker
        for step in MIGRATIONS[version:]:
            step(connection)
        connection.execute(text("DELETE FROM schema_version"))
        connection.execute(text("INSERT INTO schema_version (version) VALUES (:version)"), {"version": LATEST})


def version_of(connection: Connection) -> int:
    """The version of a store's tables, 0 for one that has none yet."""
    tables = inspect(connection).get_table_names()
    if "schema_version" not in tables:
        return 0
    return int(connection.execute(text("SELECT max(version) FROM schema_version")).scalar() or 0)


def _checked(connection: Connection, place: str) -> int:
    version = version_of(connection)
    if version > LATEST:
        raise RecordsError(
            f"The records in {place} were written by a newer Filbert (form {version}; this one knows forms up to "
            f"{LATEST}). Update Filbert, or have records kept elsewhere."
        )
    return version


def _begin(connection: Connection) -> None:
    """1: the records and their three indices."""
    sqlite = connection.dialect.name == "sqlite"
    identity = {"id": "INTEGER", "counting": " AUTOINCREMENT"} if sqlite else {"id": _IDENTITY, "counting": ""}
    connection.execute(text("CREATE TABLE schema_version (version INTEGER NOT NULL)"))
    connection.execute(text(_FIRST.format(**identity)))
    filtered = "verdict, opinion, recipe, recipe_version, lot"
    connection.execute(text(f"CREATE INDEX records_by_time ON records (at, id, {filtered}, score)"))
    connection.execute(text(f"CREATE INDEX records_by_score ON records (score, id, {filtered}, at)"))
    connection.execute(text("CREATE INDEX records_by_verdict ON records (verdict, at, id, recipe, opinion)"))


def _words_and_writers(connection: Connection) -> None:
    """2: what text is looked for in, by itself and in small letters; what each writer has kept last."""
    connection.execute(text("ALTER TABLE records ADD COLUMN words TEXT NOT NULL DEFAULT ''"))
    _fill_words(connection)
    connection.execute(text("CREATE INDEX records_text_by_time ON records (at, id, words, confirmed_by)"))
    connection.execute(
        text("CREATE INDEX records_by_opinion ON records (opinion, at, id, confirmed_by) WHERE opinion IS NOT NULL")
    )
    if connection.dialect.name == "sqlite":
        for statement in _THREES:
            connection.execute(text(statement))
    connection.execute(text("CREATE TABLE writers (writer TEXT PRIMARY KEY, batch BIGINT NOT NULL, ids TEXT NOT NULL)"))


def _by_recipe(connection: Connection) -> None:
    """3: the records of a recipe in order of time."""
    filtered = "verdict, opinion, recipe_version, lot, score"
    connection.execute(text(f"CREATE INDEX records_by_recipe ON records (recipe, at, id, {filtered})"))


def _fill_words(connection: Connection) -> None:
    columns = RECORDS.c
    rows = select(columns.id, columns.name, columns.source, columns.lot).order_by(columns.id).limit(_AT_ONCE)
    filled = update(RECORDS).where(columns.id == bindparam("key")).values(words=bindparam("these"))
    last = 0
    while some := connection.execute(rows.where(columns.id > last)).all():
        connection.execute(filled, [{"key": key, "these": words_of(*names)} for key, *names in some])
        last = some[-1][0]


_IDENTITY = "BIGINT GENERATED BY DEFAULT AS IDENTITY"

MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_begin, _words_and_writers, _by_recipe)
"""Each makes the next form from the one before it; never changed once it is out, only added to."""

LATEST = len(MIGRATIONS)
