"""The colours of the page: words and bars stand out from their ground, in light and in dark."""

import re
from itertools import product
from typing import Literal, TypeAlias

import pytest

from reports.page.shell import ROOM

Scheme: TypeAlias = Literal["light", "dark"]

PAIRS = [
    *product(("ink", "soft", "faint"), ("bg", "card")),
    *product(("ink", "soft"), ("hover", "now")),
    *((tone, ground) for tone in ("bad", "ok", "info", "warn") for ground in (f"{tone}-bg", "card", "bg")),
    *product(("ink", "soft"), ("bad-bg", "warn-bg", "info-bg", "ok-bg")),
    *(("bad", "now"), ("card", "ink"), ("accent", "card")),
]
"""Which colour of words stands on which ground."""


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}-on-{pair[1]}")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(pair: tuple[str, str], scheme: Scheme) -> None:
    colours = _tokens(scheme)

    assert _contrast(colours[pair[0]], colours[pair[1]]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bars_of_every_lane_stand_out_from_the_ground(scheme: Scheme) -> None:
    colours = _tokens(scheme)

    assert [lane for lane in range(7) if _contrast(colours[f"lane-{lane}"], colours["bg"]) < 3] == []


def _tokens(scheme: Scheme) -> dict[str, str]:
    """The colours of style.css, the dark ones over the light."""
    light, dark = (ROOM / "style.css").read_text(encoding="utf-8").split('[data-theme="dark"]')
    named = re.compile(r"--([\w-]+): (#[0-9a-f]{6});")
    return dict(named.findall(light)) | (dict(named.findall(dark)) if scheme == "dark" else {})


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
