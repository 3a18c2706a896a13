"""`outlive render`: finds out what is to be drawn, draws it, and writes it where it belongs."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from properties.judge import Verdict, judge
from reports.errors import ReportError, printable
from reports.inputs import Case, choose, find, load_case
from reports.judging import KEPT, UNDECIDED
from reports.outputs import keep_input
from reports.pictures.chosen import chosen_machines
from reports.pictures.declared import declared_machines, full_name
from reports.pictures.dot import dot_text
from reports.pictures.drawing import CannotDraw, draw
from reports.pictures.fold_picture import folded_picture
from reports.pictures.folding import Lens, Shown, folded
from reports.pictures.machine_picture import declared_picture, network_machine_picture
from reports.pictures.mermaid import mermaid_text
from reports.pictures.network_picture import network_picture
from reports.pictures.picture import Picture
from reports.pictures.run_picture import marks_of, run_picture
from reports.pictures.whole import NotWhole, whole_exploration
from reports.pictures.world_picture import graph_picture
from reports.replay.confirming import confirm_runs
from reports.terminal.words import counted, ending_in_words
from reports.writing import emit_bytes, output, say, write_whole

SUFFIXES = {".svg": "svg", ".png": "png", ".dot": "dot", ".gv": "dot", ".mmd": "mermaid", ".mermaid": "mermaid"}
STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to draw: a declared machine or a file, and of a file its graph, a machine, or a property's run.

    The graph is folded as seen through the machines of `project`, and, with `alike`, by what moves alike.
    """

    what: str
    machine: str | None = None
    property: str | None = None
    view: Literal["graph", "network"] = "graph"
    project: tuple[str, ...] = ()
    alike: Shown | None = None

    def asks_of_a_file(self) -> bool:
        """Whether it is something that only a file has."""
        asked = (self.machine is not None, self.property is not None, self.project, self.alike, self.view == "network")
        return any(asked)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the picture goes, and in which format; each may be left to the other."""

    output: str | None = None
    form: str | None = None


def render(wanted: Wanted, destination: Destination) -> int:
    """Draw and write; the exit status.

    Raises:
        ReportError: there is no such machine, file or property, nothing to draw, or the output cannot be written, or
            would be written over the file.
        DesignError: the file is not a design.
        NetworkError: the file is not a network.
    """
    form = format_of(destination)
    keep_input(wanted.what, "--output", destination.output)
    try:
        picture = picture_of(wanted)
    except NotWhole as error:
        say(f"outlive: {error}")
        return UNDECIDED
    if picture.remark:
        say(f"outlive: {picture.remark}")
    return _write(picture, form, _place(wanted, destination, form))


def format_of(destination: Destination) -> str:
    """The format asked for, or else the one of the output's name, or else SVG.

    Raises:
        ReportError: the output's name ends in something else.
    """
    suffix = Path(destination.output or "").suffix.lower()
    if destination.form is not None:
        return destination.form
    if suffix and suffix not in SUFFIXES:
        name = printable(destination.output or "")
        raise ReportError(f"{name}: no picture format ends in {suffix}; known: {', '.join(SUFFIXES)}, or say --format")
    return SUFFIXES.get(suffix, "svg")


def picture_of(wanted: Wanted) -> Picture:
    """The picture that is asked for; raises what `render` raises, and NotWhole."""
    declared = _declared(wanted)
    if declared is not None:
        return declared_picture(declared, declared_machines()[declared])
    case = _case(wanted.what)
    title = _title(case)
    if wanted.machine is not None:
        return network_machine_picture(case.network, wanted.machine, title)
    if wanted.view == "network":
        return network_picture(case, chosen_machines(case.network, wanted.project, title), title)
    if wanted.project or wanted.alike:
        return _folded_picture(case, wanted, title)
    if wanted.property is None:
        return graph_picture(whole_exploration(case), title)
    return _property_picture(choose(case, (wanted.property,)), title)


def _declared(wanted: Wanted) -> str | None:
    """A bare word that names a declared machine means that machine; a file of this name is written `./app`."""
    if wanted.asks_of_a_file() or Path(wanted.what).name != wanted.what:
        return None
    return full_name(wanted.what, tuple(declared_machines()))


def _case(what: str) -> Case:
    try:
        find(what)
    except ReportError as error:
        raise ReportError(f"{error}; machines: {', '.join(declared_machines())}") from error
    return load_case(what)


def _title(case: Case) -> str:
    name = Path(case.name).name
    return f"{name} ({case.profile})" if case.profile else name


def _folded_picture(case: Case, wanted: Wanted, title: str) -> Picture:
    lens = Lens(chosen_machines(case.network, wanted.project, title), wanted.alike)
    return folded_picture(folded(whole_exploration(case), lens), lens, title)


def _property_picture(case: Case, title: str) -> Picture:
    exploration = whole_exploration(case)
    verdict = judge(case.properties[0], exploration)
    confirm_runs(case, [verdict])
    if verdict.run is None or not (verdict.run.steps or verdict.verdict == "witnessed"):
        named = f"`{verdict.property.id}` of {printable(case.name)}"
        raise ReportError(f"{named} {_no_run(verdict)}; draw another with --property, or --graph")
    shown = "witnessed" if verdict.verdict == "witnessed" else "violated"
    heading = f"{title}: {verdict.property.id}, {shown} in {counted(len(verdict.run.steps), 'step')}"
    words = (f"{heading} {ending_in_words(verdict)}".rstrip(), "")
    return run_picture(exploration, verdict.run, words, marks_of(verdict, exploration))


def _no_run(verdict: Verdict) -> str:
    if verdict.verdict == "violated":
        return "is violated in the design itself: it has no run to draw"
    outcome = "holds" if verdict.verdict == "holds" else f"is {verdict.verdict}"
    return f"{outcome}: it has no run to draw"


def _place(wanted: Wanted, destination: Destination, form: str) -> str:
    """Pictures go to a file of their own name unless said otherwise; text goes to standard output."""
    if destination.output is not None:
        if destination.output == STANDARD_OUTPUT and form == "png" and output().isatty():
            raise ReportError("a terminal cannot show PNG; name a file with -o")
        return destination.output
    if form in ("dot", "mermaid"):
        return STANDARD_OUTPUT
    view = "network" if wanted.view == "network" else None
    folded_by = wanted.alike and f"by-{wanted.alike}"
    names = (Path(wanted.what).name.split(".")[0], view, wanted.machine, wanted.property, *wanted.project, folded_by)
    return re.sub(r"[^\w.-]+", "-", "-".join(name for name in names if name)) + f".{form}"


def _write(picture: Picture, form: str, place: str) -> int:
    if form == "mermaid":
        return _put(mermaid_text(picture).encode(), place)
    dot = dot_text(picture)
    if form == "dot":
        return _put(dot.encode(), place)
    try:
        return _put(draw(dot, form), place)
    except CannotDraw as error:
        text = "picture.dot" if place == STANDARD_OUTPUT else str(Path(place).with_suffix(".dot"))
        write_whole(Path(text), dot.encode())
        say(f"outlive: no picture: {error}. Its DOT is in {printable(text)}.")
        return UNDECIDED


def _put(data: bytes, place: str) -> int:
    if place == STANDARD_OUTPUT:
        emit_bytes(data)
    else:
        write_whole(Path(place), data)
        say(f"wrote {printable(place)}")
    return KEPT
