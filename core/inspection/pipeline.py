"""One frame's way from picture to verdict; the same in the window, on the command line and in evaluation."""

import time

from core.device import device_label, parts_at_once, pick_device, share_cores
from core.inspection.judge import find_regions, score_of, verdict_of
from core.inspection.scene import Look, Scene
from core.model.engine import choose_engine
from core.model.preparation import prepare, to_batch
from core.recipe import Recipe
from core.types import Frame, Image, Inspection, ScoreMap, Verdict

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
        prepared = prepare(frame.image, self._card.preset)
        scene = self._scene.look_at(prepared) if self._scene is not None else Scene(Look.AS_TAUGHT)
        score_map = self._map_of(prepared)
        score, line = score_of(score_map, self._card.min_area), self._card.review_from
        verdict, reason = verdict_of(score, line), ""
        height, width = frame.image.shape[:2]
        objection = self._card.taught_size.objection(width, height) if self._card.taught_size is not None else ""
        if verdict is Verdict.ERROR:
            reason = no_score(frame.name)
        elif objection:
            verdict, reason = Verdict.NOT_READY, objection
        elif scene.look in _NOT_JUDGED:
            verdict, reason = _NOT_JUDGED[scene.look], scene.sentence
        line = 1.0 if verdict is Verdict.FAIL else line  # of a FAIL what fails, of a REVIEW what is to be looked at
        regions = find_regions(score_map, width, height, line, self._card.min_area) if verdict.about_part else ()
        told = scene.look in (Look.CHANGED, Look.CHANGING) or (
            scene.look is Look.PARTLY and verdict is not Verdict.FAIL
        )
        warning = scene.sentence if told else ""
        latency_ms = (time.perf_counter() - frame.captured_at) * 1000
        return Inspection(frame, score_map, score, verdict, regions, latency_ms, reason, warning)

    def score_map(self, image: Image) -> ScoreMap:
        """How odd each place of a picture (H, W, 3) is: (S, S) float32 on the recipe's scale."""
        return self._map_of(prepare(image, self._card.preset))

    def _map_of(self, prepared: Image) -> ScoreMap:
        return self._card.scale.apply(self._engine(to_batch([prepared]))[0])


def no_score(name: str) -> str:
    """Why a frame of that name has no verdict though it was inspected."""
    return f"{name} got no score: the recipe's answer is not a number. Teach the recipe anew."
