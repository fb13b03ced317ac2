"""Filbert: learns a product from good images only and inspects it live. Arguments, logging, then window or command."""

import argparse
import io
import logging
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.terminal import Terminal

STARTED_AT = time.perf_counter()

_SOURCES = "an image, a folder, a video, camera:0, rtsp:// or http://, hot:FOLDER"

_AREA_HELP = "smallest area that counts, in pixels of the picture, or as a share of it: 0.1%%"

DONE, UNFORESEEN, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(prog="filbert", description=__doc__, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands (none opens the window)")
    parser.add_argument("--recipe", type=Path, metavar="FILE", help="open the window with this recipe")
    parser.add_argument("--source", metavar="SOURCE", help=f"open the window with this source, and start: {_SOURCES}")
    _add_ending(parser)
    _add_demo(commands.add_parser("demo", help="teach a recipe on the spot and inspect live; needs nothing else"))
    _add_capture(commands.add_parser("capture", help="capture good images live into a folder"))
    _add_check(commands.add_parser("check", help="look for what is wrong with the good images of a folder"))
    _add_train(commands.add_parser("train", help="teach the good images of a folder"))
    _add_threshold(commands.add_parser("threshold", help="set the lines of a recipe anew, without teaching"))
    _add_inspect(
        commands.add_parser("inspect", help="inspect images, a video, a camera, a folder that images are dropped into")
    )
    _add_evaluate(commands.add_parser("evaluate", help="compare a recipe with a labelled dataset"))
    _add_recipes(commands.add_parser("recipes", help="list recipes and their versions"))
    _add_compare(commands.add_parser("compare", help="compare two versions of a recipe on its kept pictures"))
    _add_bring_back(commands.add_parser("bring-back", help="make an earlier version of a recipe the present one again"))
    _add_report(
        commands.add_parser("report", help="figures of the recorded parts, as a page to read or rows to compute")
    )
    _add_json(commands.add_parser("doctor", help="what this machine can do, and what is missing"))
    for command in commands.choices.values():
        command.allow_abbrev = False  # it isn't inherited
    return parser


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dataset", type=Path, metavar="DIR", help="a dataset in the MVTec layout instead of drawn parts"
    )
    _add_ending(parser)
    parser.add_argument("--seed", type=_seed, default=0, help="of the drawn parts and of teaching (default 0)")


def _add_ending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=_positive, metavar="N", help="end N seconds from the start, after a verdict")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="leave a PNG of the window at its end")
    _add_json(parser)


def _add_capture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="camera:0, rtsp:// or http://")
    parser.add_argument("folder", type=Path, metavar="GOOD_DIR", help="where the pictures go; none there is replaced")
    parser.add_argument("--count", type=_count, default=30, metavar="N", help="how many pictures (default 30)")
    parser.add_argument(
        "--every", type=_positive, default=0.5, metavar="N", help="at least N seconds from one to the next (0.5)"
    )
    _add_json(parser)


def _add_check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("good", type=Path, metavar="GOOD_DIR", help="a folder of images of good parts")
    _add_json(parser)


