"""The forms of the detector that benchmarks compare, beside the presets: each leaves something out of `lite`."""

from dataclasses import replace

from core.model.presets import LITE, Preset

VARIANTS: dict[str, Preset] = {
    "lite": LITE,
    "no non-local": replace(LITE, name="no non-local", memory_size=0),
    "published non-local": replace(LITE, name="published non-local", memory_size=0, non_local_at=(1, 2)),
    "no position": replace(LITE, name="no position", place_weight=1e9),
    "no contrast": replace(LITE, name="no contrast", contrast_whole=0.0, contrast_local=0.0),
    "no detail": replace(LITE, name="no detail", detail=0.0),
}
