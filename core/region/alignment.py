"""What the engineer says about the mark that tells where a part lies."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from core.region.shapes import Fraction, Length


class Alignment(BaseModel):
    """A rectangle on a good picture, in fractions; what it shows is looked for in every picture.

    `reference` is the good picture's file name, or empty for the first of the good set. With `any_angle` it is looked
    for in every turn, else up to some degrees to each side.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    x: Fraction
    y: Fraction
    width: Length = Field(gt=0)
    height: Length = Field(gt=0)
    reference: str = ""
    any_angle: bool = False

    @model_serializer(mode="wrap")
    def _without_the_usual(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Written as before there was `any_angle` where it is not wanted: recipes and drafts stay the same."""
        fields: dict[str, Any] = handler(self)
        if not self.any_angle:
            fields.pop("any_angle", None)
        return fields
