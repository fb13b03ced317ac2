"""Finds the few records that have a text or a score, where they are few, without looking at all. SQLite only."""

import math

from sqlalchemy import Connection, text

FEW = 5000
"""Records up to which finding them first is quicker than passing by others until a page is full."""
_SHORTEST = 3  # letters: the index knows which records have which three

_WITH_LETTERS = text("SELECT rowid FROM record_words WHERE record_words MATCH :letters LIMIT :most")
_CONFIRMED_BY = text(
    "SELECT id FROM records INDEXED BY records_by_opinion"
    " WHERE opinion IS NOT NULL AND instr(lower(confirmed_by), :wanted) > 0 LIMIT :most"
)

_WITH_SCORE = text(
    "SELECT id FROM records INDEXED BY records_by_score WHERE score >= :least AND score <= :highest LIMIT :most"
)


def few_with(connection: Connection, wanted: str) -> list[int] | None:
    """Ids of the records that may have a text (in small letters); None for many, or where there is no quick way."""
    if connection.dialect.name != "sqlite" or len(wanted) < _SHORTEST:
        return None
    letters = {"letters": _all_threes(wanted), "most": FEW + 1}
    found = list(connection.execute(_WITH_LETTERS, letters).scalars())
    if len(found) <= FEW:
        found += connection.execute(_CONFIRMED_BY, {"wanted": wanted, "most": FEW + 1}).scalars()
    return found if len(found) <= FEW else None


def few_of_scores(connection: Connection, least: float | None, most: float | None) -> list[int] | None:
    """Ids of the records with a score in this range; None for many, or where there is no quick way."""
    if connection.dialect.name != "sqlite" or (least is None and most is None):
        return None
    lowest, highest = (-math.inf if least is None else least), (math.inf if most is None else most)
    scores = {"least": lowest, "highest": highest, "most": FEW + 1}
    found = list(connection.execute(_WITH_SCORE, scores).scalars())
    return found if len(found) <= FEW else None


def _all_threes(wanted: str) -> str:
    threes = dict.fromkeys(wanted[place : place + _SHORTEST] for place in range(len(wanted) - _SHORTEST + 1))
    return " AND ".join('"' + three.replace('"', '""') + '"' for three in threes)
