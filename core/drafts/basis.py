"""What a teaching rests on, so that an older one is not taken for one of now."""

import hashlib
import json
from collections.abc import Sequence

from core.drafts.draft import Draft
from core.drafts.images import GoodImage


def basis_of(draft: Draft, kept: Sequence[GoodImage]) -> str:
    """A word for all that a teaching rests on: equal words give equal recipes, but for threshold and name."""
    chosen = draft.model_dump(mode="json", include={"region", "alignment", "preset", "seed", "defects"})
    text = json.dumps({**chosen, "images": [[image.name, str(image.path)] for image in kept]}, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()
