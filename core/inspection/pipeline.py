"""One frame's way from picture to verdict; the same in the window, on the command line and in evaluation."""

import time

from core.device import device_label, parts_at_once, pick_device, share_cores
from core.inspection.judge import find_regions, score_of, verdict_of
from core.inspection.scene import Look, Scene
from core.model.engine import choose_engine
from core.model.preparation import prepare, to_batch
from core.recipe import Recipe
from core.region.framing import View
from core.types import Frame, Image, Inspection, Region, ScoreMap, Verdict

_NOT_JUDGED = {Look.NO_PART: Verdict.NO_PART, Look.CHANGED: Verdict.NOT_READY}


class Inspector:
    """Inspects frames by one recipe. Building one loads and warms up the network, which takes a second or two.

    `device` is one of core.device's, `engine` "torch" or "openvino". Raises RecipeError or WeightsError
    when the recipe can't be run here, FilbertError when device or engine isn't here.
    """

    def __init__(self, recipe: Recipe, device: str = "auto", engine: str = "torch") -> None:
        self._card, self._scene = recipe.card, recipe.scene
        self._device = pick_device(device)
        preset = recipe.card.preset
        # Choosing runs the network, so that its first pass doesn't count as the first part's latency.
        example = to_batch([prepare(recipe.thumbnail, preset)])
        self._framing = recipe.framing()
        self._min_area = min(1.0, recipe.card.min_area / self._framing.share)  # of what is looked at
        self._engine = choose_engine(recipe.build_detector(), preset.input_size, self._device, engine, example)

    @property
    def device_label(self) -> str:
        """What the screen calls the device the detector runs on."""
        return device_label(self._device)

    @property
    def parts_at_once(self) -> int:
        """How many frames it is best given at the same time."""
        return parts_at_once(self._device) if self._engine.shareable else 1

    def enter_thread(self) -> None:
        """Make ready the calling thread, in which frames will be inspected beside others."""
        share_cores(self.parts_at_once)

    @property
    def engine_name(self) -> str:
        """The library that runs the detector."""
        return self._engine.name

    def inspect(self, frame: Frame) -> Inspection:
        """Judge one frame: first whether there is something to judge, then the part."""
        view = self._framing.view(frame.image)
        scene = self._scene.look_at(view.picture) if self._scene is not None else Scene(Look.AS_TAUGHT)
        score_map = self._map_of(view)
        score, line = score_of(score_map, self._min_area), self._card.review_from
        verdict, reason = verdict_of(score, line), ""
        if verdict is Verdict.ERROR:
            reason = no_score(frame.name)
        else:
            verdict, reason = self._objection(view, scene) or (verdict, "")
        line = 1.0 if verdict is Verdict.FAIL else line  # of a FAIL what fails, of a REVIEW what is to be looked at
        return Inspection(
            frame,
            self._framing.on_frame(view.placement, score_map),
            score,
            verdict,
            self._regions(view, score_map, line) if verdict.about_part else (),
            (time.perf_counter() - frame.captured_at) * 1000,
            reason,
            _warning(scene, verdict),
            self._framing.outlines(view.placement),
        )

    def score_map(self, image: Image) -> ScoreMap:
        """How odd each place of a picture (H, W, 3) is: (h, w) float32 on the recipe's scale, 0 outside its region."""
        view = self._framing.view(image)
        return self._framing.on_frame(view.placement, self._map_of(view))

    def _map_of(self, view: View) -> ScoreMap:
        """The score map (S, S) of what is looked at."""
        return self._framing.only_inside(self._card.scale.apply(self._engine(to_batch([view.picture]))[0]))

    def _objection(self, view: View, scene: Scene) -> tuple[Verdict, str] | None:
        """Why no part is judged, whatever its score; None when one is."""
        taught = self._card.taught_size
        wrong_shape = taught.objection(view.placement.width, view.placement.height) if taught is not None else ""
        if wrong_shape:
            return Verdict.NOT_READY, wrong_shape
        if view.missing:
            return Verdict.NO_PART, view.missing
        return (_NOT_JUDGED[scene.look], scene.sentence) if scene.look in _NOT_JUDGED else None

    def _regions(self, view: View, score_map: ScoreMap, line: float) -> tuple[Region, ...]:
        if self._framing.is_whole:
            return find_regions(score_map, view.placement.width, view.placement.height, line, self._min_area)
        side = score_map.shape[0]
        found = find_regions(score_map, side, side, line, self._min_area)
        return tuple(self._framing.region_on_frame(view.placement, region) for region in found)


def _warning(scene: Scene, verdict: Verdict) -> str:
    """What to tell of a picture as a whole beside the part's verdict."""
    changes = scene.look in (Look.CHANGED, Look.CHANGING)
    return scene.sentence if changes or (scene.look is Look.PARTLY and verdict is not Verdict.FAIL) else ""


def no_score(name: str) -> str:
    """Why a frame of that name has no verdict though it was inspected."""
    return f"{name} got no score: the recipe's answer is not a number. Teach the recipe anew."
