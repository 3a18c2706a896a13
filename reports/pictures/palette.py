"""The colours of pictures, each with the one that takes its place on a dark page."""

from collections.abc import Mapping

PAPER, INK, QUIET, LABEL = "#fbfaf7", "#1f2933", "#5f6b76", "#52606d"
WHITE, EDGE, FAINT, WAY = "#ffffff", "#9aa5b1", "#cbd2d9", "#627d98"
BLUE, PALE_BLUE = "#1f5fa8", "#e3f0ff"
AMBER, PALE_AMBER = "#9a6412", "#fff3d6"
RED, PALE_RED = "#b42318", "#ffe3e0"

ON_DARK: Mapping[str, str] = {
    PAPER: "#14181d", INK: "#e6e9ed", QUIET: "#a3adb8", LABEL: "#b8c2cc",
    WHITE: "#1d232a", EDGE: "#74808d", FAINT: "#4b5563", WAY: "#8fa7bf",
    BLUE: "#7db4f0", PALE_BLUE: "#16324f",
    AMBER: "#e0a94a", PALE_AMBER: "#3d3010",
    RED: "#ff8a7a", PALE_RED: "#4a1d1a",
}  # fmt: skip
