"""Arguments, logging, then window or command."""

import argparse
import errno
import io
import logging
import os
import signal
import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from core.exit_codes import BAD_INPUT, DONE, INTERRUPTED, UNFORESEEN

if TYPE_CHECKING:
    from core.terminal import Terminal

STARTED_AT = time.perf_counter()


def run(arguments: argparse.Namespace) -> int:
    """Open the window or run the command; returns the exit code. Raises FilbertError."""
    if arguments.command in (None, "demo"):
        return _run_window(arguments)
    from core.terminal import Terminal

    terminal = Terminal(arguments.json)
    if arguments.command == "report":
        return _run_report(arguments, terminal)
    if arguments.command == "doctor":
        from core.commands.doctor import doctor

        return doctor(_window_trouble, terminal)
    from core.commands.dispatch import run_command

    return run_command(arguments, terminal)


def _run_report(a: argparse.Namespace, terminal: "Terminal") -> int:
    from core.reports import choosing, command
    from core.reports.files import ReportOrder
    from core.reports.report import Report

    def write_pdf(report: Report, order: ReportOrder) -> None:
        from core.errors import ReportError
        from gui.platform_check import missing_for_pdf

        if (trouble := missing_for_pdf()) is not None:
            raise ReportError(trouble)
        from gui.pages.reports.pdf import write_pdf

        write_pdf(report, order)

    asked = choosing.Asked(a.since, a.until, a.shift, a.lot, a.recipe)
    return command.report(command.ReportOptions(asked, a.out, a.store), write_pdf, terminal)


def _run_window(arguments: argparse.Namespace) -> int:
    from core.errors import FilbertError
    from core.terminal import Terminal
    from core.torch_libraries import load_torch_libraries

    load_torch_libraries()  # before Qt's
    trouble = _window_trouble()
    if trouble is not None:
        raise FilbertError(trouble)
    from gui.app import WindowOptions, run_window

    demo = arguments.command == "demo"
    names = ("seconds", "screenshot", *(("dataset", "seed") if demo else ("recipe", "source")))
    result = run_window(WindowOptions(demo=demo, **{name: getattr(arguments, name) for name in names}), STARTED_AT)
    if demo or arguments.json:
        Terminal(arguments.json).result(asdict(result), _demo_text(result.inspected, result.seconds_to_first_verdict))
    if result.error is not None:
        sys.stderr.write(result.error + "\n")
    if result.thread_left:  # a worker that can't be ended: an ordinary exit would abort in Qt
        sys.stdout.flush()
        os._exit(result.exit_code)
    return result.exit_code


def _demo_text(inspected: int, first_verdict: float | None) -> str:
    first = "" if first_verdict is None else f", the first verdict {first_verdict:.1f} s after the start"
    return f"{inspected} parts inspected{first}."


def _window_trouble() -> str | None:
    from gui.platform_check import missing_for_window

    return missing_for_window()


def main() -> int:
    """The program, with a terminal or without: what it ends with is said either way."""
    from core.commands.no_console import give_streams

    words = give_streams()
    try:
        code = _main()
    except SystemExit as wrong_arguments:
        code = BAD_INPUT if wrong_arguments.code else DONE
    if words is not None and code in (UNFORESEEN, BAD_INPUT):
        words.show()
    return code


def _main() -> int:
    """Nobody is shown a traceback: what is unforeseen goes to the log, a sentence to the user."""
    from core.commands.arguments import build_parser

    arguments = build_parser().parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a name the terminal has no letters for must not end the run
    from core.errors import Cancelled, FilbertError
    from core.logs import log_file, set_up_logging

    set_up_logging()
    try:
        return run(arguments)
    except Cancelled as stopped:
        sys.stderr.write(f"{stopped}\n")
        return INTERRUPTED
    except FilbertError as error:
        sys.stderr.write(f"{error}\n")
        return BAD_INPUT
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted.\n")
        return INTERRUPTED
    except Exception as error:
        if _reader_has_gone(error):
            sys.stdout = None  # Python would complain once more when it closes
            return DONE
        logging.getLogger("filbert").exception("Unforeseen")
        sys.stderr.write(f"Something unforeseen happened: {type(error).__name__}: {error}. The log is {log_file()}.\n")
        return UNFORESEEN


def _reader_has_gone(error: Exception) -> bool:
    """Whether what is printed is read no more. Windows calls a pipe without a reader an invalid argument."""
    if not isinstance(error, OSError):
        return False
    windows_way = os.name == "nt" and error.errno == errno.EINVAL and error.filename is None
    return isinstance(error, BrokenPipeError) or windows_way


if __name__ == "__main__":
    exit_code = main()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # what is done is done: Python takes half a second to clear up
    sys.exit(exit_code)
