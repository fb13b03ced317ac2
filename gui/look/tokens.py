"""The tokens of the style guide: every colour by what it is for, in light, dark and high contrast."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Theme:
    """Colours by what they are for, as #RRGGBB, or #AARRGGBB where something must shine through."""

    app: str  # the page
    surface: str  # a card
    raised: str  # a control
    rail: str  # navigation
    track: str  # the empty part of a bar
    well: str  # behind images
    line: str  # hairlines
    control: str  # the border of a control
    text: str
    text2: str
    text3: str  # disabled
    ink: str  # a full bar, the mark of the active page, a main button
    ink_text: str  # on ink
    focus: str
    sel: str  # a chosen toggle
    pass_tile: str
    pass_text: str
    pass_edge: str  # the tile's edge and icon, and the small mark
    pass_classic: str  # PASS on full green, for those who are used to it
    pass_classic_text: str
    pass_classic_edge: str
    review_tile: str
    review_text: str
    review_mark: str  # the small mark
    fail_tile: str
    fail_text: str
    fail_mark: str  # the small mark, and the bar of a score
    err_tile: str
    err_mark: str
    err_text: str
    hollow: str  # NO PART, NOT READY, and a gap among the last parts
    warn_bg: str  # a hint on a page
    warn_edge: str
    good: str  # PASS in a chart
    review: str  # REVIEW in a chart, always with an outline in `text`
    defect: str  # FAIL in a chart
    synth: str  # drawn defects in a chart: outlines, never filled
    on_well: str  # text on the dark behind images
    on_well2: str
    contour: str
    contour_edge: str
    tag: str
    tag_text: str
    veil: str  # over a picture that is no longer live
    veil_stripe: str


LIGHT = Theme(
    app="#E6E9EC",
    surface="#F7F8F9",
    raised="#FFFFFF",
    rail="#DDE1E5",
    track="#DDE1E5",
    well="#1B1F23",
    line="#CDD3D9",
    control="#7A858F",
    text="#161B20",
    text2="#47515A",
    text3="#5E6872",
    ink="#242B32",
    ink_text="#FFFFFF",
    focus="#0B5CAD",
    sel="#DCE7F2",
    pass_tile="#E1ECE4",
    pass_text="#123B23",
    pass_edge="#2F7A4D",
    pass_classic="#2F7A4D",
    pass_classic_text="#FFFFFF",
    pass_classic_edge="#123B23",
    review_tile="#F5B83D",
    review_text="#241800",
    review_mark="#8A5A00",
    fail_tile="#B5121B",
    fail_text="#FFFFFF",
    fail_mark="#B5121B",
    err_tile="#14171A",
    err_mark="#FFD23F",
    err_text="#FFFFFF",
    hollow="#5E6872",
    warn_bg="#FBF1DA",
    warn_edge="#A06F00",
    good="#0072B2",
    review="#E69F00",
    defect="#D55E00",
    synth="#9B4F82",
    on_well="#FFFFFF",
    on_well2="#CDD3D9",
    contour="#FFFFFF",
    contour_edge="#D1000000",
    tag="#FFFFFF",
    tag_text="#161B20",
    veil="#9E1C1C1C",
    veil_stripe="#1AFFFFFF",
)

# What lies on a picture is the same as in the light: a picture is never inverted.
DARK = replace(
    LIGHT,
    app="#0F1214",
    surface="#1A1E22",
    raised="#23282D",
    rail="#14171A",
    track="#353C43",
    well="#08090A",
    line="#353C43",
    control="#7C8791",
    text="#EEF1F3",
    text2="#B4BDC5",
    text3="#929DA7",
    ink="#E3E7EA",
    ink_text="#14181C",
    focus="#6DB3F2",
    sel="#1F3347",
    pass_tile="#1B2E23",
    pass_text="#D3F0DD",
    pass_edge="#5FB585",
    review_tile="#E5A829",
    review_mark="#F0BE55",
    fail_tile="#C5202A",
    fail_mark="#FF7A80",
    err_tile="#000000",
    hollow="#9AA5AF",
    warn_bg="#332A14",
    warn_edge="#E5A829",
    good="#56B4E9",
    defect="#F07F3C",
    synth="#CC79A7",
)

# Surfaces white or black, lines as strong as text; the tiles stay as they are.
LIGHT_CONTRAST = replace(
    LIGHT,
    app="#FFFFFF",
    surface="#FFFFFF",
    rail="#E4E4E4",
    track="#E4E4E4",
    line="#000000",
    control="#000000",
    text="#000000",
    text2="#000000",
    text3="#4A4A4A",
    ink="#000000",
    focus="#0047A0",
    sel="#CFE3FA",
    hollow="#000000",
)

DARK_CONTRAST = replace(
    DARK,
    app="#000000",
    surface="#000000",
    raised="#000000",
    rail="#262626",
    track="#333333",
    well="#000000",
    line="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    text2="#FFFFFF",
    text3="#B4B4B4",
    ink="#FFFFFF",
    ink_text="#000000",
    focus="#7FC4FF",
    sel="#003A6B",
    hollow="#FFFFFF",
)
