"""The words and options of `outlive`; what each does stands in a file of its own, loaded when it is used."""

import os
import sys
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from explorer.watch import Means

INTERRUPTED, WRONG_INPUT, OUR_MISTAKE = 3, 2, 70
UNITS = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
MOST_DIGITS = 15


class Outlive(click.Group):
    """Turns every error into one line on standard error and every outcome into an exit status."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run; never a traceback for what the input or the user did."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(WRONG_INPUT)
        except click.ClickException as error:
            _refuse(f"{error.format_message()} (see {_command_of(error)} --help)")
        except (KeyboardInterrupt, click.Abort):
            _say("interrupted")
            sys.exit(INTERRUPTED)
        except OSError as error:
            _refuse_output(error)
        except MemoryError:
            _say("memory is used up, and nothing is decided; give it more, or a bound to keep to: --max-memory")
            sys.exit(INTERRUPTED)
        except Exception as error:
            if not _is_about_input(error):
                _confess(error)
            _refuse(str(error))
        sys.exit(status if isinstance(status, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command of a context; click would write an empty line for the interrupt."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise click.Abort from None


class Seconds(click.FloatRange):
    """A time that can run out: neither `nan` nor `inf`."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The seconds; refused where the word names no number of them."""
        seconds = float(super().convert(value, param, ctx))
        if not isfinite(seconds):
            self.fail(f"{value} is not a number of seconds.", param, ctx)
        return seconds


def size_of(_context: click.Context, _param: click.Parameter, value: str | None) -> int | None:
    """The bytes of `300M`, `2G`, or of a plain number; refused where the word names none."""
    if value is None:
        return None
    unit = value[-1:].upper() if value[-1:].upper() in UNITS else ""
    number = value[: len(value) - len(unit)]
    if not (number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS and int(number)):
        raise click.BadParameter(f"{value} is no amount of memory; write 300M, 2G or a number of bytes.")
    return int(number) * UNITS[unit]


def _command_of(error: click.ClickException) -> str:
    """Whose help tells more: `outlive check`, or `outlive` where no command was understood."""
    context = getattr(error, "ctx", None) or click.get_current_context(silent=True)
    return f"outlive {context.info_name}" if context is not None and context.parent else "outlive"


def _is_about_input(error: Exception) -> bool:
    from explorer.choosing import EngineError
    from explorer.exploration import CheckpointError
    from model.design import DesignError
    from model.network import NetworkError
    from reports.errors import ReportError

    return isinstance(error, CheckpointError | DesignError | EngineError | NetworkError | ReportError)


def _refuse(what: str) -> NoReturn:
    _say(what)
    sys.exit(WRONG_INPUT)


def _confess(error: Exception) -> NoReturn:
    """Our own mistake is no verdict, and must not end in the status of one."""
    from traceback import format_exception

    from reports.confirming import ReplayError
    from reports.errors import printable
    from reports.writing import say

    what = str(error) if isinstance(error, ReplayError) else f"{type(error).__name__}: {error}"
    for line in () if isinstance(error, ReplayError) else "".join(format_exception(error)).splitlines():
        say(printable(line))
    _say(f"{printable(what)}; this is a mistake of outlive, and no verdict; please report it, with the file")
    sys.exit(OUR_MISTAKE)


def _refuse_output(error: OSError) -> NoReturn:
    """A place that the system does not take names itself; what is left is help that could not be shown."""
    from reports.errors import printable, reason
    from reports.writing import close_output

    if error.filename is not None:
        _refuse(f"{printable(os.fsdecode(error.filename))}: cannot be used: {reason(error)}; choose another place")
    close_output()
    _refuse(f"standard output: cannot be written: {reason(error)}; choose another place")


def _say(what: str) -> None:
    from reports.writing import say

    say(f"outlive: {what}")