def _add_train(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("good", type=Path, metavar="GOOD_DIR", help="a folder of images of good parts")
    parser.add_argument("--recipe", type=Path, required=True, metavar="FILE", help="where to save the recipe")
    parser.add_argument(
        "--improve",
        action="store_true",
        help="what isn't asked for (preset, region, shares, minimum area) is as FILE has it now",
    )
    parser.add_argument("--preset", choices=("lite", "fine", "vgg19"), help="the detector (default lite)")
    parser.add_argument("--seed", type=_seed, default=0, help="the same seed gives the same recipe (default 0)")
    parser.add_argument("--false-reject", type=_share, metavar="SHARE", help="share of good parts that may fail (0.01)")
    parser.add_argument(
        "--review", type=_share, metavar="SHARE", help="share of good parts that may come to REVIEW (default none)"
    )
    parser.add_argument("--weights", type=Path, metavar="FILE", help="the weights of vgg19, if not downloaded")
    parser.add_argument(
        "--defects", type=Path, metavar="DIR", help="images of defective parts, to see which are caught"
    )
    parser.add_argument(
        "--leave-out",
        action="append",
        default=[],
        metavar="IMAGE",
        help="an image of GOOD_DIR that is not good, or a .txt with a name on each line; may be given again",
    )
    parser.add_argument("--min-area", type=_area, metavar="AREA", help=_AREA_HELP)
    parser.add_argument("--region", type=Path, metavar="FILE", help="JSON of the region to inspect, see the user guide")
    parser.add_argument(
        "--draw-defects", action="store_true", help="score defects drawn on good images too, as a plain sanity check"
    )
    _add_json(parser)


def _add_threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="the recipe; its earlier version stays")
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--false-reject", type=_share, metavar="SHARE", help="share of good parts that may fail")
    line.add_argument("--line", type=_positive, metavar="SCORE", help="the score from which on a part shall fail")
    parser.add_argument("--review", type=_share, metavar="SHARE", help="share of good parts that may come to REVIEW")
    parser.add_argument("--min-area", type=_area, metavar="AREA", help=_AREA_HELP)
    parser.add_argument(
        "--reset", action="store_true", help="back to 1 %%, no REVIEW band, no minimum area; then the rest"
    )
    _add_json(parser)


def _add_inspect(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help=_SOURCES)
    parser.add_argument("--recipe", type=Path, required=True, metavar="FILE", help="the recipe to inspect by")
    parser.add_argument("--out", type=Path, metavar="DIR", help="write results.csv and heatmaps here")
    parser.add_argument("--maps", action="store_true", help="with --out: score maps too, as .npy (float32)")
    parser.add_argument(
        "--record", action="store_true", help="keep parts among the station's records, as the window does"
    )
    parser.add_argument("--lot", default="", metavar="LOT", help="with --record: the lot these parts belong to")
    parser.add_argument("--parts", type=_count, metavar="N", help="end after N images, for a source without an end")
    parser.add_argument("--seconds", type=_positive, metavar="N", help="end after N seconds")
    _add_device(parser)
    _add_json(parser)


def _add_evaluate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("dataset", type=Path, metavar="DATASET", help="a folder in the MVTec layout")
    parser.add_argument("--recipe", type=Path, required=True, metavar="FILE", help="the recipe to evaluate")
    _add_device(parser)
    _add_json(parser)


def _add_recipes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", type=Path, metavar="RECIPE_OR_FOLDER", help="a recipe, or a folder of recipes")
    _add_json(parser)


def _add_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="a recipe beside which pictures are kept")
    other = parser.add_mutually_exclusive_group(required=True)
    other.add_argument("new", type=Path, metavar="NEW", nargs="?", help="the recipe that is to replace it")
    other.add_argument("--version", type=_count, metavar="N", help="instead of NEW: was version N of RECIPE better?")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto", help="(default auto)")
    _add_json(parser)


def _add_bring_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="the recipe, as it is inspected by")
    parser.add_argument("--version", type=_count, required=True, metavar="N", help="which one; `recipes` lists them")
    _add_json(parser)


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="FILE",
        help="a report as .html or .pdf, or its records as .csv or .parquet",
    )
    parser.add_argument("--since", default="", metavar="TIME", help="from this time on: 2026-11-27 or 2026-11-27T14:00")
    parser.add_argument("--until", default="", metavar="TIME", help="before this time")
    parser.add_argument(
        "--shift", default="", metavar="SHIFT", help="current, last, a time within it, or 14:00 for all that begin then"
    )
    parser.add_argument("--lot", metavar="LOT", help="only parts of this lot")
    parser.add_argument("--recipe", metavar="NAME", help="only parts inspected by the recipe of this name")
    parser.add_argument("--store", metavar="URL", help="where the records are (default: as the station is set)")
    _add_json(parser)


