"""Draws DOT with the program that graphviz-pure brings along, never with a `dot` that happens to be on the path.

Other versions lay out differently, so the same design would give other bytes on another machine.
"""

import shutil
import subprocess
import sysconfig
from pathlib import Path

from reports.pictures.svg_style import styled

PROGRAM = "graphviz-pure"
SECONDS = 60
"""How long a drawing may take; 150 labelled worlds take a few seconds."""


class CannotDraw(Exception):  # noqa: N818 - an outcome that the caller answers with text, not a fault
    """There is no picture; the message says why, and what to do."""


def draw(dot: str, form: str) -> bytes:
    """The picture as `svg` or `png`.

    Raises:
        CannotDraw: the program is not installed, fails, or takes too long.
    """
    resolution = ["-Gdpi=144"] if form == "png" else []
    command = [str(_program()), f"-T{form}", *resolution]
    try:
        done = subprocess.run(command, input=dot.encode(), capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise CannotDraw(f"drawing took longer than {SECONDS} s; render less of it") from error
    except OSError as error:
        raise CannotDraw(f"{PROGRAM} does not start ({error.strerror}); {_MEND}") from error
    if done.returncode != 0 or not done.stdout:
        raise CannotDraw(f"{PROGRAM} failed with status {done.returncode}; {_MEND}")
    return styled(done.stdout) if form == "svg" else done.stdout


_MEND = f"install it with `pip install {PROGRAM}`, or give the DOT to any Graphviz"


def _program() -> Path:
    beside = shutil.which(PROGRAM, path=sysconfig.get_path("scripts")) or shutil.which(PROGRAM)
    if beside is None:
        raise CannotDraw(f"{PROGRAM} is not installed beside this program; {_MEND}")
    return Path(beside)
