"""What the engineer says about the mark that tells where a part lies."""

from pydantic import BaseModel, ConfigDict, Field

from core.region.shapes import Fraction, Length


class Alignment(BaseModel):
    """A rectangle on a good picture, in fractions; what it shows is looked for in every picture.

    `reference` is the good picture's file name, or empty for the first of the good set.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: Fraction
    y: Fraction
    width: Length = Field(gt=0)
    height: Length = Field(gt=0)
    reference: str = ""
