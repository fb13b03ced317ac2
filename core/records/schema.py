"""The tables that records are kept in, the same in SQLite and PostgreSQL."""

from sqlalchemy import BigInteger, Column, Double, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

_ID = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER is SQLite's own row number

RECORDS = Table(
    "records",
    METADATA,
    Column("id", _ID, primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),  # microseconds since 1970, UTC: sorts the same everywhere
    Column("station", Text, nullable=False),
    Column("recipe", Text, nullable=False),
    Column("recipe_version", Integer, nullable=False),
    Column("lot", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("score", Double),  # null where there is no number: SQLite has no NaN
    Column("verdict", Text, nullable=False),
    Column("regions", Text, nullable=False),  # JSON: a list of [x, y, width, height, area, peak]
    Column("latency_ms", Double, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("image", Text, nullable=False),
    Column("score_map", Text, nullable=False),
    Column("opinion", Text),
    Column("confirmed_by", Text),
    Column("confirmed_at", BigInteger),
    Column("words", Text, nullable=False, server_default=""),  # what text is looked for in, in small letters
    sqlite_autoincrement=True,  # the number of a record that was deleted is never given again
)

WRITERS = Table(
    "writers",
    METADATA,
    Column("writer", Text, primary_key=True),
    Column("batch", BigInteger, nullable=False),  # the last one that was kept
    Column("ids", Text, nullable=False),  # JSON: of its records
)
"""What each writer has kept last: one that never heard whether that was done can ask instead of doing it twice."""

_FILTERED = ("verdict", "opinion", "recipe", "recipe_version", "lot")

BY_TIME = Index("records_by_time", *(RECORDS.c[name] for name in ("at", "id", *_FILTERED, "score")))
"""All that a filter without text asks for: a page is found without reading the records themselves."""

BY_SCORE = Index("records_by_score", *(RECORDS.c[name] for name in ("score", "id", *_FILTERED, "at")))

BY_VERDICT = Index("records_by_verdict", *(RECORDS.c[name] for name in ("verdict", "at", "id", "recipe", "opinion")))
"""What is rare, as FAIL is, is found without passing by all that is not."""

BY_RECIPE = Index(
    "records_by_recipe",
    *(RECORDS.c[name] for name in ("recipe", "at", "id", "verdict", "opinion", "recipe_version", "lot", "score")),
)
"""A recipe that was last used long ago is found without passing by all since."""

BY_OPINION = Index(
    "records_by_opinion",
    *(RECORDS.c[name] for name in ("opinion", "at", "id", "confirmed_by")),
    sqlite_where=RECORDS.c.opinion.is_not(None),
    postgresql_where=RECORDS.c.opinion.is_not(None),
)
"""What somebody has said something of, which is little."""

TEXT_BY_TIME = Index("records_text_by_time", *(RECORDS.c[name] for name in ("at", "id", "words", "confirmed_by")))
"""SQLite also has a table record_words: which three letters stand in which record, see core.records.few."""
