"""What can be said on the command line. Imports nothing heavy: --help and a typing error are answered at once."""

import argparse
from pathlib import Path

from core.commands.argument_kinds import area, count, score, seconds, seed, share

_SOURCES = "an image, a folder, a video, camera:0, rtsp:// or http://, hot:FOLDER"

_AREA_HELP = "smallest area that counts, in pixels of the picture, or as a share of it: 0.1%%"


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    what = "Filbert learns a product from good images only and inspects it live."
    parser = argparse.ArgumentParser(prog="filbert", description=what, allow_abbrev=False)
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
    parser.add_argument("--seed", type=seed, default=0, help="of the drawn parts and of teaching (default 0)")


def _add_ending(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=seconds, metavar="N", help="end N seconds from the start, after a verdict")
    parser.add_argument("--screenshot", type=Path, metavar="FILE", help="leave a PNG of the window at its end")
    _add_json(parser)


def _add_capture(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", metavar="SOURCE", help="camera:0, rtsp:// or http://")
    parser.add_argument("folder", type=Path, metavar="GOOD_DIR", help="where the pictures go; none there is replaced")
    parser.add_argument("--count", type=count, default=30, metavar="N", help="how many pictures (default 30)")
    parser.add_argument(
        "--every", type=seconds, default=0.5, metavar="N", help="at least N seconds from one to the next (0.5)"
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
    parser.add_argument("--seed", type=seed, default=0, help="the same seed gives the same recipe (default 0)")
    parser.add_argument("--false-reject", type=share, metavar="SHARE", help="share of good parts that may fail (0.01)")
    parser.add_argument(
        "--review", type=share, metavar="SHARE", help="share of good parts that may come to REVIEW (default none)"
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
    parser.add_argument("--min-area", type=area, metavar="AREA", help=_AREA_HELP)
    parser.add_argument("--region", type=Path, metavar="FILE", help="JSON of the region to inspect, see the user guide")
    parser.add_argument(
        "--draw-defects", action="store_true", help="score defects drawn on good images too, as a plain sanity check"
    )
    _add_json(parser)


def _add_threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="the recipe; its earlier version stays")
    line = parser.add_mutually_exclusive_group()
    line.add_argument("--false-reject", type=share, metavar="SHARE", help="share of good parts that may fail")
    line.add_argument("--line", type=score, metavar="SCORE", help="the score from which on a part shall fail")
    parser.add_argument("--review", type=share, metavar="SHARE", help="share of good parts that may come to REVIEW")
    parser.add_argument("--min-area", type=area, metavar="AREA", help=_AREA_HELP)
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
    parser.add_argument("--parts", type=count, metavar="N", help="end after N images, for a source without an end")
    parser.add_argument("--seconds", type=seconds, metavar="N", help="end after N seconds")
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
    other.add_argument("--version", type=count, metavar="N", help="instead of NEW: was version N of RECIPE better?")
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto", help="(default auto)")
    _add_json(parser)


def _add_bring_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", type=Path, metavar="RECIPE", help="the recipe, as it is inspected by")
    parser.add_argument("--version", type=count, required=True, metavar="N", help="which one; `recipes` lists them")
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
