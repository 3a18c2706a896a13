"""The words and options of `outlive`; what each does stands in a file of its own, loaded when it is used."""

from typing import TYPE_CHECKING, Any

import click

from reports.failing import Outlive
from reports.trusting import COMMANDS
from reports.values import PROFILE, Seconds, size_of

if TYPE_CHECKING:
    from explorer.watch import Means

FORM = click.Choice(["network", "dot", "aldebaran", "mermaid", "promela"])
MEANS = ("engine", "checkpoint", "resume")
OUTPUTS = ("html", "markdown", "sarif", "junit", "itf", "pytest", "device_script")
"""The forms of reports.outputs, named here so that nothing is loaded before it is used."""
ENGINE = click.Choice(["list", "compiled", "integers", "packed", "diagrams", "arrays", "quotient"])


@click.group(cls=Outlive, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="outlive", message="%(prog)s %(version)s")
def outlive() -> None:
    """Does your background URLSession design do the right thing in every interleaving? If not: the shortest run.

    Exit status: 0 all as it must be, 1 a property is violated (verify: a verdict differs), 2 the input is wrong,
    3 a bound was hit, memory was full, or the run was interrupted before a verdict; 70 a mistake of outlive itself.
    """


@outlive.command()
@click.argument("files", metavar="FILE…", nargs=-1, required=True)
@click.option("--profile", type=PROFILE, help="Judge in this profile, whatever the file says, or in all three.")
@click.option("--property", "ids", metavar="ID", multiple=True, help="Judge only this property; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON.")
@click.option("--max-states", metavar="N", type=click.IntRange(min=1), help="Give up after N worlds.")
@click.option("--max-seconds", metavar="S", type=Seconds(min=0), help="Give up after S seconds.")
@click.option("--max-memory", metavar="SIZE", callback=size_of, help="Give up before SIZE (300M, 2G) is used up.")
@click.option("--engine", type=ENGINE, help="Explore by this engine, whatever the network asks for.")
@click.option("--checkpoint", metavar="DIR", help="Keep there what was found, every ten seconds (large networks).")
@click.option("--resume", is_flag=True, help="Go on from the checkpoint in DIR, if there is one.")
@click.option("--any-number", is_flag=True, help="Say which verdicts hold for any number of runs and transfers.")
@click.option("--certificate", metavar="FILE", help="Keep in FILE the proof of verdicts; with --any-number, of that.")
@click.option("--html", metavar="FILE", help="Write a page to walk through the verdicts.")
@click.option("--markdown", metavar="FILE", help="Write a comment for a pull request, with sequence diagrams.")
@click.option("--sarif", metavar="FILE", help="Write SARIF 2.1.0, for code scanning.")
@click.option("--junit", metavar="FILE", help="Write JUnit XML: a test case for each property.")
@click.option("--itf", metavar="FILE", help="Write the run of the first violation as an ITF trace.")
@click.option("--pytest", metavar="FILE", help="Write a test that replays the runs of what is violated.")
@click.option("--device-script", metavar="FILE", help="Write the steps to reproduce what is violated by hand.")
@click.option("--verbose", is_flag=True, help="Tell everything: sentences, all that changes, what was never used.")
def check(files: tuple[str, ...], as_json: bool, **rest: Any) -> int:
    """Judge designs (*.toml, or a design of the gallery by its name) and networks (*.network.json)."""
    from explorer.exploration import Bounds
    from reports.check import Asked, check_as_json, check_as_text

    bounds = Bounds(rest.pop("max_states"), rest.pop("max_seconds"), rest.pop("max_memory"))
    places = {form: rest.pop(form) for form in OUTPUTS}
    outputs = {form: place for form, place in places.items() if place is not None}
    means = _means(**{key: rest.pop(key) for key in MEANS})
    asked = Asked(files, bounds=bounds, means=means, outputs=outputs, **rest)
    return check_as_json(asked) if as_json else check_as_text(asked)


def _means(engine: str | None, checkpoint: str | None, resume: bool) -> "Means":
    from pathlib import Path

    from explorer.checkpoint import Keeping
    from explorer.watch import Means

    if resume and checkpoint is None:
        raise click.UsageError("--resume needs --checkpoint DIR, where the checkpoint is")
    if checkpoint == "":
        raise click.UsageError("--checkpoint needs the name of a folder")
    return Means(engine, None if checkpoint is None else Keeping(Path(checkpoint), resume))


