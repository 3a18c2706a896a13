"""The words and options of `outlive`; what each does stands in a file of its own, loaded when it is used."""

import sys
from math import isfinite
from typing import TYPE_CHECKING, Any, NoReturn

import click

if TYPE_CHECKING:
    from explorer.watch import Means

INTERRUPTED, WRONG_INPUT = 3, 2
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
        except Exception as error:
            if not _is_about_input(error):
                raise
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


def _refuse_output(error: OSError) -> NoReturn:
    """Files name themselves when they fail; what is left is help that could not be shown."""
    from reports.errors import reason
    from reports.writing import close_output

    close_output()
    _refuse(f"standard output: cannot be written: {reason(error)}; choose another place")


def _say(what: str) -> None:
    from reports.writing import say

    say(f"outlive: {what}")


FORM = click.Choice(["network", "dot", "promela"])
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
    3 a bound was hit or the run was interrupted before a verdict.
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
@click.option("--certificate", metavar="FILE", help="With --any-number: keep the proof in FILE.")
@click.option("--html", metavar="FILE", help="Write a page to walk through the verdicts.")
@click.option("--markdown", metavar="FILE", help="Write a comment for a pull request, with sequence diagrams.")
@click.option("--sarif", metavar="FILE", help="Write SARIF 2.1.0, for code scanning.")
@click.option("--junit", metavar="FILE", help="Write JUnit XML: a test case for each property.")
@click.option("--itf", metavar="FILE", help="Write the run of the first violation as an ITF trace.")
@click.option("--pytest", metavar="FILE", help="Write a test that replays the runs of what is violated.")
@click.option("--device-script", metavar="FILE", help="Write the steps to reproduce what is violated by hand.")
@click.option("--verbose", is_flag=True, help="Name the rules never enabled and the states never entered.")
def check(files: tuple[str, ...], as_json: bool, **rest: Any) -> int:
    """Judge designs (*.toml, or a design of the gallery by its name) and networks (*.network.json)."""
    from explorer.exploration import Bounds
    from reports.check import Asked, check_as_json, check_as_text

    if rest["certificate"] is not None and not rest["any_number"]:
        raise click.UsageError("--certificate is the proof of --any-number; give both")
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
def verify(folder: str | None, as_json: bool) -> int:
    """Judge every design of the gallery, or of DIR, in every profile against what it expects."""
    from pathlib import Path

    from reports.inputs import designs_in, gallery
    from reports.verify import verify_as_json, verify_as_text

    paths = designs_in(Path(folder) if folder is not None else gallery())
    return verify_as_json(paths) if as_json else verify_as_text(paths)


@outlive.command()
@click.argument("what", metavar="WHAT")
@click.option("--machine", metavar="NAME", help="Draw this machine of the file.")
@click.option("--graph", is_flag=True, help="Draw the reachable graph of the file (also if nothing else is asked).")
@click.option("--property", metavar="ID", help="Draw the counterexample, or the witness, of this property.")
@click.option("-o", "--output", metavar="FILE", help="Where to; - is standard output.")
@click.option("--format", "form", type=click.Choice(["svg", "png", "dot", "mermaid"]), help="Else by FILE, else SVG.")
def render(what: str, graph: bool, output: str | None, form: str | None, **part: str | None) -> int:
    """Draw a declared machine by its name, or something of a design or network FILE.

    Graphs of more than 150 worlds are not drawn whole: instead the run to one of the farthest worlds, with what else
    could happen along it. Of more than 1,000,000 worlds nothing is drawn, and the exit status is 3; --machine has no
    such limit.
    """
    if graph + sum(each is not None for each in part.values()) > 1:
        raise click.UsageError("--graph, --machine and --property exclude each other; choose one")
    from reports.render import Destination, Wanted, render

    return render(Wanted(what, **part), Destination(output, form))


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
    """Write a design or network in another form: its network as JSON or as a Promela model, or its graph as DOT.

    Graphs of more than 1,000,000 worlds are not written: the exit status is 3.
    """
    from reports.export import export

    return export(file, form, output)
