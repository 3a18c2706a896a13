"""Lets an SVG change its colours with the page: paper, boxes and letters together, so that it can always be read.

The picture keeps a background of its own. A viewer that knows no colour scheme shows the light one.
"""

import re

from reports.pictures.palette import ON_DARK

ROOT = re.compile(rb"<svg ")
OPENED = re.compile(rb"<svg [^>]*>")

LETTERS = 'svg.outlive-picture text{font-family:Arial,Arimo,"Liberation Sans",Helvetica,sans-serif}'
"""Fonts as wide as the one the boxes were measured for, and then any."""


def styled(svg: bytes) -> bytes:
    """The SVG of Graphviz, with a style for dark pages that reaches nothing outside of it."""
    named = ROOT.sub(b'<svg class="outlive-picture" ', svg, count=1)
    return OPENED.sub(lambda found: found.group() + f"\n<style>{_rules()}</style>".encode(), named, count=1)


def _rules() -> str:
    changes = "".join(
        f'svg.outlive-picture [{part}="{light}"]{{{part}:{dark}}}'
        for light, dark in ON_DARK.items()
        for part in ("fill", "stroke")
    )
    return f"{LETTERS}@media screen and (prefers-color-scheme:dark){{{changes}}}"