FORM = click.Choice(["network", "dot", "aldebaran", "mermaid", "promela"])
MEANS = ("engine", "checkpoint", "resume")
OUTPUTS = ("html", "markdown", "sarif", "junit", "itf", "pytest", "device_script")
"""The forms of reports.outputs, named here so that nothing is loaded before it is used."""
ENGINE = click.Choice(["list", "integers", "packed", "diagrams", "arrays", "quotient"])
PROFILE = click.Choice(["device", "simulator", "debugger", "all"])


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
@click.argument("file", metavar="DESIGN")
@click.option("--profile", type=click.Choice(["device", "simulator", "debugger"]), help="Mutate it in this profile.")
@click.option("--runs", metavar="N", type=click.IntRange(min=1), help="Let each extension run N times at most.")
@click.option(
    "--most", metavar="N", type=click.IntRange(min=0), default=200, show_default=True,
    help="Judge N mutants of the network at most: a sample, the same every time.",
)
@click.option("--all", "every", is_flag=True, help="Judge all of them, however long it takes.")
@click.option("--max-seconds", metavar="S", type=Seconds(min=0), help="Give up after S seconds.")
@click.option("--json", "as_json", is_flag=True, help="Print what became of every mutant as JSON.")
def mutate(file: str, every: bool, as_json: bool, **rest: Any) -> int:
    """Put small wrongs into a DESIGN (or a network), one at a time, and tell which of them no verdict notices.

    Dropped guards, moves and rules, moves that lead elsewhere, weaker fairness; actions of the design left out or
    swapped. Each property is told how many it notices, and how many it alone. What provably changes nothing is
    counted apart. Survivors do not move the exit status; it is 3 when time was up.
    """
    from reports.mutating.base import Asked
    from reports.mutating.campaign import Limits
    from reports.mutating.command import mutate_as_json, mutate_as_text

    asked = Asked(file, rest["profile"], rest["runs"])
    limits = Limits(None if every else rest["most"], rest["max_seconds"])
    return mutate_as_json(asked, limits) if as_json else mutate_as_text(asked, limits)


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
    from reports.render import Destination, Wanted, render

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


@outlive.command()
@click.argument("file", metavar="FILE")
@click.argument("network", metavar="NETWORK")
@click.option("--profile", type=PROFILE, help="The profile in which the design was judged, if not its own.")
def certify(file: str, network: str, profile: str | None) -> int:
    """Check the certificate FILE (`check --certificate`) against NETWORK: a *.network.json, or a design.

    A program of its own does it, which reads networks alone (`python -m properties.certificates.certify`); a design is
    exported for it first. Exit status: 0 every verdict is proved, 1 something is wrong, 2 a file cannot be read, 3 some
    verdict has no certificate.
    """
    from reports.certify import certify

    return certify(file, network, profile)


@outlive.command()
@click.argument("file", metavar="FILE")
@click.option("--adapter", metavar="ADAPTER", required=True, help="declared, reference, module:Class, 'cmd PROGRAM …'.")
@click.option("--profile", type=click.Choice(["device", "simulator", "debugger"]), help="The profile, if not its own.")
@click.option("--cover", "covering", is_flag=True, help="Take every step there is, instead of random runs.")
@click.option("--examples", metavar="N", type=click.IntRange(min=1), default=200, help="Random runs (200).")
@click.option("--seconds", metavar="S", type=Seconds(min=0), help="Stop after S seconds.")
@click.option("--min-coverage", metavar="P", type=click.FloatRange(0, 100), default=0.0, help="Fail under P %.")
@click.option("--seed", metavar="N", type=click.IntRange(min=0), default=0, help="Other random runs.")
@click.option("--property", "ids", metavar="ID", multiple=True, help="Fail where ID is broken, by the model too.")
@click.option("--replay-test", metavar="FILE", help="Keep a disagreement in FILE, as a pytest test.")
def stress(file: str, **rest: Any) -> int:
    """Drive an implementation beside the model of a design or network FILE, guided by its exact graph.

    After each step what the implementation shows is held against the model. Exit status: 0 they agree, 1 they disagree
    or less was covered than asked for, 2 the input is wrong, 3 cut short before that.
    """
    from reports.stress.command import Asked
    from reports.stress.command import stress as drive

    return drive(Asked(file, **rest))


@outlive.command()
@click.argument("file", metavar="FILE")
@click.option("--with", "checker", type=click.Choice(["spin", "storm"]), required=True, help="Whom to ask.")
@click.option("--max-seconds", "seconds", metavar="S", type=Seconds(min=0), default=300.0, help="Give up then (300).")
@click.option("--property", "ids", metavar="ID", multiple=True, help="Ask for this property only; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the table as JSON.")
def crosscheck(file: str, as_json: bool, **rest: Any) -> int:
    """Ask another model checker about a design or network FILE, and compare counts and verdicts.

    `spin` is Spin, with a C compiler; `storm` is Storm, as the Python package stormpy. Exit status: 0 they agree in all
    that the other can express, 1 they disagree, 2 the input is wrong or the checker is not there, 3 something stayed
    undecided.
    """
    from reports.crosscheck.command import Wanted, crosscheck_as_json, crosscheck_as_text

    wanted = Wanted(file, **rest)
    return crosscheck_as_json(wanted) if as_json else crosscheck_as_text(wanted)