@outlive.command()
@click.argument("folder", metavar="[DIR]", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the verdicts as JSON; differences on standard error.")
@click.option("--html", "pages", metavar="PAGES", help="Write into PAGES an index, and a page on each design.")
@click.option("--teeth", is_flag=True, help="Fail too where a property finds nothing in any design, or a rule is dead.")
def verify(folder: str | None, as_json: bool, pages: str | None, teeth: bool) -> int:
    """Judge every design of the gallery, or of DIR, in every profile against what it expects.

    With --teeth, it also fails where a property is vacuous in every design and profile, or broken in none, and
    where a rule of the model is enabled in none, unless DIR/teeth/allowed.toml gives a reason.
    """
    from pathlib import Path

    from reports.inputs import designs_in, gallery
    from reports.verify import verify_as_json, verify_as_text

    place = Path(folder) if folder is not None else gallery()
    paths = designs_in(place)
    from reports.mutating.allowed import allowed_in

    judge, allowed = verify_as_json if as_json else verify_as_text, allowed_in(place) if teeth else None
    return judge(paths, pages, allowed)


@outlive.command()
@click.argument("what", metavar="WHAT")
@click.option("--machine", metavar="NAME", help="Draw this machine of the file.")
@click.option("--graph", is_flag=True, help="Draw the reachable graph of the file (also if nothing else is asked).")
@click.option("--network", is_flag=True, help="Draw the machines of the file, and how many rules tie them.")
@click.option("--property", metavar="ID", help="Draw the counterexample, or the witness, of this property.")
@click.option("--project", metavar="MACHINE", multiple=True, help="Fold the graph: only these machines are seen.")
@click.option("--bisimulation", "alike", type=click.Choice(["rule", "actor"]), help="Fold only worlds that move alike.")
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@click.option("--format", "form", type=click.Choice(["svg", "png", "dot", "mermaid"]), help="Else by FILE, else SVG.")
def render(what: str, graph: bool, network: bool, **rest: Any) -> int:
    """Draw a declared machine by its name, or something of a design or network FILE.

    Graphs of more than 150 worlds are not drawn whole: instead the run to one of the farthest worlds, with what else
    could happen along it. Of more than 1,000,000 worlds nothing is drawn, and the exit status is 3; --machine and
    --network have no such limit.

    --project folds worlds that look the same through some machines into one (a name, or its beginning; may be
    repeated, or parted by commas), with the number of worlds and of steps. --bisimulation keeps those apart that can
    move differently from there on, as seen by rules or by actors; what changes none of the machines is not seen.
    With --network, --project draws these machines with all their ties.
    """
    parts = graph + network + sum(rest[part] is not None for part in ("machine", "property"))
    if parts > 1:
        raise click.UsageError("--graph, --network, --machine and --property exclude each other; choose one")
    if (rest["project"] or rest["alike"]) and (rest["machine"] or rest["property"]):
        raise click.UsageError("--project and --bisimulation fold a graph; leave out --machine and --property")
    if network and rest["alike"]:
        raise click.UsageError("--bisimulation folds a graph; leave out --network")
    from reports.pictures.render import Destination, Wanted, render

    destination = Destination(rest.pop("output"), rest.pop("form"))
    return render(Wanted(what, view="network" if network else "graph", **rest), destination)


@outlive.command()
@click.argument("file", metavar="[FILE]", default="design.toml")
def new(file: str) -> int:
    """Write a commented design file to start from (design.toml), and the schema for editors."""
    from reports.starting import start_design

    return start_design(file)


@outlive.command()
@click.argument("file", metavar="FILE")
@click.option("--to", "form", type=FORM, required=True, help="The form to write.")
@click.option("-o", "--output", metavar="FILE", help="Where to, instead of standard output.")
def export(file: str, form: str, output: str | None) -> int:
    """Write a design or network in another form: its network as JSON or as a Promela model, or its graph
    as DOT, Aldebaran (.aut, for CADP and mCRL2) or Mermaid.

    Graphs of more than 1,000,000 worlds are not written: the exit status is 3.
    """
    from reports.export import export

    return export(file, form, output)


for command in COMMANDS:
    outlive.add_command(command)
