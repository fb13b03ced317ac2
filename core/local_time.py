"""The time as the station's clock shows it."""

from datetime import datetime


def local_now() -> datetime:
    """This moment, aware, in the time zone of this computer."""
    return datetime.now().astimezone()