def _add_device(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto", help="(default auto)")
    parser.add_argument(
        "--engine", choices=("torch", "openvino"), default="torch", help="what runs the network (default torch)"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON on stdout, and nothing else there")


def _share(text: str) -> float:
    value = float(text)
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a share between 0 and 1, such as 0.01.")
    return value


def _area(text: str) -> tuple[str, float]:
    """An area and what it is counted in."""
    unit = "share" if text.endswith("%") else "pixels"
    value = float(text.removesuffix("%")) / (100 if unit == "share" else 1)
    if not 0 <= value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not an area, such as 200 or 0.1%.")
    return unit, value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 1 on.")
    return value


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0.")
    return value


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**32:
        raise argparse.ArgumentTypeError(f"{text} is not a whole number from 0 to {2**32 - 1}.")
    return value


def run(arguments: argparse.Namespace) -> int:
    """Open the window or run the command; returns the exit code. Raises FilbertError."""
    if arguments.command in (None, "demo"):
        return _run_window(arguments)
    if arguments.command == "report":
        return _run_report(arguments)
    return _run_command(arguments)


def _run_command(arguments: argparse.Namespace) -> int:
    # Imported here, so that --help and a typing error answer at once.
    from core import doctor, evaluating, inspecting
    from core.good_images import checking
    from core.terminal import Terminal

    a, terminal = arguments, Terminal(arguments.json)
    if a.command in ("capture", "train", "threshold"):
        return _run_teaching_command(arguments, terminal)
    if a.command == "inspect":
        names = ("source", "recipe", "out", "device", "engine", "parts", "seconds", "record", "lot")
        given = {name: getattr(a, name) for name in names}
        return inspecting.inspect(inspecting.InspectOptions(with_maps=a.maps, **given), terminal)
    if a.command == "evaluate":
        return evaluating.evaluate(a.dataset, a.recipe, a.device, a.engine, terminal)
    if a.command == "check":
        return checking.check_good_images(a.good, terminal)
    if a.command == "doctor":
        return doctor.doctor(_window_trouble, terminal)
    return _run_recipes_command(arguments, terminal)


def _run_teaching_command(a: argparse.Namespace, terminal: "Terminal") -> int:
    if a.command == "capture":
        from core import capturing

        return capturing.capture(capturing.CaptureOptions(a.source, a.folder, a.count, a.every), terminal)
    from core import commands, thresholds

    area = None if a.min_area is None else thresholds.Area(**{a.min_area[0]: a.min_area[1]})
    if a.command == "threshold":
        asked = thresholds.ThresholdOptions(a.recipe, a.false_reject, a.line, a.review, area, a.reset)
        return thresholds.set_threshold(asked, terminal)
    options = commands.TrainOptions(
        a.good,
        a.recipe,
        a.preset,
        a.seed,
        a.false_reject,
        a.weights,
        a.review,
        a.defects,
        tuple(a.leave_out),
        area,
        a.region,
        a.draw_defects,
        a.improve,
    )
    return commands.train(options, terminal)


def _run_report(a: argparse.Namespace) -> int:
    from core.reports import choosing, command
    from core.reports.files import Order
    from core.reports.report import Report
    from core.terminal import Terminal

    def write_pdf(report: Report, order: Order) -> None:
        from core.errors import ReportError
        from gui.platform_check import missing_for_pdf

        if (trouble := missing_for_pdf()) is not None:
            raise ReportError(trouble)
        from gui.reports.pdf import write_pdf

        write_pdf(report, order)

    asked = choosing.Asked(a.since, a.until, a.shift, a.lot, a.recipe)
    return command.report(command.ReportOptions(asked, a.out, a.store), write_pdf, Terminal(a.json))


def _run_recipes_command(a: argparse.Namespace, terminal: "Terminal") -> int:
    from core.recipes import bringing_back, comparing, listing

    if a.command == "recipes":
        return listing.list_recipes(a.place, terminal)
    if a.command == "compare":
        options = comparing.CompareOptions(a.recipe, a.new, a.version, a.device)
        return comparing.compare_recipes(options, terminal)
    return bringing_back.bring_back_version(a.recipe, a.version, terminal)


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
    from core.no_console import give_streams

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
    except BrokenPipeError:
        sys.stdout = None  # the reader has gone, and Python would complain once more when it closes
        return DONE
    except Exception as error:
        logging.getLogger("filbert").exception("Unforeseen")
        sys.stderr.write(f"Something unforeseen happened: {type(error).__name__}: {error}. The log is {log_file()}.\n")
        return UNFORESEEN


if __name__ == "__main__":
    sys.exit(main())
