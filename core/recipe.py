"""A recipe: what was taught about one product, all a station needs to inspect it."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from torch import Tensor

from core.errors import RecipeError
from core.inspection.extent import Extents
from core.inspection.judge import LARGEST_MIN_AREA, Scale
from core.inspection.scene import SceneModel
from core.model.assembly import rebuild_detector
from core.model.detector import Detector
from core.model.presets import Preset
from core.model.weights import digest_of, load_weights
from core.region.alignment import Alignment
from core.region.framing import Framing
from core.region.mark import Mark
from core.region.mark_template import Grey
from core.region.region_of_interest import RegionOfInterest
from core.region.taught_size import TaughtSize
from core.types import Image

FORMAT_VERSION = 6


class RecipeCard(BaseModel):
    """All of a recipe that is not a tensor; what its file carries as readable JSON.

    From `review_from` on the recipe's scale a part is REVIEW, up to the threshold; 1 means that there is no such band.
    `held_out_scores` are the scores, on the recipe's scale, of the good images when they were held out;
    `false_reject_target` is the share of good parts (0 to 1) the threshold was set for. `taught_size` is the shape of
    the good pictures; a recipe of format 3 doesn't know it. `min_area` is the share of the picture (0 to 0.1) that a
    region must have to count; scores, those held out too, are the levels an area as large as that reaches.
    `region` is what of the picture is inspected, None for all; `alignment` is the mark that tells where the part lies.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format_version: int = FORMAT_VERSION
    name: str = Field(min_length=1)
    version: int = Field(ge=1)
    preset: Preset
    latent_size: int = Field(ge=1)
    backbone_sha256: str
    scale: Scale
    review_from: float = Field(gt=0, le=1)
    false_reject_target: float = Field(gt=0, lt=1)
    held_out_scores: tuple[float, ...] = Field(min_length=2)
    seed: int
    taught_at: AwareDatetime
    taught_with: str
    taught_size: TaughtSize | None = None
    min_area: float = Field(default=0.0, ge=0, le=LARGEST_MIN_AREA)
    region: RegionOfInterest | None = None
    alignment: Alignment | None = None

    @property
    def good_count(self) -> int:
        """How many good images the recipe rests on."""
        return len(self.held_out_scores)


@dataclass(frozen=True, eq=False)
class Recipe:
    """A recipe in memory: its card, a good part to know it by, and the detector's tensors.

    `backbone` is empty for a preset whose weights come with the program. `scene` is what good pictures look like as a
    whole; a recipe of format 2 knows nothing of that. `reference` (h, w) is the grey picture that the
    mark of the card's alignment is on, None without one. `held_out` tells how large is how odd in each good image while
    it was held out, for a minimum area; an earlier recipe doesn't know.
    """

    card: RecipeCard
    thumbnail: Image
    tensors: Mapping[str, Tensor]
    backbone: Mapping[str, Tensor]
    scene: SceneModel | None = None
    reference: Grey | None = None
    held_out: Extents | None = None

    @property
    def shortcoming(self) -> str:
        """What this recipe can't do, in a sentence for the user; empty when there is nothing."""
        if self.scene is None:
            lacking = "it can't tell a missing part, changed light or a moved camera from a defect"
        elif self.card.taught_size is None:
            lacking = "it doesn't notice pictures of another shape than it was taught with"
        else:
            return ""
        return f"The recipe {self.card.name} is of an earlier Filbert: {lacking}. Teach the product anew."

    @property
    def mark(self) -> Mark | None:
        """What tells where a part lies; None when that makes no difference."""
        if self.reference is None or self.card.alignment is None:
            return None
        return Mark(self.reference, self.card.alignment)

    def framing(self) -> Framing:
        """Where on a frame to look."""
        taught = self.card.taught_size
        size = (taught.width, taught.height) if taught is not None else self.thumbnail.shape[1::-1]
        return Framing(self.card.preset.input_size, (size[0], size[1]), self.card.region, self.mark)

    def build_detector(self) -> Detector:
        """The detector that was taught, on the CPU.

        Raises WeightsError or RecipeError when its backbone can't be had.
        """
        weights = dict(self.backbone) or load_weights(self.card.preset.backbone)
        if digest_of(weights) != self.card.backbone_sha256:
            raise RecipeError(
                f"The recipe {self.card.name} was taught on other backbone weights than this Filbert brings. "
                "Teach the product anew, or use the Filbert it was taught with."
            )
        try:
            return rebuild_detector(self.card.preset, self.card.latent_size, self.tensors, weights)
        except (KeyError, ValueError, RuntimeError) as error:
            raise RecipeError(f"The parts of the recipe {self.card.name} don't fit together. Teach it anew.") from error
