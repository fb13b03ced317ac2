"""Where Filbert writes down what happened, for whoever has to find out later."""

import contextlib
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core.places import log_folder

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def log_file() -> Path:
    """The file the log goes to."""
    return log_folder() / "filbert.log"


def set_up_logging() -> None:
    """Log to a file of at most 5 × 1 MB. A folder that can't be written to costs the log, not the program."""
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    with contextlib.suppress(OSError):
        log_file().parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(log_file(), maxBytes=1_000_000, backupCount=4, encoding="utf-8", delay=True)
        handler.setFormatter(logging.Formatter(_FORMAT))
        root.addHandler(handler)
