"""Where a store of records is: a file of this computer that SQLite keeps, or a server's database."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from core.errors import RecordsError
from core.files import readable_name, way_out
from core.records.damage import put_aside_if_damaged
from core.records.network import refusal_of_network

_NO_URL = "The record store's address is no database URL. Give one such as postgresql://user@host/filbert."


def url_of(place: str | Path) -> URL:
    """The address of a database: a URL as SQLAlchemy reads it, or a file that SQLite keeps.

    Raises RecordsError for what is neither.
    """
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise RecordsError(_NO_URL) from error
    if url.drivername in {"postgres", "postgresql"}:
        url = url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() not in {"sqlite", "postgresql"}:
        raise RecordsError(_NO_URL)
    return url


def file_of(address: URL) -> Path | None:
    """The file that SQLite keeps; None for a server's database, or one in memory."""
    if address.get_backend_name() != "sqlite" or address.database in {None, "", ":memory:"}:
        return None
    return Path(str(address.database)).absolute()


def made_ready(file: Path) -> str:
    """Make the folder, and put aside a damaged file; a sentence that says so, or nothing. Raises RecordsError."""
    if refusal := refusal_of_network(file):
        raise RecordsError(refusal)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        folder = readable_name(file.parent)
        raise RecordsError(f"The folder {folder} for records can't be made: {way_out(error)}") from error
    return put_aside_if_damaged(file)
